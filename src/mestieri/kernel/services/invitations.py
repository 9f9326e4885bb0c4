"""Tell somebody by e-mail that they work here now."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import letters
from mestieri.kernel.services.letters import Letter


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
    return letters.send(Letter(subject, body), account.email)
