"""The register as a list, and a selection of it on paper or as a spreadsheet."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.experts import exports, reading
from kokemus.experts.forms.listing import FilterForm
from kokemus.experts.models import Expert, ExpertQuerySet

TOPICS_ON_A_ROW = 3
MOST_IN_A_FILE = 5000
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@roles_required(Role.COORDINATOR)
def expert_list(request: HttpRequest) -> HttpResponse:
    """The list with its filters; everybody shown is logged as seen before they are shown."""
    form = FilterForm(request.GET)
    page = page_of(form.found().prefetch_related("experiences__topic"), request)
    wanted = form.topics()
    rows = [{"expert": expert, **_topics(expert, wanted)} for expert in page]
    audit.reading_many(
        reading.LIST, by=request.user, subjects=list(page.object_list), purpose=reading.BROKERING
    )
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "unasked": Expert.objects.registered().living().unasked().count(),
        "unasked_url": f"{reverse('experts:list')}?consent=unasked",
        "query": request.GET.urlencode(),
    }
    return render(request, "experts/list.html", context)


def _topics(expert: Expert, wanted: set[int]) -> dict[str, Any]:
    """The first topics of a row, those that were asked for before others, and how many more there are."""
    experiences = list(expert.experiences.all())
    first = sorted(experiences, key=lambda each: each.topic_id not in wanted)[:TOPICS_ON_A_ROW]
    return {
        "topics": ", ".join(exports.topic_words(each) for each in first),
        "more": len(experiences) - len(first),
        "unasked": any(each.is_carried_over for each in experiences),
    }


@require_POST
@roles_required(Role.COORDINATOR)
def selection(request: HttpRequest) -> HttpResponse:
    """What was ticked, or all that the filters leave, to a spreadsheet or to paper."""
    act, query = request.POST.get("act", ""), request.POST.get("query", "")
    back = f"{reverse('experts:list')}?{query}"
    ticked = request.POST.getlist("expert")
    if act in ("excel", "print") and not ticked:
        messages.error(request, _("Tick first the people whom you want on the list."))
        return redirect(back)
    people = _chosen(act, ticked, QueryDict(query))
    if act in ("print", "print_all"):
        return _printed(request, people)
    return _spreadsheet(request, people)


def _chosen(act: str, ticked: list[str], query: QueryDict) -> list[Expert]:
    found: ExpertQuerySet
    if act in ("excel_all", "print_all"):
        found = FilterForm(query).found()
    else:
        found = Expert.objects.registered().filter(public_id__in=ticked).alphabetical()
    return list(found.prefetch_related("experiences__topic", "roles", "areas")[:MOST_IN_A_FILE])


def _spreadsheet(request: HttpRequest, people: list[Expert]) -> HttpResponse:
    audit.reading_many(reading.EXPORT, by=request.user, subjects=people, purpose=reading.WORKING_ON_PAPER)
    name = f"{_('experts')}-{timezone.localdate():%Y-%m-%d}.xlsx"
    response = HttpResponse(exports.workbook(people), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _printed(request: HttpRequest, people: list[Expert]) -> HttpResponse:
    audit.reading_many(reading.PRINT, by=request.user, subjects=people, purpose=reading.WORKING_ON_PAPER)
    today: dt.date = timezone.localdate()
    rows = [
        {"expert": expert, "topics": [exports.topic_words(e) for e in expert.experiences.all()]}
        for expert in people
    ]
    return render(request, "experts/print.html", {"rows": rows, "today": today})
