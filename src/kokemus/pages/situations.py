"""Whether a text tells of the writer's own situation, and of which, so that peer support is proposed."""

import re

from kokemus.topics import understanding
from kokemus.topics.models import Topic

# "minulla on", "en jaksa", "poikani" and the like, in the languages of the screens.
OWN = re.compile(
    r"\b(?:(?:minulla|mulla|meillä|itselläni) (?:on|oli|todettiin|diagnosoitiin)"
    r"|olen (?:\w+ )?(?:sairastunut|sairastanut|masentunut|uupunut|ahdistunut|yksin|yksinäinen|menettänyt|kokenut)"
    r"|sairastan|sairastuin|menetin|en jaksa|en selviä"
    r"|(?:äi[td]i|isä|mies|miehe|vaimo|puoliso|poika|poja|tyttö|tytö|tyttäre|laps|sisko|velje|vanhem|läheis)\w*(?:ni|mme)"
    r"|jag (?:har|lider|orkar|är|mår|insjuknade|förlorade)"
    r"|(?:min|mitt|mina|vår|vårt|våra) "
    r"(?:son|dotter|barn|man|fru|maka|make|sambo|mamma|pappa|mor|far|bror|syster|föräldrar)"
    r"|i (?:have|suffer|am|feel|lost|cannot|can't)|i'm|i've"
    r"|my (?:son|daughter|child|children|husband|wife|partner|mother|father|mum|dad|brother|sister|parents))\b",
    re.IGNORECASE,
)


def own_topics(text: str, language: str) -> list[Topic]:
    """What somebody writes of living through, as their own or as a close one's; nothing when they ask for something.

    A text that names a task for an expert ("a talk", "a group") asks for one, even when it says "I have".
    """
    if not OWN.search(text):
        return []
    found = understanding.find(text, language)
    if found.role:
        return []
    by_code = {topic.code: topic for topic in Topic.objects.active()}
    return [by_code[told.code] for told in found.topics if told.code in by_code]
