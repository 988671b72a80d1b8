import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "land_area_m2",
                    models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name="占地面积"),
                ),
                (
                    "green_area_m2",
                    models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name="绿化面积"),
                ),
                ("n_laboratories", models.PositiveIntegerField(default=0, verbose_name="实验室和功能教室数")),
                ("n_dormitory_beds", models.PositiveIntegerField(default=0, verbose_name="宿舍床位数")),
                ("has_canteen", models.BooleanField(default=False, verbose_name="有食堂")),
                ("has_open_kitchen", models.BooleanField(default=False, verbose_name="食堂“明厨亮灶”")),
                ("has_central_heating", models.BooleanField(default=False, verbose_name="集中供暖")),
                ("has_guards", models.BooleanField(default=False, verbose_name="配齐专职保安")),
                ("n_guards", models.PositiveIntegerField(default=0, verbose_name="专职保安人数")),
                ("has_alarm", models.BooleanField(default=False, verbose_name="一键报警和视频监控联网")),
                ("is_enclosed", models.BooleanField(default=False, verbose_name="封闭式管理")),
                ("has_crossing_guard", models.BooleanField(default=False, verbose_name="设护学岗")),
                ("n_buses", models.PositiveIntegerField(default=0, verbose_name="校车辆数")),
                ("received_on", models.DateField(verbose_name="报送日期")),
            ],
            options={
                "verbose_name": "校园与安全年报",
                "verbose_name_plural": "校园与安全年报",
            },
        ),
        migrations.CreateModel(
            name="PartyAdviser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="选派日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="期满日期")),
            ],
            options={
                "verbose_name": "党建指导员",
                "verbose_name_plural": "党建指导员",
            },
        ),
        migrations.CreateModel(
            name="PartyOrganisation",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="党组织编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("is_under_bureau", models.BooleanField(default=True, verbose_name="隶属教育主管部门")),
                ("is_standard", models.BooleanField(default=False, verbose_name="标准化建设达标")),
                ("has_secretary", models.BooleanField(default=True, verbose_name="书记已配备")),
                ("n_members", models.PositiveIntegerField(default=0, verbose_name="党员数")),
                ("set_up_on", models.DateField(verbose_name="成立日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
            ],
            options={
                "verbose_name": "党组织",
                "verbose_name_plural": "党组织",
            },
        ),
        migrations.CreateModel(
            name="SpecialPlacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("school_year", models.PositiveSmallIntegerField(verbose_name="学年")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("special_school", "特殊教育学校"),
                            ("inclusive", "普通学校随班就读"),
                            ("home", "送教上门"),
                            ("none", "未安置"),
                        ],
                        max_length=16,
                        verbose_name="安置方式",
                    ),
                ),
                ("n_children", models.PositiveIntegerField(verbose_name="适龄儿童少年数")),
            ],
            options={
                "verbose_name": "残疾儿童少年安置",
                "verbose_name_plural": "残疾儿童少年安置",
            },
        ),
        migrations.CreateModel(
            name="TrainingInstitution",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="机构编号"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "subject",
                    models.CharField(
                        choices=[("academic", "学科类"), ("non_academic", "非学科类")],
                        max_length=14,
                        verbose_name="类别",
                    ),
                ),
                ("licensed_on", models.DateField(verbose_name="批准或发现日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="压减日期")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("", "—"), ("deregistered", "注销"), ("turned", "转型"), ("banned", "取缔")],
                        max_length=14,
                        verbose_name="压减方式",
                    ),
                ),
            ],
            options={
                "verbose_name": "校外培训机构",
                "verbose_name_plural": "校外培训机构",
            },
        ),
        migrations.CreateModel(
            name="WellbeingReturn",
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
                ("n_pupils", models.PositiveIntegerField(verbose_name="学生数")),
                ("n_after_school", models.PositiveIntegerField(default=0, verbose_name="参加课后服务学生数")),
                ("n_fitness_tested", models.PositiveIntegerField(default=0, verbose_name="体质健康测试人数")),
                ("n_fitness_passed", models.PositiveIntegerField(default=0, verbose_name="体质健康合格人数")),
                ("n_fitness_good", models.PositiveIntegerField(default=0, verbose_name="体质健康优良人数")),
                ("n_eyes_tested", models.PositiveIntegerField(default=0, verbose_name="视力检查人数")),
                ("n_myopic", models.PositiveIntegerField(default=0, verbose_name="近视人数")),
                (
                    "n_counsellors",
                    models.PositiveIntegerField(default=0, verbose_name="专兼职心理健康教师数"),
                ),
                ("received_on", models.DateField(verbose_name="报送日期")),
            ],
            options={
                "verbose_name": "学生服务与健康年报",
                "verbose_name_plural": "学生服务与健康年报",
            },
        ),
        migrations.RemoveConstraint(
            model_name="schoolstatus",
            name="school_status_once_a_year",
        ),
        migrations.AddField(
            model_name="schoolstatus",
            name="level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "—"),
                    ("nation", "国家级"),
                    ("province", "省级"),
                    ("city", "市级"),
                    ("county", "县级"),
                ],
                max_length=10,
                verbose_name="级别",
            ),
        ),
        migrations.AddField(
            model_name="teacher",
            name="hired_through",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "—"),
                    ("open", "公开招聘"),
                    ("special_post", "特岗计划"),
                    ("state_trained", "公费师范生"),
                    ("talent", "高层次人才引进"),
                    ("transfer", "调入选调"),
                ],
                max_length=14,
                verbose_name="入职渠道",
            ),
        ),
        migrations.AlterField(
            model_name="schoolstatus",
            name="kind",
            field=models.CharField(
                choices=[
                    ("standardised", "标准化学校"),
                    ("weak", "薄弱学校改造"),
                    ("curriculum_model", "课程改革示范校"),
                    ("model_senior", "省示范高中"),
                    ("vocational_demonstration", "职业教育示范校"),
                    ("moral_education", "德育特色学校"),
                    ("quality_campus", "品质校园"),
                    ("party_model", "党建示范校"),
                    ("party_brand", "党建示范点"),
                    ("mixed_school", "“公参民”学校治理"),
                    ("online_class", "在线课堂"),
                    ("it_upgrade", "信息技术装备升类"),
                    ("smart_campus", "智慧校园"),
                    ("science_garden", "科技园地"),
                    ("labour", "劳动教育实践基地"),
                    ("sport_feature", "体育传统特色学校"),
                    ("arts_feature", "艺术教育特色学校"),
                    ("safe_campus", "平安校园"),
                    ("green_school", "绿色学校"),
                    ("language", "语言文字规范化示范校"),
                    ("mental_health", "心理健康教育特色学校"),
                    ("civilised_campus", "文明校园"),
                ],
                max_length=30,
                verbose_name="类别",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolstatus",
            constraint=models.UniqueConstraint(
                fields=("school", "kind", "level", "plan_year"), name="school_status_once_a_year_and_level"
            ),
        ),
        migrations.AddField(
            model_name="campus",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.school", verbose_name="学校"
            ),
        ),
        migrations.AddField(
            model_name="partyadviser",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.school", verbose_name="学校"
            ),
        ),
        migrations.AddField(
            model_name="partyorganisation",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
            ),
        ),
        migrations.AddField(
            model_name="partyorganisation",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="registers.school",
                verbose_name="学校",
            ),
        ),
        migrations.AddField(
            model_name="specialplacement",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
            ),
        ),
        migrations.AddField(
            model_name="traininginstitution",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.area", verbose_name="县区"
            ),
        ),
        migrations.AddField(
            model_name="wellbeingreturn",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="registers.school", verbose_name="学校"
            ),
        ),
        migrations.AddConstraint(
            model_name="campus",
            constraint=models.UniqueConstraint(fields=("school", "year"), name="campus_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="campus",
            constraint=models.CheckConstraint(
                condition=models.Q(("land_area_m2__gte", 0), ("green_area_m2__gte", 0)),
                name="campus_areas_are_not_negative",
                violation_error_message="占地面积和绿化面积不能小于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="campus",
            constraint=models.CheckConstraint(
                condition=models.Q(("green_area_m2__lte", models.F("land_area_m2"))),
                name="campus_green_within_land",
                violation_error_message="绿化面积不能大于占地面积",
            ),
        ),
        migrations.AddConstraint(
            model_name="campus",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_open_kitchen__lte", models.F("has_canteen"))),
                name="campus_open_kitchen_needs_a_canteen",
                violation_error_message="没有食堂的学校不能填“明厨亮灶”",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyadviser",
            constraint=models.UniqueConstraint(fields=("school", "sent_on"), name="party_adviser_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="partyadviser",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("sent_on")), _connector="OR"
                ),
                name="party_adviser_ends_after_being_sent",
                violation_error_message="期满日期不能早于选派日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("set_up_on")), _connector="OR"
                ),
                name="party_organisation_ends_after_it_is_set_up",
                violation_error_message="撤销日期不能早于成立日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialplacement",
            constraint=models.UniqueConstraint(
                fields=("area", "school_year", "mode"), name="special_placement_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="traininginstitution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("licensed_on")), _connector="OR"
                ),
                name="training_institution_ends_after_its_licence",
                violation_error_message="压减日期不能早于批准日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="traininginstitution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("ending", "")),
                    models.Q(("closed_on__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="training_institution_ends_in_some_way",
                violation_error_message="压减日期和压减方式须同时填写",
            ),
        ),
        migrations.AddConstraint(
            model_name="wellbeingreturn",
            constraint=models.UniqueConstraint(
                fields=("school", "school_year", "stage"), name="wellbeing_return_once_a_year_and_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="wellbeingreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_after_school__lte", models.F("n_pupils")),
                    ("n_fitness_passed__lte", models.F("n_fitness_tested")),
                    ("n_fitness_good__lte", models.F("n_fitness_passed")),
                    ("n_myopic__lte", models.F("n_eyes_tested")),
                ),
                name="wellbeing_return_parts_within_wholes",
                violation_error_message="参加课后服务的不能多于学生数，优良不能多于合格，合格不能多于测试人数，近视不能多于检查人数",
            ),
        ),
    ]
