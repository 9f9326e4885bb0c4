"""Addresses of the foundations for citizens, under a centre."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
