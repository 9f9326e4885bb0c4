"""Addresses by which one leaves a CV, under the language and a centre."""

from django.urls import path

from mestieri.talents.public import leaving

urlpatterns = [
    path("lascia-il-tuo-cv/", leaving.leave, name="cv-leave"),
    path("lascia-il-tuo-cv/invia/", leaving.leave_send, name="cv-leave-send"),
    path("il-mio-cv/", leaving.ask, name="cv-ask"),
    path("il-mio-cv/invia/", leaving.ask_send, name="cv-ask-send"),
]
