"""Long work: a page asks for it, the worker does it, a page shows how far it is.

A kind of work is a function registered with `@kind("intake.check")`: it takes what it was given and a
`Step` to tell how far it is, and gives an outcome: plain data, with `next` the address to go on to.
How far it is stands in `work/<code>.json` in the bureau's folder, rewritten every two seconds: its age is
the worker's heartbeat.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_tasks import task

from xuezheng.errors import XuezhengError
from xuezheng.records.accounts.queries import Organisation
from xuezheng.records.decisions.actions import ask_for_work, finish_work, give_up_work, take_up_work
from xuezheng.records.decisions.queries import Work, running_work
from xuezheng.web.shown.bureau import now

BEAT = 2.0
SILENT_FOR_TOO_LONG = 60.0
Step = Callable[..., None]
Doing = Callable[[Mapping[str, Any], Step], Mapping[str, Any]]
KINDS: dict[str, Doing] = {}


def kind(name: str) -> Callable[[Doing], Doing]:
    """Register the function that does this kind of work."""

    def register(doing: Doing) -> Doing:
        KINDS[name] = doing
        return doing

    return register


def begin(
    request: HttpRequest,
    *,
    kind: str,
    key: str,
    title: str,
    organisation: Organisation,
    given: Mapping[str, Any],
) -> HttpResponse:
    """Ask for work and send the person to the page that shows how far it is.

    `given` is plain data; `by` (the person's account) is added to it.
    """
    work = ask_for_work(
        kind=kind,
        key=key,
        title=title,
        given={**given, "by": request.user.get_username()},
        organisation=organisation,
        by=request.user,  # type: ignore[arg-type]
        at=now(),
    )
    carry_out.enqueue(str(work.code))
    return HttpResponseRedirect(reverse("desk:work", args=[work.code]))


@task()
def carry_out(code: str, again: bool = False) -> None:
    """Do one piece of work, in the worker's process."""
    work = take_up_work(code=code, again=again)
    if work is None:
        return
    try:
        with _beating(work) as step:
            outcome = KINDS[work.kind](work.given, step)
    except XuezhengError as error:
        give_up_work(work=work, told=str(error), at=now())
    except Exception as error:
        give_up_work(
            work=work, told=f"出了意外（{type(error).__name__}），没有保存。请告诉系统管理员。", at=now()
        )
        raise
    else:
        finish_work(work=work, outcome=outcome, at=now())
    finally:
        _place_of(work).unlink(missing_ok=True)


def take_up_what_was_dropped() -> int:
    """Queue again what runs under a worker that is no longer heard of; give how many."""
    dropped = [work for work in running_work() if silence_of(work) > SILENT_FOR_TOO_LONG]
    for work in dropped:
        _write(_place_of(work), {"at": time.time()})  # heard of again, by being queued
        carry_out.enqueue(str(work.code), again=True)
    return len(dropped)


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is."""

    done: int = 0
    total: int = 0
    stage: str = ""


def progress_of(work: Work) -> Progress:
    """What the worker last said."""
    said = _read(_place_of(work))
    return Progress(said.get("done", 0), said.get("total", 0), said.get("stage", ""))


def silence_of(work: Work) -> float:
    """Seconds since the worker was last heard of."""
    said = _read(_place_of(work))
    began = work.asked_at.timestamp() if not said else said.get("at", 0.0)
    return time.time() - began


@contextmanager
def _beating(work: Work) -> Iterator[Step]:
    """Tell every two seconds that the work lives, and how far it is."""
    place, over = _place_of(work), threading.Event()
    said: dict[str, Any] = {"at": time.time()}

    def beat() -> None:
        while not over.wait(BEAT):
            _write(place, {**said, "at": time.time()})

    def step(done: int = 0, total: int = 0, stage: str = "") -> None:
        said.update({"done": done, "total": total, "stage": stage or said.get("stage", "")})

    _write(place, said)
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield step
    finally:
        over.set()
        thread.join()


def _place_of(work: Work) -> Path:
    return Path(settings.FOLDER) / "work" / f"{work.code}.json"


def _write(place: Path, said: Mapping[str, Any]) -> None:
    place.parent.mkdir(exist_ok=True)
    new = place.with_suffix(".new")
    new.write_text(json.dumps(said), encoding="utf-8")
    new.replace(place)


def _read(place: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
