"""Addresses of the library for citizens, under a centre."""

from django.urls import path

from mestieri.library.public import directory, occupations, opportunities

urlpatterns = [
    path("mestieri/<uuid:key>/", occupations.occupation, name="occupation"),
    path("mestieri/<uuid:key>/scheda.pdf", occupations.occupation_pdf, name="occupation-pdf"),
    path("indirizzi/", directory.directory, name="directory"),
    path("indirizzi/elenco/", directory.address_list, name="address-list"),
    path("indirizzi/elenco.pdf", directory.address_list_pdf, name="address-list-pdf"),
    path("indirizzi/<int:pk>/", directory.entry, name="directory-entry"),
    path("opportunita/", opportunities.board, name="opportunities"),
    path("opportunita/feed.xml", opportunities.feed, name="opportunities-feed"),
    path("opportunita/<int:pk>/", opportunities.opportunity, name="opportunity"),
]
