"""Addresses of the foundations that a link opens, under a centre."""

from django.urls import path

from mestieri.kernel import public

urlpatterns = [
    path("proposte/<str:token>/", public.proposal, name="proposal"),
    path("proposte/<str:token>/invia/", public.proposal_send, name="proposal-send"),
    path("collegamenti/<str:token>/nuovo/", public.link_again, name="link-again"),
]
