"""Audit: who did what, when."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.audit"
    label = "audit"
    verbose_name = "审计"
    default_auto_field = "django.db.models.BigAutoField"
