"""Files for payroll: written whole, never over another, every refusal one clear line. And the tables that ship."""

import pytest
from django.apps import apps

from kokemus.fees import exports, importer
from kokemus.fees.actions import batching
from kokemus.fees.models import Batch, PayCode, PayrollColumn, Rate, TravelRate
from kokemus.fees.tests.money import D, Money, expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def money() -> Money:
    return Money()


def test_newest_or_named_batch_is_written_byte_for_byte(money, tmp_path):
    for _ in range(2):
        money.approved()
        batching.make_batch(by=money.payroll)
    newest, first = tmp_path / "newest.csv", tmp_path / "first.csv"
    assert exports.export(None, newest).number == 2
    assert exports.export(1, first).number == 1
    assert first.read_bytes() == Batch.objects.get(number=1).file != newest.read_bytes()
    assert exports.export(1, first).number == 1  # the same once more


def test_refusals_are_one_clear_line(money, tmp_path):
    with pytest.raises(exports.CannotExport, match=r"."):
        exports.export(None, tmp_path / "x.csv")
    money.approved()
    batching.make_batch(by=money.payroll)
    occupied = tmp_path / "occupied.csv"
    occupied.write_text("something else")
    for number, path in (
        (7, tmp_path / "x.csv"),
        (1, occupied),
        (1, tmp_path),
        (1, tmp_path / "no" / "x.csv"),
    ):
        with pytest.raises(exports.CannotExport) as refused:
            exports.export(number, path)
        assert "\n" not in str(refused.value)
    assert occupied.read_text() == "something else"


def test_text_that_a_spreadsheet_would_run_is_made_harmless(money):
    money.approved(expert=expert(payroll_number='=HYPERLINK("x")'))
    money.approved(expert=expert(payroll_number="12;3\n4"))
    content = batching.make_batch(by=money.payroll).content
    assert '"\'=HYPERLINK(""x"")"' in content
    assert '"12;3 4"' in content
    assert content.count("\r\n") == 3


def test_tables_that_ship_are_there_and_hold_no_fee():
    assert TravelRate.objects.get().amount == D("0.55")
    assert "Verohallinnon" in TravelRate.objects.get().source
    assert PayrollColumn.objects.count() == 11
    assert set(PayCode.objects.values_list("kind", flat=True)) == {"fee", "km", "ticket"}
    assert not Rate.objects.exists()


def test_tables_of_ones_own_are_left_alone_when_the_software_is_updated():
    PayrollColumn.objects.exclude(position=1).delete()
    TravelRate.objects.update(amount=D("0.60"))
    importer.seed_tables(apps.get_app_config("fees"))
    assert PayrollColumn.objects.count() == 1
    assert TravelRate.objects.get().amount == D("0.60")
