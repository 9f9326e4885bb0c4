"""Addresses of the foundations that a link opens, under a centre."""

from django.urls import path

from mestieri.kernel import public

urlpatterns = [
    path("proposte/<str:token>/", public.proposal, name="proposal"),
    path("proposte/<str:token>/invia/", public.proposal_send, name="proposal-send"),
    path("rinnovo/<str:token>/", public.renewal, name="renewal"),
    path("rinnovo/<str:token>/conferma/", public.renew, name="renewal-confirm"),
    path("collegamenti/<str:token>/nuovo/", public.link_again, name="link-again"),
]
