"""Lists of claims, one claim, and the steps of those who pass it. No topic and no words of a gig are on these pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees import calculation
from kokemus.fees.actions import claiming, passing
from kokemus.fees.forms.claims import ClaimFilterForm, ReasonForm
from kokemus.fees.models import Claim, PayDay
from kokemus.fees.models.claim import ClaimQuerySet
from kokemus.fees.workflow import CLAIM
from kokemus.topics.models import Role as TaskRole

for_money_people = roles_required(Role.COORDINATOR, Role.CHECKER, Role.APPROVER, Role.PAYROLL)
STEPS = {"check": passing.check, "approve": passing.approve, "void": claiming.void}
WITH_REASON = {"send_back": passing.send_back, "take_back": passing.take_back}


@for_money_people
@require_safe
def to_check(request: HttpRequest) -> HttpResponse:
    """Claims that wait for this person to check them."""
    return _passing_page(request, "check", Claim.objects.to_check())


@for_money_people
@require_safe
def to_approve(request: HttpRequest) -> HttpResponse:
    """Claims that wait for this person to approve them."""
    return _passing_page(request, "approve", Claim.objects.to_approve())


@for_money_people
@require_POST
def check_many(request: HttpRequest) -> HttpResponse:
    """Check the ticked claims."""
    return _pass_ticked(request, "check")


@for_money_people
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    """Approve the ticked claims."""
    return _pass_ticked(request, "approve")


@for_money_people
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Every claim that this person may see, newest first."""
    form = ClaimFilterForm(request.GET or None)
    found = form.apply(Claim.objects.visible_to(request.user)).for_lists().order_by("-occurred_on", "-pk")
    page = page_of(found, request)
    rows = _rows(page)
    _log(request, page)
    return render(
        request, "fees/claims.html", {"form": form, "page": page, "rows": rows, "tabs": _tabs(request)}
    )


@for_money_people
@require_safe
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """One claim: lines with their explanation, who has passed it and when, what can be done now."""
    shown = get_object_or_404(Claim.objects.visible_to(request.user).for_lists(), public_id=public_id)
    audit.reading("fees.claim", by=request.user, subject=shown.expert, thing=shown, purpose="payment")
    return _claim_page(request, shown, ReasonForm())


