"""What the living style page shows: a form of every kind of field, a list, a page of it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

WHO = [("own", "Omasta kokemuksesta"), ("close", "Läheisen kokemuksesta"), ("both", "Kumpi vain käy")]
TOPICS = [
    ("Mielenterveys", [("1", "Masennus"), ("2", "Ahdistus")]),
    ("Päihteet ja riippuvuudet", [("3", "Alkoholi"), ("4", "Pelaaminen")]),
]


class StyleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Nimi", max_length=80)
    email = forms.EmailField(
        label="Sähköposti", help_text="Lähetämme vahvistuksen tähän osoitteeseen.", required=False
    )
    need = forms.CharField(
        label="Kerro, mihin etsit kokemusasiantuntijaa",
        help_text="Älä kirjoita kenenkään nimeä tai terveystietoja.",
        widget=forms.Textarea,
    )
    service = forms.ChoiceField(label="Palvelu", choices=[("", "Valitse"), ("a", "Aikuissosiaalityö")])
    day = forms.DateField(label="Päivä")
    starts = forms.TimeField(label="Alkaa klo", required=False)
    hours = forms.DecimalField(label="Kesto", decimal_places=1, min_value=1)
    who = forms.ChoiceField(label="Kenen kokemuksesta?", choices=WHO, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="Aiheet", choices=TOPICS, required=False, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(label="Rekisteri Excel-tiedostona", required=False)
    agree = forms.BooleanField(
        label="Tilaisuus tallennetaan", required=False, help_text="Kerromme siitä etukäteen."
    )


class StyleFilter(forms.Form):
    """Filters of a list."""

    q = forms.CharField(label="Hae", required=False)
    area = forms.ChoiceField(label="Alue", required=False, choices=[("", "Kaikki alueet"), ("i", "Imatra")])
    trained = forms.BooleanField(label="Vain koulutetut", required=False)


class StyleRow(forms.Form):
    """One row of a form of several."""

    role = forms.CharField(label="Tehtävä", required=False)

    def clean(self) -> dict[str, Any]:
        """Always wrong as a whole, to show how that looks."""
        raise forms.ValidationError("Valitse tehtävä tai poista rivi.")


StyleFormSet = forms.formset_factory(StyleRow, extra=1)


def sample(request: HttpRequest) -> dict[str, Any]:
    """The context of the style page; `?form=errors` shows the form as it is after a bad try."""
    people = [
        {"id": "a1", "name": "Aino Esimerkki", "phone": "040 123 4567", "hours": 12, "turn": "attention"},
        {"id": "b2", "name": "Björn Exempel-Långström", "phone": "050 765 4321", "hours": 3, "turn": "ok"},
        {"id": "c3", "name": "Šárka Malli", "phone": "", "hours": 128, "turn": "late"},
    ]
    bad = {"email": "aino(at)esimerkki", "day": "31.2.2026", "hours": "0"}
    return {
        "form": StyleForm(bad if request.GET.get("form") == "errors" else None),
        "small": StyleRow({}),
        "filters": StyleFilter(request.GET),
        "people": people,
        "page": Paginator(range(400), 20).get_page(request.GET.get("page", 4)),
        "words": {"attention": "Odottaa vastaustasi", "ok": "Sovittu", "late": "Myöhässä"},
        "gig_day": dt.date(2026, 11, 27),
    }
