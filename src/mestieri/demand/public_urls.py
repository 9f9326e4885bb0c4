"""Addresses by which a company asks for somebody, under the language and a centre."""

from django.urls import path

from mestieri.demand.public import asking

urlpatterns = [
    path("cerco-personale/", asking.ask, name="employer-ask"),
    path("cerco-personale/invia/", asking.send, name="employer-ask-send"),
    path("cerco-personale/richiesta/<str:token>/", asking.enter, name="employer-request"),
    path("cerco-personale/richiesta/<str:token>/apri/", asking.read, name="employer-request-open"),
]
