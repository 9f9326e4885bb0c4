"""Addresses of families, indexes and the search among CVs at the Banco, under a centre."""

from django.urls import path

from mestieri.talents.staff import families, indexes, search

urlpatterns = [
    path("cv/famiglie/", families.families, name="talents-families"),
    path("cv/famiglie/parti/", families.start, name="talents-families-start"),
    path("cv/famiglie/macro/nuova/", families.add_macro, name="talents-macro-add"),
    path("cv/famiglie/macro/<int:pk>/", families.change_macro, name="talents-macro"),
    path("cv/famiglie/macro/<int:pk>/togli/", families.retire_macro, name="talents-macro-retire"),
    path("cv/famiglie/macro/<int:pk>/nuova/", families.add_family, name="talents-family-add"),
    path("cv/famiglie/<int:pk>/", families.family, name="talents-family"),
    path("cv/famiglie/<int:pk>/cambia/", families.change_family, name="talents-family-change"),
    path("cv/famiglie/<int:pk>/sposta/", families.move, name="talents-family-move"),
    path("cv/famiglie/<int:pk>/unisci/", families.merge, name="talents-family-merge"),
    path("cv/famiglie/<int:pk>/dividi/", families.split, name="talents-family-split"),
    path("cv/famiglie/<int:pk>/togli/", families.retire, name="talents-family-retire"),
    path("cv/famiglie/storia/", families.history, name="talents-family-history"),
    path("cv/famiglie/storia/<int:pk>/annulla/", families.undo, name="talents-family-undo"),
    path("cv/famiglie/proposta/<int:pk>/", families.decide, name="talents-family-decide"),
    path("cv/famiglie/campione/", families.draw, name="talents-sample-draw"),
    path("cv/famiglie/campione/<int:pk>/", families.sample, name="talents-sample"),
    path("cv/indici/", indexes.indexes, name="talents-indexes"),
    path("cv/indici/parti/", indexes.start, name="talents-indexes-start"),
    path("cv/indici/nuovo/", indexes.add, name="talents-index-add"),
    path("cv/indici/<int:pk>/", indexes.change, name="talents-index"),
    path("cv/indici/<int:pk>/uso/", indexes.retire, name="talents-index-retire"),
    path("cv/indici/valori/<int:pk>/", indexes.change_choice, name="talents-index-choice"),
    path("cv/<int:pk>/ordina/", indexes.sort, name="talents-sort"),
    path("cv/<int:pk>/ordina/famiglia/", indexes.add_family, name="talents-sort-family"),
    path("cv/<int:pk>/ordina/<int:index>/", indexes.correct, name="talents-sort-index"),
    path("cv/ricerca/", search.search, name="talents-search"),
    path("cv/ricerca/tieni/", search.keep, name="talents-search-keep"),
    path("cv/ricerca/tenute/", search.kept, name="talents-kept"),
    path("cv/ricerca/tenute/<int:pk>/togli/", search.forget, name="talents-search-forget"),
    path("cv/ricerca/elenco/", search.put_in_list, name="talents-list-put"),
    path("cv/ricerca/elenchi/<int:pk>/", search.cv_list, name="talents-cv-list"),
    path("cv/ricerca/elenchi/<int:pk>/togli/", search.remove_list, name="talents-list-remove"),
    path("cv/ricerca/elenchi/cv/<int:pk>/togli/", search.take_out, name="talents-list-out"),
]
