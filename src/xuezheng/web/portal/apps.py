"""The portal as a Django app: templates and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Templates and static files of the portal."""

    name = "xuezheng.web.portal"
    label = "portal"
