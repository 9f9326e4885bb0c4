"""Addresses of the library at the Banco, under a centre."""

from django.urls import include, path

from mestieri.library.staff import asked, directory, opportunities, posters

urlpatterns = [
    path("ricerche/", asked.asked, name="library-asked"),
    path("che-cosa-manca/", posters.posters, name="library-posters"),
    path("che-cosa-manca/<str:week>/", posters.poster, name="library-poster"),
    path("che-cosa-manca/<str:week>/fai/", posters.poster_act, name="library-poster-act"),
    path("che-cosa-manca/<str:week>/foglio.pdf", posters.poster_pdf, name="library-poster-pdf"),
    path("indirizzi/", directory.entries, name="library-entries"),
    path("indirizzi/nuovo/", directory.add_entry, name="library-entry-add"),
    path("indirizzi/<int:pk>/", directory.entry, name="library-entry"),
    path("indirizzi/<int:pk>/modifica/", directory.change_entry, name="library-entry-change"),
    path("indirizzi/<int:pk>/controllato/", directory.verify_entry, name="library-entry-verify"),
    path("indirizzi/<int:pk>/pubblica/", directory.publish_entry, name="library-entry-publish"),
    path("indirizzi/<int:pk>/ritira/", directory.retire_entry, name="library-entry-retire"),
    path("indirizzi/<int:pk>/orari/nuovo/", directory.add_schedule, name="library-schedule-add"),
    path("indirizzi/orari/<int:pk>/", directory.change_schedule, name="library-schedule-change"),
    path(
        "indirizzi/orari/<int:pk>/togli/", directory.remove_schedule, name="library-schedule-remove"
    ),
    path(
        "indirizzi/<int:pk>/chiusure/nuova/", directory.add_exception, name="library-exception-add"
    ),
    path(
        "indirizzi/chiusure/<int:pk>/togli/",
        directory.remove_exception,
        name="library-exception-remove",
    ),
    path("opportunita/", opportunities.opportunities, name="library-opportunities"),
    path("opportunita/nuova/", opportunities.add_opportunity, name="library-opportunity-add"),
    path("opportunita/<int:pk>/", opportunities.opportunity, name="library-opportunity"),
    path(
        "opportunita/<int:pk>/modifica/",
        opportunities.change_opportunity,
        name="library-opportunity-change",
    ),
    path(
        "opportunita/<int:pk>/controllata/",
        opportunities.verify_opportunity,
        name="library-opportunity-verify",
    ),
    path(
        "opportunita/<int:pk>/pubblica/",
        opportunities.publish_opportunity,
        name="library-opportunity-publish",
    ),
    path(
        "opportunita/<int:pk>/ritira/",
        opportunities.retire_opportunity,
        name="library-opportunity-retire",
    ),
    path("documentazione/", include("mestieri.library.resource_urls")),
]
