"""Visits: inspections and evaluations."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.visits"
    label = "visits"
    verbose_name = "督导评估"
    default_auto_field = "django.db.models.BigAutoField"
