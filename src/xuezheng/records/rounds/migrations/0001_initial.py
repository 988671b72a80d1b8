import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("registers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="轮次编号"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zones", "学区划分"),
                            ("admissions", "招生"),
                            ("class_division", "均衡分班"),
                            ("exam", "考试"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("opened_on", models.DateField(verbose_name="开始日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="组织单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "分配轮次",
                "verbose_name_plural": "分配轮次",
            },
        ),
        migrations.CreateModel(
            name="ExamSitting",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="考务编号"
                    ),
                ),
                (
                    "exam",
                    models.CharField(
                        choices=[
                            ("zhongkao", "中考"),
                            ("gaokao", "高考"),
                            ("self_study", "自考"),
                            ("adult", "成人高考"),
                            ("postgraduate", "研究生考试"),
                        ],
                        max_length=14,
                        verbose_name="考试",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="举行日期")),
                ("n_candidates", models.PositiveIntegerField(verbose_name="报名人数")),
                ("n_seated", models.PositiveIntegerField(verbose_name="编排人数")),
                ("n_sites", models.PositiveIntegerField(verbose_name="考点数")),
                ("n_rooms", models.PositiveIntegerField(verbose_name="考场数")),
                ("n_invigilators", models.PositiveIntegerField(verbose_name="监考人数")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="rounds.round", verbose_name="轮次"
                    ),
                ),
            ],
            options={
                "verbose_name": "考务",
                "verbose_name_plural": "考务",
            },
        ),
        migrations.CreateModel(
            name="ClassPlacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("class_number", models.PositiveSmallIntegerField(verbose_name="班号")),
                (
                    "pupil",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.pupil",
                        verbose_name="学生",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="rounds.round", verbose_name="轮次"
                    ),
                ),
            ],
            options={
                "verbose_name": "分班结果",
                "verbose_name_plural": "分班结果",
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_migrant", models.BooleanField(default=False, verbose_name="随迁子女")),
                ("is_qualified", models.BooleanField(default=True, verbose_name="符合条件")),
                (
                    "admitted_to",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="录取学校",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.pupil",
                        verbose_name="学生",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="rounds.round", verbose_name="轮次"
                    ),
                ),
            ],
            options={
                "verbose_name": "入学申请",
                "verbose_name_plural": "入学申请",
            },
        ),
        migrations.CreateModel(
            name="ExamIncident",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="事件编号"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="类别")),
                ("on", models.DateField(verbose_name="日期")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="查实日期")),
                ("dealt_with_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="rounds.examsitting",
                        verbose_name="考务",
                    ),
                ),
            ],
            options={
                "verbose_name": "考试事件",
                "verbose_name_plural": "考试事件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on", None), ("confirmed_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="incident_is_confirmed_after_it_happened",
                        violation_error_message="查实日期不能早于发生日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dealt_with_on", None), ("dealt_with_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="incident_is_dealt_with_after_it_happened",
                        violation_error_message="处理日期不能早于发生日期",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="round_closes_after_it_opens",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="examsitting",
            constraint=models.CheckConstraint(
                condition=models.Q(("n_seated__lte", models.F("n_candidates"))),
                name="exam_sitting_seats_within_candidates",
                violation_error_message="编排人数不能多于报名人数",
            ),
        ),
        migrations.AddConstraint(
            model_name="classplacement",
            constraint=models.UniqueConstraint(fields=("round", "pupil"), name="class_placement_once"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(fields=("round", "pupil"), name="application_once_a_round"),
        ),
    ]
