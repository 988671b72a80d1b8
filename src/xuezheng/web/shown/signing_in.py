"""Signing in: accounts are opened by the system administrator, never by oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """No signing up, no mail: a bureau's network may have none."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Nothing is mailed."""

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing is mailed."""
