"""Addresses of who owns a CV: outside the languages, which are the person's own."""

from django.urls import path

from mestieri.talents.public import leaving, owner

HERE = "mio-cv/<slug:centre_slug>/"

urlpatterns = [
    path(HERE, owner.mine, name="cv-owner"),
    path(f"{HERE}entra/<str:token>/", leaving.enter, name="cv-enter"),
    path(f"{HERE}entra/<str:token>/apri/", leaving.enter_now, name="cv-enter-now"),
    path(f"{HERE}azione/", owner.act, name="cv-owner-act"),
    path(f"{HERE}correggi/", owner.correct, name="cv-owner-correct"),
    path(f"{HERE}correggi/salva/", owner.correct_send, name="cv-owner-correct-send"),
    path(f"{HERE}nuovo/", owner.new_file, name="cv-owner-file"),
    path(f"{HERE}porta-via/<slug:form>/", owner.take_home, name="cv-owner-take"),
    path(f"{HERE}per-me/", owner.things, name="cv-owner-things"),
    path(f"{HERE}cancella/", owner.erase_ask, name="cv-owner-erase"),
    path(f"{HERE}cancella/tutto/", owner.erase_now, name="cv-owner-erase-now"),
]
