"""Search over everything."""

import pytest
from django.urls import reverse

from kokemus.accounts import middleware
from kokemus.accounts.models import Role, User
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def coordinator(client, monkeypatch):
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    client.force_login(User.objects.create_user("k@example.org", roles=(Role.COORDINATOR,)))


@pytest.mark.parametrize(
    ("words", "code"), [("viinaongelma", "alcohol"), ("ulosotto", "debt"), ("homelessness", "homelessness")]
)
def test_search_when_the_words_mean_a_topic_leads_to_its_people(client, words, code):
    topic = Topic.objects.get(code=code)
    response = client.get(reverse("home:search"), {"q": words})
    assert list(response.context["topics"]) == [topic]
    assert f'href="{reverse("experts:list")}?topic={topic.pk}"' in response.content.decode()
    assert client.get(reverse("experts:list"), {"topic": topic.pk}).status_code == 200


def test_search_when_the_topic_is_not_in_use_leaves_it_out(client):
    Topic.objects.filter(code="debt").update(is_active=False)
    assert not client.get(reverse("home:search"), {"q": "ulosotto"}).context["topics"]
