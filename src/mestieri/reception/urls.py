"""Addresses of the foundations at the Banco, under a centre."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
