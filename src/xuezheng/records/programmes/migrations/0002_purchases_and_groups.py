import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("registers", "0002_campuses_and_institutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="AidStandard",
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
                        choices=[
                            ("preschool", "学前幼教补助"),
                            ("nutrition", "营养膳食补助"),
                            ("boarder", "寄宿生生活补助"),
                            ("senior_grant", "普通高中国家助学金"),
                            ("public_funds", "公用经费基准定额"),
                        ],
                        max_length=14,
                        verbose_name="补助",
                    ),
                ),
                ("stage", models.CharField(blank=True, max_length=20, verbose_name="学段")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "per",
                    models.CharField(
                        choices=[("meal", "每餐"), ("month", "每月"), ("year", "每年")],
                        max_length=6,
                        verbose_name="计发",
                    ),
                ),
                ("amount_yuan", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="标准")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
            ],
            options={
                "verbose_name": "补助标准",
                "verbose_name_plural": "补助标准",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "stage", "year"), name="aid_standard_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__gt", 0)),
                        name="aid_standard_is_positive",
                        violation_error_message="补助标准须大于零",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolGroup",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "教育集团"),
                            ("community", "学校共同体"),
                            ("alliance", "学区联盟"),
                            ("pairing", "结对帮扶"),
                            ("studio", "名师名校长工作室"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("set_up_on", models.DateField(verbose_name="成立日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "教育集团与共同体",
                "verbose_name_plural": "教育集团与共同体",
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_on", models.DateField(verbose_name="加入日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.schoolgroup",
                        verbose_name="集团或共同体",
                    ),
                ),
            ],
            options={
                "verbose_name": "集团与共同体成员校",
                "verbose_name_plural": "集团与共同体成员校",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("community", "社区教育"),
                            ("senior", "老年教育"),
                            ("skills", "职业技能培训"),
                            ("putonghua", "普通话测试"),
                            ("parents", "家庭教育指导"),
                            ("home_visit", "家访"),
                            ("outreach", "送教下乡"),
                            ("study_tour", "研学旅行"),
                            ("labour", "劳动实践"),
                            ("drill", "安全应急演练"),
                            ("exchange", "国际（境外）交流"),
                            ("law", "法治宣传教育"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("n_people", models.PositiveIntegerField(verbose_name="参加人数")),
                ("on", models.DateField(verbose_name="日期")),
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
                "verbose_name": "办班与活动",
                "verbose_name_plural": "办班与活动",
            },
        ),
        migrations.CreateModel(
            name="Works",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hardened", "硬化地面（平方米）"),
                            ("greened", "绿化（平方米）"),
                            ("wall", "院墙（米）"),
                            ("sewer", "下水道（米）"),
                            ("toilet", "厕所（座）"),
                            ("housing", "教师周转房（套）"),
                            ("laboratory", "实验室和功能教室（间）"),
                            ("reinforcement_design", "校舍加固设计（栋）"),
                            ("reinforcement", "校舍加固（平方米）"),
                            ("dangerous", "拆除或消除危房（平方米）"),
                        ],
                        max_length=24,
                        verbose_name="类别",
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="工程量")),
                (
                    "amount_yuan",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="投入资金"),
                ),
                ("on", models.DateField(verbose_name="完成日期")),
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
                "verbose_name": "校园工程量",
                "verbose_name_plural": "校园工程量",
            },
        ),
        migrations.CreateModel(
            name="Acquisition",
            fields=[
                (
                    "code",
                    models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="编号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="幼儿园")),
                (
                    "way",
                    models.CharField(
                        choices=[("purchase", "收购"), ("recovery", "回收"), ("handover", "移交")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("n_places", models.PositiveIntegerField(default=0, verbose_name="增加公办学位数")),
                ("n_houses", models.PositiveIntegerField(default=0, verbose_name="收购房屋栋数")),
                (
                    "owner_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="举办者置换资金"
                    ),
                ),
                (
                    "houses_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="房屋收购资金"
                    ),
                ),
                (
                    "land_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="土地征收资金"
                    ),
                ),
                (
                    "fitting_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="维修和添置资金"
                    ),
                ),
                ("on", models.DateField(verbose_name="完成日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "幼儿园收购、回收与移交",
                "verbose_name_plural": "幼儿园收购、回收与移交",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner_yuan__gte", 0),
                            ("houses_yuan__gte", 0),
                            ("land_yuan__gte", 0),
                            ("fitting_yuan__gte", 0),
                        ),
                        name="acquisition_amounts_are_not_negative",
                        violation_error_message="各项资金不能小于零",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="配备编号"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("computer", "计算机"),
                            ("teacher_computer", "教师用计算机"),
                            ("smart_board", "交互式多媒体设备"),
                            ("pupil_desk", "学生课桌凳"),
                            ("office_desk", "办公桌椅"),
                            ("air_conditioner", "空调"),
                            ("instrument", "教学仪器"),
                            ("book", "图书"),
                            ("textbook", "免费教科书"),
                            ("toy", "玩教具"),
                            ("bus", "校车"),
                            ("sport", "体育器材"),
                            ("arts", "音体美器材"),
                            ("kitchen", "食堂设备"),
                        ],
                        max_length=20,
                        verbose_name="设备类别",
                    ),
                ),
                ("n_units", models.PositiveIntegerField(verbose_name="数量")),
                (
                    "amount_yuan",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="金额"),
                ),
                ("on", models.DateField(verbose_name="到货日期")),
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
                "verbose_name": "设备配备",
                "verbose_name_plural": "设备配备",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("n_units__gt", 0)),
                        name="delivery_brings_something",
                        violation_error_message="数量须大于零",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__gte", 0)),
                        name="delivery_amount_is_not_negative",
                        violation_error_message="金额不能小于零",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacePurchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "term",
                    models.CharField(
                        choices=[("spring", "春季"), ("autumn", "秋季")], max_length=6, verbose_name="学期"
                    ),
                ),
                ("n_places", models.PositiveIntegerField(verbose_name="购买学位数")),
                (
                    "amount_yuan",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="购买资金"),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="民办学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "购买学位",
                "verbose_name_plural": "购买学位",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "term"), name="place_purchase_once_a_term"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__gte", 0)),
                        name="place_purchase_amount_is_not_negative",
                        violation_error_message="购买资金不能小于零",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="schoolgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("set_up_on")), _connector="OR"
                ),
                name="school_group_ends_after_it_is_set_up",
                violation_error_message="终止日期不能早于成立日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                fields=("group", "school", "joined_on"), name="group_member_joins_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None), ("left_on__gte", models.F("joined_on")), _connector="OR"
                ),
                name="group_member_leaves_after_joining",
                violation_error_message="退出日期不能早于加入日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="works",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)),
                name="works_have_a_quantity",
                violation_error_message="工程量须大于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="works",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gte", 0)),
                name="works_amount_is_not_negative",
                violation_error_message="投入资金不能小于零",
            ),
        ),
    ]
