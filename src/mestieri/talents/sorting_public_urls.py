"""What citizens read of the search among CVs, under a centre."""

from django.urls import path

from mestieri.talents.public import search

urlpatterns = [
    path("come-funziona-la-ricerca/", search.how_search_works, name="how-search-works"),
]
