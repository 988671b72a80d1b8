"""Intake: returns sent in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.intake"
    label = "intake"
    verbose_name = "报送"
    default_auto_field = "django.db.models.BigAutoField"
