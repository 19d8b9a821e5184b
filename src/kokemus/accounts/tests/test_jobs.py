"""What the ticker does with sign-ins."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kokemus.accounts import jobs

pytestmark = pytest.mark.django_db


def test_sessions_are_erased_only_when_they_have_run_out(client):
    client.post("/keikat/pyynto/kenelle/", {"audience_description": "Opiskelijoita"})
    session = Session.objects.get()
    jobs.forget_sessions()
    assert Session.objects.filter(pk=session.pk).exists()
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    jobs.forget_sessions()
    assert not Session.objects.exists()
