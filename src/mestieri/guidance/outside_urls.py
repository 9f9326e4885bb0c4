"""Addresses of questionnaires in languages that the site itself does not speak."""

from django.urls import path

from mestieri.guidance import languages  # noqa: F401  (registers the converter)
from mestieri.guidance.public import questionnaires

SHORT = {"is_short": True}
HERE = "<page_language:page_language>/<slug:centre_slug>/questionari/<slug:code>/"

urlpatterns = [
    path(HERE, questionnaires.questionnaire_outside, name="questionnaire-outside"),
    path(
        f"{HERE}breve/",
        questionnaires.questionnaire_outside,
        SHORT,
        name="questionnaire-short-outside",
    ),
    path(
        f"{HERE}foglio.pdf",
        questionnaires.questionnaire_pdf_outside,
        name="questionnaire-pdf-outside",
    ),
    path(
        f"{HERE}breve/foglio.pdf",
        questionnaires.questionnaire_pdf_outside,
        SHORT,
        name="questionnaire-pdf-short-outside",
    ),
]
