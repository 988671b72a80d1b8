"""Desk and portal as a WSGI application; `XUEZHENG_DIR` names the bureau's folder."""

import os
from pathlib import Path
from typing import Any

from xuezheng.records.database import open_bureau


def application() -> Any:
    """Make the application (a factory: every worker makes its own)."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
    open_bureau(Path(os.environ["XUEZHENG_DIR"]), at_a_window=True)
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
