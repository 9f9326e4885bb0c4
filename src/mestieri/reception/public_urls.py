"""Addresses of the reception for citizens, under a centre."""

from django.urls import path

from mestieri.reception.public import slips

urlpatterns = [
    path("foglietto/<int:entry_id>/", slips.slip, name="slip"),
    path("foglietto/<int:entry_id>/stampa/", slips.print_slip, name="slip-print"),
]
