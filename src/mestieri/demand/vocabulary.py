"""The closed vocabularies of companies and calls."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SizeBand(models.TextChoices):
    """How many people work there, coarsely."""

    UNKNOWN = "", _("not known")
    MICRO = "MICRO", _("up to 9 people")
    SMALL = "SMALL", _("10 to 49 people")
    MEDIUM = "MEDIUM", _("50 to 249 people")
    LARGE = "LARGE", _("250 people or more")


#: The bands that say something.
SIZES = [(size.value, size.label) for size in SizeBand if size.value]


class CompanyState(models.TextChoices):
    """What became of a company."""

    ACTIVE = "ACTIVE", _("active")
    MOVED = "MOVED", _("moved away")
    CLOSED = "CLOSED", _("closed down")
    MERGED = "MERGED", _("merged with another record")


class Outcome(models.TextChoices):
    """How a call ended (glossary: `Call, Outcome`)."""

    NO_ANSWER = "NO_ANSWER", _("No answer")
    CALL_BACK = "CALL_BACK", _("Call back")
    NOT_INTERESTED = "NOT_INTERESTED", _("Not interested")
    SEND_INFO = "SEND_INFO", _("Send information")
    INTERESTED = "INTERESTED", _("Interested: a signal")
    REQUEST = "REQUEST", _("They ask for somebody: a request")
    WRONG_NUMBER = "WRONG_NUMBER", _("Wrong number")
    DO_NOT_CALL = "DO_NOT_CALL", _("Do not call again")


#: One key each on the caller's screen, in the order of the screen.
OUTCOME_KEYS: dict[str, str] = {
    str(number): outcome.value for number, outcome in enumerate(Outcome, start=1)
}


class TargetState(models.TextChoices):
    """Where a company stands in a campaign. The order of the codes is that of the calls."""

    CALL_BACK = "CALL_BACK", _("to call back")
    TO_CALL = "TO_CALL", _("to call")
    WAITING = "WAITING", _("waiting for an answer to what was sent")
    TO_FIX = "TO_FIX", _("the number is to be found")
    DONE = "DONE", _("dealt with")
    EXCLUDED = "EXCLUDED", _("not to be called")


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "DRAFT", _("in preparation")
    RUNNING = "RUNNING", _("under way")
    PAUSED = "PAUSED", _("paused")
    CLOSED = "CLOSED", _("ended")


class VersionState(models.TextChoices):
    """Where a version of a message or of a script stands."""

    DRAFT = "DRAFT", _("draft")
    PUBLISHED = "PUBLISHED", _("in use")
    RETIRED = "RETIRED", _("replaced")


class StepKind(models.TextChoices):
    """What a step of a call does."""

    OPENING = "OPENING", _("Opening")
    QUESTION = "QUESTION", _("Question")
    OBJECTION = "OBJECTION", _("Objection")
    CLOSING = "CLOSING", _("Closing")


class SignalState(models.TextChoices):
    """Where a signal stands."""

    OPEN = "OPEN", _("to be followed")
    REQUEST = "REQUEST", _("became a request")
    DROPPED = "DROPPED", _("led to nothing")
    EXPIRED = "EXPIRED", _("expired")


class LetterState(models.TextChoices):
    """Where a prepared message stands. Only a person sends it."""

    PREPARED = "PREPARED", _("to be sent")
    SENT = "SENT", _("sent")
    DROPPED = "DROPPED", _("not sent")


class RequestState(models.TextChoices):
    """Where a request of a company stands."""

    AWAITING = "AWAITING", _("waiting for somebody of the centre to check it")
    OPEN = "OPEN", _("open")
    SEARCHING = "SEARCHING", _("we are looking")
    SATISFIED = "SATISFIED", _("closed: somebody found work")
    WITHDRAWN = "WITHDRAWN", _("withdrawn by the company")
    UNANSWERED = "UNANSWERED", _("closed: nobody could be proposed")
    REFUSED = "REFUSED", _("not taken on")


#: Requests that a person has approved and that are not closed: these alone may be searched for.
OPEN_REQUESTS = (RequestState.OPEN, RequestState.SEARCHING)
#: Requests for which somebody owes the next step.
LIVE_REQUESTS = (RequestState.AWAITING, *OPEN_REQUESTS)
#: How a request may close once it was approved.
CLOSED_REQUESTS = (RequestState.SATISFIED, RequestState.WITHDRAWN, RequestState.UNANSWERED)
#: Closed because somebody went back to work.
EMPLOYED_REQUESTS = (RequestState.SATISFIED,)
#: States that say why.
REASONED_REQUESTS = (RequestState.WITHDRAWN, RequestState.UNANSWERED, RequestState.REFUSED)

#: State → the states that may follow it. `AWAITING` is left by approving, refusing or withdrawing.
REQUEST_PASSAGES: dict[str, tuple[RequestState, ...]] = {
    RequestState.AWAITING: (RequestState.OPEN, RequestState.REFUSED, RequestState.WITHDRAWN),
    RequestState.OPEN: (RequestState.SEARCHING, *CLOSED_REQUESTS),
    RequestState.SEARCHING: (RequestState.OPEN, *CLOSED_REQUESTS),
    **dict.fromkeys(CLOSED_REQUESTS, (RequestState.OPEN,)),
    RequestState.REFUSED: (RequestState.AWAITING,),
}
