"""Addresses of the calendar at the Banco, under a centre."""

from django.urls import path, register_converter

from mestieri.agenda.converters import MonthConverter
from mestieri.agenda.staff import events, feeds, formats, month, welcome

register_converter(MonthConverter, "month")

urlpatterns = [
    path("calendario/", month.this_month, name="agenda-month"),
    path("calendario/mese/<month:month>/", month.compose, name="agenda-compose"),
    path("calendario/mese/<month:month>/pubblica/", month.publish, name="agenda-publish-month"),
    path("calendario/formati/", formats.formats, name="agenda-formats"),
    path("calendario/formati/aggiungi/", formats.add_format, name="agenda-format-add"),
    path("calendario/formati/<int:pk>/", formats.change_format, name="agenda-format-change"),
    path("calendario/formati/<int:pk>/uso/", formats.use_format, name="agenda-format-use"),
    path("calendario/eventi/<int:pk>/", events.event, name="agenda-event"),
    path("calendario/eventi/<int:pk>/modifica/", events.change, name="agenda-event-change"),
    path("calendario/eventi/<int:pk>/ripeti/", events.repeat, name="agenda-event-repeat"),
    path("calendario/eventi/<int:pk>/pubblica/", events.publish, name="agenda-event-publish"),
    path("calendario/eventi/<int:pk>/annulla/", events.cancel, name="agenda-event-cancel"),
    path("calendario/eventi/<int:pk>/togli/", events.remove, name="agenda-event-remove"),
    path("calendario/partner/", feeds.feeds, name="agenda-feeds"),
    path("calendario/partner/segui/", feeds.add_feed, name="agenda-feed-add"),
    path("calendario/partner/file/", feeds.take_in_file, name="agenda-feed-file"),
    path("calendario/partner/<int:pk>/", feeds.change_feed, name="agenda-feed-change"),
    path("calendario/partner/<int:pk>/leggi/", feeds.read_now, name="agenda-feed-read"),
    path("calendario/partner/<int:pk>/togli/", feeds.remove_feed, name="agenda-feed-remove"),
    path("calendario/proposti/<int:pk>/", feeds.decide, name="agenda-decide"),
    path("calendario/oggi/", welcome.today, name="agenda-today"),
    path("calendario/eventi/<int:pk>/presenze/", welcome.welcome, name="agenda-welcome"),
    path("calendario/eventi/<int:pk>/presenze/codice/", welcome.by_code, name="agenda-code"),
    path(
        "calendario/eventi/<int:pk>/presenze/<int:booking_id>/",
        welcome.by_list,
        name="agenda-check-in",
    ),
    path("calendario/eventi/<int:pk>/dopo/", welcome.after, name="agenda-after"),
    path("calendario/eventi/<int:pk>/pareri/", welcome.opinions, name="agenda-opinions"),
]
