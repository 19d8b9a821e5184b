"""The log as the data protection officer reads it. It holds opaque ids; names are looked up on the person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kokemus.audit.forms import LogFilter
from kokemus.audit.models import Entry
from kokemus.core.listing import page_of
from kokemus.core.permissions import roles_required

DATA_PROTECTION_OFFICER = "dpo"  # accounts.Role; accounts lies above the log


@roles_required(DATA_PROTECTION_OFFICER)
def log(request: HttpRequest) -> HttpResponse:
    """Every line of the log, newest first, filtered."""
    form = LogFilter(request.GET)
    entries = Entry.objects.matching(**form.cleaned_data) if form.is_valid() else Entry.objects.none()
    return render(request, "audit/log.html", {"form": form, "page": page_of(entries, request)})
