"""Addresses of the editorial pages: Wagtail's own view, open to everybody."""

from django.urls import re_path
from wagtail import views
from wagtail.coreutils import WAGTAIL_APPEND_SLASH

from mestieri.kernel.access import public_page

serve_pattern = r"^((?:[\w\-]+/)*)$" if WAGTAIL_APPEND_SLASH else r"^([\w\-/]*)$"

urlpatterns = [re_path(serve_pattern, public_page(views.serve), name="wagtail_serve")]
