"""High-quality balance of compulsory education (义务教育优质均衡)."""

from xuezheng.standards import government, quality
from xuezheng.standards.declaration import Part, Standard
from xuezheng.standards.earlier import passed_before
from xuezheng.standards.limits import resource_limits
from xuezheng.standards.looking import all_of, each, figure, finding, share
from xuezheng.standards.measures import SEVEN, STAGES
from xuezheng.standards.resource_items import schools_reach, spread_within

_Q = "quality_balance."

ELIGIBILITY = Part(
    "eligibility",
    "申报资格",
    (
        passed_before("eligibility", "通过基本均衡认定三年以上", "basic_balance", _Q + "basic_balance_years"),
        finding("eligibility.monitoring", "认定后年度监测持续保持较高水平"),
    ),
)

RESOURCES = Part(
    "resources",
    "资源配置",
    (
        *(schools_reach(stage) for stage in STAGES),
        *(spread_within(stage, measure) for stage in STAGES for measure in SEVEN),
    ),
)

GOVERNMENT = Part(
    "government",
    "政府保障程度",
    (
        finding("government.01", "学校布局规划合理"),
        all_of(
            "government.02", "城乡统一建设、编制、经费、装备标准",
            each("government.02a", "生均公用经费不低于基准定额", government.funds_per_pupil, unit="元/生",
                 limits=(_Q + "public_funds.primary.min", _Q + "public_funds.junior.min"), lacking="公用经费"),
            finding("government.02b", "建设、编制和装备标准城乡统一"),
        ),
        each("government.03", "音乐、美术专用教室", government.subject_rooms, unit="间",
             limits=(_Q + "classes_a_room", _Q + "music_room_area.min", _Q + "art_room_area.min",
                     _Q + "music_room_area_old.min", _Q + "art_room_area_old.min"), lacking="音乐美术专用教室"),
        each("government.04", "学校规模", government.school_sizes, sense="<=", unit="人",
             limits=(_Q + "school_size.max", _Q + "through_school_size.max", _Q + "school_size_old.max",
                     _Q + "through_school_size_old.max"), lacking="学年初报表"),
        each("government.05", "班级学生数", government.class_sizes, sense="<=", unit="人",
             limits=("compulsory.class_size.primary.max", "compulsory.class_size.junior.max"), lacking="班级在籍"),
        each("government.06", "不足 100 人的村小学和教学点按 100 人核定公用经费", government.small_village_funds,
             unit="元", limits=(_Q + "small_school_funded_as", _Q + "public_funds.primary.min"),
             vacuous="没有不足 100 人的村小学和教学点。"),
        each("government.07", "特殊教育学校生均公用经费", government.special_school_funds, unit="元/生",
             limits=(_Q + "special_funds.min",), vacuous="没有特殊教育学校。"),
        all_of(
            "government.08", "教师工资收入与绩效工资",
            share("government.08a", "教师平均工资与公务员之比", government.teacher_pay, _Q + "teacher_pay_share.min",
                  lacking="教师与公务员工资"),
            finding("government.08b", "绩效工资制度落实"),
        ),
        share("government.09", "教师 5 年 360 学时培训完成率", government.training_done, _Q + "training_done.min",
              lacking="满 5 年的培训登记"),
        finding("government.10", "教职工编制和岗位统筹分配"),
        all_of(
            "government.11", "交流轮岗",
            share("government.11a", "交流轮岗教师占符合条件教师比例", government.rotated, _Q + "rotation.min",
                  lacking="在编专任教师"),
            share("government.11b", "骨干教师占交流轮岗教师比例", government.rotated_backbone,
                  _Q + "rotation_backbone.min", lacking="交流轮岗"),
        ),
        share("government.12", "专任教师持证上岗率", government.certificates, _Q + "certificates.min",
              lacking="专任教师"),
        finding("government.13", "城区镇区公办学校就近划片入学比例"),
        finding("government.14", "优质高中招生名额分配"),
        all_of(
            "government.15", "留守儿童关爱和随迁子女入学",
            figure("government.15a", "随迁子女在公办学校就读比例", "migrants.public_school_share",
                   _Q + "migrant_share.min"),
            finding("government.15b", "留守儿童关爱体系健全"),
        ),
    ),
)  # fmt: skip

QUALITY = Part(
    "quality",
    "教育质量",
    (
        share("quality.01", "初中三年巩固率", quality.junior_retention, _Q + "junior_retention.min",
              lacking="三年前入学时的报表"),
        figure("quality.02", "残疾儿童少年入学率", "special.enrolment_rate", _Q + "disabled_enrolment.min"),
        finding("quality.03", "学校章程和管理信息化"),
        each("quality.04", "教师培训经费占公用经费比例", quality.training_funds, scale=100, unit="%",
             limits=(_Q + "training_funds.min",), lacking="公用经费与培训费"),
        finding("quality.05", "教师信息技术应用和设施设备利用"),
        finding("quality.06", "德育工作和校园文化建设"),
        finding("quality.07", "课程开齐开足和综合实践活动"),
        finding("quality.08", "无过重课业负担"),
        each("quality.09", "国家质量监测校际差异率", quality.monitoring, sense="<",
             limits=(_Q + "monitoring_difference.below",), lacking="义务教育质量监测"),
    ),
)  # fmt: skip

RECOGNITION = Part(
    "recognition",
    "社会认可度",
    (
        share("recognition", "社会认可度", lambda inquiry: quality.recognition(inquiry, "compulsory"),
              _Q + "recognition.min", lacking="社会认可度调查"),
    ),
)  # fmt: skip

VETOES = Part(
    "vetoes",
    "一票否决",
    (
        finding("veto.examination", "无以考试方式招生"),
        finding("veto.choice", "无违规择校"),
        finding("veto.key_schools", "无重点学校和重点班"),
        finding("veto.posts", "无有编不补和长期聘用编外教师"),
        finding("veto.safety", "无重大安全责任事故和严重违纪事件"),
        finding("veto.falsification", "无弄虚作假"),
    ),
)

STANDARD = Standard(
    code="quality_balance",
    label="义务教育优质均衡",
    label_en="High-quality balance of compulsory education",
    reference="教督〔2017〕6号《县域义务教育优质均衡发展督导评估办法》",
    review_by="2027-09",
    unit="area",
    parts=(
        ELIGIBILITY,
        RESOURCES,
        GOVERNMENT,
        QUALITY,
        RECOGNITION,
        VETOES,
    ),
    resources=resource_limits,
)  # fmt: skip
