"""The roll number of a merged pupil is sealed as well; what stood there plain is sealed now."""

from django.db import migrations

import xuezheng.records.sealing
from xuezheng.records.sealing.resealing import seal_plain


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_names_and_filters")]

    operations = [
        migrations.AlterField(
            model_name="mergedpupil",
            name="roll_number",
            field=xuezheng.records.sealing.SealedCharField(
                db_index=True, kind="roll", max_length=19, verbose_name="学籍号"
            ),
        ),
        migrations.RunPython(seal_plain, migrations.RunPython.noop),
    ]
