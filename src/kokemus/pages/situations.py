"""Whether a text tells of the writer's own situation, so that peer support is proposed. Pure."""

import re

from kokemus.topics import understanding

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


def tells_of_own(text: str, language: str) -> bool:
    """Whether somebody writes of what they or their close one live through: a topic, in the first person."""
    return bool(OWN.search(text)) and bool(understanding.find(text, language).topics)
