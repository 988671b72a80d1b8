"""The desk as a Django app: templates, static files, and the kinds of long work its places know."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates and static files of the desk."""

    name = "xuezheng.web.desk"
    label = "desk"

    def ready(self) -> None:
        """Each place may have a module `work`, which registers what the worker does for it."""
        desk = import_module(self.name)
        for place in iter_modules(desk.__path__, f"{self.name}."):
            if place.ispkg and any(one.name == "work" for one in iter_modules([_folder(place.name)])):
                import_module(f"{place.name}.work")


def _folder(package: str) -> str:
    return str(import_module(package).__path__[0])
