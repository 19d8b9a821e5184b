"""Facts about others grow old: the administrator is told once, sees which, and marks them checked in one press."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.messaging.models import Message
from kokemus.organisation import jobs
from kokemus.organisation.actions import checking
from kokemus.organisation.models import Association, HelpLine
from kokemus.organisation.models.checked import Checked

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 24)
YEAR, HALF = dt.timedelta(days=365), dt.timedelta(days=183)


@pytest.mark.parametrize(
    ("model", "checked_on", "is_old"),
    [
        (Association, None, True),
        (Association, DAY - YEAR, False),
        (Association, DAY - YEAR - dt.timedelta(days=1), True),
        (HelpLine, DAY - HALF, False),
        (HelpLine, DAY - HALF - dt.timedelta(days=1), True),
    ],
)
def test_row_is_old_by_the_same_rule_as_the_queryset(
    model: type[Association] | type[HelpLine], checked_on: dt.date | None, is_old: bool
) -> None:
    model.objects.update(checked_on=checked_on)
    row = model.objects.earliest("pk")
    assert row.is_old(DAY) is is_old
    assert model.objects.old(DAY).filter(pk=row.pk).exists() is is_old


def test_hidden_row_is_not_reminded_of() -> None:
    Association.objects.update(is_active=False)
    assert not Association.objects.old(DAY).exists()


def test_admins_are_told_once_and_again_only_when_it_has_grown_old_anew() -> None:
    for name in ("yksi", "kaksi"):
        User.objects.create_user(f"{name}@example.org", roles=(Role.ADMIN,))
    User.objects.create_user("k@example.org", roles=(Role.COORDINATOR,))
    count = Association.objects.count() + HelpLine.objects.count()
    assert checking.remind_of_checking(on=DAY) == count
    assert checking.remind_of_checking(on=DAY + dt.timedelta(days=1)) == 0
    assert {each.address for each in Message.objects.all()} == {"yksi@example.org", "kaksi@example.org"}
    line = HelpLine.objects.get(phone="112")
    HelpLine.objects.filter(pk=line.pk).update(checked_on=DAY + dt.timedelta(days=2))
    assert checking.remind_of_checking(on=DAY + dt.timedelta(days=100)) == 0
    assert checking.remind_of_checking(on=DAY + dt.timedelta(days=300)) == 1


def test_mail_tells_how_many_and_where() -> None:
    User.objects.create_user("a@example.org", roles=(Role.ADMIN,))
    jobs.remind_of_checking()
    mail = Message.objects.get()
    assert mail.subject == "Yhteystietoja tarkistettavana"
    assert f"Auttavia puhelimia: {HelpLine.objects.count()}" in mail.body
    assert "/organisaatio/auttavat-puhelimet/" in mail.body
    assert "/organisaatio/yhdistykset/" in mail.body


def test_nobody_is_told_and_nothing_marked_while_there_is_no_admin() -> None:
    assert checking.remind_of_checking(on=DAY) == 0
    assert not HelpLine.objects.exclude(reminded_on=None).exists()
    assert not Entry.objects.filter(verb="organisation.remind_of_checking").exists()


def test_one_press_marks_a_row_checked_today(admin: Client) -> None:
    line = HelpLine.objects.get(phone="112")
    page = admin.get(f"/organisaatio/auttavat-puhelimet/{line.pk}/").content.decode()
    assert f'action="/organisaatio/auttavat-puhelimet/{line.pk}/tarkistettu/"' in page
    assert admin.post(f"/organisaatio/auttavat-puhelimet/{line.pk}/tarkistettu/").status_code == 302
    line.refresh_from_db()
    assert line.checked_on == timezone.localdate()
    assert Entry.objects.filter(verb="organisation.check_helpline", thing_id=str(line.pk)).exists()


def test_row_that_does_not_age_cannot_be_marked(admin: Client) -> None:
    cooperation = admin.get("/organisaatio/palvelut/").context["rows"][0][0]
    assert admin.post(f"/organisaatio/palvelut/{cooperation}/tarkistettu/").status_code == 404


def test_list_says_which_must_be_checked(admin: Client) -> None:
    HelpLine.objects.exclude(phone="112").update(checked_on=timezone.localdate())
    rows = admin.get("/organisaatio/auttavat-puhelimet/").context["rows"]
    assert [values[2] for _pk, values in rows].count("tarkista") == 1


@pytest.mark.parametrize("address", ["/", "/haluan-jutella/", "/vertaistuki/"])
def test_help_lines_are_shown_and_only_the_admin_is_asked_to_check(
    client: Client, admin: Client, address: str
) -> None:
    for page in (client.get(address).content.decode(), admin.get(address).content.decode()):
        assert "MIELI Kriisipuhelin" in page
        assert 'href="tel:112"' in page
    assert "Tarkista numero" not in client.get(address).content.decode()
    assert "Tarkista numero: Nollalinja" in admin.get(address).content.decode()


def test_control_a_checked_number_is_not_asked_about(admin: Client) -> None:
    HelpLine.objects.update(checked_on=timezone.localdate())
    assert "Tarkista numero" not in admin.get("/").content.decode()


def test_control_with_a_check_that_holds_for_ever_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_user("a@example.org", roles=(Role.ADMIN,))
    monkeypatch.setattr(Checked, "GOOD_FOR", dt.timedelta(days=365), raising=False)
    HelpLine.objects.update(checked_on=DAY - dt.timedelta(days=200))
    Association.objects.update(checked_on=DAY)
    assert checking.remind_of_checking(on=DAY) == HelpLine.objects.count()
    monkeypatch.setattr(HelpLine, "GOOD_FOR", dt.timedelta(days=9999))
    HelpLine.objects.update(reminded_on=None)
    assert checking.remind_of_checking(on=DAY) == 0


def test_new_association_counts_as_checked_today(admin: Client) -> None:
    form = admin.get("/organisaatio/yhdistykset/uusi/").context["form"]
    assert form.initial["checked_on"] == timezone.localdate()
