"""Addresses of the library at the Banco, under a centre."""

from django.urls import path

from mestieri.library import staff

urlpatterns = [
    path("ricerche/", staff.asked, name="library-asked"),
]
