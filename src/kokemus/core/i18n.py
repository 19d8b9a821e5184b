"""Languages and their fallback: a text that the organisation has written in some of the screens' languages."""

from typing import Any

from django.utils.translation import get_language

OF_SCREENS = (
    "fi",
    "sv",
    "en",
)  # what search engines are told of lists and forms; Easy Finnish is told of texts only


class Text(str):
    """A text that knows its language: `lang` is empty when it is the reader's own, else what its element needs."""

    lang: str = ""


class Written:
    """The fields `<name>_fi`, `<name>_sv` and `<name>_en` of a model, read in the reader's language.

    An empty one falls back to the Finnish one, which then tells that it is Finnish; Easy Finnish reads that one.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Text:
        language = (get_language() or "fi")[:2]
        own = Text(getattr(row, f"{self.name}_{language}", ""))
        if own or language == "fi":
            return own
        finnish = Text(getattr(row, f"{self.name}_fi", ""))
        finnish.lang = "fi" if finnish else ""
        return finnish
