"""Addresses of the reception for citizens, under a centre."""

from django.urls import path

from mestieri.reception.public import afar, slips

urlpatterns = [
    path("foglietto/<int:entry_id>/", slips.slip, name="slip"),
    path("foglietto/<int:entry_id>/stampa/", slips.print_slip, name="slip-print"),
    path("domanda/", afar.ask, name="afar-ask"),
    path("domanda/invia/", afar.send, name="afar-send"),
    path("domanda/risposta/", afar.read, name="afar-read"),
]
