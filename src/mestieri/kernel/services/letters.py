"""Messages that leave by e-mail."""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
#: Backends with which nothing leaves this machine: links are never written on a terminal.
NOWHERE = tuple(f"django.core.mail.backends.{name}." for name in ("console", "dummy", "filebased"))


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter.

    Attributes:
        name: how the reader finds it called, such as `cv-1.pdf`.
        content: its bytes.
        kind: its media type.
    """

    name: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True)
class Letter:
    """A message in plain text.

    Attributes:
        subject: one line; line breaks in it are folded.
        body: the text.
        enclosures: files that go with it.
    """

    subject: str
    body: str
    enclosures: tuple[Enclosure, ...] = ()


def can_leave() -> bool:
    """Whether the installation has a way to send messages at all."""
    return not settings.EMAIL_BACKEND.startswith(NOWHERE)


def send(letter: Letter, address: str) -> bool:
    """Send a letter to one address.

    Returns:
        Whether it left. It may not: no mail server, or it does not answer.
    """
    if not can_leave():
        return False
    try:
        message = EmailMessage(" ".join(letter.subject.splitlines()), letter.body, to=[address])
        for one in letter.enclosures:
            message.attach(one.name, one.content, one.kind)
        message.send()
    except (OSError, smtplib.SMTPException):
        logger.warning("A message could not be sent: the mail server does not answer.")
        return False
    return True
