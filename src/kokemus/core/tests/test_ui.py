"""Each component renders what a screen reader, a keyboard and a phone need, and escapes what people wrote."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils import translation

from kokemus.core import style

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draw(source: str, **context: object) -> str:
    """The HTML of a piece of template; the tags are builtins, as on a page."""
    template: Template = engines["django"].from_string(source).template
    return template.render(Context(context))


def test_text_field_when_optional_has_label_hint_and_marks_it():
    html = draw("{% field form.email autocomplete='email' %}", form=style.StyleForm())
    assert (
        '<label class="ds-label" for="id_email">Sähköposti <span class="k-optional">(optional)</span></label>'
        in html
    )
    assert '<p class="k-hint" id="id_email_helptext">' in html
    assert 'aria-describedby="id_email_helptext"' in html
    assert 'type="email"' in html
    assert 'autocomplete="email"' in html


def test_text_field_when_required_is_not_marked():
    html = draw("{% field form.name %}", form=style.StyleForm())
    assert "optional" not in html
    assert " required" in html


def test_text_field_when_wrong_is_described_by_hint_and_error():
    html = draw("{% field form.email %}", form=style.StyleForm({"email": "a(at)b"}))
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_error"' in html
    assert 'value="a(at)b"' in html


def test_date_field_when_right_is_the_browsers_own_picker():
    with translation.override("fi"):
        html = draw("{% field form.day %}", form=style.StyleForm({"day": "27.11.2026"}))
    assert 'type="date"' in html
    assert 'value="2026-11-27"' in html


def test_date_field_when_wrong_keeps_what_was_typed():
    html = draw("{% field form.day %}", form=style.StyleForm({"day": "31.2.2026"}))
    assert 'type="text"' in html
    assert 'value="31.2.2026"' in html


def test_time_field_when_unfilled_is_the_browsers_own_picker():
    assert 'type="time"' in draw("{% field form.starts %}", form=style.StyleForm())


def test_choices_when_radios_are_a_fieldset_with_a_legend_and_a_label_each():
    html = draw("{% field form.who %}", form=style.StyleForm({}))
    assert '<fieldset class="ds-fieldset k-field" data-invalid aria-describedby="id_who_error">' in html
    assert '<legend class="ds-label">Kenen kokemuksesta?</legend>' in html
    assert html.count('type="radio"') == html.count("<label for=") == len(style.WHO)


def test_choices_when_not_grouped_stand_together_so_that_they_can_be_beside_each_other():
    html = draw("{% field form.who inline=True %}", form=style.StyleForm())
    assert html.count('class="k-options"') == 1


def test_choices_when_grouped_keep_their_groups_and_what_was_ticked():
    html = draw("{% field form.topics %}", form=style.StyleForm({"topics": ["3"]}))
    assert 'role="group" aria-label="Mielenterveys"' in html
    assert html.count(" checked") == 1


def test_tick_when_drawn_has_its_label_after_it():
    html = draw("{% field form.agree %}", form=style.StyleForm())
    assert html.index('type="checkbox"') < html.index('<label for="id_agree">')
    assert "optional" not in html


def test_field_when_given_a_suffix_and_rows_uses_them():
    form = style.StyleForm()
    assert "<span>h</span>" in draw("{% field form.hours suffix='h' %}", form=form)
    assert 'rows="7"' in draw("{% field form.need rows=7 %}", form=form)


def test_error_summary_when_fields_are_wrong_links_to_each_of_them():
    form = style.StyleForm({})
    html = draw("{% error_summary form %}{% form_fields form %}", form=form)
    links = [part.split('"')[0] for part in html.split('<a href="#')[1:]]
    assert links == [f"id_{name}_0" if name == "who" else f"id_{name}" for name in form.errors]
    assert all(f'id="{link}"' in html for link in links)


def test_error_summary_when_nothing_is_wrong_is_empty():
    assert draw("{% error_summary form nothing %}", form=style.StyleForm(), nothing=None).strip() == ""


def test_post_form_when_given_a_formset_carries_its_management_form():
    html = draw(
        "{% post_form form=formset %}{% endpost_form %}",
        formset=style.StyleFormSet(),
        csrf_token="secret-token",
    )
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'name="csrfmiddlewaretoken" value="secret-token"' in html
    assert 'method="post"' in html


def test_button_form_when_given_more_arguments_sends_them_hidden():
    html = draw("{% button_form '/x/' 'Go' step='accept' %}", csrf_token="secret-token")
    assert '<input type="hidden" name="step" value="accept">' in html
    assert 'name="csrfmiddlewaretoken" value="secret-token"' in html


def test_button_when_kind_is_unknown_fails():
    with pytest.raises(KeyError):
        draw("{% button 'Go' kind='huge' %}")


TABLE = """{% table "People" %}{% column "Name" url="?s=1" sorted="ascending" %}{% columns "Phone" "Hours" %}
{% for n in names %}{% row %}{% cell kind="name" %}{{ n }}{% endcell %}{% cell %}040{% endcell %}
{% cell kind="number" %}3{% endcell %}{% endrow %}{% endfor %}{% endtable %}"""


def test_table_when_drawn_gives_every_cell_the_label_of_its_column():
    html = draw(TABLE, names=["Aino", "Eino"])
    assert (
        html.count('<td data-label="Phone">') == html.count('<td data-label="Hours" data-kind="number">') == 2
    )
    assert '<th scope="row" data-label="Name">Aino</th>' in html
    assert '<th scope="col" aria-sort="ascending"><a href="?s=1">Name</a></th>' in html.replace(
        ' data-kind="name"', ""
    )
    assert '<caption class="k-hidden">People</caption>' in html


def test_table_when_two_follow_each_other_keeps_their_columns_apart():
    html = draw(
        TABLE
        + "{% table 'B' %}{% columns 'Other' %}{% row %}{% cell %}1{% endcell %}{% endrow %}{% endtable %}",
        names=[],
    )
    assert html.count('scope="col"') == 4
    assert '<td data-label="Other">' in html


def test_cell_when_kind_is_unknown_fails():
    with pytest.raises(ValueError, match="no kind"):
        draw("{% cell kind='big' %}{% endcell %}")


def test_status_tag_when_kind_is_unknown_fails():
    with pytest.raises(ValueError, match="no kind"):
        draw("{% status_tag 'Done' 'green' %}")


def test_status_tag_when_drawn_says_the_word():
    assert draw("{% status_tag 'Agreed' 'ok' %}") == '<span class="k-status" data-kind="ok">Agreed</span>'


def test_pager_when_the_list_is_long_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/", {"q": "a b", "page": "2"})
    html = draw("{% pager page %}", page=Paginator(range(50), 10).get_page(2), request=request)
    assert 'href="?q=a+b&amp;page=3" rel="next"' in html
    assert html.count('aria-current="page"') == 1


def test_pager_when_there_is_one_page_is_empty():
    assert draw("{% pager page %}", page=Paginator(range(5), 10).get_page(1)).strip() == ""


def test_filter_bar_when_a_filter_is_in_use_is_open():
    used = style.StyleFilter({"area": "i"})
    assert '<details class="k-filter-rest" open>' in draw("{% filter_bar form %}", form=used)
    assert '<details class="k-filter-rest">' in draw("{% filter_bar form %}", form=style.StyleFilter({}))


def test_steps_when_halfway_say_where():
    assert "Step 2/6" in draw("{% steps 2 6 %}")


def test_breadcrumbs_when_drawn_end_in_this_page():
    html = draw("{% breadcrumbs 'Home' '/' 'Experts' %}")
    assert '<a href="/">Home</a>' in html
    assert '<li aria-current="page">Experts</li>' in html


def test_next_steps_when_one_is_now_says_so_in_words():
    html = draw(
        "{% next_steps %}{% next_step 'A' state='done' %}{% next_step 'B' state='now' %}{% endnext_steps %}"
    )
    assert "What happens next" in html
    assert "(done)" in html
    assert 'aria-current="step"' in html


def test_summary_row_when_it_can_be_changed_names_what():
    html = draw(
        "{% summary_list %}{% summary_row 'Where' url='/w/' %}Imatra{% endsummary_row %}{% endsummary_list %}"
    )
    assert '<a href="/w/">Change<span class="k-hidden"> Where</span></a>' in html


def test_links_to_a_person_when_there_is_nothing_are_empty():
    assert draw("{% phone_link '' %}{% mail_link '' %}") == ""
    assert 'href="tel:+358401234567"' in draw("{% phone_link '+358 40 123 4567' %}")


def test_button_when_given_an_address_sends_the_form_there():
    assert 'formaction="/ask/"' in draw("{% button 'Ask' url='/ask/' %}")


def test_picture_when_drawn_has_its_text_alternative():
    assert 'alt="Two people talk"' in draw("{% picture '/p.svg' 'Two people talk' %}")


def test_filter_bar_when_a_list_is_named_renews_it_in_place():
    request = RequestFactory().get("/people/", {"q": "a"})
    html = draw("{% filter_bar form target='list' %}", form=style.StyleFilter({}), request=request)
    assert 'hx-get="/people/" hx-target="#list"' in html
    assert "hx-get" not in draw("{% filter_bar form %}", form=style.StyleFilter({}), request=request)


def test_details_when_opened_are_open():
    assert '<details class="ds-details" open>' in draw("{% details 'More' opened=True %}x{% enddetails %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% page_title bad lead=bad %}", "{% page_header bad lead=bad %}{% endpage_header %}",
        "{% section bad lead=bad %}{% endsection %}", "{% card bad url=bad %}{{ bad }}{% endcard %}",
        "{% panel bad %}{% endpanel %}", "{% alert title=bad %}{{ bad }}{% endalert %}",
        "{% details bad %}{% enddetails %}", "{% toolbar bad %}{% endtoolbar %}",
        "{% empty_state bad text=bad url=bad action=bad %}", "{% door_card bad bad bad %}",
        "{% number_line label=bad %}{% number bad bad url=bad %}{% endnumber_line %}",
        "{% button bad name=bad value=bad form=bad %}", "{% link_button bad bad %}", "{% button_form bad bad x=bad %}",
        "{% big_choices bad %}{% big_choice bad hint=bad value=bad %}{% big_choice bad url=bad %}{% endbig_choices %}",
        "{% phone_link bad label=bad %}", "{% mail_link bad %}", "{% copy_link bad label=bad %}",
        "{% status_tag bad %}", "{% row_check bad bad bad %}", "{% breadcrumbs bad bad bad %}",
        "{% table bad %}{% column bad url=bad %}{% row name=bad kind=bad %}{% cell label=bad %}{{ bad }}{% endcell %}"
        "{% cell kind='name' label=bad %}{{ bad }}{% endcell %}{% endrow %}{% endtable %}",
        "{% definitions %}{% definition bad %}{{ bad }}{% enddefinition %}{% enddefinitions %}",
        "{% summary_list %}{% summary_row bad url=bad %}{{ bad }}{% endsummary_row %}{% endsummary_list %}",
        "{% timeline %}{% event bad when=bad who=bad %}{{ bad }}{% endevent %}{% endtimeline %}",
        "{% task_list %}{% task bad url=bad hint=bad status=bad %}{% endtask_list %}",
        "{% next_steps title=bad %}{% next_step bad when=bad %}{% endnext_steps %}",
        "{% tabs bad %}{% tab bad bad count=2 %}{% endtabs %}", "{% steps 1 2 title=bad %}",
        "{% picture bad bad caption=bad %}", "{% field_row %}{{ bad }}{% endfield_row %}",
        "{% fieldset bad hint=bad %}{% endfieldset %}", "{% post_form action=bad name=bad %}{% endpost_form %}",
        "{% field form.name label=bad hint=bad suffix=bad autocomplete=bad %}", "{% field form.who label=bad %}",
        "{% field form.agree label=bad hint=bad %}", "{% filter_bar form submit=bad clear_url=bad target=bad %}",
    ],
)  # fmt: skip
def test_component_when_given_hostile_text_escapes_it(source):
    html = draw(source, bad=HOSTILE, form=style.StyleForm({"name": HOSTILE}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
