import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("rounds", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="决定编号"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "certificate_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="证书散列值"),
                ),
                ("computed_on", models.DateField(verbose_name="计算日期")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="核验日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approved_by", models.CharField(blank=True, max_length=50, verbose_name="批准人")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="rounds.round", verbose_name="轮次"
                    ),
                ),
            ],
            options={
                "verbose_name": "决定",
                "verbose_name_plural": "决定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(
                                ("approved_on__isnull", False), ("published_on__gte", models.F("approved_on"))
                            ),
                            _connector="OR",
                        ),
                        name="decision_is_approved_before_it_is_published",
                        violation_error_message="批准后才能公布",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_on", None),
                            models.Q(
                                ("checked_on__isnull", False), ("approved_on__gte", models.F("checked_on"))
                            ),
                            _connector="OR",
                        ),
                        name="decision_is_checked_before_it_is_approved",
                        violation_error_message="核验后才能批准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on", None),
                            ("checked_on__gte", models.F("computed_on")),
                            _connector="OR",
                        ),
                        name="decision_is_computed_before_it_is_checked",
                        violation_error_message="核验日期不能早于计算日期",
                    ),
                ],
            },
        ),
    ]
