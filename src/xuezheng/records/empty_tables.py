"""Make the tables of a new bureau at once, as the migrations would have made them one by one.

A migration of ours that has data steps (the head of the audit log, the triggers that guard it) has them
run; a package's own move rows of earlier versions, and there are none. Then all migrations are noted as
applied, so that later ones follow as usual. A test compares the result with what the migrations give.
"""

from collections.abc import Callable


def create_tables(fill: Callable[[], None] | None = None) -> None:
    """Fill an empty database with the tables of every model.

    `fill` brings rows in before the indexes and links of the tables are made, which is quicker than after.
    """
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection
    from django.db.migrations import RunPython, RunSQL
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.state import ProjectState

    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    now = ProjectState.from_apps(apps)
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_models():
            editor.create_model(model)
        ours = {config.label for config in apps.get_app_configs() if config.name.startswith("xuezheng.")}
        for migration in (migration for migration in plan if migration.app_label in ours):
            for step in migration.operations:
                if isinstance(step, RunPython | RunSQL):
                    step.database_forwards(migration.app_label, editor, now, now)
        if fill is not None:
            fill()
    for migration in plan:
        executor.recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
