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
            name="Entry",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("meeting", "会议"), ("document", "文件"), ("appraisal", "评比表彰项目")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("is_bureau_wide", models.BooleanField(verbose_name="全局性")),
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
                        verbose_name="主办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议、文件与评比",
                "verbose_name_plural": "会议、文件与评比",
            },
        ),
        migrations.CreateModel(
            name="MediaReport",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("outlet", models.CharField(max_length=60, verbose_name="媒体")),
                ("level", models.CharField(max_length=10, verbose_name="级别")),
                (
                    "tone",
                    models.CharField(
                        choices=[("positive", "正面"), ("neutral", "中性"), ("negative", "负面")],
                        max_length=10,
                        verbose_name="倾向",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "媒体报道",
                "verbose_name_plural": "媒体报道",
            },
        ),
        migrations.CreateModel(
            name="PublicEvent",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recognition", "肯定与推广"),
                            ("meeting", "现场会"),
                            ("settlement", "遗留问题解决"),
                            ("notice", "制发文件"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("topic", models.CharField(max_length=40, verbose_name="主题")),
                ("issuer", models.CharField(max_length=60, verbose_name="出具单位")),
                ("level", models.CharField(max_length=10, verbose_name="级别")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="地点"
                    ),
                ),
            ],
            options={
                "verbose_name": "大事记",
                "verbose_name_plural": "大事记",
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=60, verbose_name="指标")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("scope", models.CharField(max_length=20, verbose_name="范围")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="位次")),
                ("out_of", models.PositiveSmallIntegerField(verbose_name="参评数")),
                ("issuer", models.CharField(max_length=60, verbose_name="发布单位")),
                ("document_number", models.CharField(max_length=60, verbose_name="文号")),
                ("published_on", models.DateField(verbose_name="发布日期")),
            ],
            options={
                "verbose_name": "排名",
                "verbose_name_plural": "排名",
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "scope", "year"), name="ranking_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1), ("rank__lte", models.F("out_of"))),
                        name="ranking_lies_within_the_field",
                        violation_error_message="位次须在 1 与参评数之间",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExamResult",
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
                ("line", models.CharField(max_length=20, verbose_name="分数线")),
                ("n_candidates", models.PositiveIntegerField(verbose_name="参考人数")),
                ("n_reached", models.PositiveIntegerField(verbose_name="上线人数")),
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
                "verbose_name": "考试成绩",
                "verbose_name_plural": "考试成绩",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "exam", "year", "line"), name="exam_result_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("n_reached__lte", models.F("n_candidates"))),
                        name="exam_result_within_candidates",
                        violation_error_message="上线人数不能多于参考人数",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("duty", "责任状"), ("pledge", "承诺书")], max_length=10, verbose_name="类别"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签订日期")),
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
                "verbose_name": "责任状与承诺书",
                "verbose_name_plural": "责任状与承诺书",
                "constraints": [
                    models.UniqueConstraint(fields=("school", "kind", "year"), name="pledge_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Spending",
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
                        choices=[
                            ("overseas", "因公出国（境）费"),
                            ("cars", "公务用车购置和运行费"),
                            ("reception", "公务接待费"),
                        ],
                        max_length=10,
                        verbose_name="项目",
                    ),
                ),
                ("budget_yuan", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="预算")),
                ("settled_yuan", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="决算")),
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
                "verbose_name": "三公经费",
                "verbose_name_plural": "三公经费",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "year", "item"), name="spending_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("budget_yuan__gte", 0), ("settled_yuan__gte", 0)),
                        name="spending_is_not_negative",
                        violation_error_message="预算和决算不能小于零",
                    ),
                ],
            },
        ),
    ]
