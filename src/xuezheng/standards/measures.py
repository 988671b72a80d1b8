"""The resource measures of the balance standards: which column of a return, per how many pupils."""

from dataclasses import dataclass

#: Stages the balance standards look at, each as a population of its own.
STAGES = {"primary": "小学", "junior": "初中"}


@dataclass(frozen=True)
class Measure:
    """One resource against pupils: value = column ÷ pupils × scale, in `unit`.

    `plausible` names the range of believable values; `column_unit` is what the return is filled in with.
    """

    code: str
    label: str
    short: str
    column: str
    scale: int
    unit: str
    column_unit: str
    plausible: str


ABOVE_DEGREE = Measure(
    "above_required_degree", "每百名学生拥有高于规定学历教师数", "高学历教师", "n_above_required_degree", 100,
    "人/百名学生", "人", "per_hundred",
)  # fmt: skip
BACKBONE = Measure(
    "backbone_teachers", "每百名学生拥有县级以上骨干教师数", "骨干教师", "n_backbone_teachers", 100,
    "人/百名学生", "人", "per_hundred",
)  # fmt: skip
ARTS_AND_SPORT = Measure(
    "arts_and_sport_teachers", "每百名学生拥有体育、艺术（美术、音乐）专任教师数", "体艺教师",
    "n_arts_and_sport_teachers", 100, "人/百名学生", "人", "per_hundred",
)  # fmt: skip
TEACHING_AREA = Measure(
    "teaching_area", "生均教学及辅助用房面积", "教学用房", "teaching_area_m2", 1, "平方米/生", "平方米",
    "teaching_area",
)  # fmt: skip
SPORTS_AREA = Measure(
    "sports_area", "生均体育运动场馆面积", "运动场馆", "sports_area_m2", 1, "平方米/生", "平方米",
    "sports_area",
)  # fmt: skip
EQUIPMENT = Measure(
    "equipment", "生均教学仪器设备值", "仪器设备", "equipment_yuan", 1, "元/生", "元", "equipment"
)
MULTIMEDIA = Measure(
    "multimedia_rooms", "每百名学生拥有网络多媒体教室数", "多媒体教室", "n_multimedia_rooms", 100,
    "间/百名学生", "间", "per_hundred",
)  # fmt: skip
COMPUTERS = Measure(
    "computers", "每百名学生拥有计算机台数", "计算机", "n_computers", 100, "台/百名学生", "台", "per_hundred"
)
BOOKS = Measure("books", "生均图书册数", "图书", "n_books", 1, "册/生", "册", "books")
TEACHERS = Measure(
    "teachers", "师生比（每百名学生专任教师数）", "师生比", "n_full_time_teachers", 100, "人/百名学生", "人",
    "per_hundred",
)  # fmt: skip
MIDDLE_TITLE = Measure(
    "middle_title_teachers", "每百名学生拥有中级及以上专业技术职务教师数", "中级职务", "n_middle_title", 100,
    "人/百名学生", "人", "per_hundred",
)  # fmt: skip

#: 优质均衡: the seven, in the order of the method.
SEVEN = (ABOVE_DEGREE, BACKBONE, ARTS_AND_SPORT, TEACHING_AREA, SPORTS_AREA, EQUIPMENT, MULTIMEDIA)
#: 基本均衡: the eight.
EIGHT = (
    TEACHING_AREA, SPORTS_AREA, EQUIPMENT, COMPUTERS, BOOKS, TEACHERS, ABOVE_DEGREE, MIDDLE_TITLE,
)  # fmt: skip
