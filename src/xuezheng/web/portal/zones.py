"""Which school for which block: type its name, or click the map of a published plan of zones."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezheng.jobs.publishing import public_folder
from xuezheng.records.decisions.queries import standing_publications
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import public

MAP = "plan.geojson"
MOST = 30


@public
def find(request: HttpRequest) -> HttpResponse:
    """The finder over all published plans of zones."""
    words = request.GET.get("q", "").strip()[:60]
    plans = [one for one in standing_publications(now()).order_by("title")[:100] if MAP in one.files]
    chosen = next(
        (one for one in plans if str(one.pk) == request.GET.get("plan")), plans[0] if plans else None
    )
    found = [hit for one in plans for hit in _found(one, words)][:MOST] if words else []
    shown = {
        "words": words,
        "plans": plans,
        "chosen": chosen,
        "found": found,
        "most": MOST,
        "map": reverse("portal:published-file", args=[chosen.pk, MAP]) if chosen else "",
    }
    return render(request, "portal/zones.html", shown)


def _found(publication: Any, words: str) -> list[dict[str, Any]]:
    """Blocks whose name or code holds the words."""
    place = public_folder(Path(settings.FOLDER), str(publication.pk)) / MAP
    features = json.loads(place.read_text(encoding="utf-8"))["features"] if place.is_file() else []
    wanted = words.casefold()
    schools = {
        feature["properties"]["school"]: feature["properties"]["name"]
        for feature in features
        if feature["properties"].get("kind") == "school"
    }
    return [
        {
            "plan": publication,
            "names": "、".join(
                schools.get(code, code) for code in feature["properties"]["school"].split(";")
            ),
            **feature["properties"],
        }
        for feature in features
        if feature["properties"].get("kind") == "block"
        and any(wanted in str(feature["properties"].get(key, "")).casefold() for key in ("name", "block"))
    ]
