"""Registers: areas, schools, pupils, teachers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The room as Django knows it."""

    name = "xuezheng.records.registers"
    label = "registers"
    verbose_name = "基础登记"
    default_auto_field = "django.db.models.BigAutoField"
