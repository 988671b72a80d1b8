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
            name="Case",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="办件编号"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mayor_line", "市长公开电话"),
                            ("online", "网络问政"),
                            ("phone", "咨询电话"),
                            ("petition", "信访"),
                            ("violation", "违规举报"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                ("topic", models.CharField(max_length=30, verbose_name="类别")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="内容摘要")),
                ("received_on", models.DateField(verbose_name="受理日期")),
                ("due_on", models.DateField(verbose_name="办理期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("is_substantiated", models.BooleanField(blank=True, null=True, verbose_name="查实")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未评价"),
                            ("satisfied", "满意"),
                            ("basically", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="评价",
                    ),
                ),
                ("caller_phone", models.CharField(blank=True, max_length=20, verbose_name="来电号码")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casework.case",
                        verbose_name="重复于",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="涉及学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "办件",
                "verbose_name_plural": "办件",
            },
        ),
        migrations.CreateModel(
            name="CaseExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approved_by", models.CharField(blank=True, max_length=50, verbose_name="批准人")),
                ("was_due_on", models.DateField(verbose_name="原期限")),
                ("due_on", models.DateField(verbose_name="延长至")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="casework.case",
                        verbose_name="办件",
                    ),
                ),
            ],
            options={
                "verbose_name": "延期",
                "verbose_name_plural": "延期",
            },
        ),
        migrations.CreateModel(
            name="PermitItem",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="事项编码"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="事项名称")),
                ("kept_from", models.DateField(verbose_name="保留起始日期")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="取消日期")),
                ("online_on", models.DateField(blank=True, null=True, verbose_name="网上录入日期")),
            ],
            options={
                "verbose_name": "审批事项",
                "verbose_name_plural": "审批事项",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_on", None), ("dropped_on__gte", models.F("kept_from")), _connector="OR"
                        ),
                        name="permit_item_is_dropped_after_it_is_kept",
                        violation_error_message="取消日期不能早于保留起始日期",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PermitApplication",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="申请编号"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受理日期")),
                ("due_on", models.DateField(verbose_name="办理期限")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="准予")),
                ("is_online", models.BooleanField(default=True, verbose_name="网上办理")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casework.permititem",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "审批申请",
                "verbose_name_plural": "审批申请",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("npc", "人大建议"), ("cppcc", "政协提案")],
                        max_length=6,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("handed_over_on", models.DateField(verbose_name="交办日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("result_class", models.CharField(blank=True, max_length=1, verbose_name="办理结果")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未评价"),
                            ("satisfied", "满意"),
                            ("basically", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="满意度",
                    ),
                ),
                ("proposer", models.CharField(blank=True, max_length=50, verbose_name="领衔人")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="区域"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="承办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议提案",
                "verbose_name_plural": "建议提案",
            },
        ),
        migrations.CreateModel(
            name="RectificationItem",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="问题编号"
                    ),
                ),
                ("campaign", models.CharField(max_length=24, verbose_name="活动代码")),
                ("aspect", models.CharField(max_length=60, verbose_name="方面")),
                ("title", models.CharField(max_length=120, verbose_name="问题")),
                ("collected_on", models.DateField(verbose_name="征集日期")),
                ("due_on", models.DateField(verbose_name="整改期限")),
                ("resolved_on", models.DateField(blank=True, null=True, verbose_name="解决日期")),
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
                "verbose_name": "整改问题",
                "verbose_name_plural": "整改问题",
            },
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("received_on")), _connector="OR"
                ),
                name="case_closes_after_it_is_received",
                violation_error_message="办结日期不能早于受理日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating", ""), ("closed_on__isnull", False), _connector="OR"),
                name="case_is_rated_after_it_is_closed",
                violation_error_message="办结后才能评价",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None), ("due_on__gte", models.F("received_on")), _connector="OR"
                ),
                name="case_is_due_after_it_is_received",
                violation_error_message="办理期限不能早于受理日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gt", models.F("was_due_on"))),
                name="extension_is_later",
                violation_error_message="延长后的期限须晚于原期限",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None), ("due_on__gte", models.F("received_on")), _connector="OR"
                ),
                name="permit_application_is_due_after_it_is_received",
                violation_error_message="办理期限不能早于受理日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_on", None), ("decided_on__gte", models.F("received_on")), _connector="OR"
                ),
                name="permit_application_is_decided_after_it_is_received",
                violation_error_message="决定日期不能早于受理日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("is_granted", None)),
                    models.Q(("decided_on__isnull", False), ("is_granted__isnull", False)),
                    _connector="OR",
                ),
                name="permit_decision_has_a_day",
                violation_error_message="决定日期与是否准予须同时填写",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("result_class__in", ["", "A", "B", "C", "D"])),
                name="proposal_result_class_is_a_to_d",
                violation_error_message="办理结果须为 A、B、C 或 D",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on", None), ("answered_on__gte", models.F("handed_over_on")), _connector="OR"
                ),
                name="proposal_is_answered_after_it_is_handed_over",
                violation_error_message="答复日期不能早于交办日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None), ("due_on__gte", models.F("handed_over_on")), _connector="OR"
                ),
                name="proposal_is_due_after_it_is_handed_over",
                violation_error_message="答复期限不能早于交办日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on", None), ("result_class", "")),
                    models.Q(("answered_on__isnull", False), models.Q(("result_class", ""), _negated=True)),
                    _connector="OR",
                ),
                name="proposal_answer_has_a_result_class",
                violation_error_message="答复日期与办理结果须同时填写",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resolved_on", None), ("resolved_on__gte", models.F("collected_on")), _connector="OR"
                ),
                name="rectification_is_resolved_after_it_is_collected",
                violation_error_message="解决日期不能早于征集日期",
            ),
        ),
    ]
