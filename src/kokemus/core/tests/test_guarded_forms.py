"""The traps of a public form: what they refuse, and that a person's next try goes through."""

import time

import pytest
from django.core import signing
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kokemus.core.forms import GuardedForm


def sent(seconds_ago: int = 60, website: str = "") -> GuardedForm:
    data = QueryDict(mutable=True)
    data.update({"started": signing.dumps(time.time() - seconds_ago, salt="form"), "website": website})
    return GuardedForm(data)


def test_hidden_field_that_a_browser_filled_in_is_empty_on_the_next_try():
    form = sent(website="https://oma.example")
    assert not form.is_valid()
    again = GuardedForm(form.data)
    assert form["website"].value() == ""
    assert again.is_valid()


def test_form_sent_too_fast_keeps_the_time_when_it_was_opened():
    form = sent(seconds_ago=1)
    opened = form["started"].value()
    assert not form.is_valid()
    assert form["started"].value() == opened


def test_control_form_filled_in_by_a_person_passes():
    assert sent().is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["ei-ole/", "yhteys/"])
def test_name_of_the_service_leads_to_the_front_page_in_the_reader_s_language(client: Client, path: str):
    page = client.get(f"/sv/{path}").content.decode()
    with translation.override("sv"):
        assert f'class="k-brand" href="{reverse("home:front")}"' in page
