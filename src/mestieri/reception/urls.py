"""Addresses of the reception at the Banco, under a centre."""

from django.urls import path

from mestieri.reception.staff import counting, desks, devices, history, tally
from mestieri.reception.staff.numbers import pages as numbers
from mestieri.reception.staff.numbers import who
from mestieri.reception.staff import counting, desks, devices, referrals

urlpatterns = [
    path("conta/", counting.counter, name="reception-counter"),
    path("conta/oggi/", counting.day_counter, name="reception-day-counter"),
    path("oggi/", counting.day, name="reception-day"),
    path("numeri/", numbers.numbers, name="reception-figures"),
    path("numeri.csv", numbers.numbers_csv, name="reception-figures-csv"),
    path("numeri.pdf", numbers.numbers_pdf, name="reception-figures-pdf"),
    path("numeri/chi-entra/", who.who, name="reception-who"),
    path("numeri/chi-entra/prepara/", who.publish, name="reception-who-publish"),
    path("carta/", tally.sheets, name="reception-sheets"),
    path("carta/nuovo/", tally.new_sheet, name="reception-sheet-new"),
    path("carta/vuoto.pdf", tally.empty_sheet, name="reception-sheet-empty"),
    path("carta/<int:sheet_id>/", tally.sheet, name="reception-sheet"),
    path("carta/<int:sheet_id>/togli/", tally.withdraw, name="reception-sheet-withdraw"),
    path("storia/", history.history, name="reception-history"),
    path("storia/importa/", history.bring_in, name="reception-history-import"),
    path("storia/<int:batch_id>/togli/", history.take_back, name="reception-history-take-back"),
    path("tablet/domande/", devices.questions, name="reception-questions"),
    path("tablet/", devices.devices, name="reception-devices"),
    path("tablet/abbina/", devices.pair, name="reception-device-pair"),
    path("tablet/<int:device_id>/revoca/", devices.revoke, name="reception-device-revoke"),
    path("sportelli/", desks.desks, name="reception-desks"),
    path("sportelli/nuovo/", desks.desk_add, name="reception-desk-add"),
    path("sportelli/<int:desk_id>/", desks.desk_edit, name="reception-desk-edit"),
    path("sportelli/<int:desk_id>/togli/", desks.desk_remove, name="reception-desk-remove"),
    path("sportelli/<int:desk_id>/turni/nuovo/", desks.duty_add, name="reception-duty-add"),
    path("sportelli/turni/<int:duty_id>/", desks.duty_edit, name="reception-duty-edit"),
    path("sportelli/turni/<int:duty_id>/togli/", desks.duty_remove, name="reception-duty-remove"),
    path("rinvia/", referrals.refer_to, name="reception-refer-to"),
    path("rinvia/<int:entry_id>/", referrals.refer, name="reception-refer"),
    path("rinvia/foglietto/", referrals.slip, name="reception-slip"),
    path("rinvia/foglietto.pdf", referrals.slip_pdf, name="reception-slip-pdf"),
    path("rinvia/foglietto/ritira/", referrals.take_back, name="reception-referral-take-back"),
    path("rinvii/", referrals.made, name="reception-referrals"),
]
