"""The one bureau a server serves."""

from datetime import date, datetime, timedelta, timezone
from functools import cache

from django.conf import settings

from xuezheng.records.database import Bureau, read_bureau

CHINA = timezone(timedelta(hours=8))


@cache
def _read(folder: object) -> Bureau:
    return read_bureau(folder)  # type: ignore[arg-type]


def this_bureau() -> Bureau:
    """What `bureau.toml` of the served folder says; read once a process."""
    return _read(settings.FOLDER)


def today() -> date:
    """The day that the desk takes for today: the example city's fixed day, else this day."""
    return this_bureau().today


def now() -> datetime:
    """The moment an action is done at. The example city keeps its day and this clock's hour."""
    moment = datetime.now(CHINA)
    clock = this_bureau().clock
    return moment if clock is None else datetime.combine(clock, moment.timetz())
