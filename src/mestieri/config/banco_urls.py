"""Addresses of the Banco, the workplace of the staff: one include a room."""

from django.urls import include, path

from mestieri.www import staff as www

urlpatterns = [
    path("accesso/", include("allauth.account.urls")),
    path("accesso/secondo-fattore/", include("allauth.mfa.urls")),
    path("", www.choose_centre, name="banco"),
    path("lingua/", www.desk_language, name="desk-language"),
    path("componenti/", www.components, name="components"),
    path("<slug:centre_slug>/", www.start, name="banco-centre"),
    path("<slug:centre_slug>/", include("mestieri.kernel.urls")),
    path("<slug:centre_slug>/", include("mestieri.reception.urls")),
    path("<slug:centre_slug>/", include("mestieri.library.urls")),
    path("<slug:centre_slug>/", include("mestieri.talents.urls")),
    path("<slug:centre_slug>/", include("mestieri.talents.sorting_urls")),
    path("<slug:centre_slug>/", include("mestieri.demand.urls")),
    path("<slug:centre_slug>/", include("mestieri.demand.presenting_urls")),
    path("<slug:centre_slug>/", include("mestieri.agenda.urls")),
    path("<slug:centre_slug>/", include("mestieri.guidance.urls")),
]
