"""The only writers of the organisation's tables."""

from typing import Any

from django.db import models, transaction
from django.forms import ModelForm

from kokemus.audit import actions as audit


@transaction.atomic
def save_row(*, form: "ModelForm[Any]", by: Any) -> models.Model:
    """Save a valid form of one of the tables; the log keeps the names of the fields that changed."""
    row = form.save()
    audit.record(f"organisation.save_{row._meta.model_name}", by=by, thing=row, fields=form.changed_data)
    return row


@transaction.atomic
def delete_row(*, row: models.Model, by: Any) -> None:
    """Delete a row that nothing else points to; raises django.db.models.ProtectedError otherwise."""
    audit.record(f"organisation.delete_{row._meta.model_name}", by=by, thing=row)
    row.delete()
