"""A request taken on the phone: one page, most important first, to be finished later if need be. Coordinators only."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core import text
from kokemus.core.forms import typed
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.gigs.actions import requesting
from kokemus.gigs.forms import suggesting
from kokemus.gigs.forms.drafts import typed_rows
from kokemus.gigs.forms.occasions import PhoneOccasionFormSet, rows_of
from kokemus.gigs.forms.phone import PhoneForm, SearchForm, answers_of, checked, missing_of
from kokemus.gigs.forms.suggesting import Understood
from kokemus.gigs.models import Gig
from kokemus.topics import search
from kokemus.topics.actions import note_unfound

MOST_FOUND = 8
LONGEST_SEARCH = 80


@roles_required("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Take a request while talking. ?q= finds the caller's earlier requests, ?copy= begins from one of them."""
    if request.method != "POST":
        source = _copied(request, request.GET.get("copy", ""))
        answers = answers_of(source) | {"wished": "", "copied_from": source.public_id} if source else {}
        return _page(
            request, PhoneForm(initial=answers), PhoneOccasionFormSet(initial=[{}]), copied_from=source
        )
    form, times = (
        PhoneForm(request.POST),
        PhoneOccasionFormSet(request.POST, form_kwargs={"past_allowed": True}),
    )
    source = _copied(request, request.POST.get("copied_from", ""))
    if "add" in request.POST:
        return _page(request, *_one_more(request), copied_from=source)
    if "suggest" in request.POST:
        return _suggested(request, copied_from=source)
    if not (form.is_valid() and times.is_valid()):
        return _page(request, form, times, copied_from=source)
    missing = form.missing(has_times=bool(times.times()), is_past=requesting.is_past(times.times()))
    gig = requesting.take_by_phone(
        answers=form.cleaned_data,
        times=times.times(),
        is_complete=not missing,
        copied_from=source,
        by=request.user,
    )
    _say_what_is_missing(request, missing)
    return _onward(gig)


@roles_required("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Finish or mend a request on the same form."""
    gig = get_object_or_404(Gig.objects.visible_to(request.user), public_id=public_id)
    if gig.state not in requesting.EDITABLE:
        messages.info(request, _("This gig has ended and can no longer be changed."))
        return redirect("gigs:detail", gig.public_id)
    if gig.wished_expert:
        audit.reading(
            "gigs.wished_expert", by=request.user, subject=gig.wished_expert, thing=gig, purpose="edit"
        )
    with_times = requesting.is_changeable(gig)
    if request.method != "POST":
        times = PhoneOccasionFormSet(initial=rows_of(gig) or [{}]) if with_times else None
        return _page(request, PhoneForm(initial=_answers(gig), gig=gig), times, gig=gig)
    if "add" in request.POST and with_times:
        return _page(request, *_one_more(request, gig), gig=gig)
    if "suggest" in request.POST:
        return _suggested(request, gig)
    form = PhoneForm(request.POST, gig=gig)
    times = PhoneOccasionFormSet(request.POST, form_kwargs={"past_allowed": True}) if with_times else None
    if not (form.is_valid() and (times is None or times.is_valid())):
        return _page(request, form, times, gig=gig)
    return _save(request, gig, form, times)


def _save(request: HttpRequest, gig: Gig, form: PhoneForm, times: Any) -> HttpResponse:
    has_times = bool(times.times()) if times is not None else True
    missing = form.missing(has_times=has_times, is_past=gig.source == "past")
    try:
        requesting.edit(
            gig=gig,
            answers=form.cleaned_data,
            times=times.times() if times is not None else None,
            is_complete=not missing,
            by=request.user,
        )
    except WrongState:
        messages.warning(
            request, _("Somebody else has moved this gig on meanwhile. Look at it and try again.")
        )
        return _onward(gig)
    except NotAllowed as error:
        raise PermissionDenied from error
    _say_what_is_missing(request, missing)
    return _onward(gig)


def _onward(gig: Gig) -> HttpResponse:
    """To the gig; one entered afterwards goes on to its hours."""
    return redirect("gigs:enter_past_gig" if gig.source == "past" else "gigs:detail", gig.public_id)


def _say_what_is_missing(request: HttpRequest, missing: list[str]) -> None:
    if not missing:
        messages.success(request, _("Saved. Everything has been answered."))
        return
    sentence = ngettext(
        "Saved. %(n)d answer is still missing.", "Saved. %(n)d answers are still missing.", len(missing)
    )
    messages.warning(request, sentence % {"n": len(missing)})


def _answers(gig: Gig) -> dict[str, Any]:
    first = gig.occasions.first()
    return answers_of(gig) | ({"preparation_hours": first.preparation_hours} if first else {})


def _copied(request: HttpRequest, public_id: str) -> Gig | None:
    return Gig.objects.visible_to(request.user).filter(public_id=public_id).first() if public_id else None


def _one_more(request: HttpRequest, gig: Gig | None = None) -> tuple[PhoneForm, Any]:
    """What was typed, with one more empty occasion."""
    form = PhoneForm(initial=typed(PhoneForm(), request.POST), gig=gig)
    return form, PhoneOccasionFormSet(initial=[*typed_rows(request.POST), {}])


def _suggested(
    request: HttpRequest, gig: Gig | None = None, *, copied_from: Gig | None = None
) -> HttpResponse:
    """What was typed, with the topics ticked that the words about the purpose tell of, and the role if it is open."""
    goal, language = request.POST.get("goal", ""), translation.get_language() or "fi"
    told = suggesting.suggested(
        goal,
        language,
        PhoneForm(gig=gig),
        role_is_open=not request.POST.get("role"),
        perspective_is_open=request.POST.get("perspective", Gig.Perspective.ANY) == Gig.Perspective.ANY,
    )
    if not told.topics:
        note_unfound(text=goal, language=language, on=timezone.localdate())
    posted = request.POST.copy()
    for name, values in told.answers.items():
        chosen = posted.getlist(name) if name.startswith("topics_") else []
        posted.setlist(name, list(dict.fromkeys([*chosen, *values])))
    form = PhoneForm(initial=typed(PhoneForm(), posted), gig=gig)
    times = PhoneOccasionFormSet(initial=typed_rows(posted) or [{}])
    if gig and not requesting.is_changeable(gig):
        times = None
    return _page(request, form, times, gig=gig, copied_from=copied_from, understood=told)


def _found(request: HttpRequest, words: str) -> list[Gig]:
    """The newest requests in whose search text every word stands: the caller's name, unit or e-mail address."""
    found = Gig.objects.visible_to(request.user).filter(search.wanted(text.fold(words).split()))
    return list(found[:MOST_FOUND]) if words else []


def _page(
    request: HttpRequest,
    form: PhoneForm,
    times: Any,
    *,
    gig: Gig | None = None,
    copied_from: Gig | None = None,
    understood: Understood | None = None,
) -> HttpResponse:
    if form.has_namesakes:
        namesakes = list(form.fields["wished_expert"].queryset)  # type: ignore[attr-defined]
        audit.reading_many("gigs.wished_expert", by=request.user, subjects=namesakes, purpose="named wish")
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    stored = checked(gig) if gig else None
    context = {
        "form": form,
        "times": times,
        "understood": understood,
        "gig": gig,
        "copied_from": copied_from,
        "search": SearchForm({"q": words}),
        "words": words,
        "opened": form.folds(stored.unanswered if stored else ()),
        "found": _found(request, words),
        "missing": missing_of(stored) if stored else [],
    }
    return render(request, "gigs/phone/phone.html", context)
