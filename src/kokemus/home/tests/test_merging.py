"""Two rows of one person become one, in every app at once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from kokemus.accounts.models import User
from kokemus.audit.models import Entry
from kokemus.experts.actions import consents, merging
from kokemus.experts.models import Consent, Expert
from kokemus.experts.tests.people import coordinator, person, topic, user
from kokemus.fees.models import Claim
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.topics.models import Role

pytestmark = pytest.mark.django_db


def offer(expert, gig=None, state="chosen"):
    gig = gig or Gig.objects.create(goal="Puheenvuoro", confirmed_at=timezone.now())
    return Offer.objects.create(gig=gig, expert=expert, state=state, expires_at=timezone.now())


def claim(expert):
    day = dt.date(2026, 3, 1)
    return Claim.objects.create(
        expert=expert, payer_name="Yhdistys", occurred_on=day, working_form="assignment", hours=Decimal(2)
    )


def pair(**gone):
    return person("Aino", "Ek"), person("Aino", "Eek", **gone)


def merge(keep, gone):
    merging.merge(keep=keep, gone=gone, by=coordinator())
    return Expert.objects.get(pk=keep.pk), Expert.objects.get(pk=gone.pk)


def test_gigs_claims_and_all_else_move_when_two_are_merged():
    keep, gone = pair()
    theirs, now = offer(gone), timezone.now()
    occasion = Occasion.objects.create(gig=theirs.gig, starts_at=now, ends_at=now + dt.timedelta(hours=1))
    theirs.assignments.create(occasion=occasion, expert=gone)
    wished = Gig.objects.create(goal="x", wished_expert=gone)
    claim(gone)
    gone.notes.create(text="muistiinpano")
    keep, gone = merge(keep, gone)
    assert keep.offers.count() == keep.assignments.count() == keep.claims.count() == keep.notes.count() == 1
    assert Gig.objects.get(pk=wished.pk).wished_expert == keep
    assert (gone.merged_into, gone.state) == (keep, "left")
    assert list(Expert.objects.registered()) == [keep]
    for relation in Expert._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.one_to_many:
            left = relation.related_model._base_manager.filter(**{relation.field.name: gone})
            assert not left.exists(), relation


def test_both_have_a_line_in_the_log_when_merged():
    keep, gone = pair(phone="+358401234567")
    merge(keep, gone)
    entries = {entry.subject_id: entry for entry in Entry.objects.filter(verb="experts.merge")}
    assert set(entries) == {keep.public_id, gone.public_id}
    assert entries[gone.public_id].details["into"] == keep.public_id
    assert entries[keep.public_id].details["fields"] == ["phone"]


def test_what_is_missing_is_filled_and_the_stricter_holds_when_they_differ():
    keep, gone = pair(
        phone="+358401234567", is_protected=True, monthly_limit=1, rest_days=7, contact_note="Ei viestiä vastaajaan",
        languages=["fi", "sv"], last_gig_on=dt.date(2026, 5, 1), attendance="remote",
    )  # fmt: skip
    Expert.objects.filter(pk=keep.pk).update(monthly_limit=3, email="a@example.org", languages=["fi"])
    keep, _gone = merge(keep, gone)
    assert (keep.phone, keep.email) == ("+358401234567", "a@example.org")
    assert (keep.is_protected, keep.monthly_limit, keep.rest_days, keep.attendance) == (True, 1, 7, "remote")
    assert (keep.languages, keep.last_gig_on) == (["fi", "sv"], dt.date(2026, 5, 1))
    assert keep.contact_note == "Ei viestiä vastaajaan"
    assert "0401234567" in keep.search_text


def test_same_topics_areas_roles_and_refusals_become_one_when_merged():
    keep = person("Aino", roles=["trainer"], areas=["Imatra"], topics=["depression", ("anxiety", "unknown")])
    gone = person(
        "Aino", roles=["trainer", "developer"], areas=["Imatra", "Kouvola"], topics=["depression", "anxiety"]
    )
    for each in (keep, gone):
        each.refusals.create(audience="media")
        each.training_facts.create(year=2024, hours=50)
    keep, _gone = merge(keep, gone)
    assert sorted(keep.areas.values_list("municipality", flat=True)) == ["Imatra", "Kouvola"]
    assert sorted(keep.roles.values_list("code", flat=True)) == ["developer", "trainer"]
    rows = sorted((row.topic.code, row.perspective) for row in keep.experiences.all())
    assert rows == [("anxiety", "own"), ("depression", "own")]
    assert (keep.refusals.count(), keep.training_facts.count(), keep.training) == (1, 1, "trained")
    assert Role.objects.count() == 8


@pytest.mark.parametrize(
    ("kept", "other", "stands"),
    [
        ("yes", "yes", True),
        ("yes", "no", False),
        ("no", "yes", False),
        ("no", "no", False),
        ("yes", "withdrawn", None),
        ("withdrawn", "yes", None),
        ("yes", "", True),
        ("", "yes", True),
        ("yes again", "yes", True),
    ],
)
def test_stricter_consent_stands_when_two_are_merged(kept, other, stands):
    keep, gone = pair()
    for expert, answer in ((keep, kept), (gone, other)):
        matter = {
            "expert": expert, "topics": [topic("depression")], "purposes": ["offers"], "audiences": ["media"],
            "source": "web", "by": "test",
        }  # fmt: skip
        if answer == "no":
            consents.refuse(**matter)
        elif answer:
            consents.give(**matter)
        if answer == "withdrawn":
            consents.withdraw(**matter)
        if answer == "yes again":
            Consent.objects.filter(expert=expert).update(text_version="older")
            consents.give(**matter)
    keep, _gone = merge(keep, gone)
    row = Consent.objects.standing().filter(expert=keep).first()
    assert (row.is_given if row else None) == stands


def test_merging_is_refused_and_changes_nothing_when_both_were_asked_to_one_gig():
    keep, gone = pair(phone="+358401234567")
    first = offer(keep, state="sent")
    offer(gone, first.gig, state="sent")
    with pytest.raises(merging.CannotMerge):
        merge(keep, gone)
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert (keep.phone, gone.merged_into, gone.offers.count()) == ("", None, 1)


def test_merging_is_refused_when_they_are_one_row_or_one_has_died():
    keep, gone = pair(state="deceased")
    for first, second in ((keep, keep), (keep, gone)):
        with pytest.raises(merging.CannotMerge):
            merge(first, second)
    merge(gone, keep)
    with pytest.raises(merging.CannotMerge):
        merge(gone, keep)


def test_one_account_is_left_open_when_both_had_one():
    keep, gone = pair(user=user("expert"))
    Expert.objects.filter(pk=keep.pk).update(user=user("expert"))
    second = gone.user
    merge(keep, gone)
    assert not User.objects.get(pk=second.pk).is_active
    assert Expert.objects.get(pk=gone.pk).user is None


def test_account_moves_when_only_the_other_had_one():
    keep, gone = pair(user=user("expert"))
    keep, merged = merge(keep, gone)
    assert (keep.user, merged.user) == (gone.user, None)
