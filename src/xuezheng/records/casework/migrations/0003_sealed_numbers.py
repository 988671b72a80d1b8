"""Numbers that name a person are sealed at rest; what stood there plain is sealed now."""

from django.db import migrations

import xuezheng.records.sealing
from xuezheng.records.sealing.resealing import seal_plain


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_dispatches_and_clocks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="caller_phone",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, kind="phone", max_length=20, verbose_name="来电号码"
            ),
        ),
        migrations.RunPython(seal_plain, migrations.RunPython.noop, elidable=False),
    ]
