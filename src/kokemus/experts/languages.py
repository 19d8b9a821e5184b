"""The languages that experts speak: codes, and their names in the languages of the screens (CLDR by Babel)."""

from babel import Locale

from kokemus.core import formats

_OWN = {  # CLDR has no names for these
    "fse": {"fi": "suomalainen viittomakieli", "sv": "finskt teckenspråk", "en": "Finnish Sign Language"},
    "fss": {
        "fi": "suomenruotsalainen viittomakieli",
        "sv": "finlandssvenskt teckenspråk",
        "en": "Finland-Swedish Sign Language",
    },
    "rmf": {"fi": "romanikieli", "sv": "romani", "en": "Romani"},
    "prs": {"fi": "dari", "sv": "dari", "en": "Dari"},
}
FIRST = ("fi", "sv", "en", "fse", "ru")  # asked first; the others are folded away
COMMON = (
    "fi", "sv", "en", "fse", "fss", "se", "smn", "sms", "rmf", "ru", "et", "ar", "so", "ku", "fa", "prs", "uk",
    "es", "de", "fr", "pl", "ro", "sq", "tr", "vi", "zh", "th", "ti", "am", "sw", "bn", "ur", "hi", "tl", "pt", "it",
)  # fmt: skip


def name(code: str, locale: Locale | None = None) -> str:
    """The language's name in the language of the screen, or in the one given; the code itself when it has none."""
    locale = locale or formats.locale()
    own = _OWN.get(code, {}).get(locale.language)
    return own or str(locale.languages.get(code, code))


def names(codes: list[str]) -> list[str]:
    """Names of several languages, in the order of the codes."""
    return [name(code) for code in codes]


def choices(also: list[str] | None = None) -> list[tuple[str, str]]:
    """Codes and names for a form; `also` adds codes that a person already has."""
    codes = [*COMMON, *(code for code in also or [] if code not in COMMON)]
    return [(code, name(code)) for code in codes]


def words(code: str) -> list[str]:
    """The code's names in Finnish, Swedish and English, for searching."""
    return [name(code, Locale(language)) for language in ("fi", "sv", "en")]
