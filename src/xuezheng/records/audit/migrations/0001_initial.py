from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "seq",
                    models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="序号"),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", models.CharField(max_length=150, verbose_name="操作人")),
                ("action", models.CharField(max_length=60, verbose_name="操作")),
                ("subject_kind", models.CharField(max_length=60, verbose_name="对象类别")),
                ("subject_code", models.CharField(blank=True, max_length=60, verbose_name="对象代码")),
                ("organisation_path", models.CharField(blank=True, max_length=80, verbose_name="归属路径")),
                ("detail", models.JSONField(default=dict, verbose_name="内容")),
                ("previous_hash", models.CharField(max_length=64, verbose_name="前一散列值")),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="散列值")),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField(default=0, verbose_name="序号")),
                ("hash", models.CharField(max_length=64, verbose_name="散列值")),
            ],
            options={
                "verbose_name": "审计链头",
                "verbose_name_plural": "审计链头",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="audit_head_is_single",
                        violation_error_message="审计链头只有一行",
                    )
                ],
            },
        ),
    ]
