"""Form components: fields with label, hint and error, error summaries, forms."""

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NATIVE = {forms.DateInput: ("date", "%Y-%m-%d"), forms.TimeInput: ("time", "%H:%M")}
Entry = dict[str, str]
Attributes = dict[str, str | bool]


def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    suffix: str = "",
    width: str = "",
    rows: int = 0,
    inline: bool = False,
    mark_optional: bool = True,
) -> str:
    """A form field with label, hint and error, drawn by its widget (docs/components.md lists the widgets).

    Args:
        bound: the form's field, as in ``form.email``.
        label, hint: instead of the field's own label and help text.
        autocomplete, inputmode: the HTML attributes of those names.
        suffix: a unit after the input ("h", "km", "€").
        width: "" (whole), "medium" (dates, names) or "short" (numbers).
        rows: height of a text area in lines.
        inline: radios and ticks beside each other.
        mark_optional: whether "(ei pakollinen)" is said of a field that may be left empty.
    """
    extra = {"autocomplete": autocomplete, "inputmode": inputmode, "rows": str(rows or "")}
    drawn = _describe(bound, label, hint)
    drawn |= {"suffix": suffix, "width": width, "inline": inline}
    drawn["optional"] = mark_optional and not bound.field.required and not _is_tick(bound)
    attributes: Attributes = {name: value for name, value in extra.items() if value}
    if _is_choices(bound):
        return render_to_string("ui/field_choices.html", drawn | {"groups": _options(bound, attributes)})
    drawn["input"] = _input(bound, attributes, drawn["described_by"])
    return render_to_string("ui/field_tick.html" if _is_tick(bound) else "ui/field.html", drawn)


def _is_tick(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxInput)


