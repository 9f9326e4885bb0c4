"""Addresses of «how did it go?», in every language of the slips: outside the site's own."""

from django.urls import path

from mestieri.reception import slip_languages  # noqa: F401  (registers the converter)
from mestieri.reception.public import outcomes

HERE = "<slip_language:slip_language>/<slug:centre_slug>/esito/"

urlpatterns = [
    path(HERE, outcomes.outcome, name="referral-outcome"),
    path(f"{HERE}risposta/", outcomes.answer, name="referral-outcome-answer"),
    path(f"{HERE}correzione/", outcomes.correct, name="referral-outcome-correct"),
]
