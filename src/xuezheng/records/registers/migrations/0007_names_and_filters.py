"""Names are noted as they are written, and found by their sound; rolls are read from one index."""

import django.db.models.deletion
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations, models

TABLES = ("registers_pupil", "registers_teacher", "registers_school")
NOTE = "INSERT OR IGNORE INTO registers_spelling (name, sound, initials) VALUES (NEW.name, '', '')"
FUNCTION = """
CREATE FUNCTION registers_note_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registers_spelling (name, sound, initials) SELECT DISTINCT name, '', '' FROM written
  ON CONFLICT (name) DO NOTHING;
  RETURN NULL;
END $$
"""


def triggers(vendor):
    if vendor not in ("sqlite", "postgresql"):
        raise ImproperlyConfigured(f"No triggers that note names are written for {vendor}.")
    if vendor == "postgresql":
        yield FUNCTION
    for table in TABLES:
        for deed in ("INSERT", "UPDATE"):
            name = f"{table}_notes_names_on_{deed.lower()}"
            if vendor == "sqlite":
                when = "INSERT" if deed == "INSERT" else "UPDATE OF name"
                yield f"CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {NOTE}; END"
            else:
                yield (
                    f"CREATE TRIGGER {name} AFTER {deed} ON {table} REFERENCING NEW TABLE AS written"
                    " FOR EACH STATEMENT EXECUTE FUNCTION registers_note_names()"
                )


def note_names(apps, schema_editor):
    for statement in triggers(schema_editor.connection.vendor):
        schema_editor.execute(statement)
    for table in TABLES:
        schema_editor.execute(
            "INSERT INTO registers_spelling (name, sound, initials)"
            f" SELECT DISTINCT name, '', '' FROM {table} t WHERE NOT EXISTS"
            " (SELECT 1 FROM registers_spelling s WHERE s.name = t.name)"
        )


def forget_names(apps, schema_editor):
    for table in TABLES:
        for deed in ("insert", "update"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_notes_names_on_{deed}{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION registers_note_names()")


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0006_dropout_registers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=40, verbose_name="名册")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("asked", models.CharField(max_length=1000, verbose_name="条件")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name="用户"
                    ),
                ),
            ],
            options={"verbose_name": "保存的筛选", "verbose_name_plural": "保存的筛选"},
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("user", "register", "name"), name="saved_filter_once"),
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False, verbose_name="姓名")),
                ("sound", models.CharField(blank=True, db_index=True, max_length=300, verbose_name="拼音")),
                ("initials", models.CharField(blank=True, db_index=True, max_length=100, verbose_name="拼音首字母")),
            ],
            options={"verbose_name": "姓名拼音", "verbose_name_plural": "姓名拼音"},
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="pupil",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="registers.pupil", verbose_name="学生"
            ),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="registers.school", verbose_name="学校"
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                fields=["school", "school_year", "stage", "grade", "school_class", "pupil"], name="enrolment_by_roll"
            ),
        ),
        migrations.AddIndex(
            model_name="pupil", index=models.Index(fields=["name", "code"], name="pupil_by_name")
        ),
        migrations.RunPython(note_names, forget_names),
    ]
