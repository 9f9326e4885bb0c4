"""Addresses of the CV bank at the Banco, under a centre."""

from django.urls import path

from mestieri.talents.staff import bringing, card, start

urlpatterns = [
    path("cv/", start.start, name="talents"),
    path("cv/elenco/<slug:which>/", start.cvs, name="talents-list"),
    path("cv/primo-contatto/posta/", start.send_notices, name="talents-send-notices"),
    path("cv/confronti/", start.pairs, name="talents-pairs"),
    path("cv/confronti/<int:pk>/", start.decide, name="talents-decide"),
    path("cv/aggiungi/", bringing.add, name="talents-add"),
    path("cv/importa/", bringing.imports, name="talents-imports"),
    path("cv/importa/<int:pk>/", bringing.one_import, name="talents-import"),
    path("cv/<int:pk>/", card.card, name="talents-cv"),
    path("cv/<int:pk>/contatti/", card.contacts, name="talents-contacts"),
    path("cv/<int:pk>/contatti/cambia/", card.change_contacts, name="talents-contacts-change"),
    path("cv/<int:pk>/cv.pdf", card.file, name="talents-file"),
    path("cv/<int:pk>/nuovo/", card.replace_file, name="talents-file-replace"),
    path("cv/<int:pk>/avviso/", card.notice, name="talents-notice"),
    path("cv/<int:pk>/correggi/", card.correct, name="talents-correct"),
    path("cv/<int:pk>/chi-lo-vede/", card.visibility, name="talents-visibility"),
    path("cv/<int:pk>/link/", card.link, name="talents-link"),
    path("cv/<int:pk>/lavoro/", card.work, name="talents-work"),
    path("cv/<int:pk>/cancella/", card.erase_one, name="talents-erase"),
]
