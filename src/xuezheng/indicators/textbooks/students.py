"""Pupils with free textbooks."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import textbook_pupils
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="享受免费教科书学生数",
    label_en="Pupils with free textbooks",
    unit="名",
    kind="count",
    definition="当年发放免费教科书的学生数；一套一名学生，一校一年发放几次的，取最多的一次。",
    reference="义务教育经费保障机制；设备配备登记",
    review_by="2027-09",
    aliases=("领取免费教科书学生", "免费教科书受益学生"),
    topics=("资助", "义务教育"),
)
def textbooks_students(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return textbook_pupils(snapshot, year)
