"""The words of every code that the importer gives: English msgids, translated in the catalogues."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.experts.importer.outcome import ColumnQuestion, Question, Remark
from kokemus.experts.importer.workbook import UnreadableFile

UNREADABLE: dict[str, Promise] = {
    "empty_file": _("The file %(name)s is empty."),
    "too_big": _("The file %(name)s is too big. A file may be at most %(most)s MB."),
    "too_many_rows": _("The file %(name)s has too many rows. A file may have at most %(most)s rows."),
    "unpacks_too_big": _(
        "The file %(name)s holds too much to be a register. Save only the sheets with people."
    ),
    "password_protected": _(
        "The file %(name)s is protected by a password. Remove the password in Excel and save."
    ),
    "old_excel": _("The file %(name)s is of the old Excel kind (.xls). Save it in Excel as .xlsx."),
    "binary_excel": _("The file %(name)s is of the binary Excel kind (.xlsb). Save it in Excel as .xlsx."),
    "open_document": _("The file %(name)s is an OpenDocument file. Save it as .xlsx."),
    "html_not_excel": _(
        "The file %(name)s is a web page, not an Excel file. Open it in Excel and save it as .xlsx."
    ),
    "not_a_spreadsheet": _("The file %(name)s is not a spreadsheet. Give an .xlsx or .csv file."),
    "broken_file": _("The file %(name)s is broken and cannot be opened. Open it in Excel and save it anew."),
}

REMARKS: dict[str, Promise] = {
    "formula_computed": _("Cell %(column)s held a formula; its text was read."),
    "formula_unread": _("Cell %(column)s holds a formula whose value is not in the file; it stays as text."),
    "cell_cut": _("Cell %(column)s is very long; only its beginning was read."),
    "cell_error": _("Cell %(column)s holds an error of Excel."),
    "cell_comment": _("A comment on cell %(column)s: “%(words)s”. Kept as a note."),
    "merged_filled": _("Cell %(column)s is merged with the one above; its value was taken from there."),
    "identity_code_removed": _(
        "Cell %(column)s held a personal identity code. It was removed: such codes are not kept here."
    ),
    "bank_account_removed": _(
        "Cell %(column)s held a bank account. It was removed: accounts are not kept here."
    ),
    "forbidden_not_carried": _(
        "Column %(column)s (%(header)s) is not carried over: such data may not be kept here."
    ),
    "place_village": _("%(words)s is in %(municipality)s."),
    "place_not_carried": _("Under non-disclosure: where the person lives was not carried over."),
    "protected_by_repeat": _("Under non-disclosure, because another row of the same person says so."),
    "topic_short_form": _("“%(words)s” was taken as %(topic)s."),
    "perspective_missing": _("The row does not say whether the experience is own or a close one's."),
    "year_without_training": _("The year %(words)s stands without a finished training."),
    "stray_cell": _("Beside the table in column %(column)s: “%(words)s”. Kept as a note."),
    "namesake": _("Another person has the same name but other contact details. They stay two people."),
    "sheet_hidden": _("The sheet is hidden in Excel."),
    "sheet_empty": _("The sheet is empty."),
    "sheet_skipped": _("The sheet is left out by your choice."),
    "sheet_no_people": _("No column of names or contact details was found, so the sheet was not read."),
    "header_again": _("Row %(row)s repeats the headers."),
    "row_not_person": _("Row %(row)s is not about a person."),
    "no_headers": _("The sheet has no headers: the columns were recognised by what they hold."),
    "stray_not_all_listed": _("There are %(count)s cells outside the table; the first are listed."),
    "no_people": _("No people were found in the file."),
}

QUESTIONS: dict[str, Promise] = {
    "name_missing": _("The row has no name. Whose is it?"),
    "name_order": _("Which is the given name and which the family name: “%(words)s”?"),
    "name_incomplete": _("Only one name: “%(words)s”. What is the rest?"),
    "name_two_people": _("“%(words)s” looks like more than one person. Add each of them by hand."),
    "name_unreadable": _("“%(words)s” does not look like a name. What is the name?"),
    "same_person:same_name": _(
        "The same name is on another row or in the register. Is this the same person?"
    ),
    "same_person:shared_contact": _(
        "Somebody of another name has the same phone number or e-mail address. Is this the same person?"
    ),
    "phone_unread": _("“%(words)s” could not be read as a phone number."),
    "email_mended": _("The e-mail address was written “%(words)s”. Was it mended rightly?"),
    "email_check": _("The e-mail address %(words)s has unusual letters. Is it right?"),
    "email_broken": _("“%(words)s” could not be read as an e-mail address."),
    "place_unknown": _("The place “%(words)s” is not known. Which municipality is it in?"),
    "place_several": _("Several places: “%(words)s”. Which is the home municipality?"),
    "areas_to_ask": _("Ask in which areas the person wants gigs. Nothing is proposed by distance."),
    "protection_check": _(
        "“%(words)s” may mean non-disclosure. The person is treated as protected until you decide."
    ),
    "perspective_unread": _("Whose experience is “%(words)s”: own or a close one's?"),
    "topic_unknown": _("Which topic is “%(words)s”?"),
    "service_unknown": _("Which service is “%(words)s”?"),
    "role_unknown": _("Which role is “%(words)s”?"),
    "language_unknown": _("Which language is “%(words)s”?"),
    "training_unread": _("What does “%(words)s” say of the training?"),
    "year_unread": _("Which year is “%(words)s”?"),
    "state_unread": _("What does “%(words)s” say: active, on a pause or left?"),
    "pause_over": _("The pause “%(words)s” is over already. Is the person active again?"),
    "year_meaning": _("What is the year in column %(column)s (%(header)s) of?"),
    "sheet_state": _("Are the people of the sheet %(sheet)s active, on a pause or have they left?"),
}

OPTIONS: dict[str, Promise] = {
    "given_first": _("the given name is first"),
    "family_first": _("the family name is first"),
    "training": _("the training"),
    "joined": _("joining the activity"),
    "other": _("something else: keep it as a note"),
    "new": _("a new person"),
    "own": _("own experience"),
    "close_one": _("as a close one"),
    "both": _("both"),
    "active": _("active"),
    "paused": _("on a pause"),
    "left": _("has left"),
}

FIELD_NAMES: dict[str, Promise] = {
    "name": _("Whole name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "phone": _("Phone number"),
    "email": _("E-mail address"),
    "contact": _("Phone number and e-mail address together"),
    "place": _("Municipality"),
    "address": _("Street address"),
    "postcode": _("Postcode"),
    "post_office": _("Post office"),
    "perspective": _("Own or a close one's"),
    "topics": _("Topics"),
    "topics_own": _("Topics of own experience"),
    "topics_close_one": _("Topics of a close one's experience"),
    "topic": _("One topic (a tick)"),
    "services": _("Services"),
    "training": _("Training"),
    "hours": _("Hours of training"),
    "year": _("Year"),
    "birth_year": _("Year of birth"),
    "roles": _("Roles"),
    "role": _("One role (a tick)"),
    "languages": _("Languages"),
    "notes": _("Notes"),
    "protected": _("Under non-disclosure (a tick)"),
    "remote": _("Only remotely (a tick)"),
    "pause": _("On a pause"),
    "left": _("Has left"),
    "state": _("State"),
    "number": _("Row number"),
    "forbidden": _("Data that may not be kept"),
    "ignore": _("Left out"),
}


def text_of(item: Remark | Question | ColumnQuestion, names: Mapping[str, str] | None = None) -> str:
    """The sentence of a remark or question in the language of the screen. `names` turns codes
    among the parameters (a topic) into labels."""
    params = _params(item)
    shown = {key: (names or {}).get(value, value) for key, value in params.items()}
    key = f"{item.code}:{params['why']}" if item.code == "same_person" else item.code
    table = REMARKS if isinstance(item, Remark) else QUESTIONS
    return str(table[key]) % shown


def unreadable_text(error: UnreadableFile) -> str:
    """The sentence that says why a file could not be read, and what to do."""
    return str(UNREADABLE[error.code]) % error.params


def _params(item: Remark | Question | ColumnQuestion) -> dict[str, str]:
    if isinstance(item, ColumnQuestion):
        return {"sheet": item.sheet, "column": item.column, "header": item.header}
    return item.params
