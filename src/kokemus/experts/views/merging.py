"""Two rows that are one person: find the other, see the differences, make them one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.experts import exports, languages, reading
from kokemus.experts.actions import merging
from kokemus.experts.forms.items import MergeSearchForm
from kokemus.experts.models import Expert
from kokemus.experts.views.opening import opened, page_of

MOST_FOUND = 20
REFUSALS = {
    "same": _("This is the same row. Choose another."),
    "merged": _("One of the two has already been merged. The list shows how things stand now."),
    "deceased": _("The other row is marked as somebody who has died. Put the states right first."),
}


@roles_required(Role.COORDINATOR)
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find the other row; those with the same phone, e-mail or name come without searching."""
    expert = opened(request, public_id)
    form = MergeSearchForm(request.GET or None)
    query = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    others = Expert.objects.registered().exclude(pk=expert.pk)
    known = {name: getattr(expert, name) for name in ("phone", "email", "last_name", "first_name")}
    found = list((others.matching(query) if query else others.alike(known))[:MOST_FOUND])
    audit.reading_many(reading.LIST, by=request.user, subjects=found, purpose=reading.BROKERING)
    context = {"form": form, "expert": expert, "found": found, "query": query, "page_url": page_of(expert)}
    return render(request, "experts/merge_choose.html", context)


@roles_required(Role.COORDINATOR)
def merge(request: HttpRequest, public_id: str, other_id: str) -> HttpResponse:
    """The two side by side; a press makes them one."""
    keep, gone = opened(request, public_id), opened(request, other_id)
    if request.method == "POST":
        try:
            merging.merge(keep=keep, gone=gone, by=request.user)
        except merging.CannotMerge as refusal:
            messages.error(request, _reason(str(refusal)))
        else:
            messages.success(request, _t("The two are now one: %(name)s.") % {"name": keep.full_name})
        return redirect(page_of(keep))
    context = {"keep": keep, "gone": gone, "rows": compared(keep, gone), "page_url": page_of(keep)}
    return render(request, "experts/merge.html", context)


def _reason(code: str) -> str:
    if code in REFUSALS:
        return str(REFUSALS[code])
    return _t(
        "Both have something that only one person can have (for example an offer of the same gig). Settle it first."
    )


def compared(keep: Expert, gone: Expert) -> list[dict[str, Any]]:
    """What differs, as words: [{"label", "keep", "gone"}]."""
    rows = [
        {"label": label, "keep": mine, "gone": theirs}
        for (label, mine), (_label, theirs) in zip(_told(keep), _told(gone), strict=True)
    ]
    return [row for row in rows if row["keep"] != row["gone"]]


def _told(expert: Expert) -> list[tuple[str, str]]:
    """A person in words; where a protected person lives is not told."""
    return [
        (_t("Name"), expert.full_name),
        (_t("Phone"), expert.phone_shown),
        (_t("E-mail address"), expert.email),
        (_t("Home municipality"), expert.home_shown),
        (_t("State"), str(expert.get_state_display())),
        (_t("Training"), str(expert.get_training_display())),
        (
            _t("Topics"),
            ", ".join(exports.topic_words(each) for each in expert.experiences.select_related("topic")),
        ),
        (_t("Roles"), ", ".join(role.label for role in expert.roles.all())),
        (_t("Comes to"), ", ".join(area.municipality for area in expert.areas.all())),
        (_t("Languages spoken"), ", ".join(languages.names(expert.languages))),
        (_t("Protected for personal safety (turvakielto)"), _t("yes") if expert.is_protected else _t("no")),
    ]
