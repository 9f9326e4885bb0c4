"""Tell somebody by e-mail that they work here now."""

from __future__ import annotations

import logging
import smtplib

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre

logger = logging.getLogger(__name__)


def send(account: Account, centre: Centre, address: str) -> bool:
    """Send the invitation in the account's language.

    Args:
        address: where to go: a single-use link, or the Banco for who signs in already.

    Returns:
        Whether the message left. It may not (no mail server): the role is there all the same.
    """
    with translation.override(account.language):
        subject = _("You work at %(centre)s now") % {"centre": centre.name}
        body = _(
            "Hello %(name)s,\n\n%(centre)s has given you a role at its desk. Go on from here:\n\n"
            "%(address)s\n\nIf you did not expect this message, leave it be."
        ) % {"name": account.name, "centre": centre.name, "address": address}
    try:
        send_mail(" ".join(subject.splitlines()), body, None, [account.email])
    except (OSError, smtplib.SMTPException):
        logger.warning("An invitation could not be sent: the mail server does not answer.")
        return False
    return True
