"""Addresses of the calendar for citizens, under a centre."""

from django.urls import path, register_converter

from mestieri.agenda.converters import MonthConverter
from mestieri.agenda.public import calendar, feeds, opinions, seats

register_converter(MonthConverter, "calendar_month")

urlpatterns = [
    path("calendario/", calendar.this_month, name="calendar"),
    path("calendario/<calendar_month:month>/", calendar.month, name="calendar-month"),
    path("calendario/<calendar_month:month>.pdf", calendar.month_pdf, name="calendar-pdf"),
    path("calendario.ics", feeds.calendar_ics, name="calendar-ics"),
    path("calendario/feed.xml", feeds.rss, name="calendar-feed"),
    path("calendario/<int:pk>/", calendar.event, name="event"),
    path("calendario/<int:pk>.ics", feeds.event_ics, name="event-ics"),
    path("calendario/<int:pk>/prenota/", seats.book, name="event-book"),
    path("calendario/posto/", seats.ask, name="booking"),
    path("calendario/posto/apri/", seats.read, name="booking-read"),
    path("calendario/<int:pk>/parere/", opinions.ask, name="event-opinion"),
    path("calendario/<int:pk>/parere/invia/", opinions.give, name="event-opinion-give"),
]
