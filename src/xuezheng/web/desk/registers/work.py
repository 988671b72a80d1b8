"""Long work of the registers: looking for children entered twice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.work import Step, kind

MOST_PAIRS = 500


@kind("registers.duplicates")
def find_duplicates(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Compare every child a person may see with every like one."""
    from xuezheng.jobs.casework import sit_down
    from xuezheng.jobs.pupils import suspicions
    from xuezheng.jobs.pupils_duplicates import LABELS
    from xuezheng.web.desk.registers.found import keep_pairs

    step(stage="正在比较学籍")
    folder = Path(settings.FOLDER)
    desk = sit_down(folder, given["by"])
    pairs = [
        {
            "first": one.pair.first,
            "second": one.pair.second,
            "first_school": one.first_school,
            "second_school": one.second_school,
            "key": one.pair.strength,
            "strength": LABELS[one.pair.strength],
            "why": "；".join(one.pair.why),
        }
        for one in suspicions(desk)[:MOST_PAIRS]
    ]
    keep_pairs(folder, desk.person, f"{now():%Y-%m-%d %H:%M}", pairs)
    return {"next": reverse("desk:registers-duplicates")}
