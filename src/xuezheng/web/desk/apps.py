"""The desk as a Django app: templates and static files."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates and static files of the desk."""

    name = "xuezheng.web.desk"
    label = "desk"
