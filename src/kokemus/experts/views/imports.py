"""Bring in the old register: upload, look at what becomes of it, carry it over, undo."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.core.listing import page_of
from kokemus.core.workflow import WrongState
from kokemus.experts import reading
from kokemus.experts.actions import importing
from kokemus.experts.actions.importing import register
from kokemus.experts.forms.imports import (
    ColumnQuestionsForm,
    ColumnsForm,
    QuestionsForm,
    UploadForm,
    Words,
    column_key,
)
from kokemus.experts.importer import Override, UnreadableFile
from kokemus.experts.importer.answers import key_of
from kokemus.experts.importer.outcome import Question
from kokemus.experts.importer.remarks import FIELD_NAMES, unreadable_text
from kokemus.experts.models import Expert, ImportRow, ImportRowQuerySet, ImportRun
from kokemus.experts.views.import_shown import Shower, sheets

LOOKED_AT, WITH_FORMS = 50, 15
MOST_WORDS = 60
GONE = _(
    "Somebody has done this already, or the import is no longer being looked at. The page shows how things stand."
)
TABS: dict[str, tuple[Any, Any]] = {
    "": (_("All rows"), ImportRowQuerySet.all),
    "ratkaise": (_("Decide first"), ImportRowQuerySet.waiting),
    "kysyttavaa": (_("Something to ask"), ImportRowQuerySet.asking),
    "uudet": (_("New people"), ImportRowQuerySet.new),
    "samat": (_("Same people"), ImportRowQuerySet.same),
    "pois": (_("Left out"), ImportRowQuerySet.skipped),
}
COUNTED = {
    "": Q(),
    "ratkaise": Q(outcome=ImportRow.Outcome.TO_DECIDE),
    "kysyttavaa": Q(open_questions__gt=0, outcome__in=[ImportRow.Outcome.NEW, ImportRow.Outcome.SAME]),
    "uudet": Q(outcome=ImportRow.Outcome.NEW),
    "samat": Q(outcome=ImportRow.Outcome.SAME),
    "pois": Q(outcome=ImportRow.Outcome.SKIPPED),
}


@roles_required(Role.COORDINATOR)
def imports(request: HttpRequest) -> HttpResponse:
    """The files that have been brought in, and a new one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = importing.start(content=file.read(), file_name=file.name, by=request.user)
        except UnreadableFile as error:
            form.add_error("file", unreadable_text(error))
        else:
            return redirect("experts:import", run.public_id)
    waiting = Count(
        "rows", filter=Q(rows__outcome=ImportRow.Outcome.TO_DECIDE) | Q(rows__open_questions__gt=0)
    )
    people = Count("rows", filter=Q(rows__outcome=ImportRow.Outcome.NEW))
    runs = ImportRun.objects.light().select_related("by").annotate(waiting=waiting, people=people)
    runs = runs.order_by("-created_at", "-pk")
    return render(request, "experts/import/list.html", {"form": form, "runs": page_of(runs, request)})


@require_GET
@roles_required(Role.COORDINATOR)
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """What becomes of each row; logged before it is shown."""
    run = _run(public_id)
    tab = request.GET.get("nayta", "")
    if tab not in TABS:
        raise Http404
    counts = _counts(run)
    with_forms = tab in ("ratkaise", "kysyttavaa")
    rows = TABS[tab][1](run.rows.select_related("expert", "run"))
    page = page_of(rows, request, per_page=WITH_FORMS if with_forms else LOOKED_AT)
    shower = Shower(run, Words.read())
    shown = shower.show(list(page.object_list), with_forms=with_forms)
    _log(request, run, shower)
    context = {
        "run": run,
        "page": page,
        "rows": shown,
        "tab": tab,
        "counts": counts,
        "tabs": _tabs(run, tab, counts),
        "button": _button(counts["to_make"]),
        "questions": _unanswered(run) + counts["kysyttavaa"] + counts["ratkaise"],
        "lists": _lists(shown),
        "sheets": sheets(run, _rows_by_sheet(run), FIELD_NAMES) if not tab else [],
        "unasked": _unasked(run),
        "unasked_url": f"{reverse('experts:list')}?consent=unasked",
    }
    return render(request, "experts/import/plan.html", context)


