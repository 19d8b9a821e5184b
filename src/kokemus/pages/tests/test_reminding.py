"""Admins are told once of the pages that have stood too long without a check."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.messaging.models import Message
from kokemus.pages import jobs
from kokemus.pages.actions import publishing
from kokemus.pages.models import Page
from kokemus.pages.models.page import months_later
from kokemus.pages.tests import texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def others_are_fresh() -> None:
    Page.objects.update(checked_on=timezone.localdate())


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("admin@example.org", roles=(Role.ADMIN,))


def old(slug: str = "vanha", **fields: object) -> Page:
    made = texts.page(slug, checked_on=timezone.localdate() - dt.timedelta(days=400), **fields)
    texts.text(made)
    return made


def test_admin_is_told_of_an_old_page_once(admin: User) -> None:
    old()
    assert [jobs.remind_of_unchecked(), jobs.remind_of_unchecked()] == [1, 0]
    message = Message.objects.get()
    assert message.address == "admin@example.org"
    assert "/sivut/hallinta/sivu/vanha/" in message.body


def test_page_is_told_of_again_after_it_was_checked_and_grew_old_again(admin: User) -> None:
    page = old()
    jobs.remind_of_unchecked()
    page.refresh_from_db()
    publishing.mark_checked(page=page, by=admin)
    assert jobs.remind_of_unchecked() == 0
    Page.objects.filter(pk=page.pk).update(checked_on=timezone.localdate() - dt.timedelta(days=400))
    assert jobs.remind_of_unchecked() == 1


def test_page_that_nobody_reads_or_that_may_stand_longer_is_left(admin: User) -> None:
    old("piilo", is_active=False)
    old("pitka", check_months=24)
    texts.page("tyhja", checked_on=dt.date(2020, 1, 1))
    assert jobs.remind_of_unchecked() == 0


def test_page_that_was_never_checked_counts_from_its_coming(admin: User) -> None:
    page = old()
    Page.objects.filter(pk=page.pk).update(checked_on=None)
    assert jobs.remind_of_unchecked() == 0
    Page.objects.filter(pk=page.pk).update(created_at=timezone.now() - dt.timedelta(days=400))
    assert jobs.remind_of_unchecked() == 1


def test_nothing_is_marked_when_there_is_nobody_to_tell() -> None:
    page = old()
    assert jobs.remind_of_unchecked() == 0
    page.refresh_from_db()
    assert page.reminded_on is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 12, 5), 1, dt.date(2027, 1, 5)),
        (dt.date(2026, 11, 24), 12, dt.date(2027, 11, 24)),
    ],
)
def test_months_later_is_a_day_of_that_month(day: dt.date, months: int, later: dt.date) -> None:
    assert months_later(day, months) == later
