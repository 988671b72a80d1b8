"""What is read from an outside list, or found by matching it, as rows that are not written down yet."""

from typing import Any

from xuezheng.records.programmes.models import ListEntry, ListLink, OutsideList
from xuezheng.records.registers.models import Area


def new_list(**said: Any) -> OutsideList:
    """A list that is not written down yet."""
    return OutsideList(**said)


def new_entry(line: Any, area: Area | None) -> ListEntry:
    """A line that is not written down yet."""
    return ListEntry(
        row=line.row,
        name=line.name,
        id_number=line.number,
        sex=line.sex,
        born_on=line.born_on,
        area=area,
        guardian=line.guardian,
        phone=line.phone,
    )


def new_link(row: OutsideList, pair: Any) -> ListLink:
    """A link that is not written down yet, as the machine proposes it."""
    return ListLink(
        outside_list=row,
        entry_id=int(pair.entry),
        pupil_id=pair.pupil,
        weight=pair.weight,
        proposed=pair.outcome,
        why=pair.why,
        evidence=[list(feature) for feature in pair.features],
        holds=pair.outcome == ListLink.Proposed.MATCHED,
    )
