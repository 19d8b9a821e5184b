"""The pages of money: who sees what, one press at a time, nothing of the task where it does not belong."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kokemus.accounts import middleware
from kokemus.accounts.models import Role
from kokemus.audit.models import Entry
from kokemus.fees.actions import batching, claiming, invoicing
from kokemus.fees.actions.claiming import Payer
from kokemus.fees.models import Batch, Claim, InvoiceBasis, PayDay, PayrollColumn, PayrollFormat, Rate
from kokemus.fees.tests.money import D, Money, expert, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(monkeypatch) -> Money:
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return Money()


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(who, name, *args, status=200) -> str:
    response = signed_in(who).get(reverse(f"fees:{name}", args=args), headers={"accept-language": "fi"})
    assert response.status_code == status
    return response.content.decode()


def post(who, name, *args, **data):
    return signed_in(who).post(reverse(f"fees:{name}", args=args), data, follow=True)


def test_checker_ticks_many_and_checks_them_with_one_press(money):
    made = [money.claim(), money.claim()]
    shown = page(money.checker, "to_check")
    assert all(claim.public_id in shown for claim in made)
    post(money.checker, "check_many", claim=[claim.public_id for claim in made])
    assert Claim.objects.to_approve().count() == 2
    again = post(money.checker, "check_many", claim=[claim.public_id for claim in made])
    assert again.status_code == 200
    post(money.approver, "approve_many", claim=[claim.public_id for claim in made])
    assert Claim.objects.to_batch().count() == 2


def test_lists_hold_only_ones_own_cost_centres(money):
    other, made = Money(), money.claim()
    for who in (other.checker, other.approver):
        assert made.public_id not in page(who, "claims") + page(who, "to_check") + page(who, "to_approve")
        page(who, "claim", made.public_id, status=404)
        assert post(who, "check", made.public_id).status_code == 404
    post(other.checker, "check_many", claim=[made.public_id])
    made.refresh_from_db()
    assert made.state == Claim.State.CLAIMED


def test_wrong_person_gets_403_and_nothing_happens(money):
    made = money.claim()
    assert post(money.approver, "check", made.public_id).status_code == 403
    assert post(money.checker, "approve", made.public_id).status_code in (200, 403)
    made.refresh_from_db()
    assert made.state == Claim.State.CLAIMED


@pytest.mark.parametrize("role", [Role.EXPERT, Role.UNIT_CONTACT, Role.ADMIN, Role.DATA_PROTECTION_OFFICER])
def test_other_roles_see_no_claims(money, role):
    made, stranger = money.claim(), user(role)
    for name, args in (("claims", []), ("claim", [made.public_id]), ("to_check", []), ("batches", [])):
        page(stranger, name, *args, status=403)


def test_claim_page_logs_the_reading_before_it_shows(money):
    made = money.claim()
    page(money.checker, "claim", made.public_id)
    entry = Entry.objects.get(verb="fees.claim", kind=Entry.Kind.READ)
    assert (entry.subject_id, entry.actor_id) == (money.expert.public_id, money.checker.public_id)


def test_claim_goes_through_every_step_by_its_page(money):
    made = money.claim()
    post(money.checker, "check", made.public_id)
    post(money.approver, "send_back", made.public_id, reason="Tunnit?")
    made.refresh_from_db()
    assert (made.state, made.reason) == (Claim.State.RETURNED, "Tunnit?")
    assert post(money.coordinator, "void", made.public_id).status_code == 200
    made.refresh_from_db()
    assert made.state == Claim.State.VOID


def test_sending_back_needs_a_reason_and_says_so(money):
    made = money.claim()
    response = post(money.checker, "send_back", made.public_id, reason="")
    assert response.status_code == 200
    assert "k-error" in response.content.decode() or "error" in response.content.decode()
    made.refresh_from_db()
    assert made.state == Claim.State.CLAIMED


def test_sending_back_twice_says_what_has_happened(money):
    made = money.claim()
    for _press in range(2):
        assert post(money.checker, "send_back", made.public_id, reason="Tunnit?").status_code == 200
    assert post(money.coordinator, "send_back", made.public_id, reason="").status_code == 200


def test_double_press_says_what_has_happened(money):
    made = money.claim()
    post(money.checker, "check", made.public_id)
    response = post(money.checker, "check", made.public_id)
    assert response.status_code == 200
    assert list(response.context["messages"])


def test_payroll_sees_no_task_no_unit_and_no_topic(money):
    made = money.approved(kind="trainer")
    batch = batching.make_batch(by=money.payroll)
    pages = [page(money.payroll, "batches"), page(money.payroll, "batch", batch.public_id)]
    assert "Henkilönumero" in pages[1]
    pages += [page(money.payroll, "claim", made.public_id), page(money.payroll, "claims"), batch.content]
    for shown in pages:
        for secret in ("Salainen klinikka", "trainer", "Kokemuskouluttaja"):
            assert secret not in shown


def test_checker_sees_the_task_but_payroll_would_leak_it_without_the_guard(money, monkeypatch):
    made = money.approved(kind="trainer")
    assert "Kokemuskouluttaja" in page(money.checker, "claim", made.public_id)
    monkeypatch.setattr(type(money.payroll), "has_role", lambda self, *roles: True)
    assert "Kokemuskouluttaja" in page(money.payroll, "claim", made.public_id)


def test_batch_is_made_taken_and_marked_paid_by_its_pages(money):
    money.approved()
    post(money.payroll, "make_batch")
    batch = Batch.objects.get()
    post(money.payroll, "make_batch")
    assert Batch.objects.count() == 1
    response = signed_in(money.payroll).get(reverse("fees:batch_file", args=[batch.public_id]))
    assert response.content == batch.file
    assert response["Content-Disposition"].startswith('attachment; filename="palkka-0001-')
    assert Entry.objects.filter(verb="fees.batch", kind=Entry.Kind.READ).exists()
    for _press in range(2):
        assert post(money.payroll, "batch_paid", batch.public_id, paid_on="2026-12-01").status_code == 200
    assert Claim.objects.get().paid_on == dt.date(2026, 12, 1)


def test_batch_page_says_what_is_missing(money):
    left = money.approved(expert=expert(payroll_number=""))
    shown = page(money.payroll, "batches")
    assert left.expert.last_name in shown
    PayDay.objects.all().delete()
    money.approved()
    assert post(money.payroll, "make_batch").status_code == 200
    assert not Batch.objects.exists()


def test_only_payroll_takes_the_file(money):
    money.approved()
    batch = batching.make_batch(by=money.payroll)
    for who in (money.coordinator, money.checker, money.approver, money.admin, user(Role.EXPERT)):
        for name in ("batch", "batch_file"):
            page(who, name, batch.public_id, status=403)
        assert post(who, "make_batch").status_code == 403


def test_external_claim_is_invoiced_by_its_pages(money):
    money.approved(payer=Payer("Koulu & Co", "1234567-1", "Katu 1"))
    assert "Koulu &amp; Co" in page(money.payroll, "invoices")
    for _press in range(2):
        post(money.payroll, "make_invoice", payer_name="Koulu & Co", payer_business_id="1234567-1")
    basis = InvoiceBasis.objects.get()
    assert basis.reference in page(money.payroll, "invoice", basis.public_id)
    response = signed_in(money.payroll).get(reverse("fees:invoice_file", args=[basis.public_id]))
    assert "75,00" in response.content.decode("utf-8-sig")
    for _press in range(2):
        post(money.payroll, "invoice_paid", basis.public_id, paid_on="2026-12-01")
    assert Claim.objects.get().state == Claim.State.PAID


def test_expert_sees_their_own_money_in_plain_words_and_nobody_elses(money):
    own = user(Role.EXPERT)
    money.expert.user = own
    money.expert.save()
    other = expert(user=user(Role.EXPERT))
    money.claim(expert=other, hours=D("7.75"))
    states = [
        money.claim(),
        money.claim(fee_refused=True),
        money.approved(),
        money.approved(payer=Payer("Koulu")),
    ]
    invoicing.make_invoice_basis(payer_name="Koulu", payer_business_id="", by=money.payroll)
    shown = page(own, "my_claims")
    assert "218,75" not in shown
    assert shown.count("k-card") >= len(states) or shown.count("75,00") >= 3
    batching.make_batch(by=money.payroll)
    batching.mark_paid(batch=Batch.objects.get(), paid_on=dt.date(2026, 12, 1), by=money.payroll)
    assert "1.12." in page(own, "my_claims")


def test_reversal_is_made_on_the_claim_page(money):
    made = money.approved()
    batching.make_batch(by=money.payroll)
    for _press in range(2):
        assert post(money.coordinator, "reverse", made.public_id, reason="Väärä henkilö").status_code == 200
    assert Claim.objects.get(reverses=made).total == D("-75.00")


def test_claims_can_be_filtered_by_name_and_state(money):
    one, two = money.claim(expert=expert(last_name="Äyräväinen")), money.claim()
    client = signed_in(money.coordinator)
    shown = client.get(reverse("fees:claims"), {"who": "äyrävä", "state": "claimed"}).content.decode()
    assert one.public_id in shown
    assert two.public_id not in shown


def number_of_queries(django_assert_max_num_queries, who, name) -> int:
    client = signed_in(who)
    client.get(reverse(f"fees:{name}"))
    with django_assert_max_num_queries(40) as captured:
        client.get(reverse(f"fees:{name}"))
    return len(captured)


@pytest.mark.parametrize(
    ("role", "name"), [("coordinator", "claims"), ("checker", "to_check"), ("payroll", "batches")]
)
def test_lists_take_the_same_number_of_queries_for_one_and_ten_rows(
    money, role, name, django_assert_max_num_queries
):
    act = money.approved if name == "batches" else money.claim
    act(expert=expert())
    few = number_of_queries(django_assert_max_num_queries, getattr(money, role), name)
    for _ in range(9):
        act(expert=expert())
    assert number_of_queries(django_assert_max_num_queries, getattr(money, role), name) == few


TABLES = {
    "palkkiot": {
        "kind": "",
        "working_form": "employment",
        "trained": "true",
        "min_hours": "0",
        "unit": "hour",
        "amount": "30",
        "income_type": "201",
        "valid_from": "2026-01-01",
    },
    "kilometrit": {"amount": "0.55", "income_type": "311", "valid_from": "2027-01-01", "source": "x"},
    "maksupaivat": {"cut_off_on": "2027-01-08", "pays_on": "2027-01-20"},
    "palkkalajit": {"kind": "fee", "working_form": "employment", "code": "1234"},
    "sarakkeet": {"position": "40", "header": "Oma", "field": "constant", "constant": "KA"},
}


@pytest.mark.parametrize(("slug", "data"), TABLES.items())
def test_table_rows_are_added_changed_and_taken_away(money, slug, data):
    page(money.admin, "table", slug)
    page(money.admin, "table_add", slug)
    response = post(money.admin, "table_add", slug, **data)
    assert response.redirect_chain, response.context["form"].errors
    from_page = {"palkkiot": Rate, "maksupaivat": PayDay, "sarakkeet": PayrollColumn}
    if slug in from_page:
        row = from_page[slug].objects.order_by("pk").last()
        page(money.admin, "table_row", slug, row.pk)
        assert post(money.admin, "table_row", slug, row.pk, **data).redirect_chain
        assert post(money.admin, "table_delete", slug, row.pk).redirect_chain
        assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("slug", TABLES)
def test_payroll_keeps_only_the_tables_of_its_file(money, slug):
    expected = 200 if slug in ("palkkalajit", "sarakkeet") else 403
    page(money.payroll, "table", slug, status=expected)
    page(money.coordinator, "table", slug, status=403)


def test_used_row_is_ended_and_never_changed(money):
    made = money.claim()
    data = TABLES["palkkiot"] | {
        "working_form": "assignment",
        "trained": "",
        "amount": "25",
        "income_type": "214",
    }
    data |= {"valid_from": "2020-01-01", "pays_preparation": "on"}
    row = Rate.objects.get()
    assert not post(money.admin, "table_row", "palkkiot", row.pk, **data | {"amount": "40"}).redirect_chain
    assert not post(
        money.admin, "table_row", "palkkiot", row.pk, **data | {"valid_until": "2026-11-19"}
    ).redirect_chain
    assert post(money.admin, "table_delete", "palkkiot", row.pk).status_code == 200
    row.refresh_from_db()
    assert (row.amount, row.valid_until) == (D(25), None)
    assert post(
        money.admin, "table_row", "palkkiot", row.pk, **data | {"valid_until": "2026-11-20"}
    ).redirect_chain
    assert made.occurred_on == Rate.objects.get().valid_until


@pytest.mark.parametrize(
    ("slug", "change"),
    [
        ("palkkiot", {"valid_until": "2025-01-01"}),
        ("palkkiot", {"min_hours": "3", "max_hours": "2"}),
        ("palkkiot", {"income_type": "215"}),
        ("palkkiot", {"working_form": "unpaid"}),
        ("kilometrit", {"income_type": "214"}),
        ("maksupaivat", {"pays_on": "2027-01-01"}),
        ("sarakkeet", {"constant": ""}),
    ],
)
def test_row_that_makes_no_sense_is_refused_and_keeps_what_was_typed(money, slug, change):
    response = post(money.admin, "table_add", slug, **TABLES[slug] | change)
    assert not response.redirect_chain
    assert response.context["form"].errors


def test_form_of_the_file_is_chosen(money):
    assert not post(
        money.payroll, "payroll_format", separator=",", decimal_mark=",", date_format="%Y-%m-%d"
    ).redirect_chain
    post(money.payroll, "payroll_format", separator="\t", decimal_mark=".", date_format="%Y-%m-%d")
    post(money.payroll, "payroll_format", separator=";", decimal_mark=".", date_format="%Y-%m-%d")
    assert (PayrollFormat.objects.count(), PayrollFormat.current().decimal_mark) == (1, ".")
    page(money.admin, "tables")


def test_unknown_table_is_not_found(money):
    page(money.admin, "table", "muu", status=404)


def test_reversal_stands_in_the_lists(money):
    made = money.approved()
    batching.make_batch(by=money.payroll)
    made.refresh_from_db()
    claiming.reverse(claim=made, reason="Väärä", by=money.coordinator)
    assert "-75,00" in page(money.checker, "to_check").replace("\u2212", "-")
