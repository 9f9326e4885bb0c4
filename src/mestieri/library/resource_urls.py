"""Addresses of the documentation at the Banco."""

from django.urls import path

from mestieri.library.staff import resources, shelf, worklist

urlpatterns = [
    path("", worklist.work, name="library-work"),
    path("risorse/", resources.resources, name="library-resources"),
    path("risorse/insieme/", resources.resources_bulk, name="library-resources-bulk"),
    path("risorse/nuova/", resources.resource_add, name="library-resource-add"),
    path("risorse/elenco.pdf", shelf.list_pdf, name="library-list-pdf"),
    path("risorse/etichette.pdf", shelf.labels_pdf, name="library-labels-pdf"),
    path("risorse/<int:pk>/", resources.resource, name="library-resource"),
    path("risorse/<int:pk>/modifica/", resources.resource_change, name="library-resource-change"),
    path("risorse/<int:pk>/ritira/", resources.resource_retire, name="library-resource-retire"),
    path("risorse/<int:pk>/pubblica/", resources.resource_publish, name="library-resource-publish"),
    path("risorse/<int:pk>/copia/", resources.resource_duplicate, name="library-resource-copy"),
    path("risorse/<int:pk>/posti/nuovo/", resources.holding_add, name="library-holding-add"),
    path(
        "risorse/<int:pk>/fai/<slug:action>/", worklist.act_on_resource, name="library-resource-act"
    ),
    path("posti/<int:pk>/", resources.holding_change, name="library-holding-change"),
    path("posti/<int:pk>/togli/", resources.holding_remove, name="library-holding-remove"),
    path("posti/<int:pk>/fai/<slug:action>/", worklist.act_on_holding, name="library-holding-act"),
    path("ricerche/<int:pk>/", worklist.phrase_answer, name="library-phrase-answer"),
    path("annulla/<int:pk>/", worklist.undo, name="library-undo"),
    path("annulla-scorta/<int:pk>/", worklist.undo_stock, name="library-undo-stock"),
    path("copertura/", shelf.covered, name="library-coverage"),
    path("scaffale/", shelf.shelf, name="library-shelf"),
    path("scaffale/<int:pk>/", shelf.shelf_tap, name="library-shelf-tap"),
    path("link/", worklist.link_checks, name="library-links"),
    path("link/server-interni/", worklist.link_settings, name="library-link-settings"),
]
