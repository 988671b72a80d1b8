"""The API itself: every address with its type, made from the registers and the catalogue."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer
from pydantic import Field, create_model

from xuezheng.errors import CannotFinish, Fault, NotAllowed, NotFound, XuezhengError
from xuezheng.records.accounts.queries import ApiToken, TokenViewer
from xuezheng.records.decisions.queries import released_reports
from xuezheng.web.api import figures, today
from xuezheng.web.api.registers import MOST, USUAL, Register, all_registers, type_of
from xuezheng.web.shown.tokens import refused

Scope = ApiToken.Scope
ASKED: Any = Query(...)


class Readable(JSONRenderer):
    """Chinese as it is written."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  # named so by the library


class Bearer(HttpBearer):
    """Says in the description how a token is shown; the gate has let it in before."""

    def authenticate(self, request: HttpRequest, token: str) -> TokenViewer | None:
        return getattr(request, "viewer", None)


class Told(Schema):
    """A part of an error: what, where, what to do."""

    what: str
    where: str
    remedy: str


class Refused(Schema):
    """An error."""

    error: str
    faults: list[Told]


class Asking(Schema):
    """How rows are chosen, ordered and paged."""

    size: int = Field(USUAL, ge=1, le=MOST, description="每页行数")
    after: str = Field("", description="上一页最后一行的主键；next 中已写好")
    page: int = Field(1, ge=1, le=10**6, description="页码；与 order 同用")
    order: str = Field("", description="按哪一列排序，前加 - 为倒序")


class Paging(Schema):
    """A page of the rows behind a figure."""

    year: int | None = Field(None, ge=1900, le=2999, description="年度；不写为报告年度")
    page: int = Field(1, ge=1, le=10**6)
    size: int = Field(USUAL, ge=1, le=MOST)


class Figure(Schema):
    """One figure; `place` is an area's or a school's code, empty for the city."""

    indicator: str
    year: int
    place: str
    value: str | None
    counted: str | None
    out_of: str | None
    rows: int
    why_not: str


class Definition(Schema):
    """What an indicator says."""

    code: str
    label: str
    label_en: str
    unit: str
    kind: str
    definition: str
    reference: str


class Figures(Schema):
    """Figures of one snapshot."""

    snapshot: str
    as_of: str
    figures: list[Figure]


class Indicator(Definition, Figures):
    """An indicator with its figures."""


class Evidence(Schema):
    """Rows behind a figure."""

    snapshot: str
    as_of: str
    n: int
    rows: list[dict[str, Any]]
    next: str | None


class Number(Schema):
    """How many wait."""

    name: str
    label: str
    n: int


class Today(Schema):
    """What waits today."""

    day: str
    numbers: list[Number]


class Whose(Schema):
    """What a token is for."""

    code: str
    label: str
    organisation: str
    scopes: list[str]
    ends_on: str


class Column(Schema):
    """A column of a register."""

    name: str
    label: str
    choices: dict[str, str]


class Kind(Schema):
    """A register that the token may read."""

    address: str
    label: str
    scope: str
    columns: list[Column]


class Report(Schema):
    """A report that is out."""

    code: str
    title: str
    year: int
    released_at: str
    fingerprint: str


api = NinjaAPI(title="学政", version="1", description="工作台所能读的，供程序读取。只读；令牌按机构和范围签发。", openapi_url=None, docs_url=None, auth=Bearer(), renderer=Readable())  # fmt: skip
ERRORS: dict[int, Any] = {400: Refused, 401: Refused, 403: Refused, 404: Refused, 422: Refused, 429: Refused}
#: The scope of every address, by its name: what the gate asks for.
SCOPES: dict[str, str] = {}


def reads(address: str, scope: str, answers: Any, summary: str, *, name: str) -> Callable[[Any], Any]:
    """Put a reading function at an address."""
    SCOPES[name] = scope
    said = f"范围 `{scope}`" if scope else "任何令牌"
    return api.get(
        address,
        response={200: answers, **ERRORS},
        summary=summary,
        description=said,
        url_name=name,
        operation_id=name,
    )


@reads("/me/", "", Whose, "此令牌是谁的、能读什么", name="me")
def me(request: HttpRequest) -> dict[str, Any]:
    token = request.viewer.token  # type: ignore[attr-defined]
    return {
        "code": token.pk, "label": token.label, "organisation": token.organisation_id,
        "scopes": token.scopes.split(" "), "ends_on": token.ends_on.isoformat(),
    }  # fmt: skip


@reads("/today/", "", Today, "今日：到期、逾期、未报", name="today")
def todays(request: HttpRequest) -> dict[str, Any]:
    return today.numbers(request.viewer)  # type: ignore[attr-defined]


