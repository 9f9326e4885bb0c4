"""Addresses of the public site, under the language."""

from django.urls import include, path

from mestieri.www import public

urlpatterns = [
    path("", public.house, name="house"),
    path("<slug:centre_slug>/", public.home, name="home"),
    path("<slug:centre_slug>/esigenze/<slug:purpose_slug>/", public.purpose, name="purpose"),
    path("<slug:centre_slug>/orari/", public.visit_us, name="visit-us"),
    path("<slug:centre_slug>/che-cosa-non-ti-chiediamo/", public.not_asked, name="not-asked"),
    path(
        "<slug:centre_slug>/che-cosa-non-ti-chiediamo.pdf",
        public.not_asked_poster,
        name="not-asked-poster",
    ),
    path("<slug:centre_slug>/accessibilita/", public.accessibility, name="accessibility"),
    path("<slug:centre_slug>/privacy/", public.privacy, name="privacy"),
    path("", include("mestieri.www.finding_urls")),
    path("<slug:centre_slug>/", include("mestieri.kernel.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.library.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.reception.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.talents.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.demand.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.agenda.public_urls")),
    path("<slug:centre_slug>/", include("mestieri.guidance.public_urls")),
]
