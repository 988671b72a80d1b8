"""Evaluation of a secondary vocational school (中等职业教育评估)."""

from xuezheng.standards.declaration import Part, Standard
from xuezheng.standards.earlier import all_findings, decided_in_year

STANDARD = Standard(
    code="vocational_evaluation",
    label="中等职业教育评估",
    label_en="Evaluation of a secondary vocational school",
    reference="《中等职业学校办学能力评估暂行办法》国教督办〔2016〕2号（凭记忆，须核原文）；检查项由督导评估登记",
    review_by="2027-09",
    unit="school",
    parts=(
        Part("items", "检查项", (all_findings("items", "检查项全部达标或已整改"),)),
        Part("verdict", "评估结论", (decided_in_year("verdict", "评估结论"),)),
    ),
)
