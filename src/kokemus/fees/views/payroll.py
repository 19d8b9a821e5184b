"""Payroll's pages: what can be paid now, the batches and their files. They show no task, no unit and no topic."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.experts.models import Expert
from kokemus.fees import exports
from kokemus.fees.actions import batching
from kokemus.fees.forms.claims import PaidForm
from kokemus.fees.models import Batch, Claim, PayDay

for_payroll = roles_required(Role.PAYROLL)


@for_payroll
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What a batch made now would hold, what stays out and why, and the batches so far."""
    ready = batching.sort_out(list(Claim.objects.to_batch().for_lists()))
    subjects = {claim.expert for claim in (*ready.ready, *(claim for claim, _why in ready.left))}
    audit.reading_many("fees.batches", by=request.user, subjects=list(subjects), purpose="payment")
    context = {
        "ready": ready,
        "pay_day": PayDay.objects.for_approval_on(timezone.localdate()),
        "page": page_of(Batch.objects.select_related("payment"), request),
        "waiting": Claim.objects.unpassed().exclude(cost_centre=None).count(),
    }
    return render(request, "fees/batches.html", context)


@for_payroll
@require_POST
def make_batch(request: HttpRequest) -> HttpResponse:
    """Everything approved into one batch."""
    try:
        batch = batching.make_batch(by=request.user)
    except batching.NothingToPay:
        messages.info(request, _("There is nothing approved to pay now."))
        return redirect("fees:batches")
    except (batching.NoPayDay, batching.NoColumns) as missing:
        messages.error(request, str(missing))
        return redirect("fees:batches")
    messages.success(request, _("The batch is made. Take its file to payroll."))
    return redirect("fees:batch", batch.public_id)


@for_payroll
@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch: its rows as payroll gets them, its file, whether it is paid."""
    return _batch_page(request, _batch(request, public_id), PaidForm())


@for_payroll
@require_safe
def batch_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file, byte for byte as it was made."""
    shown = _batch(request, public_id)
    response = HttpResponse(exports.payroll_csv(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{exports.file_name(shown)}"'
    return response


@for_payroll
@require_POST
def mark_paid(request: HttpRequest, public_id: str) -> HttpResponse:
    """Payroll has paid the batch."""
    shown = get_object_or_404(Batch, public_id=public_id)
    form = PaidForm(request.POST)
    if not form.is_valid():
        return _batch_page(request, shown, form)
    try:
        batching.mark_paid(batch=shown, paid_on=form.cleaned_data["paid_on"], by=request.user)
        messages.success(request, _("The batch is marked as paid. The experts see it in their own money."))
    except WrongState:
        messages.info(request, _("The batch had been marked as paid already."))
    except NotAllowed:
        raise PermissionDenied from None
    return redirect("fees:batch", shown.public_id)


def _batch(request: HttpRequest, public_id: str) -> Batch:
    """A batch; that its people's pay is seen is logged first."""
    shown = get_object_or_404(Batch, public_id=public_id)
    people = Expert.objects.filter(claims__batch_rows__batch=shown).distinct()
    audit.reading_many("fees.batch", by=request.user, subjects=list(people), purpose="payment")
    return shown


def _batch_page(request: HttpRequest, shown: Batch, form: PaidForm) -> HttpResponse:
    context: dict[str, Any] = {
        "batch": shown,
        "payment": getattr(shown, "payment", None),
        "headers": [column["header"] for column in shown.columns],
        "page": page_of(shown.rows.all(), request, per_page=100),
        "form": form,
    }
    return render(request, "fees/batch.html", context)
