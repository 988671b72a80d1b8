"""Universal and affordable preschool education of a county (学前教育普及普惠)."""

from xuezheng.standards import kindergartens, quality
from xuezheng.standards.declaration import Item, Part, Standard
from xuezheng.standards.looking import all_of, each, figure, finding, share

_P = "preschool_universal."
_PREMISES = (
    ("outdoor", "户外游戏场地生均面积", "sports_area_m2", "outdoor_area.min"),
    ("rooms", "活动室等用房生均面积", "teaching_area_m2", "activity_rooms.min"),
    ("building", "园舍建筑生均面积", "building_m2", "building_area.min"),
)


def _premises(code: str, label: str, column: str, limit: str) -> Item:
    """Newly planned kindergartens all, older ones in part."""
    return all_of(
        f"premises.{code}", label,
        *(
            share(f"premises.{code}.{age}", f"{words}规划的幼儿园达标比例",
                  kindergartens.premises(column, _P + limit, is_new=age == "new"), f"{_P}premises_{age}.min",
                  lacking=f"{words}规划的幼儿园", vacuous=f"没有{words}规划的幼儿园。")
            for age, words in (("new", "较新"), ("old", "较早"))
        ),
    )  # fmt: skip


STANDARD = Standard(
    code="preschool_universal",
    label="学前教育普及普惠",
    label_en="Universal and affordable preschool education",
    reference="教督〔2020〕1号《县域学前教育普及普惠督导评估办法》（文号凭记忆）",
    review_by="2027-09",
    unit="area",
    parts=(
        Part("access", "普及普惠水平", (
            figure("access.enrolment", "学前三年毛入园率", "preschool.gross_enrolment_rate_3y", _P + "gross_enrolment.min"),
            figure("access.inclusive", "普惠性幼儿园覆盖率", "kindergartens.inclusive_coverage_rate",
                   _P + "inclusive_coverage.min"),
            figure("access.public", "公办园在园幼儿占比", "kindergartens.public_enrolment_share", _P + "public_share.min"),
        )),
        Part("government", "政府保障情况", (
            each("government.funds", "公办园生均公用经费", kindergartens.public_funds, unit="元/生",
                 limits=(_P + "public_funds.min",), lacking="幼儿园报表"),
            finding("government.subsidy", "普惠性民办园补助落实"),
            finding("government.pay", "公办园非在编教师与在编教师同工同酬"),
            finding("government.supervision", "幼儿园布局和监管制度健全"),
        )),
        Part("quality", "保教质量保障", (
            *(_premises(*each_kind) for each_kind in _PREMISES),
            share("quality.classes", "班额达标率", kindergartens.class_sizes, _P + "class_size_share.min",
                  lacking="幼儿园班级"),
            share("quality.teachers", "专任教师与幼儿比（每名教师的幼儿数）", kindergartens.children_a_teacher,
                  _P + "children_a_teacher.max", scale=1, sense="<=", unit="人", lacking="幼儿园专任教师"),
            share("quality.certificates", "园长和教师持证率", kindergartens.certificates, _P + "certificates.min",
                  lacking="幼儿园专任教师"),
            finding("quality.play", "以游戏为基本活动，无“小学化”"),
        )),
        Part("recognition", "社会认可度", (
            share("recognition", "社会认可度", lambda inquiry: quality.recognition(inquiry, "preschool"),
                  _P + "recognition.min", lacking="社会认可度调查"),
        )),
    ),
)  # fmt: skip
