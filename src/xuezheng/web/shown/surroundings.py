"""What every page knows: the bureau, the places a person may go, the language."""

from typing import Any

from django.http import HttpRequest

from xuezheng.web.shown.bureau import this_bureau


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The bureau's name and the language switch; the desk adds its places through its own frame."""
    return {"bureau": this_bureau()}
