"""Addresses of the library for citizens, under a centre."""

from django.urls import path

from mestieri.library.public import occupations

urlpatterns = [
    path("mestieri/<uuid:key>/", occupations.occupation, name="occupation"),
    path("mestieri/<uuid:key>/scheda.pdf", occupations.occupation_pdf, name="occupation-pdf"),
]
