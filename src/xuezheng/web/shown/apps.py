"""The app that holds styles, scripts and page frames."""

from django.apps import AppConfig


class ShownConfig(AppConfig):
    """Templates, static files and the tags that draw tables and states."""

    name = "xuezheng.web.shown"
    label = "shown"
