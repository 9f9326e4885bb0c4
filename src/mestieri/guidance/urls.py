"""Addresses of guidance at the Banco, under a centre."""

from django.urls import path

from mestieri.guidance.staff import editions, project, steps

HERE = "orientamento/<slug:word>/<slug:code>/"
STEPS = "orientamento/guide/<slug:code>/passi/"  # under it only codes that people write

urlpatterns = [
    path("orientamento/", editions.editions, name="guidance-editions"),
    path(
        "orientamento/<slug:word>/nuovo/testo/", editions.new_edition, name="guidance-edition-new"
    ),
    path("orientamento/guide/<slug:code>/nuovo-passo/", steps.add_step, name="guidance-step-add"),
    path(f"{STEPS}<slug:step>/", steps.change_step, name="guidance-step-change"),
    path(f"{STEPS}<slug:step>/togli/", steps.remove_step, name="guidance-step-remove"),
    path(HERE, editions.edition, name="guidance-edition"),
    path(f"{HERE}file/", editions.edition_text, name="guidance-edition-text"),
    path(f"{HERE}anteprima/", editions.preview, name="guidance-preview"),
    path(f"{HERE}azione/", editions.edition_act, name="guidance-edition-act"),
    path("progetto/", project.project, name="project-desk"),
    path("progetto/apri/", project.open_now, name="project-desk-open"),
    path("progetto/aperto/", project.sheet, name="project-desk-sheet"),
]
