"""Addresses of guidance for citizens, under a centre."""

from django.urls import path

from mestieri.guidance.public import first_cv, guides, project, questionnaires

SHORT = {"is_short": True}
HERE = "questionari/<slug:code>/"

urlpatterns = [
    path("orientamento/", guides.guidance, name="guidance"),
    path(HERE, questionnaires.questionnaire, name="questionnaire"),
    path(f"{HERE}breve/", questionnaires.questionnaire, SHORT, name="questionnaire-short"),
    path(f"{HERE}foglio.pdf", questionnaires.questionnaire_pdf, name="questionnaire-pdf"),
    path(
        f"{HERE}breve/foglio.pdf",
        questionnaires.questionnaire_pdf,
        SHORT,
        name="questionnaire-pdf-short",
    ),
    path(f"{HERE}fatto/", questionnaires.questionnaire_done, name="questionnaire-done"),
    path("primo-cv/", first_cv.start, name="first-cv"),
    path("primo-cv/passo/", first_cv.step, name="first-cv-step"),
    path("primo-cv/ripresa/", first_cv.take_up, name="first-cv-take-up"),
    path("primo-cv/scarica/", first_cv.take_away, name="first-cv-take-away"),
    path("guide/<slug:code>/", guides.guide, name="guide"),
    path("guide/<slug:code>/guida.pdf", guides.guide_pdf, name="guide-pdf"),
    path("guide/<slug:code>/<slug:step>/", guides.guide_step, name="guide-step"),
    path("guide/<slug:code>/<slug:step>/fatto/", guides.guide_done, name="guide-done"),
    path("mio-progetto/", project.project, name="project"),
    path("mio-progetto/nuovo/", project.begin, name="project-begin"),
    path("mio-progetto/apri/", project.open_now, name="project-open"),
    path("mio-progetto/aperto/", project.sheet, name="project-sheet"),
]
