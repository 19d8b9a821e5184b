"""Addresses of `fees`."""

from django.urls import URLPattern, URLResolver, path

from kokemus.fees.views import claims, invoices, mine, payroll, tables

app_name = "fees"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", claims.claims, name="claims"),
    path("tarkastettavat/", claims.to_check, name="to_check"),
    path("tarkastettavat/tarkastettu/", claims.check_many, name="check_many"),
    path("hyvaksyttavat/", claims.to_approve, name="to_approve"),
    path("hyvaksyttavat/hyvaksytty/", claims.approve_many, name="approve_many"),
    path("palkkio/<str:public_id>/", claims.claim, name="claim"),
    path("palkkio/<str:public_id>/tarkasta/", claims.claim_step, {"step": "check"}, name="check"),
    path("palkkio/<str:public_id>/hyvaksy/", claims.claim_step, {"step": "approve"}, name="approve"),
    path("palkkio/<str:public_id>/palauta/", claims.claim_step, {"step": "send_back"}, name="send_back"),
    path("palkkio/<str:public_id>/ota-takaisin/", claims.claim_step, {"step": "take_back"}, name="take_back"),
    path("palkkio/<str:public_id>/peru/", claims.claim_step, {"step": "void"}, name="void"),
    path("palkkio/<str:public_id>/vastakirjaa/", claims.reverse, name="reverse"),
    path("omat/", mine.my_claims, name="my_claims"),
    path("erat/", payroll.batches, name="batches"),
    path("erat/tee/", payroll.make_batch, name="make_batch"),
    path("erat/<str:public_id>/", payroll.batch, name="batch"),
    path("erat/<str:public_id>/tiedosto/", payroll.batch_file, name="batch_file"),
    path("erat/<str:public_id>/maksettu/", payroll.mark_paid, name="batch_paid"),
    path("laskutus/", invoices.invoices, name="invoices"),
    path("laskutus/tee/", invoices.make_invoice, name="make_invoice"),
    path("laskutus/<str:public_id>/", invoices.invoice, name="invoice"),
    path("laskutus/<str:public_id>/tiedosto/", invoices.invoice_file, name="invoice_file"),
    path("laskutus/<str:public_id>/maksettu/", invoices.mark_invoice_paid, name="invoice_paid"),
    path("taulut/", tables.tables, name="tables"),
    path("taulut/tiedoston-muoto/", tables.payroll_format, name="payroll_format"),
    path("taulut/<slug:slug>/", tables.table, name="table"),
    path("taulut/<slug:slug>/uusi/", tables.row, name="table_add"),
    path("taulut/<slug:slug>/<int:pk>/", tables.row, name="table_row"),
    path("taulut/<slug:slug>/<int:pk>/poista/", tables.delete, name="table_delete"),
]
