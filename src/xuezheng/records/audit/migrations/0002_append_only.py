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
NAMES = (
    "audit_event_never_changes",
    "audit_event_is_never_dropped",
    "audit_event_is_never_replaced",
    "audit_head_is_never_dropped",
)
# A database without an entry here cannot be used: the migration stops instead of running unguarded.
TRIGGERS = {"sqlite": SQLITE}


def refuse_changes(apps, schema_editor) -> None:
    vendor = schema_editor.connection.vendor
    if vendor not in TRIGGERS:
        raise ImproperlyConfigured(f"No append-only triggers are written for {vendor}.")
    for statement in TRIGGERS[vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor) -> None:
    for name in NAMES:
        schema_editor.execute(f"DROP TRIGGER {name}")


def create_head(apps, schema_editor) -> None:
    apps.get_model("audit", "Head").objects.create(id=1, seq=0, hash="0" * 64)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(create_head, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
