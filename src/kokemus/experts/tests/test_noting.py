"""What is noted of an application is what happened: who answered about consent, and a guardian's yes that counts."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.audit.models import Entry
from kokemus.core.workflow import WrongState
from kokemus.experts.actions import deciding, joining
from kokemus.experts.forms.route import Filled
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import sent
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(monkeypatch):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return applying.organisation()[0].user


def accept(application, by):
    today = timezone.localdate()
    deciding.note_talk(application=application, on=today, note="", thinks_until=None, by=by)
    told = Filled(application).told()
    return deciding.accept(application=application, told=told, starts=False, may_sign_in=False, by=by)


def test_begun_on_the_phone_but_answered_alone_is_consent_on_the_web_and_is_thanked(client, staff):
    application = joining.begin(language="fi", helper="", by=staff)
    applying.fill(client, application)
    applying.send(client, application)
    assert Message.objects.filter(template="experts/join_arrived").exists()
    expert = accept(application, staff)
    assert set(expert.consents.values_list("source", flat=True)) == {"web"}


def test_begun_on_the_web_but_answered_on_the_phone_is_consent_by_phone(client, staff):
    application = applying.begin(client)
    client.force_login(staff)
    applying.fill(client, application)
    applying.send(client, application)
    assert not Message.objects.filter(template="experts/join_arrived").exists()
    expert = accept(application, staff)
    assert set(expert.consents.values_list("source", flat=True)) == {"phone"}


def test_guardian_s_yes_is_not_noted_for_a_decided_application(client, staff):
    application = sent(client, applying.YOUNG)
    deciding.decline(application=application, by=staff)
    with pytest.raises(WrongState):
        deciding.note_guardian(application=application, on=timezone.localdate(), by=staff)
    client.force_login(staff)
    form = {"on": timezone.localdate().isoformat()}
    response = client.post(f"/rekisteri/hakemukset/{application.public_id}/huoltaja/", form, follow=True)
    assert [each.level_tag for each in response.context["messages"]] == ["info"]
    application.refresh_from_db()
    assert application.guardian_agreed_on is None
    assert not Entry.objects.filter(verb="experts.note_guardian").exists()
