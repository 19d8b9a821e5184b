"""The components of every page, one template tag each (docs/components.md lists them with an example).

The tags live in the modules beside this one by theme; this file only registers them.
"""

from django import template

from kokemus.core.templatetags import _buttons, _data, _forms, _layout, _navigation

register = template.Library()

for block in (
    _layout.page_header,
    _layout.section,
    _layout.card,
    _layout.panel,
    _layout.alert,
    _layout.details,
    _layout.grid,
    _layout.actions,
    _layout.sticky_actions,
    _layout.toolbar,
    _layout.number_line,
    _buttons.big_choices,
    _data.definitions,
    _data.definition,
    _data.summary_list,
    _data.summary_row,
    _data.timeline,
    _data.event,
    _data.task_list,
    _data.next_steps,
    _navigation.tabs,
    _forms.fieldset,
    _forms.field_row,
):
    register.simple_block_tag(block)

for block_with_context in (_data.table, _data.row, _data.cell, _forms.post_form):
    register.simple_block_tag(block_with_context, takes_context=True)

for tag in (_buttons.phone_link, _buttons.mail_link, _data.status_tag, _data.row_check, _forms.field):
    register.simple_tag(tag)

for tag_with_context in (_data.columns, _data.column):
    register.simple_tag(tag_with_context, takes_context=True)

for drawn in (
    _layout.page_title,
    _layout.empty_state,
    _layout.door_card,
    _layout.date_block,
    _layout.picture,
    _layout.number,
    _buttons.button,
    _buttons.link_button,
    _buttons.button_form,
    _buttons.big_choice,
    _buttons.copy_link,
    _buttons.print_button,
    _data.task,
    _data.next_step,
    _navigation.breadcrumbs,
    _navigation.tab,
    _navigation.steps,
    _forms.form_fields,
    _forms.form_errors,
    _forms.error_summary,
):
    register.inclusion_tag(f"ui/{drawn.__name__}.html")(drawn)

register.inclusion_tag("ui/pager.html", takes_context=True)(_navigation.pager)
register.inclusion_tag("ui/filter_bar.html", takes_context=True)(_navigation.filter_bar)
