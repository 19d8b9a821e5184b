"""Whom we look for: topics of orders that nobody could answer."""

from django.contrib import messages
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.experts.actions import needs
from kokemus.experts.models import Experience, Expert, RecruitingNeed
from kokemus.topics.models import Topic


@require_safe
@roles_required(Role.COORDINATOR)
def sought(request: HttpRequest) -> HttpResponse:
    """Each topic with how often and when it was last asked, and how many can tell of it now."""
    found = RecruitingNeed.objects.open().sought()
    tellers = Experience.objects.filter(expert__in=Expert.objects.askable())
    counts = dict(
        tellers.values(key=F("topic")).annotate(n=Count("expert", distinct=True)).values_list("key", "n")
    )
    rows = [(each, counts.get(each.topic.pk, 0)) for each in found]
    return render(request, "experts/needs.html", {"rows": rows})


@require_POST
@roles_required(Role.COORDINATOR)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """No longer sought."""
    topic = get_object_or_404(Topic, code=code)
    if needs.close_need(topic=topic, by=request.user):
        messages.success(
            request, _("We no longer look for people of the topic %(topic)s.") % {"topic": topic}
        )
    return redirect("experts:needs")
