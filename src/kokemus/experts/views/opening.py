"""Open a person for a coordinator: the reading is logged before anything is shown."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, resolve_url

from kokemus.audit import actions as audit
from kokemus.experts import reading
from kokemus.experts.models import Expert


def opened(request: HttpRequest, public_id: str) -> Expert:
    """The person, logged as read for editing; raises 404. If the log fails, nothing is shown."""
    expert = get_object_or_404(Expert.objects.registered().select_related("user"), public_id=public_id)
    if request.method == "GET":
        audit.reading(reading.EDITING, by=request.user, subject=expert, purpose=reading.BROKERING)
    return expert


def page_of(expert: Expert, part: str = "") -> str:
    """The address of a person's page, at one of its parts."""
    address = resolve_url("home:person", expert.public_id)
    return f"{address}#{part}" if part else address
