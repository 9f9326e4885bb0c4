"""Addresses at the Banco from a request to people, under a centre."""

from django.urls import path

from mestieri.demand.staff.presenting import people, sending, titles

REQUEST, SHORTLIST, ONE = (
    "aziende/richieste/<int:pk>/", "aziende/rose/<int:pk>/", "aziende/presentazioni/<int:pk>/"
)  # fmt: skip

urlpatterns = [
    path(f"{REQUEST}rosa/", people.people, name="demand-presenting"),
    path(f"{REQUEST}rosa/scegli/", people.choose, name="demand-choose"),
    path(f"{REQUEST}registro/", people.log, name="demand-request-log"),
    path(f"{REQUEST}prova/", titles.training_people, name="demand-training-people"),
    path(f"{SHORTLIST}chiedi/", people.ask, name="demand-shortlist-ask"),
    path(f"{SHORTLIST}invia/", sending.send, name="demand-shortlist-send"),
    path(f"{ONE}risposta/", people.answer, name="demand-presentation-answer"),
    path(f"{ONE}esito/", people.outcome, name="demand-presentation-outcome"),
    path(f"{ONE}togli/", people.take_out, name="demand-presentation-out"),
    path(f"{ONE}cv.pdf", people.company_copy, name="demand-presentation-copy"),
    path("aziende/prova/", titles.training, name="demand-training"),
    path("aziende/titolo/", titles.title, name="demand-title"),
    path("aziende/titolo/<int:pk>/atto.pdf", titles.title_file, name="demand-title-file"),
    path("aziende/titolo/fine/", titles.end_title, name="demand-title-end"),
    path("aziende/ricollocazioni/", titles.redeployments, name="demand-redeployments"),
]
