"""What the person told, excepted or refused stays so, whatever goes out of use before they are accepted."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.experts.actions import deciding
from kokemus.experts.forms.route import Filled
from kokemus.experts.models import Application
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import sent, steps, ticks, topic
from kokemus.topics.models import Role, Service, Topic

pytestmark = pytest.mark.django_db
TOLD = ("debt", "alcohol", "depression")


@pytest.mark.parametrize("gone", [("alcohol",), ("debt", "alcohol")])
def test_excepted_topic_stays_so_when_others_go_out_of_use(client, monkeypatch, gone):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    by = applying.organisation()[0].user
    typed = steps() | {
        "aiheet": ticks(*TOLD),
        "nakokulma": {f"of_{topic(code).pk}": "own" for code in TOLD},
        "suostumukset": {
            "own_units": "yes",
            "own_units_except": [str(topic(code).pk) for code in ("alcohol", "depression")],
        },
    }
    application = sent(client, typed)
    Topic.objects.filter(code__in=gone).update(is_active=False)
    deciding.note_talk(application=application, on=timezone.localdate(), note="", thinks_until=None, by=by)
    told = Filled(application).told()
    expert = deciding.accept(application=application, told=told, starts=True, may_sign_in=False, by=by)
    given = {row.topic.code: row.is_given for row in expert.consents.filter(purpose="offers")}
    assert given == {code: code == "debt" for code in TOLD if code not in gone}


def test_topic_out_of_use_takes_no_other_of_its_area_with_it(client):
    cache.clear()
    applying.organisation()
    debt = topic("debt")
    other = Topic.objects.active().filter(parent=debt.parent).exclude(pk=debt.pk).first()
    application = sent(client, aiheet=ticks("debt", other.code))
    Topic.objects.filter(pk=other.pk).update(is_active=False)
    assert Filled(application).topics == [debt]


def test_role_or_service_out_of_use_takes_no_other_with_it(client):
    cache.clear()
    applying.organisation()
    kept, gone = Service.objects.filter(is_active=True)[:2]
    media, trainer = Role.objects.get(code="media"), Role.objects.get(code="trainer")
    other = Role.objects.filter(is_active=True).exclude(pk__in=[media.pk, trainer.pk]).first()
    application = sent(
        client,
        palvelut={"services": [kept.pk, gone.pk]},
        roolit={"roles": [other.pk], "refused_roles": [media.pk, trainer.pk]},
    )
    Service.objects.filter(pk=gone.pk).update(is_active=False)
    Role.objects.filter(pk=trainer.pk).update(is_active=False)
    told = Filled(Application.objects.get(pk=application.pk)).told()
    assert (told.services, list(told.refused.roles), told.roles) == ([kept], [media], [other])
