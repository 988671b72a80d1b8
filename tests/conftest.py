"""Django for the tests: the doors' settings, which hold the records' own, on a database in memory.

With `XUEZHENG_TEST_DATABASE=postgresql` on a real PostgreSQL, one server a run, a database a worker;
`databases.py` gives the tests that run verbs one database a folder.
"""

import os
import tempfile
from pathlib import Path

import databases
import django
from hypothesis import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.web.settings")
# Playwright's loop runs in this thread beside the tests; what they ask of the records is not async.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The same examples every time, so that a change is judged by itself; `HYPOTHESIS_PROFILE=exploring` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("exploring", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
_FOLDER = tempfile.TemporaryDirectory(
    prefix="xuezheng-keys-"
)  # the keys that seal what tests write in memory
os.environ.setdefault("XUEZHENG_DIR", _FOLDER.name)
with databases.for_django():
    django.setup()  # at import: a room's own conftest, read before any fixture, may import models
from xuezheng.records.sealing.keys import FILE, make_keys  # noqa: E402  needs Django's settings named

make_keys(Path(_FOLDER.name) / FILE)
