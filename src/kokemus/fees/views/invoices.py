"""What external payers are invoiced for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.core.workflow import WrongState
from kokemus.experts.models import Expert
from kokemus.fees import exports
from kokemus.fees.actions import invoicing
from kokemus.fees.actions.batching import NothingToPay
from kokemus.fees.forms.claims import PaidForm
from kokemus.fees.models import Claim, InvoiceBasis

for_payroll = roles_required(Role.PAYROLL)


@for_payroll
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    """Payers whose approved claims wait, and the invoice bases so far."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in Claim.objects.to_invoice().for_lists():
        groups.setdefault((claim.payer_name, claim.payer_business_id), []).append(claim)
    waiting = [
        {
            "name": name,
            "business_id": number,
            "count": len(claims),
            "total": sum(each.total for each in claims),
        }
        for (name, number), claims in groups.items()
    ]
    page = page_of(InvoiceBasis.objects.all(), request)
    return render(request, "fees/invoices.html", {"waiting": waiting, "page": page})


@for_payroll
@require_POST
def make_invoice(request: HttpRequest) -> HttpResponse:
    """All approved claims of one payer onto one invoice basis."""
    name, number = request.POST.get("payer_name", ""), request.POST.get("payer_business_id", "")
    try:
        basis = invoicing.make_invoice_basis(payer_name=name, payer_business_id=number, by=request.user)
    except NothingToPay:
        messages.info(request, _("Nothing of this payer waits to be invoiced."))
        return redirect("fees:invoices")
    messages.success(request, _("The invoice basis is made."))
    return redirect("fees:invoice", basis.public_id)


@for_payroll
@require_safe
def invoice(request: HttpRequest, public_id: str) -> HttpResponse:
    """One invoice basis."""
    return _page(request, _basis(request, public_id), PaidForm())


@for_payroll
@require_safe
def invoice_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The invoice basis as CSV."""
    basis = _basis(request, public_id)
    response = HttpResponse(exports.invoice_csv(basis), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="laskutus-{basis.number:04d}.csv"'
    return response


@for_payroll
@require_POST
def mark_invoice_paid(request: HttpRequest, public_id: str) -> HttpResponse:
    """The payer has paid."""
    basis = get_object_or_404(InvoiceBasis, public_id=public_id)
    form = PaidForm(request.POST)
    if not form.is_valid():
        return _page(request, basis, form)
    try:
        invoicing.mark_invoice_paid(basis=basis, paid_on=form.cleaned_data["paid_on"], by=request.user)
        messages.success(request, _("The invoice is marked as paid."))
    except WrongState:
        messages.info(request, _("The invoice had been marked as paid already."))
    return redirect("fees:invoice", basis.public_id)


def _basis(request: HttpRequest, public_id: str) -> InvoiceBasis:
    basis = get_object_or_404(InvoiceBasis, public_id=public_id)
    people = Expert.objects.filter(claims__invoice_bases=basis).distinct()
    audit.reading_many("fees.invoice", by=request.user, subjects=list(people), purpose="payment")
    return basis


def _page(request: HttpRequest, basis: InvoiceBasis, form: PaidForm) -> HttpResponse:
    claims = list(basis.claims.for_lists())
    paid = [each for each in claims if each.state == Claim.State.PAID]
    context = {"basis": basis, "claims": claims, "paid": paid[0] if paid else None, "form": form}
    return render(request, "fees/invoice.html", context)
