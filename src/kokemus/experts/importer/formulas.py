"""Formula cells that hold a plain text: joining of literals and cells. Nothing else is computed."""

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"""\s*(?:"(?P<text>(?:[^"]|"")*)"|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![A-Za-z0-9(])|(?P<sign>&))\s*"""
)
_CALL = re.compile(
    r"^\s*(?:_xlfn\.)?(?:CONCATENATE|CONCAT|KETJUTA|SAMMANFOGA|YHDISTÄ)\s*\((.*)\)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(
    r"""^\s*HYPERLINK\s*\(\s*"(?P<to>[^"]*)"\s*(?:[,;]\s*"(?P<text>[^"]*)"\s*)?\)\s*$""",
    re.IGNORECASE,
)
_QUOTED_OR_COMMA = re.compile(r'"(?:[^"]|"")*"|[,;]')


def compute(formula: str, cell_text: Callable[[str], str | None]) -> str | None:
    """The text of `="040 000 00"&"05"`, `=A2&" "&B2`, `=CONCATENATE(…)`, `=HYPERLINK("…","…")`.

    `cell_text` gives the text of a cell by its name ("B2"), None when it cannot be known.
    None when the formula is anything else.
    """
    body = formula.removeprefix("=")
    link = _LINK.match(body)
    if link:
        return link["text"] or link["to"].removeprefix("mailto:").removeprefix("tel:")
    call = _CALL.match(body)
    if call:
        body = _QUOTED_OR_COMMA.sub(lambda m: "&" if m[0] in ",;" else m[0], call[1])
    return _join(body, cell_text)


def _join(body: str, cell_text: Callable[[str], str | None]) -> str | None:
    parts: list[str] = []
    at, want_value = 0, True
    while at < len(body):
        token = _TOKEN.match(body, at)
        if token is None or (token["sign"] is None) != want_value:
            return None
        if want_value:
            value = _value(token, cell_text)
            if value is None:
                return None
            parts.append(value)
        at, want_value = token.end(), not want_value
    return None if want_value else "".join(parts)


def _value(token: re.Match[str], cell_text: Callable[[str], str | None]) -> str | None:
    if token["text"] is not None:
        return token["text"].replace('""', '"')
    if token["number"] is not None:
        return token["number"]
    return cell_text(token["cell"].replace("$", "").upper())
