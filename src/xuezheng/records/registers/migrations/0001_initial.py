import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pupil",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="学生代码"
                    ),
                ),
                ("roll_number", models.CharField(max_length=19, unique=True, verbose_name="学籍号")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("id_number", models.CharField(blank=True, max_length=18, verbose_name="身份证件号")),
                (
                    "sex",
                    models.CharField(choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                ("born_on", models.DateField(verbose_name="出生日期")),
                ("ethnic_group", models.CharField(default="01", max_length=2, verbose_name="民族")),
                ("is_migrant", models.BooleanField(default=False, verbose_name="进城务工人员随迁子女")),
                ("is_left_behind", models.BooleanField(default=False, verbose_name="留守儿童")),
                ("is_orphan", models.BooleanField(default=False, verbose_name="孤儿")),
                ("disability", models.CharField(blank=True, max_length=1, verbose_name="残疾类型")),
                ("guardian_phone", models.CharField(blank=True, max_length=20, verbose_name="监护人电话")),
            ],
            options={
                "verbose_name": "学生",
                "verbose_name_plural": "学生",
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=6, primary_key=True, serialize=False, verbose_name="行政区划代码"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "市"), ("district", "区"), ("county", "县")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="主管机构",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.area",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划",
                "verbose_name_plural": "区划",
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=10, primary_key=True, serialize=False, verbose_name="学校标识码"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="学校名称")),
                ("kind", models.CharField(max_length=3, verbose_name="办学类型")),
                ("runner", models.CharField(max_length=3, verbose_name="举办者")),
                ("urban_rural", models.CharField(max_length=3, verbose_name="城乡分类")),
                ("is_inclusive", models.BooleanField(default=False, verbose_name="普惠性幼儿园")),
                ("is_ethnic", models.BooleanField(default=False, verbose_name="民族学校")),
                ("built_on", models.DateField(blank=True, null=True, verbose_name="建成日期")),
                ("opened_on", models.DateField(verbose_name="设立日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "x_km",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="东向坐标（千米）"
                    ),
                ),
                (
                    "y_km",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="北向坐标（千米）"
                    ),
                ),
                ("head_phone", models.CharField(blank=True, max_length=20, verbose_name="校长电话")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.area",
                        verbose_name="所在县区",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="机构",
                    ),
                ),
            ],
            options={
                "verbose_name": "学校",
                "verbose_name_plural": "学校",
            },
        ),
        migrations.CreateModel(
            name="Posts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("n_approved", models.PositiveIntegerField(verbose_name="核定编制")),
                ("n_filled", models.PositiveIntegerField(verbose_name="实有在编")),
                ("n_outside", models.PositiveIntegerField(default=0, verbose_name="编外人数")),
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
                "verbose_name": "编制",
                "verbose_name_plural": "编制",
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preschool", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普通高中"),
                            ("vocational", "中等职业"),
                            ("higher_vocational", "高等职业"),
                            ("special", "特殊教育"),
                        ],
                        max_length=20,
                        verbose_name="学段",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("transfer_in", "转入"),
                            ("transfer_out", "转出"),
                            ("dropout", "辍学"),
                            ("return", "复学"),
                            ("suspension", "休学"),
                            ("death", "死亡"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "—"),
                            ("poverty", "家庭贫困"),
                            ("illness", "疾病"),
                            ("work", "外出务工"),
                            ("weariness", "厌学"),
                            ("family", "家庭变故"),
                            ("moved", "随家迁移"),
                        ],
                        max_length=20,
                        verbose_name="原因",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
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
                "verbose_name": "学籍异动",
                "verbose_name_plural": "学籍异动",
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=16, primary_key=True, serialize=False, verbose_name="建筑代码"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="用途")),
                (
                    "floor_area_m2",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="建筑面积"),
                ),
                ("built_on", models.DateField(verbose_name="建成日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
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
                "verbose_name": "校舍与场地",
                "verbose_name_plural": "校舍与场地",
            },
        ),
        migrations.CreateModel(
            name="SchoolClass",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="班级代码"
                    ),
                ),
                ("school_year", models.PositiveSmallIntegerField(verbose_name="学年")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preschool", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普通高中"),
                            ("vocational", "中等职业"),
                            ("higher_vocational", "高等职业"),
                            ("special", "特殊教育"),
                        ],
                        max_length=20,
                        verbose_name="学段",
                    ),
                ),
                ("grade", models.PositiveSmallIntegerField(verbose_name="年级")),
                ("number", models.PositiveSmallIntegerField(verbose_name="班号")),
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
                "verbose_name": "班级",
                "verbose_name_plural": "班级",
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("school_year", models.PositiveSmallIntegerField(verbose_name="学年")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preschool", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普通高中"),
                            ("vocational", "中等职业"),
                            ("higher_vocational", "高等职业"),
                            ("special", "特殊教育"),
                        ],
                        max_length=20,
                        verbose_name="学段",
                    ),
                ),
                ("grade", models.PositiveSmallIntegerField(verbose_name="年级")),
                ("is_boarder", models.BooleanField(default=False, verbose_name="寄宿")),
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
                    "school_class",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.schoolclass",
                        verbose_name="班级",
                    ),
                ),
            ],
            options={
                "verbose_name": "在籍",
                "verbose_name_plural": "在籍",
            },
        ),
        migrations.CreateModel(
            name="SchoolReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("school_year", models.PositiveSmallIntegerField(verbose_name="学年")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preschool", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普通高中"),
                            ("vocational", "中等职业"),
                            ("higher_vocational", "高等职业"),
                            ("special", "特殊教育"),
                        ],
                        max_length=20,
                        verbose_name="学段",
                    ),
                ),
                ("n_classes", models.PositiveIntegerField(verbose_name="班数")),
                ("n_large_classes", models.PositiveIntegerField(default=0, verbose_name="大班额班数")),
                ("n_pupils", models.PositiveIntegerField(verbose_name="学生数")),
                ("n_boarders", models.PositiveIntegerField(default=0, verbose_name="寄宿生数")),
                ("n_migrants", models.PositiveIntegerField(default=0, verbose_name="随迁子女数")),
                ("n_left_behind", models.PositiveIntegerField(default=0, verbose_name="留守儿童数")),
                ("n_entrants", models.PositiveIntegerField(default=0, verbose_name="招生数")),
                ("n_graduates", models.PositiveIntegerField(default=0, verbose_name="毕业生数")),
                ("n_staff", models.PositiveIntegerField(verbose_name="教职工数")),
                ("n_full_time_teachers", models.PositiveIntegerField(verbose_name="专任教师数")),
                (
                    "n_above_required_degree",
                    models.PositiveIntegerField(default=0, verbose_name="高于规定学历教师数"),
                ),
                (
                    "n_backbone_teachers",
                    models.PositiveIntegerField(default=0, verbose_name="县级以上骨干教师数"),
                ),
                (
                    "n_arts_and_sport_teachers",
                    models.PositiveIntegerField(default=0, verbose_name="体育艺术专任教师数"),
                ),
                (
                    "teaching_area_m2",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="教学及辅助用房面积"
                    ),
                ),
                (
                    "sports_area_m2",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="体育运动场馆面积"
                    ),
                ),
                (
                    "equipment_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="教学仪器设备值"
                    ),
                ),
                (
                    "n_multimedia_rooms",
                    models.PositiveIntegerField(default=0, verbose_name="网络多媒体教室数"),
                ),
                ("n_computers", models.PositiveIntegerField(default=0, verbose_name="计算机台数")),
                ("n_books", models.PositiveIntegerField(default=0, verbose_name="图书册数")),
                (
                    "public_funds_yuan",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="公用经费支出"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="报送日期")),
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
                "verbose_name": "学年初报表",
                "verbose_name_plural": "学年初报表",
            },
        ),
        migrations.CreateModel(
            name="SchoolStatus",
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
                            ("standardised", "标准化学校"),
                            ("weak", "薄弱学校改造"),
                            ("curriculum_model", "课程改革示范校"),
                            ("model_senior", "省示范高中"),
                            ("vocational_demonstration", "职业教育示范校"),
                            ("moral_education", "德育特色学校"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("plan_year", models.PositiveSmallIntegerField(verbose_name="计划年度")),
                ("listed_on", models.DateField(verbose_name="列入日期")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="启动日期")),
                ("achieved_on", models.DateField(blank=True, null=True, verbose_name="达标日期")),
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
                "verbose_name": "学校创建与改造",
                "verbose_name_plural": "学校创建与改造",
            },
        ),
        migrations.CreateModel(
            name="Teacher",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="教职工代码"
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "sex",
                    models.CharField(choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                ("born_on", models.DateField(verbose_name="出生日期")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preschool", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普通高中"),
                            ("vocational", "中等职业"),
                            ("higher_vocational", "高等职业"),
                            ("special", "特殊教育"),
                        ],
                        max_length=20,
                        verbose_name="任教学段",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=20, verbose_name="任教学科")),
                ("degree", models.CharField(max_length=10, verbose_name="学历")),
                ("title", models.CharField(blank=True, max_length=10, verbose_name="职称")),
                ("is_full_time", models.BooleanField(default=True, verbose_name="专任教师")),
                ("is_in_post", models.BooleanField(default=True, verbose_name="在编")),
                ("has_certificate", models.BooleanField(default=True, verbose_name="持教师资格证")),
                ("is_backbone", models.BooleanField(default=False, verbose_name="县级以上骨干教师")),
                ("hired_on", models.DateField(verbose_name="入职日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离职日期")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="任教学校",
                    ),
                ),
            ],
            options={
                "verbose_name": "教职工",
                "verbose_name_plural": "教职工",
            },
        ),
        migrations.CreateModel(
            name="TeacherGrowth",
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
                        choices=[("training", "培训"), ("rotation", "交流轮岗"), ("award", "表彰")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("hours", models.PositiveIntegerField(default=0, verbose_name="学时")),
                ("level", models.CharField(blank=True, max_length=10, verbose_name="级别")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.school",
                        verbose_name="学校",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registers.teacher",
                        verbose_name="教师",
                    ),
                ),
            ],
            options={
                "verbose_name": "教师培训、交流与表彰",
                "verbose_name_plural": "教师培训、交流与表彰",
            },
        ),
        migrations.CreateModel(
            name="VocationalMajor",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=16, primary_key=True, serialize=False, verbose_name="专业代码"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="专业名称")),
                (
                    "designation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "—"),
                            ("demonstration", "示范专业"),
                            ("backbone", "骨干专业"),
                            ("featured", "特色专业"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("designated_on", models.DateField(blank=True, null=True, verbose_name="认定日期")),
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
                "verbose_name": "职业教育专业",
                "verbose_name_plural": "职业教育专业",
            },
        ),
        migrations.CreateModel(
            name="Website",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=16, primary_key=True, serialize=False, verbose_name="网站编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="网站名称")),
                ("host", models.CharField(max_length=100, verbose_name="域名")),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approval_number", models.CharField(blank=True, max_length=60, verbose_name="批准文号")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="关闭日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "教育网站",
                "verbose_name_plural": "教育网站",
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("age", models.PositiveSmallIntegerField(verbose_name="年龄")),
                ("n_residents", models.PositiveIntegerField(verbose_name="人口数")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="来源")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
                    ),
                ),
            ],
            options={
                "verbose_name": "人口",
                "verbose_name_plural": "人口",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year", "age"), name="population_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gt", models.F("opened_on")), _connector="OR"
                ),
                name="school_closes_after_it_opens",
                violation_error_message="撤销日期须晚于设立日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="posts",
            constraint=models.UniqueConstraint(fields=("school", "year"), name="posts_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("built_on")), _connector="OR"
                ),
                name="facility_closes_after_it_is_built",
                violation_error_message="停用日期不能早于建成日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(("floor_area_m2__gte", 0)),
                name="facility_area_is_not_negative",
                violation_error_message="建筑面积不能小于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(fields=("pupil", "school_year"), name="enrolment_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="schoolreturn",
            constraint=models.UniqueConstraint(
                fields=("school", "school_year", "stage"), name="school_return_once_a_year_and_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("n_full_time_teachers__lte", models.F("n_staff"))),
                name="school_return_teachers_within_staff",
                violation_error_message="专任教师数不能多于教职工数",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_large_classes__lte", models.F("n_classes")),
                    ("n_boarders__lte", models.F("n_pupils")),
                    ("n_migrants__lte", models.F("n_pupils")),
                    ("n_left_behind__lte", models.F("n_pupils")),
                    ("n_above_required_degree__lte", models.F("n_full_time_teachers")),
                ),
                name="school_return_parts_within_wholes",
                violation_error_message="大班额不能多于班数，寄宿生、随迁子女、留守儿童不能多于学生数，高于规定学历教师不能多于专任教师",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolstatus",
            constraint=models.UniqueConstraint(
                fields=("school", "kind", "plan_year"), name="school_status_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("achieved_on", None),
                    models.Q(("started_on__isnull", False), ("achieved_on__gte", models.F("started_on"))),
                    _connector="OR",
                ),
                name="school_status_starts_before_it_is_achieved",
                violation_error_message="达标日期须有启动日期且不早于它",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_on", None), ("started_on__gte", models.F("listed_on")), _connector="OR"
                ),
                name="school_status_is_listed_before_it_starts",
                violation_error_message="启动日期不能早于列入日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="teacher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None), ("left_on__gte", models.F("hired_on")), _connector="OR"
                ),
                name="teacher_leaves_after_being_hired",
                violation_error_message="离职日期不能早于入职日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="vocationalmajor",
            constraint=models.CheckConstraint(
                condition=models.Q(("designation", ""), ("designated_on__isnull", False), _connector="OR"),
                name="major_designation_has_a_day",
                violation_error_message="有类别的专业须有认定日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="vocationalmajor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("designated_on")), _connector="OR"
                ),
                name="major_ends_after_it_is_designated",
                violation_error_message="终止日期不能早于认定日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="website",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None), models.Q(("approval_number", ""), _negated=True), _connector="OR"
                ),
                name="website_approval_has_a_number",
                violation_error_message="已批准的网站须有批准文号",
            ),
        ),
        migrations.AddConstraint(
            model_name="website",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None), ("approved_on__gte", models.F("applied_on")), _connector="OR"
                ),
                name="website_is_approved_after_it_applies",
                violation_error_message="批准日期不能早于申请日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="website",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("applied_on")), _connector="OR"
                ),
                name="website_closes_after_it_applies",
                violation_error_message="关闭日期不能早于申请日期",
            ),
        ),
    ]
