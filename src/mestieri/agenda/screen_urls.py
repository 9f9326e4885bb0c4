"""Addresses of the calendar's screen."""

from django.urls import path

from mestieri.agenda import screen

urlpatterns = [
    path("<slug:centre_slug>/calendario/", screen.board, name="calendar-screen"),
    path("<slug:centre_slug>/calendario/adesso/", screen.board_now, name="calendar-screen-now"),
]