@reads("/reports/", Scope.REPORTS, list[Report], "已公开的报告", name="reports")
def reports(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "code": str(row.pk), "title": row.title, "year": row.year, "released_at": row.released_at.isoformat() if row.released_at else "",
            "fingerprint": row.fingerprint,
        }
        for row in released_reports()
    ]  # fmt: skip


@reads("/indicators/", Scope.FIGURES, list[Definition], "指标目录", name="indicators")
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    return figures.definitions()


@reads(
    "/indicators/{code}/", Scope.FIGURES, Indicator, "指标的定义和各年数值：全市与各区划", name="indicator"
)
def indicator(request: HttpRequest, code: str, response: HttpResponse) -> dict[str, Any]:
    return figures.of_indicator(_marked(request, response), code)


@reads("/indicators/{code}/schools/", Scope.FIGURES, Figures, "指标的各校数值", name="indicator-schools")
def indicator_schools(
    request: HttpRequest, code: str, response: HttpResponse, asked: Paging = ASKED
) -> dict[str, Any]:
    found = _marked(request, response)
    return figures.of_schools(request, found, code, found.year if asked.year is None else asked.year)


@reads("/indicators/{code}/rows/", Scope.FIGURES, Evidence, "数值背后的明细", name="indicator-rows")
def indicator_rows(
    request: HttpRequest, code: str, response: HttpResponse, asked: Paging = ASKED
) -> dict[str, Any]:
    found = _marked(request, response)
    year = found.year if asked.year is None else asked.year
    return figures.of_rows(request, found, code, year, asked.page, asked.size)


@reads("/registers/", "", list[Kind], "此令牌能读的各类登记", name="registers")
def registers(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "address": f"/api/registers/{one.room}/{one.kind}/",
            "label": one.label,
            "scope": one.scope,
            "columns": [
                {
                    "name": of.name,
                    "label": str(of.verbose_name),
                    "choices": {str(code): str(said) for code, said in of.flatchoices},
                }
                for of in one.fields
            ],
        }
        for one in all_registers()
        if one.scope in request.viewer.scopes  # type: ignore[attr-defined]
    ]


def add(one: Register) -> None:
    """The two addresses of a register, with its own types."""
    name, place = f"{one.room}-{one.kind}", f"/registers/{one.room}/{one.kind}/"
    row, page, asking = _types_of(one)

    @reads(place, one.scope, page, one.label, name=name)
    def rows(request: HttpRequest, asked: asking = ASKED) -> dict[str, Any]:  # type: ignore[valid-type]
        return one.rows(request)

    @reads(f"{place}{{key}}/", one.scope, row, f"{one.label}：一行", name=f"{name}-one")
    def single(request: HttpRequest, key: str) -> dict[str, Any]:
        return one.one(request, key)


def _types_of(one: Register) -> tuple[Any, Any, Any]:
    """What a row holds, what a page of rows holds, what may be asked."""
    named = one.window.model.__name__
    columns: dict[str, Any] = {}
    for of in one.fields:
        said = type_of(of, of.name in one.window.masks)
        told = Field(None, description=str(of.verbose_name))
        columns[of.name] = (said if said is Any else said | None, told)
    row: Any = create_model(f"{named}Row", __base__=Schema, **columns)
    paged: dict[str, Any] = {"n": (int | None, None), "rows": (list[row], ...), "next": (str | None, None)}
    asked: dict[str, Any] = {
        key: (str | None, Field(None, description=str(of.verbose_name))) for key, of in one.asked_by.items()
    }
    return (
        row,
        create_model(f"{named}Page", __base__=Schema, **paged),
        create_model(f"{named}Asking", __base__=Asking, **asked),
    )


for _register in all_registers():
    add(_register)


def _marked(request: HttpRequest, response: HttpResponse) -> "figures.Figures":
    """The latest figures, named in the answer's ETag: it changes with the snapshot."""
    found = figures.latest()
    response.headers["ETag"] = f'"{found.id[:32]}-{request.viewer.token.organisation_id}"'  # type: ignore[attr-defined]
    return found


@api.exception_handler(XuezhengError)
def told(request: HttpRequest, error: XuezhengError) -> HttpResponse:
    statuses = ((NotAllowed, 403), (NotFound, 404), (CannotFinish, 503))
    status = next((status for kind, status in statuses if isinstance(error, kind)), 422)
    return refused(status, error.sentence, error.faults)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return refused(404, "没有这一项，或不属于此令牌的机构。只能读取本机构及下级的。请核对地址。")


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refused(401, "没有可用的令牌。令牌不存在、已到期或已撤回。请向安全管理员申请。")


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [str(one["loc"][-1]) for one in error.errors]
    faults = [Fault(f"{place} 的值不能用。", where=place, remedy="请按接口说明填写。") for place in places]
    return refused(422, f"没有读取：有 {len(faults)} 处须改。", faults)


__all__ = ["SCOPES", "api"]
