"""Addresses of the files that editorial pages link: open to everybody, handed over as files."""

from django.urls import re_path
from wagtail.documents.views.serve import serve

from mestieri.kernel.access import public_page

urlpatterns = [re_path(r"^(\d+)/(.*)$", public_page(serve), name="wagtaildocs_serve")]
