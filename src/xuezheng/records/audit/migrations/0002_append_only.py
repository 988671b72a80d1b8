"""Give the log its first head, and have the database refuse to change or drop an event."""

from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

REFUSAL = "the audit log is append-only"

SQLITE = [
    f"CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_event_is_never_dropped BEFORE DELETE ON audit_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # REPLACE drops a row without waking the trigger above.
    f"CREATE TRIGGER audit_event_is_never_replaced BEFORE INSERT ON audit_event "
    f"WHEN EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq OR hash = NEW.hash) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_head_is_never_dropped BEFORE DELETE ON audit_head "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    # For each statement: a statement that would have changed nothing is refused as well, and one that
    # empties the whole table wakes no trigger for a row.
    "CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
    "CREATE TRIGGER audit_event_is_never_dropped BEFORE DELETE OR TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
    "CREATE TRIGGER audit_head_is_never_dropped BEFORE DELETE OR TRUNCATE ON audit_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
]
# A database without an entry here cannot be used: the migration stops instead of running unguarded.
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDOING = {
    "sqlite": [
        "DROP TRIGGER audit_event_never_changes",
        "DROP TRIGGER audit_event_is_never_dropped",
        "DROP TRIGGER audit_event_is_never_replaced",
        "DROP TRIGGER audit_head_is_never_dropped",
    ],
    "postgresql": ["DROP FUNCTION audit_refuses() CASCADE"],
}


def refuse_changes(apps, schema_editor) -> None:
    vendor = schema_editor.connection.vendor
    if vendor not in TRIGGERS:
        raise ImproperlyConfigured(f"No append-only triggers are written for {vendor}.")
    for statement in TRIGGERS[vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor) -> None:
    for statement in UNDOING[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def create_head(apps, schema_editor) -> None:
    apps.get_model("audit", "Head").objects.create(id=1, seq=0, hash="0" * 64)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(create_head, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
