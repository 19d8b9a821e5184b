"""What a visitor meets: the front page, who answers for what, and *Soita minulle*."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kokemus.core import ratelimit
from kokemus.core.caching import for_everybody
from kokemus.core.forms import say_too_many
from kokemus.experts.models import Expert
from kokemus.home import actions
from kokemus.home.forms import CallMeForm
from kokemus.organisation import answering
from kokemus.organisation.models import Organisation
from kokemus.pages.views.public import latest_news
from kokemus.topics.models import Topic

LATEST_NEWS = 3
SMALLEST_SHOWN = 5  # product.md, promise 12: smaller numbers are not told


@for_everybody
def front(request: HttpRequest) -> HttpResponse:
    """One sentence, the doors, and how many there are to tell."""
    people = Expert.objects.askable().count()
    return render(
        request,
        "home/front.html",
        {
            "people": people if people >= SMALLEST_SHOWN else None,
            "topic_count": Topic.objects.active().exclude(parent=None).count(),
            "areas": Topic.objects.active().areas(),
            "news": latest_news()[:LATEST_NEWS],
        },
    )


@for_everybody
def contact(request: HttpRequest) -> HttpResponse:
    """Who answers for what, and who stands in today."""
    return render(request, "home/contact.html", {"cards": answering.cards(timezone.localdate())})


@login_not_required
def call_me(request: HttpRequest) -> HttpResponse:
    """Leave a number; the coordinator calls: anyone, or the one that was chosen (`?kenelle=`)."""
    known = {"phone": getattr(request.user, "phone", ""), "who": request.GET.get("kenelle", "")}
    form = CallMeForm(request.POST or None, initial=known)
    context = {"form": form, "organisation": Organisation.current()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "home/call_me.html", context)
    try:
        ratelimit.count(request, "call_me", limit=5, seconds=3600)
    except ratelimit.TooMany:
        say_too_many(form)
        return render(request, "home/call_me.html", context, status=429)
    actions.ask_for_call(
        name=form.cleaned_data["name"],
        phone=form.cleaned_data["phone"],
        when=form.cleaned_data["when"],
        who=form.cleaned_data["who"],
        by=request.user if request.user.is_authenticated else "visitor",
    )
    messages.success(request, _("Thank you. We will call you on the number you left."))
    return redirect("home:front")
