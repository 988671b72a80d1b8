"""Accounts: who may sign in and do what."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.accounts"
    label = "accounts"
    verbose_name = "账号与机构"
    default_auto_field = "django.db.models.BigAutoField"
