"""Search over everything a coordinator keeps: people, gigs and units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core import text
from kokemus.experts.models import Expert
from kokemus.gigs.forms.staff import GigFilterForm
from kokemus.gigs.models import Gig
from kokemus.organisation.models import Unit
from kokemus.topics import understanding
from kokemus.topics.models import Topic

MOST = 10


@require_GET
@roles_required(Role.COORDINATOR)
def search(request: HttpRequest) -> HttpResponse:
    """The first of each kind; the people shown are logged as seen before they are shown."""
    words = request.GET.get("q", "").strip()[:100]
    people, gigs, units = _found(words) if words else ([], [], [])
    told = understanding.find(words, translation.get_language() or "fi").topics
    topics = Topic.objects.active().filter(code__in=[topic.code for topic in told])
    audit.reading_many("home.search", by=request.user, subjects=people, purpose="search")
    context = {"words": words, "people": people, "gigs": gigs, "units": units, "topics": topics, "most": MOST}
    return render(request, "home/search.html", context)


def _found(words: str) -> tuple[list[Expert], list[Gig], list[Unit]]:
    people = Expert.objects.registered().matching(words).alphabetical()[:MOST]
    gigs = (
        Gig.objects.arrived()
        .filter(GigFilterForm({"q": words}).wanted())
        .select_related("role", "unit")[:MOST]
    )
    # Units are some dozens: folding them in Python finds å, ä and ö alike on both databases.
    units = [
        unit
        for unit in Unit.objects.all()
        if all(word in text.fold(unit.name) for word in text.fold(words).split())
    ]
    return list(people), list(gigs), units[:MOST]
