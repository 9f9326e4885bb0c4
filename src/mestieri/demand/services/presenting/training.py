"""Practice: a made-up request of a made-up company, for made-up people; nothing leaves."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from mestieri.demand.models import Company, Request, TrainingRequest
from mestieri.demand.services.companies import opt_out, save_company
from mestieri.demand.services.requests import ask, pass_request
from mestieri.demand.vocabulary import OPEN_REQUESTS, RequestState
from mestieri.kernel.models import Account, Centre

#: By this source the made-up company is known again.
SOURCE = "Made up, for practice"
NAME = "Azienda inventata (prova)"


@transaction.atomic
def begin_training(centre: Centre, *, account: Account) -> Request:
    """A made-up request to practise on; the one that is open is taken up again.

    The company is called by nobody and written to by nobody: it does not exist.
    """
    Centre.objects.select_for_update().get(pk=centre.pk)
    found = Request.objects.filter(centre=centre, training__isnull=False, state__in=OPEN_REQUESTS)
    request = found.order_by("-id").first()
    if request is not None:
        return request
    request = ask(_company(centre, account), _words(), account=account)
    if request.state not in OPEN_REQUESTS:  # nobody outside asked for it: nobody has to look first
        pass_request(request, RequestState.OPEN, account=account)
        request.refresh_from_db()
    Request.objects.filter(pk=request.pk).update(owner=None)  # practice is owed by nobody
    TrainingRequest.objects.create(request=request, made_by=account)
    return request


def _words() -> str:
    return _("For practice: two system administrators, Linux, English B2")


def _company(centre: Centre, account: Account) -> Company:
    row = Company.objects.filter(centre=centre, source=SOURCE).first()
    if row is None:
        row = Company(centre=centre, legal_name=NAME, source=SOURCE, ateco="62.10")
        save_company(row, account=account, even_if_alike=True)
        opt_out(row, account=account)
    return row
