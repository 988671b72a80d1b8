"""Decisions: computed, checked, approved, published."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.decisions"
    label = "decisions"
    verbose_name = "决定"
    default_auto_field = "django.db.models.BigAutoField"
