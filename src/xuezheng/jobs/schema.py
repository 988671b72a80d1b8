"""Derive `snapshot/schema.json` from the models, the only hand-written schema."""

import json
from typing import Any

from xuezheng.snapshot.schema import FILE


def frozen_models() -> dict[str, Any]:
    """Every model that may leave the building, by the name of its frozen table, in order of the name."""
    from django.apps import apps

    models: list[Any] = [m for m in apps.get_models() if getattr(getattr(m, "Frozen", None), "table", None)]
    return {model.Frozen.table: model for model in sorted(models, key=lambda m: m.Frozen.table)}


def column_names(model: Any) -> tuple[str, ...]:
    """The frozen columns of a model: the open ones, then the sealed ones."""
    return (*model.Frozen.open, *model.Frozen.sealed)


def derive() -> str:
    """The text that `schema.json` must have."""
    written = {
        table: [_column(model, name) for name in column_names(model)]
        for table, model in frozen_models().items()
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _column(model: Any, name: str) -> dict[str, str]:
    field = model._meta.get_field(name)
    return {
        "name": name,
        "type": _type(field),
        "label": str(field.verbose_name),
        "reach": "open" if name in model.Frozen.open else "sealed",
    }


def _type(field: Any) -> str:
    kind = field.get_internal_type()
    if kind in ("ForeignKey", "OneToOneField"):
        return _type(field.target_field)
    if kind == "DecimalField":
        return f"decimal({field.max_digits},{field.decimal_places})"
    simple = {"CharField": "string", "DateField": "date", "BooleanField": "bool"}
    return simple.get(kind) or ("int" if "Integer" in kind else f"unknown {kind}")


def main() -> None:
    """Write the file (`make schema`)."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from xuezheng.records.database import start_django

    with TemporaryDirectory() as folder:
        start_django(Path(folder))
        FILE.write_text(derive(), encoding="utf-8")


if __name__ == "__main__":
    main()
