"""A list and a row of every kind of record, drawn from its window: the same rows, the same masks.

What is given is what may travel: columns that a snapshot holds, row numbers, and names masked. Columns that
are sealed or kept for personal reasons are not there at all, not even masked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import (
    BinaryField,
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKey,
    JSONField,
    Model,
)
from django.db.models.fields import IntegerField
from django.http import Http404, HttpRequest

from xuezheng.errors import BadInput, Fault
from xuezheng.records import masking
from xuezheng.records.accounts.queries import ApiToken
from xuezheng.records.accounts.rights import Role
from xuezheng.records.audit.actions.tokens import note_read
from xuezheng.records.windows import Window, rooms
from xuezheng.web.shown.bureau import now

MOST, USUAL = 500, 100
PAGING = ("size", "after", "page", "order")
Scope = ApiToken.Scope
SCOPES = {
    "registers": Scope.REGISTERS, "accounts": Scope.REGISTERS, "intake": Scope.INTAKE, "programmes": Scope.PROGRAMMES,
    "casework": Scope.CASEWORK, "visits": Scope.VISITS, "ledger": Scope.LEDGER, "rounds": Scope.ROUNDS,
    "decisions": Scope.ROUNDS,
}  # fmt: skip
_SHORTENED = (masking.name, masking.first_character)
#: Kept for the machine, or looked up by nobody.
_NOT_GIVEN = {"decisions.publishedresult"}


@dataclass(frozen=True)
class Register:
    """One kind of record as programs read it."""

    window: Window

    @property
    def room(self) -> str:
        return self.window.room

    @property
    def kind(self) -> str:
        return str(self.window.model._meta.model_name)

    @property
    def label(self) -> str:
        return str(self.window.model._meta.verbose_name)

    @property
    def scope(self) -> str:
        return str(SCOPES[self.room])

    @cached_property
    def fields(self) -> "list[Field[Any, Any]]":
        """The columns that are given."""
        return [of for of in self.window.fields if _is_given(self.window, of)]

    @cached_property
    def asked_by(self) -> "dict[str, Field[Any, Any]]":
        """The columns rows may be chosen and ordered by: those that are told whole."""
        shown = (of for of in self.fields if of.name not in self.window.masks)
        return {of.name: of for of in shown if not isinstance(of, JSONField)}

    @cached_property
    def is_about_people(self) -> bool:
        """Whether its rows are children or staff, or point at one: each reading leaves a trace."""
        linked = (of.related_model for of in self.window.fields if isinstance(of, ForeignKey))
        return any(_has_a_person(model) for model in (self.window.model, *linked))

    def row(self, one: Model) -> dict[str, Any]:
        """A row: codes and not labels, names masked."""
        return {of.name: self._cell(one, of) for of in self.fields}

    def _cell(self, one: Model, of: "Field[Any, Any]") -> Any:
        value = getattr(one, str(of.attname))  # type: ignore[attr-defined]
        mask = self.window.masks.get(of.name)
        return mask(str(value or "")) if mask else value

    def rows(self, request: HttpRequest) -> dict[str, Any]:
        """One page of the rows that a program may see."""
        asked = Asked(self, {key: str(text) for key, text in request.GET.items()})
        found = self.window.scope(self.window.model, request.viewer).filter(**asked.conditions)  # type: ignore[attr-defined]
        n = found.count() if not asked.after else None
        rows, following = asked.page(found)
        told = [self.row(one) for one in rows]
        self._note(request, len(told), asked.conditions)
        return {"n": n, "rows": told, "next": f"{request.path}?{urlencode(following)}" if following else None}

    def one(self, request: HttpRequest, key: str) -> dict[str, Any]:
        """One row; not there when it is not theirs."""
        try:
            row = self.window.scope(self.window.model, request.viewer).filter(pk=key).first()  # type: ignore[attr-defined]
        except (ValueError, ValidationError, OverflowError):
            row = None
        if row is None:
            raise Http404
        self._note(request, 1, {"key": key})
        return self.row(row)

    def _note(self, request: HttpRequest, n: int, conditions: Mapping[str, Any]) -> None:
        if self.is_about_people:
            register = self.window.model._meta.label_lower
            note_read(register=register, n_rows=n, asked=list(conditions), reader=request.viewer, at=now())  # type: ignore[attr-defined]


class Asked:
    """What an address asks of a register; everything it does not understand is told at once."""

    def __init__(self, register: Register, said: dict[str, str]) -> None:
        self.register, self.said, self.faults = register, said, list[Fault]()
        self.conditions = {key: self._value(key, text) for key, text in said.items() if key not in PAGING}
        self.size = self._number("size", USUAL, MOST)
        self.number = self._number("page", 1, 10**6)
        self.after = said.get("after", "")
        self.order = said.get("order", "")
        if self.order and self.order.lstrip("-") not in register.asked_by:
            self._fault("order", self.order, f"可用：{'、'.join(register.asked_by)}。")
        if self.after:
            self._key(self.after)
        if self.after and (self.order or "page" in said):
            self._fault("after", self.after, "after 不能与 order、page 同用。")
        if self.faults:
            raise BadInput(f"没有读取：有 {len(self.faults)} 处须改。", faults=self.faults)

    def page(self, found: Any) -> tuple[list[Any], dict[str, str]]:
        """The rows of this page, and what the next one is asked by: in the order of keys after the last row."""
        steady = "pk" if not self.order else self.order
        found = found.order_by(steady, "pk") if self.order else found.order_by("pk")
        if self.order or "page" in self.said:
            start = (self.number - 1) * self.size
            rows = list(found[start : start + self.size + 1])
            following = {**self.said, "page": str(self.number + 1)}
        else:
            rows = list((found.filter(pk__gt=self.after) if self.after else found)[: self.size + 1])
            following = {**self.said, "after": str(rows[self.size - 1].pk) if len(rows) > self.size else ""}
        return rows[: self.size], following if len(rows) > self.size else {}

    def _value(self, key: str, text: str) -> Any:
        of = self.register.asked_by.get(key)
        if of is None:
            self._fault(key, text, f"可用：{'、'.join((*PAGING, *self.register.asked_by))}。")
            return None
        return self._understood(key, of, text)

    def _understood(self, key: str, of: "Field[Any, Any]", text: str) -> Any:
        target = of.target_field if isinstance(of, ForeignKey) else of
        try:
            if "\x00" in text:
                raise ValueError(text)
            value = target.to_python(text)
            target.run_validators(value)
        except (ValidationError, ValueError, TypeError, OverflowError, ArithmeticError):
            self._fault(key, text, f"请按“{of.verbose_name}”的格式填写。")
            return None
        return value

    def _key(self, text: str) -> None:
        self._understood("after", self.register.window.model._meta.pk, text)  # type: ignore[arg-type]

    def _number(self, key: str, usual: int, most: int) -> int:
        text = self.said.get(key, str(usual))
        if not (text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= most):
            self._fault(key, text, f"请填 1 到 {most} 的整数。")
            return usual
        return int(text)

    def _fault(self, key: str, text: str, remedy: str) -> None:
        self.faults.append(Fault(f"“{text[:40]}”不能用于 {key}。", where=key, remedy=remedy))


def all_registers() -> Iterator[Register]:
    """Every register that programs may read."""
    for windows in rooms(frozenset({Role.INSPECTOR})).values():
        for window in windows:
            meta, frozen = window.model._meta, window.model.Frozen  # type: ignore[attr-defined]
            travels = frozen.table is not None or frozen.reason.startswith("derived")
            if travels and meta.label_lower not in _NOT_GIVEN:
                yield Register(window)


def type_of(of: "Field[Any, Any]", is_masked: bool) -> Any:
    """The type of a column as the description tells it."""
    if is_masked:
        return str
    target: Any = of
    while isinstance(target, ForeignKey):
        target = target.target_field
    for kinds, said in (
        (BooleanField, bool), (IntegerField, int), (DateTimeField, datetime), (DateField, date), (DecimalField, Decimal),
        (FloatField, float), (JSONField, Any),
    ):  # fmt: skip
        if isinstance(target, kinds):
            return said
    return str


def _is_given(window: Window, of: "Field[Any, Any]") -> bool:
    mask = window.masks.get(of.name)
    if getattr(of, "is_sealed", False) or isinstance(of, BinaryField):
        return False
    if mask is not None:
        return mask in _SHORTENED
    kept = getattr(window.model.Frozen, "kept", {}).get(of.name, "")  # type: ignore[attr-defined]
    return not kept.startswith(("personal", "secret"))


def _has_a_person(model: Any) -> bool:
    return "name" in getattr(getattr(model, "Frozen", None), "kept", {})
