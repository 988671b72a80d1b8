"""Rounds: allocation rounds and examinations."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.rounds"
    label = "rounds"
    verbose_name = "分配轮次"
    default_auto_field = "django.db.models.BigAutoField"
