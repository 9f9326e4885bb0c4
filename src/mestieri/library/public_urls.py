"""Addresses of the library for citizens, under a centre."""

from django.urls import path

from mestieri.library import public

urlpatterns = [
    path("mestieri/<uuid:key>/", public.occupation, name="occupation"),
    path("mestieri/<uuid:key>/scheda.pdf", public.occupation_pdf, name="occupation-pdf"),
]
