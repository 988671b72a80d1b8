"""Django for the tests: the rooms' own settings, on a database in memory."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.records.settings")
django.setup()  # at import: a room's own conftest, read before any fixture, may import models
