"""Each application keeps who filled in its questions of consent; until now who had begun it told so."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Those begun on the phone keep what they told before."""
    apps.get_model("experts", "Application").objects.exclude(taken_by=None).update(consent_source="phone")


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("experts", "0004_application")]
    operations = [
        migrations.AddField(
            model_name="application",
            name="consent_source",
            field=models.CharField(
                choices=[("web", "on the web"), ("phone", "by phone"), ("paper", "on paper")],
                default="web",
                help_text="who filled in the questions of consent",
                max_length=10,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
