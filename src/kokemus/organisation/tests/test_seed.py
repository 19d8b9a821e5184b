"""What an installation starts with: complete, careful about what nobody has checked, and never brought back."""

import pytest
from django.apps import apps

from kokemus.organisation import importer
from kokemus.organisation.models import Association, Cooperation, HelpLine
from kokemus.topics.models import Service, Topic

pytestmark = pytest.mark.django_db


def seed() -> None:
    importer.seed(apps.get_app_config("organisation"))


def test_every_service_has_a_state_and_three_are_daily() -> None:
    assert Cooperation.objects.count() == Service.objects.count()
    daily = set(Cooperation.objects.filter(state="daily").values_list("service__code", flat=True))
    assert daily == {"adult-multidisciplinary", "disability-services", "child-protection-services"}
    assert not Cooperation.objects.exclude(state__in=("daily", "planned")).exists()


def test_associations_cover_every_topic_area() -> None:
    assert 25 <= Association.objects.count() <= 45
    covered = {topic.area_id for each in Association.objects.all() for topic in each.topics.all()}
    assert covered == {area.pk for area in Topic.objects.areas()}


def test_associations_come_without_phones_and_unchecked() -> None:
    for each in Association.objects.all():
        assert (each.phone, each.checked_on) == ("", None), each
        assert each.web.startswith("https://"), each
        assert each.what_fi and each.what_sv and each.what_en, each


def test_help_lines_begin_with_112_and_are_unchecked() -> None:
    lines = list(HelpLine.objects.all())
    assert lines[0].phone == "112"
    assert {line.checked_on for line in lines} == {None}
    assert all(line.whom_fi and line.whom_sv and line.whom_en for line in lines)


def test_nothing_comes_twice_or_back_when_migrated_again() -> None:
    Association.objects.order_by("pk")[0].delete()
    HelpLine.objects.exclude(phone="112").delete()
    Cooperation.objects.filter(service__code="oral-health").update(state="tried")
    before = Association.objects.count()
    seed()
    assert Association.objects.count() == before
    assert HelpLine.objects.count() == 1
    assert Cooperation.objects.get(service__code="oral-health").state == "tried"


def test_service_that_is_new_gets_a_plan_when_migrated() -> None:
    Service.objects.create(code="new", fi="Uusi", sv="Ny", en="New")
    seed()
    assert Cooperation.objects.get(service__code="new").state == "planned"
