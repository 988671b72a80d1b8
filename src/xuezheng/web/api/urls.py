"""Where the API stands: every address behind the gate for tokens, its description open to all."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from xuezheng.web.api.description import SCOPES, api
from xuezheng.web.shown.gate import by_token, public
from xuezheng.web.shown.tokens import refused

app_name = "api"


@cache
def document() -> str:
    """The OpenAPI description."""
    return json.dumps(api.get_openapi_schema(path_prefix="/api/"), ensure_ascii=False, indent=1, default=str)


@public
def described(request: HttpRequest) -> HttpResponse:
    """The description, for programs."""
    return HttpResponse(document(), content_type="application/json; charset=utf-8")


@public
def index(request: HttpRequest) -> HttpResponse:
    """The description, for people."""
    paths = json.loads(document())["paths"]
    listed = [(place, said["get"]["summary"], said["get"]["description"]) for place, said in paths.items()]
    return render(request, "api/index.html", {"listed": listed})


@public
def nothing(request: HttpRequest, place: str) -> HttpResponse:
    """What is no address."""
    return refused(404, "接口没有这个地址。没有读取。请查看 /api/ 所列的地址。")


def _gated() -> list[URLPattern]:
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name in SCOPES]
    return [
        path(str(one.pattern), by_token(SCOPES[str(one.name)])(one.callback), name=one.name) for one in found
    ]


urlpatterns = [
    path("", index, name="index"),
    path("openapi.json", described, name="openapi"),
    *_gated(),
    path("<path:place>", nothing, name="nothing"),
]