def _is_choices(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def _describe(bound: BoundField, label: str, hint: str) -> dict[str, Any]:
    shown_hint = hint or bound.help_text
    ids = [f"{bound.auto_id}_helptext"] if shown_hint else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    return {
        "id": bound.auto_id,
        "label": label or bound.label,
        "hint": shown_hint,
        "errors": bound.errors,
        "described_by": " ".join(ids),
    }


def _input(bound: BoundField, attributes: Attributes, described_by: str) -> SafeString:
    widget, value = _native(bound)
    attributes["class"] = f"ds-input {widget.attrs.get('class', '')}".strip()
    if described_by:
        attributes["aria-describedby"] = described_by
    attributes["id"] = bound.auto_id
    attributes = bound.build_widget_attrs(attributes, widget)
    if isinstance(widget, forms.Select):
        return _select(widget, bound.html_name, value, attributes)
    return widget.render(bound.html_name, value, attributes, bound.form.renderer)


def _select(widget: forms.Select, name: str, value: Any, attributes: Attributes) -> SafeString:
    """A list of choices, made here and not by a template for each of its options."""
    attrs = widget.get_context(name, value, attributes)["widget"]["attrs"]
    groups = []
    for label, options, _at in widget.optgroups(name, widget.format_value(value), {}):
        drawn = format_html_join(
            "", "<option{}>{}</option>", ((_marks(option), option["label"]) for option in options)
        )
        groups.append(format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn)
    return format_html("<select{}>{}</select>", flatatt({"name": name} | attrs), SafeString("".join(groups)))


def _marks(option: dict[str, Any]) -> SafeString:
    return flatatt({"value": str(option["value"]), **option["attrs"]})


def _native(bound: BoundField) -> tuple[forms.Widget, Any]:
    """The widget and its value: a date or time in the browser's own picker, unless what was typed is none."""
    widget, value = bound.field.widget, bound.value()
    kind = NATIVE.get(type(widget))
    if kind is None:
        return widget, value
    if isinstance(value, str) and value:
        try:
            value = bound.field.to_python(value)
        except ValidationError:
            return widget, value
    picker: Any = copy.copy(widget)
    picker.input_type, picker.format = kind
    return picker, value


def _options(bound: BoundField, attributes: Attributes) -> list[dict[str, Any]]:
    """The radios or ticks in their groups: [{"name", "options": [{"id", "label", "input"}]}]."""
    widget = bound.field.widget
    attrs = bound.build_widget_attrs(attributes | {"class": "ds-input", "id": bound.auto_id}, widget)
    if isinstance(widget, forms.CheckboxSelectMultiple):
        attrs.pop("required", None)
    attrs.pop("maxlength", None)  # of the text that is kept, not of a tick
    value = widget.format_value(bound.value())
    attrs = widget.build_attrs(widget.attrs, attrs)
    attrs.pop("maxlength", None)  # of a text column; a radio has none
    groups = widget.optgroups(bound.html_name, value, attrs)
    drawn: list[dict[str, Any]] = []
    for name, options, _at in groups:  # Django makes a group of its own of every choice that has none
        if not drawn or name or drawn[-1]["name"]:
            drawn.append({"name": name or "", "options": []})
        drawn[-1]["options"] += [_option(option) for option in options]
    return drawn


def _option(option: dict[str, Any]) -> dict[str, Any]:
    """One tick or radio, made here and not by a template of its own: forms have over a hundred topics to tick."""
    attrs = {name: option[name] for name in ("type", "name", "value")} | option["attrs"]
    attrs.pop("maxlength", None)  # of the text that is kept, not of a tick
    drawn = format_html("<input{}>", flatatt(attrs))
    return {"id": option["attrs"].get("id", ""), "label": option["label"], "input": drawn}


def form_fields(form: BaseForm, mark_optional: bool = True) -> dict[str, Any]:
    """Every visible field of a form in its order."""
    trap = getattr(form, "guard_fields", ())
    return {
        "fields": [b for b in form.visible_fields() if b.name not in trap],
        "mark_optional": mark_optional,
    }


def fieldset(content: SafeString, legend: str, hint: str = "", level: int = 0) -> str:
    """Fields that belong together under one legend; with `level` (2, 3) the legend is a heading too."""
    return render_to_string(
        "ui/fieldset.html", {"content": content, "legend": legend, "hint": hint, "level": level}
    )


def field_row(content: SafeString) -> str:
    """Short fields beside each other (a day and two times), below each other where there is no room."""
    return render_to_string("ui/field_row.html", {"content": content})


def post_form(
    context: Context,
    content: SafeString,
    form: "BaseForm | BaseFormSet[Any] | None" = None,
    action: str = "",
    upload: bool = False,
    name: str = "",
) -> str:
    """A POST form with its CSRF token and, given `form`, that form's hidden fields and robot trap."""
    return render_to_string(
        "ui/post_form.html",
        {
            "csrf_token": context.get("csrf_token"),
            "content": content,
            "hidden": _hidden(form),
            "trap": _trap(form),
            "action": action,
            "upload": upload,
            "name": name,
        },
    )


def _hidden(form: "BaseForm | BaseFormSet[Any] | None") -> list[Any]:
    if form is None:
        return []
    return form.management_form.hidden_fields() if isinstance(form, BaseFormSet) else form.hidden_fields()


def _trap(form: "BaseForm | BaseFormSet[Any] | None") -> list[BoundField]:
    names = getattr(form, "guard_fields", ())
    return (
        [bound for bound in form.visible_fields() if bound.name in names]
        if isinstance(form, BaseForm)
        else []
    )


def form_errors(form: BaseForm) -> dict[str, Any]:
    """The errors of the form as a whole, where a summary would be too much (a small form in a list)."""
    return {"errors": form.non_field_errors()}


def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """What is wrong, first on the page, each error a link to its field. Takes forms and formsets."""
    entries: list[Entry] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            entries += [{"url": "", "label": "", "text": str(text)} for text in form.non_form_errors()]
            for member in form.forms:
                entries += _entries(member)
        elif form is not None:
            entries += _entries(form)
    return {"entries": entries}


def _entries(form: BaseForm) -> list[Entry]:
    entries: list[Entry] = []
    for name, errors in form.errors.items():
        bound = form[name] if name in form.fields else None
        shown = bound is not None and not bound.is_hidden
        url = f"#{_first_id(bound)}" if shown and bound else ""
        label = str(bound.label).rstrip("?: ") if shown and bound else ""
        entries += [{"url": url, "label": label, "text": str(text)} for text in errors]
    return entries


def _first_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if _is_choices(bound) else bound.id_for_label
