"""Addresses of the reception's screens."""

from django.urls import path

from mestieri.reception import screen

urlpatterns = [
    path("<slug:centre_slug>/coda/", screen.board, name="board"),
    path("<slug:centre_slug>/coda/adesso/", screen.board_now, name="board-now"),
]
