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
            name="Contest",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="大赛编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("level", models.CharField(max_length=10, verbose_name="级别")),
                ("on", models.DateField(verbose_name="决赛日期")),
            ],
            options={
                "verbose_name": "技能大赛",
                "verbose_name_plural": "技能大赛",
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="活动编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("social_practice", "社会综合实践"),
                            ("arts", "艺术展演"),
                            ("sport", "体育竞赛"),
                        ],
                        max_length=20,
                        verbose_name="类别",
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
                "verbose_name": "活动",
                "verbose_name_plural": "活动",
            },
        ),
        migrations.CreateModel(
            name="AidScheme",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="资助项目代码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("orphan_senior", "孤儿普通高中免费教育"),
                            ("living_subsidy", "义务教育生活补助"),
                            ("nutrition", "营养膳食补助"),
                            ("senior_grant", "普通高中国家助学金"),
                            ("vocational_grant", "中职国家助学金"),
                            ("vocational_free", "中职免学费"),
                            ("preschool", "学前资助"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="起始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
            ],
            options={
                "verbose_name": "资助项目",
                "verbose_name_plural": "资助项目",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="aid_scheme_ends_after_it_starts",
                        violation_error_message="终止日期不能早于起始日期",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="活动代码"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("started_on", models.DateField(verbose_name="开始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
            ],
            options={
                "verbose_name": "教育实践活动",
                "verbose_name_plural": "教育实践活动",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="campaign_ends_after_it_starts",
                        violation_error_message="结束日期不能早于开始日期",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="项目编号"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="项目名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nutrition_canteen", "营养餐食堂"),
                            ("kindergarten", "幼儿园"),
                            ("building_repair", "校舍改造维修"),
                            ("practice_school", "综合实践学校"),
                            ("training_building", "实训楼"),
                            ("school_building", "学校建设"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("new", "新建"),
                            ("alteration", "改建"),
                            ("extension", "扩建"),
                            ("repair", "维修"),
                        ],
                        max_length=12,
                        verbose_name="建设性质",
                    ),
                ),
                ("plan_year", models.PositiveSmallIntegerField(verbose_name="计划年度")),
                (
                    "floor_area_m2",
                    models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name="建筑面积"),
                ),
                (
                    "budget_yuan",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="预算"),
                ),
                (
                    "spent_yuan",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="完成投资"),
                ),
                ("n_places", models.PositiveIntegerField(default=0, verbose_name="新增学位")),
                ("planned_on", models.DateField(verbose_name="立项日期")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="开工日期")),
                ("topped_out_on", models.DateField(blank=True, null=True, verbose_name="主体完工日期")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="竣工日期")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="验收日期")),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="取消日期")),
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
                        verbose_name="责任单位",
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
                "verbose_name": "项目",
                "verbose_name_plural": "项目",
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="节点")),
                ("due_on", models.DateField(verbose_name="应完成日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="实际完成日期")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="programmes.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "项目节点",
                "verbose_name_plural": "项目节点",
            },
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="资金编号"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("central", "中央"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                            ("donation", "捐赠"),
                        ],
                        max_length=10,
                        verbose_name="来源级次",
                    ),
                ),
                ("purpose", models.CharField(max_length=40, verbose_name="用途")),
                ("major", models.CharField(blank=True, max_length=16, verbose_name="专业代码")),
                ("notice_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("noticed_on", models.DateField(verbose_name="下达日期")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="到账日期")),
                ("amount_yuan", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="金额")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "资金",
                "verbose_name_plural": "资金",
            },
        ),
        migrations.CreateModel(
            name="StudentLoan",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="贷款编号"
                    ),
                ),
                ("borrower", models.CharField(max_length=12, verbose_name="借款学生代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("granted_on", models.DateField(verbose_name="发放日期")),
                ("amount_yuan", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="金额")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "生源地助学贷款",
                "verbose_name_plural": "生源地助学贷款",
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="目标编号"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="目标")),
                ("indicator", models.CharField(max_length=80, verbose_name="指标代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("value", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="目标值")),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                ("set_on", models.DateField(verbose_name="设定日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approved_by", models.CharField(blank=True, max_length=50, verbose_name="批准人")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="区域"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="责任单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度目标",
                "verbose_name_plural": "年度目标",
            },
        ),
        migrations.CreateModel(
            name="ActivityParticipation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.activity",
                        verbose_name="活动",
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
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动参加学生",
                "verbose_name_plural": "活动参加学生",
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "pupil"), name="activity_participation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="协议编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("partner", models.CharField(max_length=100, verbose_name="合作方")),
                ("signed_on", models.DateField(verbose_name="签订日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
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
                "verbose_name": "合作协议",
                "verbose_name_plural": "合作协议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("signed_on")), _connector="OR"
                        ),
                        name="agreement_ends_after_it_is_signed",
                        violation_error_message="终止日期不能早于签订日期",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AidAward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=20, verbose_name="学段")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "term",
                    models.CharField(
                        choices=[("spring", "春季"), ("autumn", "秋季")], max_length=6, verbose_name="学期"
                    ),
                ),
                ("amount_yuan", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="金额")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="发放日期")),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.pupil", verbose_name="学生"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.aidscheme",
                        verbose_name="资助项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "资助发放",
                "verbose_name_plural": "资助发放",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "pupil", "year", "term"), name="aid_award_once_a_term"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__gt", 0)),
                        name="aid_award_amount_is_positive",
                        violation_error_message="资助金额须大于零",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=100, verbose_name="单位名称")),
                (
                    "team_rank",
                    models.CharField(
                        blank=True,
                        choices=[("", "无班子"), ("county", "县级"), ("section", "科级")],
                        max_length=10,
                        verbose_name="班子级别",
                    ),
                ),
                (
                    "n_leading_cadres",
                    models.PositiveIntegerField(default=0, verbose_name="科级以上党员领导干部"),
                ),
                ("n_branches", models.PositiveIntegerField(default=0, verbose_name="基层党组织")),
                ("n_members", models.PositiveIntegerField(default=0, verbose_name="党员")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.campaign",
                        verbose_name="活动",
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
                "verbose_name": "参加活动单位",
                "verbose_name_plural": "参加活动单位",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "unit_name"), name="campaign_participant_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContestEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=60, verbose_name="赛项")),
                ("participant", models.CharField(max_length=12, verbose_name="选手代码")),
                (
                    "track",
                    models.CharField(
                        choices=[("secondary", "中职"), ("higher", "高职")],
                        max_length=10,
                        verbose_name="组别",
                    ),
                ),
                ("is_finalist", models.BooleanField(default=False, verbose_name="进入决赛")),
                ("award", models.CharField(blank=True, max_length=10, verbose_name="奖项")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.contest",
                        verbose_name="大赛",
                    ),
                ),
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
                "verbose_name": "参赛选手",
                "verbose_name_plural": "参赛选手",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contest", "event", "participant"), name="contest_entry_once_an_event"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HardshipListing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=20, verbose_name="学段")),
                ("category", models.CharField(max_length=2, verbose_name="困难类别")),
                ("source", models.CharField(max_length=40, verbose_name="名单来源")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("listed_on", models.DateField(verbose_name="列入日期")),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "待落实"),
                            ("aided", "已资助"),
                            ("refused", "家庭书面放弃"),
                            ("not_eligible", "不符合条件"),
                        ],
                        max_length=14,
                        verbose_name="落实情况",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="原因")),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.pupil", verbose_name="学生"
                    ),
                ),
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
                "verbose_name": "困难学生名单",
                "verbose_name_plural": "困难学生名单",
                "constraints": [
                    models.UniqueConstraint(fields=("pupil", "year"), name="hardship_listing_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolution", "not_eligible"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hardship_not_eligible_has_a_reason",
                        violation_error_message="认定不符合条件须写明原因",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("started_on", None), ("started_on__gte", models.F("planned_on")), _connector="OR"
                    ),
                    models.Q(
                        ("topped_out_on", None),
                        models.Q(
                            ("started_on__isnull", False), ("topped_out_on__gte", models.F("started_on"))
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("completed_on", None),
                        models.Q(
                            ("started_on__isnull", False), ("completed_on__gte", models.F("started_on"))
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("accepted_on", None),
                        models.Q(
                            ("completed_on__isnull", False), ("accepted_on__gte", models.F("completed_on"))
                        ),
                        _connector="OR",
                    ),
                ),
                name="project_stages_follow_each_other",
                violation_error_message="项目各阶段日期须依次：立项、开工、主体完工、竣工、验收",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_on", None), ("cancelled_on__gte", models.F("planned_on")), _connector="OR"
                ),
                name="project_is_cancelled_after_it_is_planned",
                violation_error_message="取消日期不能早于立项日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("floor_area_m2__gte", 0), ("budget_yuan__gte", 0), ("spent_yuan__gte", 0)
                ),
                name="project_sizes_are_not_negative",
                violation_error_message="建筑面积、预算和完成投资不能小于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gt", 0)),
                name="fund_amount_is_positive",
                violation_error_message="金额须大于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_on", None), ("arrived_on__gte", models.F("noticed_on")), _connector="OR"
                ),
                name="fund_arrives_after_its_notice",
                violation_error_message="到账日期不能早于下达日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="studentloan",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gt", 0)),
                name="student_loan_amount_is_positive",
                violation_error_message="贷款金额须大于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                fields=("indicator", "year", "area"), name="target_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None),
                    models.Q(
                        ("approved_on__gte", models.F("set_on")), ("approved_on__lte", models.F("due_on"))
                    ),
                    _connector="OR",
                ),
                name="target_is_approved_between_setting_and_due_day",
                violation_error_message="批准日期须在设定日期与完成期限之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None), models.Q(("approved_by", ""), _negated=True), _connector="OR"
                ),
                name="target_approval_has_a_name",
                violation_error_message="已批准的目标须有批准人",
            ),
        ),
    ]
