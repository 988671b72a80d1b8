"""Tags of the desk's frame."""

from typing import Any

from django import template

from xuezheng.web.desk.places import places_for

register = template.Library()


@register.inclusion_tag("desk/_places.html", takes_context=True)
def places(context: dict[str, Any]) -> dict[str, Any]:
    """The places the person may go, the present one marked."""
    request = context["request"]
    return {"places": places_for(request), "request": request}
