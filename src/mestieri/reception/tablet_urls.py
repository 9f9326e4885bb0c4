"""Addresses of the tablet at the door."""

from django.urls import path

from mestieri.reception import tablet

urlpatterns = [
    path("", tablet.shell, name="tablet"),
    path("me/", tablet.setting, name="tablet-setting"),
    path("visits/", tablet.count, name="tablet-visits"),
]
