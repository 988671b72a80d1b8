"""Programmes: targets, projects, funds, aid."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.programmes"
    label = "programmes"
    verbose_name = "目标与项目"
    default_auto_field = "django.db.models.BigAutoField"
