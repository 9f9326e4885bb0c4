"""The calendar of call-backs: opened by its secret address, without signing in."""

from django.urls import path

from mestieri.demand.public import feeds

urlpatterns = [
    path(
        "agenda-telefonate/<slug:centre_slug>/<str:token>.ics",
        feeds.call_backs,
        name="demand-feed-ics",
    ),
]
