"""Addresses of the library for citizens, under a centre."""

from django.urls import path

from mestieri.library.public import directory, occupations, opportunities, posters, resources

urlpatterns = [
    path("mestieri/<uuid:key>/", occupations.occupation, name="occupation"),
    path("mestieri/<uuid:key>/scheda.pdf", occupations.occupation_pdf, name="occupation-pdf"),
    path("che-cosa-manca/", posters.missing, name="missing"),
    path("che-cosa-manca.pdf", posters.missing_pdf, name="missing-pdf"),
    path("indirizzi/", directory.directory, name="directory"),
    path("indirizzi/elenco/", directory.address_list, name="address-list"),
    path("indirizzi/elenco.pdf", directory.address_list_pdf, name="address-list-pdf"),
    path("indirizzi/<int:pk>/", directory.entry, name="directory-entry"),
    path("opportunita/", opportunities.board, name="opportunities"),
    path("opportunita/feed.xml", opportunities.feed, name="opportunities-feed"),
    path("opportunita/<int:pk>/", opportunities.opportunity, name="opportunity"),
    path("documentazione/", resources.catalogue, name="catalogue"),
    path("documentazione/temi/<slug:code>/", resources.theme, name="theme"),
    path("documentazione/<int:pk>/", resources.resource, name="resource"),
    path("documentazione/<int:pk>/apri/", resources.resource_open, name="resource-open"),
    path("documentazione/<int:pk>/file/", resources.resource_file, name="resource-file"),
    path(
        "documentazione/<int:pk>/sottotitoli.vtt",
        resources.resource_subtitles,
        name="resource-subtitles",
    ),
    path("documentazione/<int:pk>/scheda.pdf", resources.resource_pdf, name="resource-pdf"),
]
