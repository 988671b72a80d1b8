"""Server time, CPU and questions to the database of each page, by account, on one city.

`python -m benchmarks.pages [DIR] [--only WORD] [--times N]`. DIR is a bureau's folder (`xuezheng demo DIR --pupils
200000`; without one such a city is built for the moment); its tables are brought up to date first. A page is asked for in process, through all middleware, with a
signed-in session: once to warm up, then N times; the median is told. Statements that only open or close a
transaction are not counted as questions. Add a page by adding a line to `PAGES`; `{school}`, `{pupil}`, `{teacher}`,
`{area}` stand for codes found in the city, `{draft}` for a report under work: the shipped sample, taken if none is.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

#: (account, address); what must be reached: 300 ms at the median, 12 questions.
PAGES = (
    ("bangong", "/desk/"),
    ("bangong", "/desk/speech/"),
    ("bangong", "/desk/speech/{draft}/"),
    ("bangong", "/desk/speech/{draft}/?slot=S20"),
    ("bangong", "/desk/speech/{draft}/rows/S20/"),
    ("bangong", "/desk/speech/{draft}/find/S20/?q=yey"),
    ("bangong", "/desk/speech/{draft}/claims/"),
    ("bangong", "/desk/speech/{draft}/years/"),
    ("bangong", "/desk/speech/{draft}/tasks/"),
    ("bangong", "/desk/speech/{draft}/output/"),
    ("juzhang", "/desk/speech/{draft}/"),
    ("bangong", "/desk/indicators/"),
    ("bangong", "/desk/indicators/?q=jzgzs"),
    ("bangong", "/desk/indicators/teachers.total/"),
    ("bangong", "/desk/indicators/teachers.total/schools/"),
    ("bangong", "/desk/indicators/teachers.total/rows/"),
    ("quju", "/desk/indicators/teachers.total/rows/"),
    ("bangong", "/desk/evaluation/"),
    ("bangong", "/desk/evaluation/quality_balance/"),
    ("bangong", "/desk/evaluation/quality_balance/990102/"),
    ("bangong", "/desk/evaluation/quality_balance/990102/items/schools.primary/"),
    ("bangong", "/desk/programmes/"),
    ("bangong", "/desk/programmes/projects/"),
    ("bangong", "/desk/programmes/funds/"),
    ("bangong", "/desk/programmes/due/"),
    ("bangong", "/desk/programmes/targets/MB2025001/"),
    ("bangong", "/desk/registers/"),
    ("bangong", "/desk/registers/schools/"),
    ("bangong", "/desk/registers/schools/?q=sy"),
    ("bangong", "/desk/registers/schools/{school}/"),
    ("bangong", "/desk/registers/pupils/"),
    ("bangong", "/desk/registers/pupils/?page=2000"),
    ("bangong", "/desk/registers/pupils/?page=4000"),
    ("bangong", "/desk/registers/pupils/?sort=-code"),
    ("bangong", "/desk/registers/pupils/?q=zhangwei"),
    ("bangong", "/desk/registers/pupils/?q=zhang"),
    ("bangong", "/desk/registers/pupils/?q=l"),
    ("bangong", "/desk/registers/pupils/?q=张"),
    ("bangong", "/desk/registers/pupils/?area={area}"),
    ("bangong", "/desk/registers/pupils/?area={area}&school={school}&grade=1"),
    ("bangong", "/desk/registers/pupils/?area={area}&q=li"),
    ("bangong", "/desk/registers/pupils/?stage=primary&grade=1"),
    ("bangong", "/desk/registers/pupils/?mark=boarder"),
    ("bangong", "/desk/registers/pupils/?mark=left_behind"),
    ("bangong", "/desk/registers/pupils/?mark=moved"),
    ("bangong", "/desk/registers/pupils/{pupil}/"),
    ("bangong", "/desk/registers/pupils/{pupil}/more/"),
    ("bangong", "/desk/registers/history/pupil/{pupil}/"),
    ("bangong", "/desk/registers/teachers/"),
    ("bangong", "/desk/registers/teachers/?q=lw"),
    ("bangong", "/desk/registers/teachers/{teacher}/"),
    ("bangong", "/desk/registers/all/registers/enrolment/"),
    ("bangong", "/desk/registers/all/casework/case/"),
    ("bangong", "/desk/intake/"),
    ("bangong", "/desk/intake/batches/"),
    ("quju", "/desk/registers/pupils/"),
    ("quju", "/desk/registers/pupils/?q=zhang"),
    ("xuexiao", "/desk/registers/pupils/"),
    ("xuexiao", "/desk/registers/pupils/?q=zhang"),
    ("juzhang", "/desk/registers/pupils/?q=zhang"),
)
XUEZHENG = (sys.executable, "-c", "from xuezheng.cli.main import run; run()")
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Measured(NamedTuple):
    """One page of one account."""

    account: str
    address: str
    status: int
    wall_ms: float
    cpu_ms: float
    n_questions: int
    n_bytes: int


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folder", type=Path, nargs="?")
    said.add_argument("--only", default="", help="addresses that hold this")
    said.add_argument("--times", type=int, default=9)
    asked = said.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.folder or Path(place) / "city"
        if asked.folder is None:
            subprocess.run(
                [*XUEZHENG, "demo", str(folder), "--pupils", "200000"], check=True, stdout=subprocess.DEVNULL
            )
        _measure_all(folder.resolve(), asked.only, asked.times)


def _measure_all(folder: Path, only: str, times: int) -> None:
    codes = _open(folder)
    print(f"{'account':8} {'wall ms':>8} {'cpu ms':>7} {'asked':>5} {'kB':>6}  page")
    for account, address in PAGES:
        if only in address:
            one = _measure(account, address.format(**codes), times)
            mark = "" if one.status == 200 else f"  ({one.status})"
            print(
                f"{one.account:8} {one.wall_ms:8.1f} {one.cpu_ms:7.1f} {one.n_questions:5d}"
                f" {one.n_bytes / 1000:6.1f}  {one.address}{mark}",
                flush=True,
            )


def _open(folder: Path) -> dict[str, Any]:
    """Django on the folder, tables up to date, names spelled; the codes that addresses stand for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
    from xuezheng.records.database import open_bureau

    open_bureau(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from xuezheng.records.registers.actions import spell_new_names
    from xuezheng.records.registers.models import Enrolment, Teacher

    started = time.perf_counter()
    n = spell_new_names()
    print(f"{n} names spelled in {time.perf_counter() - started:.1f} s")
    one = Enrolment.objects.select_related("school").order_by("-school_year", "pupil").first()
    assert one is not None
    teacher = Teacher.objects.order_by("pk").first()
    return {
        "school": one.school_id,
        "pupil": one.pupil_id,
        "area": one.school.area_id,
        "teacher": teacher and teacher.pk,
        "draft": _a_draft(folder),
        "figures": _figures(folder),
    }


def _figures(folder: Path) -> str:
    """The figures of the latest snapshot, computed if they are not."""
    from xuezheng.jobs.figures import compute_figures, latest_snapshot

    snapshot, wall, cpu = latest_snapshot(folder), time.perf_counter(), time.process_time()
    if snapshot is None:
        return ""
    place = compute_figures(folder, snapshot)
    print(
        f"figures and verdicts of a snapshot in {time.perf_counter() - wall:.1f} s"
        f" ({time.process_time() - cpu:.1f} s of CPU)"
    )
    return place.name


def _a_draft(folder: Path) -> str:
    """A report under work, from the shipped sample if there is none."""
    from uuid import uuid4

    from xuezheng.jobs.drafts.reading import keep_sample
    from xuezheng.records.decisions.models import ReportDraft
    from xuezheng.web.desk.speech.work import read_text

    held = ReportDraft.objects.order_by("opened_at").first()
    if held is not None:
        return str(held.code)
    code, started = str(uuid4()), time.perf_counter()
    given = {"code": code, "name": keep_sample(folder, code), "year": 2025, "by": "bangong"}
    read_text(given, lambda *_: None)
    print(f"a speech read, matched and judged in {time.perf_counter() - started:.1f} s")
    return code


def _measure(account: str, address: str, times: int) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _signed_in(account)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
        n_asked = sum(not q["sql"].startswith(AROUND) for q in seen.captured_queries)
    wall, cpu = [], []
    for _ in range(times):
        at_wall, at_cpu = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append(time.perf_counter() - at_wall)
        cpu.append(time.process_time() - at_cpu)
    return Measured(
        account, address, answer.status_code, statistics.median(wall) * 1000, statistics.median(cpu) * 1000,
        n_asked, len(answer.content),
    )  # fmt: skip


def _signed_in(account: str) -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    user = get_user_model().objects.get(username=account)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


if __name__ == "__main__":
    main()
