"""Addresses of the finding page, under the language."""

from django.urls import path

from mestieri.www import public_finding

urlpatterns = [
    path("<slug:centre_slug>/cerca/", public_finding.find, name="find"),
    path("<slug:centre_slug>/cerca/suggerimenti/", public_finding.suggestions, name="find-suggest"),
    path("<slug:centre_slug>/cerca/esito/", public_finding.outcome, name="find-outcome"),
    path("<slug:centre_slug>/postazione/", public_finding.station, name="station"),
]
