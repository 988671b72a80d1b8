"""Casework: whatever must be answered by a date."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.casework"
    label = "casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"
