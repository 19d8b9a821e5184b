"""Dated facts about others: mark them checked, and remind of those that have grown old."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.audit import actions as audit
from kokemus.organisation import emails
from kokemus.organisation.models import Association, HelpLine
from kokemus.organisation.models.checked import Checked


@transaction.atomic
def mark_checked(*, row: Checked, by: Any) -> None:
    """Somebody has looked today that the facts still hold."""
    type(row)._default_manager.filter(pk=row.pk).update(checked_on=timezone.localdate())
    audit.record(f"organisation.check_{row._meta.model_name}", by=by, thing=row)


@transaction.atomic
def remind_of_checking(*, on: dt.date) -> int:
    """Tell every administrator, once, how many facts should be checked; returns how many there are.

    Nothing is marked as told while there is no administrator to tell.
    """
    admins = list(User.objects.having(Role.ADMIN))
    associations = Association.objects.old(on).not_reminded()
    lines = HelpLine.objects.old(on).not_reminded()
    counts = (associations.count(), lines.count())
    if not admins or not any(counts):
        return 0
    for admin in admins:
        emails.contacts_to_check(admin, associations=counts[0], lines=counts[1])
    associations.update(reminded_on=on)
    lines.update(reminded_on=on)
    audit.record("organisation.remind_of_checking", by="tick", count=sum(counts))
    return sum(counts)
