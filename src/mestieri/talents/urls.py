"""Addresses of the CV bank at the Banco, under a centre."""

from django.urls import path

from mestieri.talents.staff import start

urlpatterns = [
    path("cv/", start.start, name="talents"),
]
