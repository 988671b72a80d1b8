"""Numbers that name a person are sealed at rest; what stood there plain is sealed now."""

from django.db import migrations

import xuezheng.records.sealing
from xuezheng.records.sealing.resealing import seal_plain


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0004_merging"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mergedpupil",
            name="guardian_phone",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, kind="phone", max_length=20, verbose_name="监护人电话"
            ),
        ),
        migrations.AlterField(
            model_name="mergedpupil",
            name="id_number",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, db_index=True, kind="identity", max_length=18, verbose_name="身份证件号"
            ),
        ),
        migrations.AlterField(
            model_name="pupil",
            name="guardian_phone",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, kind="phone", max_length=20, verbose_name="监护人电话"
            ),
        ),
        migrations.AlterField(
            model_name="pupil",
            name="id_number",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, db_index=True, kind="identity", max_length=18, verbose_name="身份证件号"
            ),
        ),
        migrations.AlterField(
            model_name="pupil",
            name="roll_number",
            field=xuezheng.records.sealing.SealedCharField(
                kind="roll", max_length=19, unique=True, verbose_name="学籍号"
            ),
        ),
        migrations.AlterField(
            model_name="school",
            name="head_phone",
            field=xuezheng.records.sealing.SealedCharField(
                blank=True, kind="phone", max_length=20, verbose_name="校长电话"
            ),
        ),
        migrations.RunPython(seal_plain, migrations.RunPython.noop, elidable=False),
    ]