def _counts(run: ImportRun) -> dict[str, int]:
    """Rows by tab ("" → "all"), and those that can be carried over or have been."""
    of_tabs = {f"n_{name or 'all'}": Count("pk", filter=each) for name, each in COUNTED.items()}
    counts = run.rows.aggregate(
        **of_tabs,
        n_ready=Count("pk", filter=Q(done_at=None) & (COUNTED["uudet"] | COUNTED["samat"])),
        n_to_make=Count("pk", filter=Q(done_at=None) & COUNTED["uudet"]),
        n_done=Count("pk", filter=Q(done_at__isnull=False) & COUNTED["uudet"]),
        n_open=Count("pk", filter=COUNTED["ratkaise"] | COUNTED["kysyttavaa"]),
    )
    return {name.removeprefix("n_"): count for name, count in counts.items()}


def _tabs(run: ImportRun, tab: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The tabs that have rows; all rows always."""
    address = reverse("experts:import", args=[run.public_id])
    return [
        {
            "label": label,
            "url": f"{address}?nayta={name}" if name else address,
            "current": name == tab,
            "count": counts[name or "all"],
        }
        for name, (label, _rows) in TABS.items()
        if not name or name == tab or counts[name]
    ]


def _button(people: int) -> str:
    """ "Bring in 118 people"; with nobody new, what else the button does."""
    if not people:
        return _t("Carry over the rest")
    return ngettext("Bring in %(n)s person", "Bring in %(n)s people", people) % {"n": people}


def _run(public_id: str) -> ImportRun:
    runs = ImportRun.objects.defer("content").select_related("by")
    return get_object_or_404(runs, public_id=public_id)


def _log(request: HttpRequest, run: ImportRun, shower: Shower) -> None:
    """One line for the run, whose people are not in the register yet, and one for each who is."""
    audit.reading(reading.IMPORT, by=request.user, subject=run, purpose=reading.CARRYING_OVER)
    seen = list(shower.people.values())
    audit.reading_many(reading.IMPORT, by=request.user, subjects=seen, purpose=reading.CARRYING_OVER)


def _rows_by_sheet(run: ImportRun) -> dict[str, int]:
    return dict(run.rows.order_by().values_list("sheet").annotate(Count("pk")))


def _unanswered(run: ImportRun) -> int:
    """How many questions about whole columns have no answer yet."""
    questions = register.sheets_of(run).questions
    return sum(1 for each in questions if not run.answers.get(column_key(each)))


def _unasked(run: ImportRun) -> int:
    """How many of those who were brought in have not been asked about their topics."""
    made = run.rows.done().exclude(expert=None).values("expert")
    return Expert.objects.registered().living().unasked().filter(pk__in=made).count()


def _lists(shown: list[Any]) -> dict[str, list[str]]:
    """The words to choose from, once for the page."""
    lists: dict[str, list[str]] = {}
    for each in shown:
        lists |= each.form.lists if each.form else {}
    return lists


@require_POST
@roles_required(Role.COORDINATOR)
def carry_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Carry the ready rows over, in one transaction; a second press finds nothing to do."""
    run = _run(public_id)
    try:
        done = importing.carry_out(run=run, by=request.user)
    except WrongState:
        messages.warning(request, str(GONE))
        return redirect("experts:import", public_id)
    if done.new:
        told = ngettext(
            "%(n)s person is now in the register.", "%(n)s people are now in the register.", done.new
        )
        messages.success(request, told % {"n": done.new})
    elif done.same:
        messages.success(request, _t("Done. Nobody new was added: everyone was in the register already."))
    if done.arrived:
        told = ngettext(
            "%(n)s row is of somebody who came into the register meanwhile. Look at it once more.",
            "%(n)s rows are of people who came into the register meanwhile. Look at them once more.",
            done.arrived,
        )
        messages.warning(request, told % {"n": done.arrived})
    return redirect("experts:import", public_id)


@require_POST
@roles_required(Role.COORDINATOR)
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the whole import."""
    try:
        undone = importing.undo(run=_run(public_id), by=request.user)
    except WrongState:
        messages.warning(request, str(GONE))
        return redirect("experts:import", public_id)
    told = ngettext(
        "The import was undone: %(n)s person was removed.", "The import was undone: %(n)s people were removed.",
        undone.removed,
    )  # fmt: skip
    messages.success(request, told % {"n": undone.removed})
    if undone.kept or undone.stays:
        n = undone.kept + len(undone.stays)
        told = ngettext(
            "%(n)s person stayed as they are now, because something has happened since. The list tells why.",
            "%(n)s people stayed as they are now, because something has happened since. The list tells why.",
            n,
        )
        messages.warning(request, told % {"n": n})
    return redirect("experts:import", public_id)


@require_POST
@roles_required(Role.COORDINATOR)
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the run up; the file is erased."""
    try:
        importing.drop(run=_run(public_id), by=request.user)
    except WrongState:
        messages.warning(request, str(GONE))
        return redirect("experts:import", public_id)
    messages.success(
        request, _t("The import was given up, and the file and all that was read of it were erased.")
    )
    return redirect("experts:imports")


@roles_required(Role.COORDINATOR)
def columns(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """What the columns of one sheet are, by hand."""
    run = _run(public_id)
    planned = register.sheets_of(run).sheets
    if position >= len(planned):
        raise Http404
    sheet = planned[position]
    kept = run.columns.get(sheet.name)
    form = ColumnsForm(request.POST or None, sheet=sheet, override=Override(**kept) if kept else Override())
    if request.method == "POST" and form.is_valid():
        try:
            importing.assign_columns(run=run, sheet=sheet.name, override=form.override(), by=request.user)
        except WrongState:
            messages.warning(request, str(GONE))
        else:
            messages.success(request, _t("The sheet was read anew."))
        return redirect("experts:import", public_id)
    audit.reading(reading.IMPORT, by=request.user, subject=run, purpose=reading.CARRYING_OVER)
    return render(request, "experts/import/columns.html", {"run": run, "sheet": sheet, "form": form})


@roles_required(Role.COORDINATOR)
def questions(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked once: of whole columns, and of words that stand on many rows."""
    run = _run(public_id)
    asked, rows = _words_asked(run)
    data = request.POST or None
    columns_form = ColumnQuestionsForm(data, questions=register.sheets_of(run).questions, answers=run.answers)
    form = QuestionsForm(data, questions=asked.values(), answers={}, words=Words.read())
    if request.method == "POST" and columns_form.is_valid() and form.is_valid():
        try:
            importing.answer_columns(run=run, answers=columns_form.answers(), by=request.user)
            importing.answer_words(run=run, answers=form.answers_given, by=request.user)
        except (WrongState, importing.RowRefused):
            messages.warning(request, str(GONE))
        else:
            messages.success(request, _t("Your answers were taken to every row that they concern."))
        return redirect("experts:import", public_id)
    audit.reading(reading.IMPORT, by=request.user, subject=run, purpose=reading.CARRYING_OVER)
    groups = [
        {"rows": rows[key], "fields": [form[name] for name in form.fields if name.split("_")[0] == f"q{at}"]}
        for at, key in enumerate(asked)
    ]
    context = {"run": run, "form": form, "columns_form": columns_form, "groups": groups, "lists": form.lists}
    return render(request, "experts/import/questions.html", context)


def _words_asked(run: ImportRun) -> tuple[dict[str, Question], dict[str, int]]:
    """Questions about words, those of the most rows first: key → question, and key → number of rows."""
    found: dict[str, Question] = {}
    rows: dict[str, int] = {}
    reader = Shower(run, Words()).reader
    for read in reader.read(run.rows.filter(open_questions__gt=0)):
        for each in read.settled.open:
            if each.code in WORDS_ASKED:
                key = key_of(each)
                found.setdefault(key, each)
                rows[key] = rows.get(key, 0) + 1
    most = sorted(found, key=lambda key: -rows[key])[:MOST_WORDS]
    return {key: found[key] for key in most}, rows


WORDS_ASKED = {
    "topic_unknown", "service_unknown", "role_unknown", "language_unknown", "place_unknown", "perspective_unread",
    "training_unread", "state_unread",
}  # fmt: skip
