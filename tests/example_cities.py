"""Snapshots of the example city, built once a test run in processes of their own.

The builder points Django at the new folder; tests that use the database must not see that.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
PUPILS = 2000


@cache
def snapshot_of(faults):
    """The snapshot of a small city with `none`, `default` or `all` faults planted."""
    folder = Path(tempfile.mkdtemp(prefix="city-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = ["demo", str(folder / faults), "--pupils", str(PUPILS), "--faults", faults, "--seed", "claims"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    built = subprocess.run(
        [sys.executable, "-c", "from xuezheng.cli.main import run; run()", *command],
        env={**environment, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return next((folder / faults).glob("snapshots/*/manifest.json")).parent
