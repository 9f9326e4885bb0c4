"""Addresses of the library at the Banco, under a centre."""

from django.urls import path

from mestieri.library.staff import asked

urlpatterns = [
    path("ricerche/", asked.asked, name="library-asked"),
]
