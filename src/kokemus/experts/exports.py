"""The register's selection as a spreadsheet. Where a protected person lives is left out."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kokemus.experts import languages
from kokemus.experts.models import Experience, Expert, Perspective

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def plain(value: Any) -> Any:
    """A value that no spreadsheet program takes for a formula: text that begins like one gets an apostrophe."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def headers() -> list[str]:
    """The column headings in the language of the screen."""
    return [
        _("Surname"), _("First name"), _("Phone"), _("E-mail address"), _("Safe contact"), _("Topics"), _("Roles"),
        _("Comes to"), _("Home municipality"), _("Languages spoken"), _("Training"), _("State"), _("Last gig"),
        _("Consent"), _("Protected for personal safety (turvakielto)"),
    ]  # fmt: skip


def cells(expert: Expert) -> list[Any]:
    """One person's row; `expert` with experiences and their topics, roles and areas fetched."""
    experiences = list(expert.experiences.all())
    unasked = any(experience.is_carried_over for experience in experiences)
    return [
        expert.last_name,
        expert.first_name,
        expert.phone_shown,
        expert.email,
        expert.contact_note,
        "; ".join(topic_words(experience) for experience in experiences),
        "; ".join(role.label for role in expert.roles.all()),
        "; ".join(area.municipality for area in expert.areas.all()),
        expert.home_shown,
        "; ".join(languages.names(expert.languages)),
        expert.get_training_display(),
        expert.get_state_display(),
        expert.last_gig_on,
        _("Carried over, not asked") if unasked else "",
        _("yes") if expert.is_protected else "",
    ]


def topic_words(experience: Experience) -> str:
    """ "Masennus (läheisenä)"; the perspective is told unless it is the person's own."""
    if experience.perspective == Perspective.OWN:
        return experience.topic.label
    unknown = experience.perspective == Perspective.UNKNOWN
    perspective = _("own or a close one's?") if unknown else experience.get_perspective_display()
    return f"{experience.topic.label} ({perspective})"


def workbook(experts: Iterable[Expert]) -> bytes:
    """An .xlsx file: a frozen, filtered heading row, then a person on each row."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = str(_("Experts"))[:31]
    rows = [headers(), *(cells(expert) for expert in experts)]
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            _write(sheet.cell(number, at), value, bold=number == 1)
    for at in range(1, len(rows[0]) + 1):
        longest = max(len(str(row[at - 1] or "")) for row in rows)
        sheet.column_dimensions[get_column_letter(at)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell, value: Any, *, bold: bool) -> None:
    cell.value = plain(value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
