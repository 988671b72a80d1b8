"""Ledger: periodic counts."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.ledger"
    label = "ledger"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"
