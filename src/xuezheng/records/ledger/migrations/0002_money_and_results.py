import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("ledger", "0001_initial"),
        ("registers", "0002_campuses_and_institutions"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="spending",
            options={"verbose_name": "三公经费与一般性支出", "verbose_name_plural": "三公经费与一般性支出"},
        ),
        migrations.AlterField(
            model_name="spending",
            name="item",
            field=models.CharField(
                choices=[
                    ("overseas", "因公出国（境）费"),
                    ("cars", "公务用车购置和运行费"),
                    ("reception", "公务接待费"),
                    ("meeting", "会议费"),
                    ("travel", "国内差旅费"),
                    ("equipment", "办公设备购置费"),
                ],
                max_length=10,
                verbose_name="项目",
            ),
        ),
        migrations.CreateModel(
            name="PowerChange",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cancelled", "取消职能"),
                            ("delegated", "下放职能"),
                            ("transferred", "转移委托职能"),
                            ("body_cut", "撤销议事协调机构"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="区域"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "职能转变",
                "verbose_name_plural": "职能转变",
            },
        ),
        migrations.CreateModel(
            name="ScoreBandTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "exam",
                    models.CharField(
                        choices=[("gaokao", "高考"), ("zhongkao", "中考")], max_length=10, verbose_name="考试"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "track",
                    models.CharField(
                        blank=True,
                        choices=[("", "不分科"), ("science", "理科（物理类）"), ("arts", "文科（历史类）")],
                        max_length=10,
                        verbose_name="科类",
                    ),
                ),
                ("floor_score", models.PositiveSmallIntegerField(verbose_name="分数（及以上）")),
                ("n_reached", models.PositiveIntegerField(verbose_name="全市人数")),
                ("source", models.CharField(max_length=60, verbose_name="来源")),
            ],
            options={
                "verbose_name": "全市高分段人数",
                "verbose_name_plural": "全市高分段人数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exam", "year", "track", "floor_score"), name="score_band_total_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "item",
                    models.CharField(
                        choices=[("all", "一般公共预算支出"), ("education", "一般公共预算教育支出")],
                        max_length=12,
                        verbose_name="科目",
                    ),
                ),
                ("budget_yuan", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="预算")),
                ("settled_yuan", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="决算")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="区域"
                    ),
                ),
            ],
            options={
                "verbose_name": "财政教育支出",
                "verbose_name_plural": "财政教育支出",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year", "item"), name="budget_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("budget_yuan__gte", 0), ("settled_yuan__gte", 0)),
                        name="budget_is_not_negative",
                        violation_error_message="预算和决算不能小于零",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "exam",
                    models.CharField(
                        choices=[("gaokao", "高考"), ("zhongkao", "中考")], max_length=10, verbose_name="考试"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "track",
                    models.CharField(
                        blank=True,
                        choices=[("", "不分科"), ("science", "理科（物理类）"), ("arts", "文科（历史类）")],
                        max_length=10,
                        verbose_name="科类",
                    ),
                ),
                ("floor_score", models.PositiveSmallIntegerField(verbose_name="分数（及以上）")),
                ("n_reached", models.PositiveIntegerField(verbose_name="人数")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "高分段人数",
                "verbose_name_plural": "高分段人数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "exam", "year", "track", "floor_score"), name="score_band_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UniversityAdmission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("university", models.CharField(max_length=60, verbose_name="录取高校")),
                (
                    "tier",
                    models.CharField(
                        choices=[("elite", "双一流高校"), ("undergraduate", "其他本科"), ("college", "专科")],
                        max_length=14,
                        verbose_name="层次",
                    ),
                ),
                ("n_admitted", models.PositiveIntegerField(verbose_name="录取人数")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "高校录取",
                "verbose_name_plural": "高校录取",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "university"), name="university_admission_once_a_year"
                    )
                ],
            },
        ),
    ]
