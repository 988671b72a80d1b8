"""A model's field whose column holds sealed texts: plain to the code, sealed to whoever reads the database."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField
from django.db.models.lookups import Exact, In
from django.db.models.query_utils import DeferredAttribute

from xuezheng.errors import Tampered
from xuezheng.records.sealing.keys import ring
from xuezheng.records.sealing.suites import HEAD, INDEX_BYTES, TAG_BYTES, Sealer, sealer

_SHORTEST = HEAD + (INDEX_BYTES + TAG_BYTES) * 4 // 3


class Sealed:
    """A sealed text as it was read; it opens when somebody looks (`str`), and not before."""

    __slots__ = ("_field", "text")

    def __init__(self, field: "SealedCharField", text: str) -> None:
        self._field, self.text = field, text

    def __str__(self) -> str:
        return self._field.opened(self.text)

    def __repr__(self) -> str:
        return "<sealed>"  # stands in logs and tracebacks

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, Sealed | str) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def __bool__(self) -> bool:
        return True  # an empty value is not sealed


class _SealedAttribute(DeferredAttribute):
    """Opens a row's text the first time the attribute is read."""

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        value = row.__dict__.get(name)
        if type(value) is Sealed:
            value = row.__dict__[name] = str(value)
            return value
        return value if name in row.__dict__ else super().__get__(row, owner)

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedCharField(CharField):
    """Text that is sealed at rest. `max_length` counts plain characters; an empty text stays empty.

    Only equality can be asked of it (`exact`, `in`, `isnull`), by the keyed index; a unique field stays
    unique. `kind` names what sort of number it is: equal numbers of a kind can be matched across tables.
    """

    descriptor_class = _SealedAttribute
    is_sealed = True
    _ASKED = frozenset({"exact", "in", "isnull"})

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, "xuezheng.records.sealing.SealedCharField", args, {**kwargs, "kind": self.kind}

    @property
    def longest(self) -> int:
        """Characters of the longest sealed text."""
        return HEAD + -(-(INDEX_BYTES + 4 * (self.max_length or 0) + TAG_BYTES) // 3) * 4

    def db_type(self, connection: Any) -> str:
        # Not "varchar": PostgreSQL would be given a second index for LIKE, which cannot be asked here.
        return f"character varying({self.longest})"

    def sealer(self) -> Sealer:
        """Seals under the key that is current."""
        return sealer(ring().current, self.kind)

    def sealer_under(self, key_id: str) -> Sealer:
        """Opens what is sealed under a key of the file."""
        key = ring().keys.get(key_id)
        if key is None:
            raise Tampered(
                f"“{self.verbose_name}”中有内容是用密钥 {key_id} 加密的，密钥文件中没有它。"
                "密钥文件不是本库的，或已删去旧密钥。请取回含该密钥的文件。"
            )
        return sealer(key, self.kind)

    def opened(self, text: str) -> str:
        """The plain text of a stored one; one that was never sealed is given as it stands."""
        return self.sealer_under(text[: HEAD - 1]).open(text) if is_sealed(text) else text

    def seal_many(self, values: Iterable[str | None]) -> list[str | None]:
        """The sealed texts of a column's values, in their order; nothing stays nothing."""
        seal = self.sealer().seal
        return [seal(value) if value else value for value in values]

    def open_many(self, texts: Iterable[str | None]) -> list[str | None]:
        """The values of a column's sealed texts, in their order."""
        openers: dict[str, Callable[[str], str]] = {}

        def opened(text: str) -> str:
            if not is_sealed(text):
                return text
            key_id = text[: HEAD - 1]
            if key_id not in openers:
                openers[key_id] = self.sealer_under(key_id).open
            return openers[key_id](text)

        return [opened(text) if text else text for text in texts]

    def texts_of(self, value: Any) -> list[str]:
        """What a value may stand as in the database: one text for each key."""
        plain = str(value)
        if not plain:
            return [plain]
        return [sealer(key, self.kind).seal(plain) for key in ring().keys.values()]

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return Sealed(self, value) if value else value

    def to_python(self, value: Any) -> Any:
        return str(value) if isinstance(value, Sealed) else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        plain = str(value)
        return self.sealer().seal(plain) if plain else plain

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in self._ASKED else None

    def get_transform(self, lookup_name: str) -> Any:
        return None


@SealedCharField.register_lookup
class _SealedExact(Exact):
    """Equal to a value: to any of the texts it may stand as."""

    def get_prep_lookup(self) -> Any:
        if hasattr(self.rhs, "resolve_expression"):
            return super().get_prep_lookup()
        return tuple(self.lhs.output_field.texts_of(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if not isinstance(self.rhs, tuple):
            return super().as_sql(compiler, connection)
        left, values = self.process_lhs(compiler, connection)
        if len(self.rhs) == 1:
            return f"{left} = %s", [*values, *self.rhs]
        return f"{left} IN ({', '.join(['%s'] * len(self.rhs))})", [*values, *self.rhs]


@SealedCharField.register_lookup
class _SealedIn(In):
    """One of several values."""

    def get_prep_lookup(self) -> Any:
        if hasattr(self.rhs, "resolve_expression"):
            return super().get_prep_lookup()
        return [
            text for value in self.rhs if value is not None for text in self.lhs.output_field.texts_of(value)
        ]


def is_sealed(text: str) -> bool:
    """Whether a stored text has the shape of a sealed one."""
    return len(text) >= _SHORTEST and text[HEAD - 1] == "." and text[0] == "k"
