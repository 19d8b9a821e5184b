"""Batches and invoice bases: made once, never changed, and nothing in them that tells of the task."""

import csv
import datetime as dt
import hashlib
import io

import pytest
from django.db import DatabaseError, transaction

from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.fees import exports
from kokemus.fees.actions import batching, claiming, invoicing
from kokemus.fees.actions.claiming import Payer
from kokemus.fees.calculation import Travel
from kokemus.fees.models import (
    Batch,
    BatchRow,
    Claim,
    InvoiceBasis,
    PayCode,
    PayDay,
    PayrollColumn,
    PayrollFormat,
)
from kokemus.fees.models.claim import ClaimQuerySet
from kokemus.fees.tests.money import D, Money, expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def money() -> Money:
    return Money()


def rows(batch: Batch) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(batch.file.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_batch_holds_what_was_approved_in_the_columns_of_the_table(money):
    made = money.approved(travel=Travel("km", kilometres=D("40.5")))
    money.claim()  # not passed by anybody
    batch = batching.make_batch(by=money.payroll)
    fee, km = rows(batch)
    assert fee["Henkilönumero"] == money.expert.payroll_number
    assert (fee["Palkkalaji"], fee["Tulolaji"], fee["Summa"], fee["Määrä"]) == (
        "PALKKIO",
        "214",
        "75,00",
        "3,00",
    )
    assert (km["Palkkalaji"], km["Tulolaji"], km["Summa"]) == ("KM", "311", "22,28")
    assert fee["Kustannuspaikka"] == money.centre.code
    assert fee["Päivä"] == "20.11.2026"
    assert fee["Viite"] == made.public_id
    assert (batch.number, batch.row_count, batch.total) == (1, 2, D("97.28"))
    made.refresh_from_db()
    assert made.state == Claim.State.BATCHED


def test_file_is_utf8_with_a_byte_order_mark_and_its_fingerprint_is_kept(money):
    money.approved()
    batch = Batch.objects.get(pk=batching.make_batch(by=money.payroll).pk)
    assert batch.file.startswith(b"\xef\xbb\xbfHenkil\xc3\xb6numero;")
    assert hashlib.sha256(exports.payroll_csv(batch)).hexdigest() == batch.sha256


def test_file_follows_the_organisations_own_form(money):
    PayrollFormat.objects.create(separator="\t", decimal_mark=".", date_format="%Y-%m-%d")
    PayrollColumn.objects.all().delete()
    for number, field in enumerate(("amount", "occurred_on", "constant")):
        PayrollColumn.objects.create(position=number, header=field, field=field, constant="=KA")
    money.approved()
    assert batching.make_batch(by=money.payroll).content == (
        "amount\toccurred_on\tconstant\r\n75.00\t2026-11-20\t'=KA\r\n"
    )


def test_batch_waits_for_what_is_missing_and_says_so(money):
    nobody = expert(payroll_number="")
    left = money.approved(expert=nobody)
    PayCode.objects.filter(kind="ticket").delete()
    ticket = money.approved(travel=Travel("ticket", ticket_amount=D(9)))
    money.approved()
    sorted_ = batching.sort_out(list(Claim.objects.to_batch().for_lists()))
    assert [claim for claim, _ in sorted_.left] == [left, ticket]
    assert all(why for _, why in sorted_.left)
    assert batching.make_batch(by=money.payroll).total == D("75.00") == sorted_.total
    assert set(Claim.objects.to_batch()) == {left, ticket}
    nobody.payroll_number = "7"
    nobody.save()
    assert batching.make_batch(by=money.payroll).number == 2


def test_batch_is_refused_when_there_is_nothing_or_no_pay_day_or_no_columns(money):
    with pytest.raises(batching.NothingToPay):
        batching.make_batch(by=money.payroll)
    money.approved()
    with pytest.raises(NotAllowed):
        batching.make_batch(by=money.coordinator)
    columns = list(PayrollColumn.objects.all())
    PayrollColumn.objects.all().delete()
    with pytest.raises(batching.NoColumns):
        batching.make_batch(by=money.payroll)
    PayrollColumn.objects.bulk_create(columns)
    PayDay.objects.all().delete()
    with pytest.raises(batching.NoPayDay):
        batching.make_batch(by=money.payroll)
    assert not Batch.objects.exists()


def test_second_press_makes_no_second_batch(money):
    money.approved()
    batching.make_batch(by=money.payroll)
    with pytest.raises(batching.NothingToPay):
        batching.make_batch(by=money.payroll)
    assert Batch.objects.count() == 1


def test_batch_is_all_or_nothing_when_the_process_dies_in_the_middle(money, monkeypatch):
    money.approved()
    second = money.approved()
    real = batching.CLAIM.move

    def dies(thing, name, **kwargs):
        if thing.pk == second.pk:
            raise KeyboardInterrupt
        real(thing, name, **kwargs)

    monkeypatch.setattr(batching.CLAIM, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        batching.make_batch(by=money.payroll)
    assert (Batch.objects.count(), BatchRow.objects.count()) == (0, 0)
    assert Claim.objects.to_batch().count() == 2
    monkeypatch.undo()
    assert batching.make_batch(by=money.payroll).row_count == 2


@pytest.mark.parametrize("model", [Batch, BatchRow, InvoiceBasis])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_what_has_left_the_house(money, model, act):
    money.approved()
    batching.make_batch(by=money.payroll)
    money.approved(payer=Payer("Koulu"))
    invoicing.make_invoice_basis(payer_name="Koulu", payer_business_id="", by=money.payroll)
    row = model.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save() if act == "update" else model.objects.filter(pk=row.pk)._raw_delete("default")
    assert model.objects.filter(pk=row.pk).exists()


def test_correction_is_a_reversing_row_in_the_next_batch(money):
    made = money.approved()
    first = batching.make_batch(by=money.payroll)
    made.refresh_from_db()
    money.approved(claiming.reverse(claim=made, reason="", by=money.coordinator))
    money.approved(hours=D(3))
    second = batching.make_batch(by=money.payroll)
    assert [row["Summa"] for row in rows(second)] == ["-75,00", "100,00"]
    assert (first.total + second.total) == D("100.00")


def test_batch_is_marked_paid_once(money):
    made = money.approved()
    batch = batching.make_batch(by=money.payroll)
    with pytest.raises(NotAllowed):
        batching.mark_paid(batch=batch, paid_on=dt.date(2026, 12, 1), by=money.approver)
    batching.mark_paid(batch=batch, paid_on=dt.date(2026, 12, 1), by=money.payroll)
    made.refresh_from_db()
    assert (made.state, made.paid_on) == (Claim.State.PAID, dt.date(2026, 12, 1))
    with pytest.raises(WrongState):
        batching.mark_paid(batch=batch, paid_on=dt.date(2026, 12, 2), by=money.payroll)


def test_external_claim_goes_to_an_invoice_basis_and_never_to_payroll(money):
    outside = money.approved(payer=Payer("Koulu", "1234567-1", "Katu 1"))
    own = money.approved()
    batch = batching.make_batch(by=money.payroll)
    assert [row["Viite"] for row in rows(batch)] == [own.public_id]
    basis = invoicing.make_invoice_basis(payer_name="Koulu", payer_business_id="1234567-1", by=money.payroll)
    assert (list(basis.claims.all()), basis.total, basis.reference) == ([outside], D("75.00"), "10016")
    with pytest.raises(batching.NothingToPay):
        invoicing.make_invoice_basis(payer_name="Koulu", payer_business_id="1234567-1", by=money.payroll)
    invoicing.mark_invoice_paid(basis=basis, paid_on=dt.date(2026, 12, 1), by=money.payroll)
    with pytest.raises(WrongState):
        invoicing.mark_invoice_paid(basis=basis, paid_on=dt.date(2026, 12, 1), by=money.payroll)
    text = exports.invoice_csv(basis).decode("utf-8-sig")
    assert "Koulu" in text
    assert money.expert.last_name not in text


def test_external_claim_would_leak_into_payroll_when_the_guard_is_off(money, monkeypatch):
    money.approved(payer=Payer("Koulu"))
    monkeypatch.setattr(ClaimQuerySet, "to_batch", lambda self: self.filter(state=Claim.State.APPROVED))
    assert batching.make_batch(by=money.payroll).total == D("75.00")


def test_invoice_basis_is_refused_when_the_person_is_not_payroll_or_no_payer_is_named(money):
    money.approved()
    with pytest.raises(NotAllowed):
        invoicing.make_invoice_basis(payer_name="Koulu", payer_business_id="", by=money.coordinator)
    with pytest.raises(batching.NothingToPay):
        invoicing.make_invoice_basis(payer_name="", payer_business_id="", by=money.payroll)
    assert Claim.objects.to_batch().count() == 1
