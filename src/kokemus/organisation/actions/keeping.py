"""The rows of the admin's tables and the organisation's own settings."""

from typing import Any

from django.db import models, transaction
from django.forms import ModelForm

from kokemus.audit import actions as audit
from kokemus.organisation.logo import Drawn
from kokemus.organisation.models import Logo, Organisation


@transaction.atomic
def save_row(*, form: "ModelForm[Any]", by: Any) -> models.Model:
    """Save a valid form of one of the tables; the log keeps the names of the fields that changed."""
    row = form.save()
    audit.record(f"organisation.save_{row._meta.model_name}", by=by, thing=row, fields=form.changed_data)
    return row


@transaction.atomic
def save_settings(*, form: "ModelForm[Any]", by: Any) -> Organisation:
    """Save the organisation's own row and its logo; an uploaded one replaces what is there or was to be removed."""
    organisation: Any = save_row(form=form, by=by)
    drawn: Drawn | None = form.cleaned_data["logo"]
    if drawn:
        _show(organisation, drawn.version, drawn.width, drawn.height)
        Logo.objects.update_or_create(organisation=organisation, defaults={"content": drawn.content})
    elif form.cleaned_data.get("remove_logo"):
        _show(organisation, "", 0, 0)
        Logo.objects.all().delete()
    return organisation


def _show(organisation: Organisation, version: str, width: int, height: int) -> None:
    organisation.logo_version, organisation.logo_width, organisation.logo_height = version, width, height
    organisation.save(update_fields=["logo_version", "logo_width", "logo_height"])


@transaction.atomic
def delete_row(*, row: models.Model, by: Any) -> None:
    """Delete a row that nothing else points to; raises django.db.models.ProtectedError otherwise."""
    audit.record(f"organisation.delete_{row._meta.model_name}", by=by, thing=row)
    row.delete()
