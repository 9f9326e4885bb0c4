"""The table of addresses: public pages under their language, the desks under their own prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_admin_urls

from mestieri.www import public as www

handler400 = "mestieri.www.errors.bad_request"
handler403 = "mestieri.www.errors.forbidden"
handler404 = "mestieri.www.errors.not_found"
handler500 = "mestieri.www.errors.server_error"

urlpatterns = [
    path("", www.front_door, name="front-door"),
    path("banco/", include("mestieri.config.banco_urls")),
    path("tablet/", include("mestieri.reception.tablet_urls")),
    path("schermo/", include("mestieri.reception.screen_urls")),
    path("schermo/", include("mestieri.agenda.screen_urls")),
    # Sign-in has one door, the Banco's; by here one is signed in already.
    path("redazione/login/", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("documenti/", include("mestieri.www.document_urls")),
    path("redazione/", include(wagtail_admin_urls)),
    path("media/<path:path>", www.media, name="media"),
    path("", include("mestieri.reception.outcome_urls")),
    path("", include("mestieri.talents.owner_urls")),
    path("", include("mestieri.demand.feed_urls")),
    path("", include("mestieri.demand.question_urls")),
    path("", include("mestieri.guidance.outside_urls")),
    *i18n_patterns(
        path("pagine/", include("mestieri.www.editorial_urls")),
        path("", include("mestieri.www.urls")),
        path("<slug:centre_slug>/", include("mestieri.talents.sorting_public_urls")),
    ),
]
