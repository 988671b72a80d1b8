"""A speech of any number of pages, as a bureau's yearly one is: headings, series, figures, years, names."""

from collections.abc import Sequence
from random import Random

#: Characters on a page of the standard: 22 lines of 28.
A_PAGE = 22 * 28
_NUMERALS = "一二三四五六七八九十"
_PARTS = ("{}年工作回顾", "存在的问题和不足", "{}年工作任务", "保障措施")
_SECTIONS = (
    "党的建设全面加强", "学前教育普及普惠", "义务教育优质均衡", "普通高中特色发展", "职业教育提质培优", "特殊教育融合发展",
    "教师队伍不断壮大", "办学条件持续改善", "教育惠民落到实处", "校园安全平稳有序", "教育治理更加规范",
)  # fmt: skip
_SENTENCES = (
    "全市共有{stage}XX所，在校学生X.X万人，专任教师XXXX名，生师比保持在合理水平。",
    "全年投入资金XXXX万元，新建、改扩建{stage}XX所，竣工XX所，新增学位XXXX个，完成年度计划的XX%。",
    "{name}县{name}中学等XX所学校通过省级评估，{name}区被评为全国先进，受到各界好评。",
    "培训校长和骨干教师XXXX人次，选派XX名优秀教师到农村任教，评选市级名师{n}名、学科带头人{n}名。",
    "共发放助学金{m}万元，资助学生{k}人次；办理生源地助学贷款{k}笔，金额{m}万元，做到应助尽助。",
    "{stage}巩固率达到XX.X%，比上年提高X.X个百分点，大班额比例由{p}%下降到{q}%。",
    "开展安全演练{n}余场次，排查整改隐患{k}余处，整改率达百分之百，全年没有发生重大安全事故。",
    "办理人大建议{n}件、政协提案{n}件，按时办结率、满意率均为100%，群众满意度进一步提高。",
    "坚持五育并举，落实“双减”政策，做到“五项管理”全覆盖，让每一个孩子都有人生出彩的机会。",
    "20XX年{month}月，全市教育工作会议召开，部署推进三年行动计划，压实各级各类学校的主体责任。",
)
_ITEMS = ("一是", "二是", "三是", "四是", "五是", "六是")
_STAGES = ("幼儿园", "小学", "初中", "普通高中", "中等职业学校")


def long_speech(pages: int, *, seed: int = 7) -> str:
    """A speech of about so many pages; the same for the same seed."""
    dice = Random(seed)
    lines = ["在全市教育工作会议上的讲话", "同志们："]
    lines.append("今天，我们召开20XX年全市教育工作会议，总结20XX年工作，部署20XX年任务。下面，我讲四点意见。")
    wanted = pages * A_PAGE // len(_PARTS)
    for number, part in enumerate(_PARTS):
        lines.append(f"{_NUMERALS[number]}、" + part.format("20XX"))
        length = 0
        for section in range(len(_NUMERALS)):
            if length >= wanted:
                break
            lines.append(f"（{_NUMERALS[section]}）{_SECTIONS[section % len(_SECTIONS)]}")
            while length < wanted * (section + 1) / len(_NUMERALS):
                lines.append(_paragraph(dice, _SENTENCES))
                length += len(lines[-1])
    return "\n".join(lines) + "\n"


def _paragraph(dice: Random, sentences: Sequence[str]) -> str:
    chosen = dice.sample(sentences, k=dice.randrange(3, 7))
    return "".join(
        marker
        + sentence.format(
            stage=dice.choice(_STAGES),
            name="XX",
            n=dice.randrange(10, 99),
            k=dice.randrange(100, 9999),
            m=dice.randrange(1000, 99999) / 10,
            p=dice.randrange(50, 99) / 10,
            q=dice.randrange(1, 49) / 10,
            month=dice.randrange(1, 13),
        )
        for marker, sentence in zip(_ITEMS, chosen, strict=False)
    )
