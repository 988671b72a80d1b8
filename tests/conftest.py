"""Django for the tests: the rooms' own settings, on a database in memory."""

import os

import django
from hypothesis import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.records.settings")
# The same examples every time, so that a change is judged by itself; `HYPOTHESIS_PROFILE=exploring` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("exploring", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
django.setup()  # at import: a room's own conftest, read before any fixture, may import models
