"""Addresses on which somebody says whether we may present them: in their own language."""

from django.urls import path

from mestieri.demand import presenting_public

HERE = "posso-presentarti/<slug:centre_slug>/<str:token>/"

urlpatterns = [
    path(HERE, presenting_public.question, name="demand-question"),
    path(f"{HERE}rispondi/", presenting_public.answer, name="demand-question-answer"),
]
