"""Re-inspection of a provincial model senior high school (省示范高中复检)."""

from xuezheng.standards.declaration import Part, Standard
from xuezheng.standards.earlier import all_findings, decided_in_year

STANDARD = Standard(
    code="model_senior",
    label="省示范高中复检",
    label_en="Re-inspection of a model senior high school",
    reference="各省示范性普通高中评估验收标准；检查项由督导评估登记",
    review_by="2027-09",
    unit="school",
    parts=(
        Part("items", "检查项", (all_findings("items", "检查项全部达标或已整改"),)),
        Part("verdict", "复检结论", (decided_in_year("verdict", "省级复检结论"),)),
    ),
)
