"""Events are found by what they are about; the detail is kept as the text that is hashed."""

from django.db import migrations, models

import xuezheng.records.audit.canonical


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        # In the state only: to alter a column SQLite makes the table anew, and its triggers would be gone.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="event",
                    name="detail",
                    field=models.JSONField(
                        default=dict,
                        encoder=xuezheng.records.audit.canonical.CanonicalEncoder,
                        verbose_name="内容",
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["subject_kind", "subject_code"], name="audit_event_about"),
        ),
    ]
