"""Addresses of the reception at the Banco, under a centre."""

from django.urls import path

from mestieri.reception.staff import advice, afar, counting, desks, devices, queue, referrals

urlpatterns = [
    path("conta/", counting.counter, name="reception-counter"),
    path("conta/oggi/", counting.day_counter, name="reception-day-counter"),
    path("oggi/", counting.day, name="reception-day"),
    path("presenze/", counting.figures, name="reception-figures"),
    path("presenze.csv", counting.figures_csv, name="reception-figures-csv"),
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
    path("coda/", queue.queue, name="reception-queue"),
    path("coda/adesso/", queue.queue_now, name="reception-queue-now"),
    path("coda/numeri/<int:ticket_id>/", queue.ticket_pass, name="reception-ticket-pass"),
    path("coda/regole/", queue.rules, name="reception-queue-rules"),
    path("consiglio/", advice.advice, name="reception-advice"),
    path("consiglio/domande/", advice.questions, name="reception-questions"),
    path("consiglio/da-lontano/", afar.afar, name="reception-afar"),
    path("consiglio/da-lontano/<int:question_id>/", afar.answer, name="reception-afar-answer"),
    path("consiglio/<int:desk_id>/", advice.desk, name="reception-advice-desk"),
    path("consiglio/<int:desk_id>/adesso/", advice.desk_now, name="reception-desk-now"),
    path("consiglio/<int:desk_id>/apri/", advice.desk_open, name="reception-desk-open"),
    path("consiglio/<int:desk_id>/chiudi/", advice.desk_close, name="reception-desk-close"),
    path("consiglio/<int:desk_id>/subito/", advice.begin_at_once, name="reception-begin-at-once"),
    path(
        "consiglio/<int:desk_id>/numeri/<int:ticket_id>/inizia/",
        advice.begin,
        name="reception-begin",
    ),
    path("consiglio/colloqui/<int:session_id>/", advice.session, name="reception-session"),
    path(
        "consiglio/colloqui/<int:session_id>/foglietto/<int:entry_id>/",
        advice.session_slip,
        name="reception-session-slip",
    ),
    path(
        "consiglio/colloqui/<int:session_id>/passa/",
        advice.hand_over,
        name="reception-session-hand-over",
    ),
    path("rinvia/", referrals.refer_to, name="reception-refer-to"),
    path("rinvia/<int:entry_id>/", referrals.refer, name="reception-refer"),
    path("rinvia/foglietto/", referrals.slip, name="reception-slip"),
    path("rinvia/foglietto.pdf", referrals.slip_pdf, name="reception-slip-pdf"),
    path("rinvia/foglietto/ritira/", referrals.take_back, name="reception-referral-take-back"),
    path("rinvii/", referrals.made, name="reception-referrals"),
]
