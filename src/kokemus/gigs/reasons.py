"""The matching's reasons in words, in the reader's language."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy

from kokemus.core import formats
from kokemus.experts import languages
from kokemus.experts.models import Expert
from kokemus.gigs.facts import Reason

WORDS = {
    # why somebody is proposed
    "perspective_any": gettext_lazy("own experience or a close one's suits"),
    "perspective_own": gettext_lazy("suits: own experience"),
    "perspective_close_one": gettext_lazy("suits: as a close one"),
    "perspective_unknown": gettext_lazy("own or a close one's experience: ask"),
    "topic": gettext_lazy("the topic is the same"),
    "topic_area": gettext_lazy("the topic's main area only"),
    "role": gettext_lazy("wants this role"),
    "remote": gettext_lazy("suits remotely"),
    "own_area": gettext_lazy("comes to this area"),
    "near": gettext_lazy("near, %(km)s km"),
    "distance": gettext_lazy("%(km)s km"),
    "distance_unknown": gettext_lazy("distance is not known"),
    "gig_ahead": gettext_lazy("has a gig agreed on %(on)s"),
    "no_gig_yet": gettext_lazy("no gig yet"),
    "last_gig": gettext_lazy("last gig %(ago)s"),
    "trained": gettext_lazy("has been trained"),
    "language": gettext_lazy("speaks %(languages)s"),
    # why somebody is not
    "not_active": gettext_lazy("not active in the register: %(state)s"),
    "already_asked": gettext_lazy("already asked about this"),
    "other_topics": gettext_lazy("experience of other things"),
    "topic_refused": gettext_lazy("does not want gigs on this topic"),
    "consent_refused": gettext_lazy("does not allow offers on this topic to this audience"),
    "consent_missing": gettext_lazy("has not allowed offers on this topic to this audience"),
    "role_refused": gettext_lazy("does not want this role"),
    "audience_refused": gettext_lazy("does not want this audience"),
    "on_pause": gettext_lazy("on a pause"),
    "month_full": gettext_lazy("the own limit of gigs in the month is full"),
    "bound_elsewhere": gettext_lazy("something else at the same time"),
    "resting": gettext_lazy("wishes rest between gigs"),
    "unavailable": gettext_lazy("cannot at that time of the week"),
    "other_language": gettext_lazy("does not speak all the languages"),
    "only_remote": gettext_lazy("comes only remotely"),
    "only_on_site": gettext_lazy("comes only on site"),
    "too_far": gettext_lazy("farther than the person travels"),
    "outside_areas": gettext_lazy("outside the areas that the person has named"),
    "at_home": gettext_lazy("not in the home municipality"),
}

NOT_ACTIVE = gettext_lazy("not active in the register")  # of several people, whose states differ


def words(reason: Reason) -> str:
    """One reason as a phrase that begins with a small letter and has no full stop."""
    params = {name: _shown(name, value) for name, value in reason.params}
    if reason.code == "last_gig":
        params["ago"] = formats.ago(dict(reason.params)["on"])
    return str(WORDS[reason.code]) % params


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return formats.day(value)
    if name == "languages":
        return ", ".join(languages.names(value))
    if name == "state":
        return str(Expert.State(value).label)
    return str(value)


def stored(reasons: tuple[Reason, ...]) -> list[str]:
    """The codes that an offer keeps: why it was proposed, without anything that a person could be known by."""
    return [reason.code for reason in reasons]
