"""From which bank the people of a request come: the real one, or the made-up one for practice."""

from __future__ import annotations

from mestieri.demand.models import Request, TrainingRequest
from mestieri.demand.training import MadeUpBank
from mestieri.kernel import cv_bank
from mestieri.kernel.cv_bank import CVBank

_MADE_UP = MadeUpBank()


def is_training(request: Request) -> bool:
    """Whether a request is made up, for practice."""
    return TrainingRequest.objects.filter(request=request).exists()


def bank_of(request: Request) -> CVBank:
    """The bank of a request. A made-up request knows nobody real, a real one nobody made-up."""
    return _MADE_UP if is_training(request) else cv_bank.the_bank()
