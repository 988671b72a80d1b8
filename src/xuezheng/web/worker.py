"""The worker's process: does long work, and takes up what a dead worker dropped.

`python -m xuezheng.web.worker DIR`; `xuezheng serve` starts it and starts it again when it dies.
"""

import logging
import os
import sys
import threading
import time
from pathlib import Path

from xuezheng.records.database import open_bureau

LOOK_ROUND = 15.0
log = logging.getLogger("xuezheng.worker")


def run(folder: Path) -> None:
    """Work until stopped."""
    os.environ["XUEZHENG_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
    open_bureau(folder)
    from django.core.management import call_command

    threading.Thread(target=_look_round, daemon=True).start()
    call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)


def _look_round() -> None:
    from django.db import DatabaseError, close_old_connections

    from xuezheng.web.shown.work import take_up_what_was_dropped

    while True:
        try:
            take_up_what_was_dropped()
        except DatabaseError:
            log.exception("could not look for dropped work")
        finally:
            close_old_connections()
        time.sleep(LOOK_ROUND)


if __name__ == "__main__":
    run(Path(sys.argv[1]).resolve())
