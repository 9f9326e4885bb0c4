"""Addresses of the tablet at the door."""

from django.urls import path

from mestieri.reception import tablet

urlpatterns = [
    path("", tablet.shell, name="tablet"),
    path("lavora-senza-linea.js", tablet.worker, name="tablet-worker"),
    path("me/", tablet.setting, name="tablet-setting"),
    path("visits/", tablet.count, name="tablet-visits"),
]