@for_money_people
@require_POST
def claim_step(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """Take one step; those that go back ask for a reason."""
    shown = get_object_or_404(Claim.objects.visible_to(request.user).for_lists(), public_id=public_id)
    row = CLAIM.steps[step]
    if shown.state in row.source and not row.may(request.user, shown):
        raise PermissionDenied
    if step in WITH_REASON:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return _claim_page(request, shown, form)
        done = _take(request, WITH_REASON[step], claim=shown, reason=form.cleaned_data["reason"])
        return _after(request, shown, done)
    return _after(request, shown, _take(request, STEPS[step], claim=shown))


@roles_required(Role.COORDINATOR)
@require_POST
def reverse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reverse a claim that has gone out and should not have been paid at all."""
    shown = get_object_or_404(Claim.objects.visible_to(request.user).for_lists(), public_id=public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, shown, form)
    if _take(request, claiming.reverse, claim=shown, reason=form.cleaned_data["reason"]):
        messages.success(request, _("A reversing claim is made. It is checked and approved like any other."))
    return redirect("fees:claim", shown.public_id)


def _take(request: HttpRequest, act: Any, **arguments: Any) -> bool:
    try:
        act(by=request.user, **arguments)
    except WrongState:
        messages.info(request, _("Somebody had been here before you. Here is how the claim stands now."))
        return False
    except NotAllowed:
        raise PermissionDenied from None
    return True


def _after(request: HttpRequest, shown: Claim, done: bool) -> HttpResponse:
    if done:
        shown.refresh_from_db()
        messages.success(request, _("Done: %(state)s.") % {"state": shown.get_state_display()})
    if not Claim.objects.visible_to(request.user).filter(pk=shown.pk).exists():
        return redirect("fees:claims")
    return redirect("fees:claim", shown.public_id)


def _claim_page(request: HttpRequest, shown: Claim, form: ReasonForm) -> HttpResponse:
    user: Any = request.user
    sees_task = user.has_role(Role.COORDINATOR, Role.CHECKER, Role.APPROVER)
    steps = {step.name: step for step in CLAIM.available(shown, user)}
    context = {
        "claim": shown,
        "task": _task(shown) if sees_task else "",
        "sees_cost_centre_name": sees_task,
        "late": _lateness(shown, _cut_offs()),
        "pay_day": PayDay.objects.for_approval_on(timezone.localdate()) if shown.state in _AHEAD else None,
        "batch": next((row.batch for row in shown.batch_rows.select_related("batch")[:1]), None),
        "steps": [step for name, step in steps.items() if name in STEPS],
        "back_steps": [step for name, step in steps.items() if name in WITH_REASON],
        "can_reverse": _can_reverse(user, shown),
        "form": form,
    }
    return render(request, "fees/claim.html", context)


_AHEAD = (Claim.State.CLAIMED, Claim.State.CHECKED, Claim.State.APPROVED)


def _can_reverse(user: Any, shown: Claim) -> bool:
    gone = shown.state in Claim.GONE_OUT and not shown.reverses_id
    reversed_ = shown.reversals.exclude(state=Claim.State.VOID).exists()
    return bool(user.has_role(Role.COORDINATOR) and gone and not reversed_)


def _task(shown: Claim) -> str:
    role = TaskRole.objects.filter(code=shown.kind).first() if shown.kind else None
    return role.label if role else ""


def _passing_page(request: HttpRequest, step: str, waiting: ClaimQuerySet) -> HttpResponse:
    found = _mine(request, step, waiting)
    page = page_of(found.for_lists(), request)
    rows = _rows(page)
    _log(request, page)
    context = {"step": step, "page": page, "rows": rows, "tabs": _tabs(request), "is_check": step == "check"}
    return render(request, "fees/passing.html", context)


def _mine(request: HttpRequest, step: str, waiting: ClaimQuerySet) -> ClaimQuerySet:
    """Those that this person may pass: the rule of the table of steps, as a query for lists."""
    user: Any = request.user
    waiting = waiting.exclude(expert__user=user)
    if step == "check":
        own = waiting.filter(cost_centre__checkers=user) if user.has_role(Role.CHECKER) else waiting.none()
        outside = user.has_role(Role.COORDINATOR)
    else:
        waiting = waiting.exclude(checked_by=user)
        own = waiting.filter(cost_centre__approvers=user) if user.has_role(Role.APPROVER) else waiting.none()
        outside = user.has_role(Role.PAYROLL)
    return own | waiting.filter(cost_centre=None) if outside else own


def _pass_ticked(request: HttpRequest, step: str) -> HttpResponse:
    ticked = request.POST.getlist("claim")[:500]
    found = (
        Claim.objects.visible_to(request.user)
        .filter(public_id__in=ticked)
        .select_related("expert", "cost_centre")
    )
    passed, left = passing.pass_many(claims=found, act=STEPS[step], by=request.user)
    if not ticked:
        messages.info(request, _("Tick the claims first."))
    if passed and step == "check":
        messages.success(request, ngettext("%d claim is checked.", "%d claims are checked.", passed) % passed)
    elif passed:
        messages.success(
            request, ngettext("%d claim is approved.", "%d claims are approved.", passed) % passed
        )
    if left:
        text = ngettext(
            "%d claim was left as it was: somebody had been there before you, or it is not yours.",
            "%d claims were left as they were: somebody had been there before you, or they are not yours.",
            left,
        )
        messages.info(request, text % left)
    return redirect("fees:to_check" if step == "check" else "fees:to_approve")


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists of this person with how many wait in each."""
    tabs = []
    for step, waiting, label in (
        ("check", Claim.objects.to_check(), _("To check")),
        ("approve", Claim.objects.to_approve(), _("To approve")),
    ):
        if _passes(request.user, step):
            tabs.append(
                {"name": f"to_{step}", "label": label, "count": _mine(request, step, waiting).count()}
            )
    return [*tabs, {"name": "claims", "label": _("All claims"), "count": None}]


def _passes(user: Any, step: str) -> bool:
    roles = (Role.CHECKER, Role.COORDINATOR) if step == "check" else (Role.APPROVER, Role.PAYROLL)
    return bool(user.has_role(*roles))


def _rows(found: Iterable[Claim]) -> list[tuple[Claim, str]]:
    cut_offs = _cut_offs()
    return [(each, _lateness(each, cut_offs)) for each in found]


def _cut_offs() -> list[Any]:
    return list(PayDay.objects.values_list("cut_off_on", flat=True))


def _lateness(shown: Claim, cut_offs: list[Any]) -> str:
    if shown.state not in (Claim.State.CLAIMED, Claim.State.CHECKED, Claim.State.RETURNED):
        return ""
    return calculation.lateness(claimed_on=shown.claimed_on, cut_offs=cut_offs, on=timezone.localdate())


def _log(request: HttpRequest, page: Any) -> None:
    """That these people's money is about to be shown."""
    subjects = {each.expert for each in page}
    audit.reading_many("fees.claims", by=request.user, subjects=list(subjects), purpose="payment")
