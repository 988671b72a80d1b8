"""The API as Django knows it."""

from django.apps import AppConfig


class Api(AppConfig):
    """Only its page is a template; it has no records of its own."""

    name = "xuezheng.web.api"
    label = "api"
