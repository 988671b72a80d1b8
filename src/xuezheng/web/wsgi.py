"""Desk and portal as a WSGI application; `XUEZHENG_DIR` names the bureau's folder."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xuezheng.records.database import open_bureau


def application() -> Any:
    """Make the application (a factory: every worker makes its own).

    One's own result is looked up beside Django's handler: see `portal/looking_up.py`.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
    open_bureau(Path(os.environ["XUEZHENG_DIR"]), at_a_window=True)
    from django.core.wsgi import get_wsgi_application

    pages = get_wsgi_application()
    from xuezheng.web.portal.looking_up import PLACE, look_up

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == PLACE:
            return look_up(environ, start)
        return pages(environ, start)  # type: ignore[no-any-return]

    return answer
