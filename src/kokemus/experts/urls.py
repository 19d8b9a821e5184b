"""Addresses of `experts`."""

from django.urls import URLPattern, URLResolver, path

from kokemus.experts.views import (
    applications,
    editing,
    import_rows,
    imports,
    items,
    joining,
    listing,
    merging,
    mine,
    needs,
    states,
)

app_name = "experts"
urlpatterns: list[URLPattern | URLResolver] = [
    # the expert's own
    path("mina/", mine.me, name="me"),
    path("mina/muuta/<slug:part>/", mine.my_part, name="my_part"),
    path("mina/suostumukset/", mine.my_consents, name="my_consents"),
    path("mina/suostumukset/peru/", mine.withdraw, name="withdraw"),
    path("mina/tauko/", mine.my_pause, name="my_pause"),
    path("mina/tauko/paata/", mine.end_pause, name="end_pause"),
    path("mina/tauko/<int:key>/peru/", mine.cancel_my_pause, name="cancel_my_pause"),
    path("mina/kuka-on-katsonut/", mine.my_log, name="my_log"),
    # the coordinator's
    path("", listing.expert_list, name="list"),
    path("valitut/", listing.selection, name="selection"),
    path("etsitaan/", needs.sought, name="needs"),
    path("etsitaan/<slug:code>/valmis/", needs.close, name="close_need"),
    path("uusi/", editing.add, name="add"),
    path("tuonti/", imports.imports, name="imports"),
    path("tuonti/<slug:public_id>/", imports.plan, name="import"),
    path("tuonti/<slug:public_id>/tuo/", imports.carry_out, name="import_carry_out"),
    path("tuonti/<slug:public_id>/peru/", imports.undo, name="import_undo"),
    path("tuonti/<slug:public_id>/luovu/", imports.drop, name="import_drop"),
    path("tuonti/<slug:public_id>/kysymykset/", imports.questions, name="import_questions"),
    path("tuonti/<slug:public_id>/sarakkeet/<int:position>/", imports.columns, name="import_columns"),
    path("tuonti/<slug:public_id>/rivi/<int:key>/", import_rows.row, name="import_row"),
    path("tuonti/<slug:public_id>/rivi/<int:key>/erot/", import_rows.take, name="import_take"),
    path("tuonti/<slug:public_id>/rivi/<int:key>/pois/", import_rows.skip, name="import_skip"),
    path("hakemukset/", applications.applications, name="applications"),
    path("hakemukset/uusi/", applications.start, name="application_start"),
    path("hakemukset/<slug:public_id>/", applications.application, name="application"),
    path("hakemukset/<slug:public_id>/sovi/", applications.talk, name="application_talk"),
    path("hakemukset/<slug:public_id>/kirjaa/", applications.talk_note, name="application_note"),
    path("hakemukset/<slug:public_id>/huoltaja/", applications.guardian, name="application_guardian"),
    path("hakemukset/<slug:public_id>/hyvaksy/", applications.accept, name="application_accept"),
    path("hakemukset/<slug:public_id>/poista/", applications.erase, name="application_erase"),
    path("hakemukset/<slug:public_id>/vastaus/<slug:name>/", applications.end, name="application_end"),
    path("<slug:public_id>/muuta/<slug:part>/", editing.edit, name="edit"),
    path("<slug:public_id>/tunnus/", editing.open_account, name="open_account"),
    path("<slug:public_id>/tila/<slug:name>/", states.step, name="step"),
    path("<slug:public_id>/tauko/", states.pause, name="pause"),
    path("<slug:public_id>/tauko/<int:key>/peru/", states.cancel_pause, name="cancel_pause"),
    path("<slug:public_id>/suostumukset/", states.consent, name="consent"),
    path("<slug:public_id>/yhdista/", merging.choose, name="merge_choose"),
    path("<slug:public_id>/yhdista/<slug:other_id>/", merging.merge, name="merge"),
    path("<slug:public_id>/<slug:kind>/", items.items, name="items"),
    path("<slug:public_id>/<slug:kind>/<int:key>/poista/", items.remove_item, name="remove_item"),
]

# Door JOIN: without an account, under an address of its own.
joining_urls = (
    [
        path("", joining.begin, name="begin"),
        path("<str:token>/", joining.resume, name="resume"),
        path("<str:token>/tarkista/", joining.check, name="check"),
        path("<str:token>/myohemmin/", joining.later, name="later"),
        path("<str:token>/kiitos/", joining.thanks, name="thanks"),
        path("<str:token>/peru/", joining.take_back, name="take_back"),
        path("<str:token>/<slug:slug>/", joining.step, name="step"),
    ],
    "joining",
)
