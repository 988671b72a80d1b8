"""The models are the only hand-written schema: what is derived from them is up to date."""

import importlib
import pkgutil

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import AutoField
from django.utils import translation

import xuezheng.records
from xuezheng.jobs.schema import derive, frozen_models
from xuezheng.snapshot.schema import FILE

REASONS = ("personal", "secret", "derived")
OURS = [model for model in apps.get_models() if model.__module__.startswith("xuezheng.")]
FROZEN = list(frozen_models().values())


def test_schema_json_is_what_the_models_say():
    assert FILE.read_text(encoding="utf-8") == derive(), "run make schema"


def test_the_migrations_make_exactly_the_models():
    loader = MigrationLoader(None)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("xuezheng.")}

    with translation.override(None):  # as makemigrations writes them
        wanted = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), wanted).changes(loader.graph)

    assert {app: [str(step) for step in found] for app, found in changes.items() if app in ours} == {}
    assert loader.detect_conflicts() == {}


def test_every_room_of_the_records_is_installed():
    rooms = {name for _, name, is_room in pkgutil.iter_modules(xuezheng.records.__path__) if is_room}
    rooms -= {"sealing"}  # below the rooms: it holds no records of its own

    installed = {
        app.name.rpartition(".")[2]
        for app in apps.get_app_configs()
        if app.name.startswith("xuezheng.records.")
    }

    assert rooms == installed


def test_every_model_says_how_far_it_may_travel():
    silent = [model.__name__ for model in OURS if not hasattr(model, "Frozen")]
    stays = [model for model in OURS if hasattr(model, "Frozen") and model.Frozen.table is None]

    assert silent == []
    assert [model.__name__ for model in stays if not model.Frozen.reason.startswith(REASONS)] == []


def test_every_field_is_open_sealed_or_kept_with_a_reason():
    for model in FROZEN:
        frozen = model.Frozen
        sorted_fields = [*frozen.open, *frozen.sealed, *frozen.kept]
        fields = [field.name for field in model._meta.concrete_fields]

        assert sorted(sorted_fields) == sorted(fields), model.__name__
        assert [why for why in frozen.kept.values() if not why.startswith(REASONS)] == [], model.__name__


def test_what_tells_who_somebody_is_never_leaves_the_building():
    """Names, numbers and telephones of people; a thing's own name may travel."""
    people = {"Pupil", "Teacher"}
    telling = ("phone", "id_number", "roll_number", "proposer", "approved_by", "summary", "note", "email")

    gone = [
        f"{model.__name__}.{name}"
        for model in FROZEN
        for name in (*model.Frozen.open, *model.Frozen.sealed)
        if name.endswith(telling) or (name == "name" and model.__name__ in people)
    ]

    assert gone == []


def test_a_frozen_link_is_a_code_and_never_a_row_number():
    links = [
        (model.__name__, name)
        for model in FROZEN
        for name in (*model.Frozen.open, *model.Frozen.sealed)
        if (field := model._meta.get_field(name)).is_relation and isinstance(field.target_field, AutoField)
    ]

    assert links == []


def test_every_field_and_model_has_a_chinese_label():
    bare = [model.__name__ for model in OURS if str(model._meta.verbose_name).isascii()]
    for model in FROZEN:
        for name in (*model.Frozen.open, *model.Frozen.sealed):
            if str(model._meta.get_field(name).verbose_name).isascii():
                bare.append(f"{model.__name__}.{name}")

    assert bare == []


def test_a_room_has_the_same_files_and_only_these():
    known = {
        "models", "actions", "queries", "forms", "admin", "migrations", "apps",
        "rights", "canonical", "proof",  # the table of rights; the bytes that the log hashes, and the walk over it
    }  # fmt: skip

    for app in (app for app in apps.get_app_configs() if app.name.startswith("xuezheng.records.")):
        files = {name for _, name, _ in pkgutil.iter_modules(importlib.import_module(app.name).__path__)}
        assert files <= known, app.name
        assert {"models", "queries", "admin", "migrations", "apps"} <= files, app.name
