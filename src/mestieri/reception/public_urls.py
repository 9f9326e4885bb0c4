"""Addresses of the reception on the public site, under a language and a centre."""

from django.urls import path

from mestieri.reception import public

urlpatterns = [
    path("domanda/", public.ask, name="afar-ask"),
    path("domanda/invia/", public.send, name="afar-send"),
    path("domanda/risposta/", public.read, name="afar-read"),
]
