"""The peer: a bare Django view that inserts one row, as the shortest tutorial writes it.

Its table is made for the bench in the same database; its addresses are its own.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIRequest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


class BareVisit(models.Model):
    """One row of the peer."""

    purpose = models.CharField(max_length=20)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.purpose


# The two marks cost nothing at a request: they let the same view stand behind our middleware.
@login_not_required
@csrf_exempt
def count(request: HttpRequest) -> HttpResponse:
    """Insert one row."""
    BareVisit.objects.create(purpose=request.POST["purpose"])
    return HttpResponse(status=201)


urlpatterns = [path("count/", count)]


class BareRequest(WSGIRequest):
    """A request that is answered by this module's addresses."""

    urlconf = __name__
