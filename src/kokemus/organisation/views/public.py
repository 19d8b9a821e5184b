"""What the public reads of the organisation: services, projects, and where one can talk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kokemus.core.caching import for_everybody
from kokemus.organisation.models import Cooperation, Post, Project, TalkPlace

STATES = (Cooperation.State.DAILY, Cooperation.State.TRIED, Cooperation.State.PLANNED)


@for_everybody
def services(request: HttpRequest) -> HttpResponse:
    """Every service by how far it has come with experts."""
    rows = list(Cooperation.objects.filter(service__is_active=True).select_related("service"))
    groups = [(state.label, [row for row in rows if row.state == state]) for state in STATES]
    context = {"groups": [(label, its) for label, its in groups if its], "posts": _posts()}
    return render(request, "organisation/services.html", context)


@for_everybody
def service(request: HttpRequest, code: str) -> HttpResponse:
    """What one service has done with experts, and how to begin."""
    found = get_object_or_404(
        Cooperation.objects.select_related("service"), service__code=code, service__is_active=True
    )
    context = {
        "cooperation": found,
        "posts": [post for post in _posts() if post.unit.service_id == found.service_id],
        "projects": found.service.projects.by_state(),
    }
    return render(request, "organisation/service.html", context)


def _posts() -> list[Post]:
    """Experts employed in a unit that is in use."""
    return list(Post.objects.filter(is_active=True, unit__is_active=True).select_related("unit__service"))


@for_everybody
def projects(request: HttpRequest) -> HttpResponse:
    """Projects in which experts take part."""
    rows = Project.objects.by_state().prefetch_related("services")
    return render(request, "organisation/projects.html", {"projects": rows})


@for_everybody
def talk(request: HttpRequest) -> HttpResponse:
    """Where one can talk with an expert, until a time can be booked here."""
    places = TalkPlace.objects.filter(is_active=True).select_related("unit").prefetch_related("areas")
    return render(request, "organisation/talk.html", {"places": places})
