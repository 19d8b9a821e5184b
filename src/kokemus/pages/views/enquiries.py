"""The door "I want to know more" and the feedback form, without an account; the answer behind a signed link."""

import datetime as dt
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kokemus.core import formats, links, ratelimit
from kokemus.core.personal import seems_personal
from kokemus.pages.actions import asking
from kokemus.pages.emails.enquiries import LINK
from kokemus.pages.forms.enquiries import NO_AREA, AskForm, FeedbackForm, WritingForm
from kokemus.pages.models import Enquiry
from kokemus.pages.situations import own_topics
from kokemus.topics import understanding
from kokemus.topics.models import Topic

LIMIT, LIMIT_SECONDS = 20, 60 * 60  # a whole organisation may stand behind one address
PAGE_SHOWN = 300


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One box; then who answers and by when, with the topic area to change; then sent. Nothing is kept before."""
    if request.method != "POST":
        return _ask_page(request, AskForm())
    data = request.POST.copy()
    data["area"] = data.get("change") or data.get("area", "")
    form = AskForm(data)
    if "edit" in data:
        return _ask_page(request, AskForm(initial=form.typed()))
    if not form.is_valid():
        return _ask_page(request, form)
    area, others = _areas(form)
    if "send" in data:
        sent = _send(request, form, Enquiry.Kind.QUESTION, area)
        return sent or _check_page(request, form, area, others, status=429)
    return _check_page(request, form, area, others)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Feedback on accessibility or on something else; `?sivu=` names the page it is about."""
    page = links.TOKEN.sub("…", request.GET.get("sivu", ""))[:PAGE_SHOWN]
    form = FeedbackForm(request.POST or None, initial={"page": page})
    if request.method == "POST" and form.is_valid():
        sent = _send(request, form, form.cleaned_data["kind"], None)
        return sent or _feedback_page(request, form, status=429)
    return _feedback_page(request, form)


@login_not_required
@never_cache
@require_safe
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """What was written, where it stands, and the answer: for whoever holds the link."""
    try:
        public_id = links.read(LINK, token)
    except links.BadLink:
        return render(request, "pages/enquiry_bad_link.html", status=404)
    enquiry = Enquiry.objects.filter(public_id=public_id).select_related("owner__user", "answered_by").first()
    if enquiry is None:
        return render(request, "pages/enquiry_bad_link.html", status=404)
    url = links.absolute("pages:asked", token, language=translation.get_language() or "fi")
    own = [] if enquiry.is_feedback else own_topics(enquiry.text, enquiry.language)
    context = {"enquiry": enquiry, "link": url, "own_topics": own}
    return render(request, "pages/enquiry_asked.html", context)


def _areas(form: AskForm) -> tuple[Topic | None, list[Topic]]:
    """The area that was chosen, else the one that the text tells of; and the rest, those that it tells of first."""
    found = _told(form)
    chosen = form.cleaned_data["area"]
    by_code = {each.code: each for each in form.areas}
    area = by_code.get(chosen) if chosen else next(iter(found), None)
    rest = [*found, *(each for each in form.areas if each not in found)]
    return area, [each for each in rest if each != area]


def _told(form: AskForm) -> list[Topic]:
    """The areas that a text tells of, most of it first."""
    found = understanding.find(form.cleaned_data["text"], translation.get_language() or "fi")
    topics = {topic.code: topic for topic in Topic.objects.active()}
    by_key = {each.pk: each for each in form.areas}
    keys = [topics[told.code].area_id for told in found.topics if told.code in topics]
    return [by_key[key] for key, _times in Counter(keys).most_common() if key in by_key]


def _send(request: HttpRequest, form: WritingForm, kind: str, area: Topic | None) -> HttpResponse | None:
    """Send it and go to the page of its link; None when too many have been sent from this address."""
    try:
        ratelimit.count(request, "enquiry", limit=LIMIT, seconds=LIMIT_SECONDS)
    except ratelimit.TooMany:
        return None
    key = form.cleaned_data["key"]
    try:
        key = asking.ask(
            key=key,
            kind=kind,
            area=area,
            answers=form.cleaned_data,
            language=translation.get_language() or "fi",
        ).public_id
    except asking.AlreadySent:
        pass  # the other press of a double press did it
    else:
        thanks = _("Thank you. Your question has arrived.")
        messages.success(
            request, thanks if kind == Enquiry.Kind.QUESTION else _("Thank you. Your feedback has arrived.")
        )
    return redirect("pages:asked", links.token(LINK, key))


def _ask_page(request: HttpRequest, form: AskForm) -> HttpResponse:
    return render(request, "pages/enquiry_ask.html", {"form": form})


def _feedback_page(request: HttpRequest, form: FeedbackForm, *, status: int = 200) -> HttpResponse:
    return render(request, "pages/enquiry_feedback.html", {"form": form, **_late(status)}, status=status)


def _check_page(
    request: HttpRequest, form: AskForm, area: Topic | None, others: list[Topic], *, status: int = 200
) -> HttpResponse:
    text = form.cleaned_data["text"]
    promise = asking.promised(kind=Enquiry.Kind.QUESTION, area=area, on=timezone.localdate())
    context = {
        "form": form,
        "area": area,
        "others": others,
        "no_area": NO_AREA,
        "promise": promise,
        "seems_personal": seems_personal(text),
        "own_topics": own_topics(text, translation.get_language() or "fi"),
        **_late(status),
    }
    return render(request, "pages/enquiry_check.html", context, status=status)


def _late(status: int) -> dict[str, Any]:
    """When to try again, on the page that says that too many have been sent."""
    again = timezone.now() + dt.timedelta(seconds=LIMIT_SECONDS)
    return {"again": formats.clock(again) if status == 429 else ""}
