import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="督导编号"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("standard", models.CharField(max_length=40, verbose_name="标准")),
                ("level", models.CharField(max_length=10, verbose_name="级别")),
                ("on", models.DateField(verbose_name="督导日期")),
                ("n_inspectors", models.PositiveSmallIntegerField(verbose_name="督学人数")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("", "进行中"), ("passed", "通过"), ("failed", "未通过")],
                        max_length=8,
                        verbose_name="结论",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="结论日期")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "督导评估",
                "verbose_name_plural": "督导评估",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=60, verbose_name="检查项")),
                ("is_met", models.BooleanField(verbose_name="达标")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="整改期限")),
                ("corrected_on", models.DateField(blank=True, null=True, verbose_name="整改完成日期")),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="visits.visit",
                        verbose_name="督导",
                    ),
                ),
            ],
            options={
                "verbose_name": "检查结果",
                "verbose_name_plural": "检查结果",
            },
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("verdict", "")),
                    models.Q(models.Q(("verdict", ""), _negated=True), ("decided_on__isnull", False)),
                    _connector="OR",
                ),
                name="visit_verdict_has_a_day",
                violation_error_message="有结论须有结论日期",
            ),
        ),
    ]
