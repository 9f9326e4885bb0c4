"""Who may open what: every address of ours, and a line for each neighbour's prefix.

A new address fails the tests until it stands here. `who` is one of

- `Who.EVERYBODY`: the walk-in pages, without login;
- `Who.DEVICE`: a paired tablet, by its token;
- `Who.SIGNED_IN`: any account, whatever its roles;
- `Who.ANY_ROLE`: any role in the centre of the address;
- a `Right`: the roles that hold it (`mestieri.kernel.roles`) in the centre of the address.

Everybody else gets 404, and who is not signed in is sent to the login page.
"""

from __future__ import annotations

import enum

from mestieri.kernel.roles import Right


class Who(enum.Enum):
    """Whoever is not told apart by a right."""

    EVERYBODY = "everybody"
    DEVICE = "a paired device"
    SIGNED_IN = "any account"
    ANY_ROLE = "any role in the centre"


TABLE: dict[str, Who | Right] = {
    # The public site
    "front-door": Who.EVERYBODY,
    "house": Who.EVERYBODY,
    "home": Who.EVERYBODY,
    "purpose": Who.EVERYBODY,
    "visit-us": Who.EVERYBODY,
    "not-asked": Who.EVERYBODY,
    "not-asked-poster": Who.EVERYBODY,
    "accessibility": Who.EVERYBODY,
    "privacy": Who.EVERYBODY,
    "find": Who.EVERYBODY,
    "find-outcome": Who.EVERYBODY,
    "occupation": Who.EVERYBODY,
    "occupation-pdf": Who.EVERYBODY,
    "afar-ask": Who.EVERYBODY,
    "afar-send": Who.EVERYBODY,
    "afar-read": Who.EVERYBODY,
    # The monitors
    "board": Who.EVERYBODY,
    "board-now": Who.EVERYBODY,
    "referral-outcome": Who.EVERYBODY,
    "referral-outcome-answer": Who.EVERYBODY,
    "referral-outcome-correct": Who.EVERYBODY,
    "slip": Who.EVERYBODY,
    "slip-print": Who.EVERYBODY,
    "directory": Who.EVERYBODY,
    "directory-entry": Who.EVERYBODY,
    "address-list": Who.EVERYBODY,
    "address-list-pdf": Who.EVERYBODY,
    "opportunities": Who.EVERYBODY,
    "opportunities-feed": Who.EVERYBODY,
    "opportunity": Who.EVERYBODY,
    "proposal": Who.EVERYBODY,  # the link itself is the key
    "proposal-send": Who.EVERYBODY,
    "link-again": Who.EVERYBODY,
    "media": Who.EVERYBODY,
    "wagtail_serve": Who.EVERYBODY,
    # The Banco
    "banco": Who.SIGNED_IN,
    "desk-language": Who.SIGNED_IN,
    "components": Who.SIGNED_IN,
    "banco-centre": Who.ANY_ROLE,
    # The Banco: the foundations
    "kernel-centre": Right.MANAGE_CENTRE,
    "kernel-status": Right.MANAGE_CENTRE,
    "kernel-places": Right.MANAGE_CENTRE,
    "kernel-site-add": Right.MANAGE_CENTRE,
    "kernel-site": Right.MANAGE_CENTRE,
    "kernel-site-change": Right.MANAGE_CENTRE,
    "kernel-site-remove": Right.MANAGE_CENTRE,
    "kernel-hours-add": Right.MANAGE_CENTRE,
    "kernel-hours-remove": Right.MANAGE_CENTRE,
    "kernel-closure-add": Right.MANAGE_CENTRE,
    "kernel-closure-remove": Right.MANAGE_CENTRE,
    "kernel-point-add": Right.MANAGE_CENTRE,
    "kernel-point-change": Right.MANAGE_CENTRE,
    "kernel-point-use": Right.MANAGE_CENTRE,
    "kernel-point-remove": Right.MANAGE_CENTRE,
    "kernel-areas": Right.MANAGE_CENTRE,
    "kernel-area-add": Right.MANAGE_CENTRE,
    "kernel-area-change": Right.MANAGE_CENTRE,
    "kernel-area-remove": Right.MANAGE_CENTRE,
    "kernel-space": Right.MANAGE_CENTRE,
    "kernel-space-pdf": Right.MANAGE_CENTRE,
    "kernel-item-add": Right.MANAGE_CENTRE,
    "kernel-item-change": Right.MANAGE_CENTRE,
    "kernel-item-remove": Right.MANAGE_CENTRE,
    "kernel-services": Right.MANAGE_CENTRE,
    "kernel-service-add": Right.MANAGE_CENTRE,
    "kernel-service-change": Right.MANAGE_CENTRE,
    "kernel-service-remove": Right.MANAGE_CENTRE,
    "kernel-partners": Right.MANAGE_CENTRE,
    "kernel-partner-add": Right.MANAGE_CENTRE,
    "kernel-partner-change": Right.MANAGE_CENTRE,
    "kernel-partner-remove": Right.MANAGE_CENTRE,
    "kernel-staff": Right.MANAGE_STAFF,
    "kernel-invite": Right.MANAGE_STAFF,
    "kernel-role-give": Right.MANAGE_STAFF,
    "kernel-link": Right.MANAGE_STAFF,
    "kernel-role-end": Right.MANAGE_STAFF,
    "kernel-vocabularies": Right.MANAGE_VOCABULARIES,
    "kernel-words": Right.MANAGE_VOCABULARIES,
    "kernel-term-add": Right.MANAGE_VOCABULARIES,
    "kernel-term-change": Right.MANAGE_VOCABULARIES,
    "kernel-term-retire": Right.MANAGE_VOCABULARIES,
    "kernel-districts": Right.MANAGE_LIBRARY,
    "kernel-district-add": Right.MANAGE_LIBRARY,
    "kernel-district-change": Right.MANAGE_LIBRARY,
    "kernel-district-remove": Right.MANAGE_LIBRARY,
    "kernel-proposals": Right.DECIDE_PROPOSALS,
    "kernel-proposal-invite": Right.DECIDE_PROPOSALS,
    "kernel-proposal-correct": Right.DECIDE_PROPOSALS,
    "kernel-proposal": Right.DECIDE_PROPOSALS,
    "kernel-proposal-decline": Right.DECIDE_PROPOSALS,
    "kernel-proposal-again": Right.DECIDE_PROPOSALS,
    "kernel-proposal-withdraw": Right.DECIDE_PROPOSALS,
    "kernel-audit": Right.SEE_AUDIT,
    "kernel-register": Right.SEE_REGISTER,
    "kernel-register-csv": Right.SEE_REGISTER,
    "kernel-register-pdf": Right.SEE_REGISTER,
    # The Banco: the reception
    "reception-counter": Right.COUNT_VISITS,
    "reception-day-counter": Right.COUNT_VISITS,
    "reception-day": Right.SEE_DAY,
    "reception-figures": Right.SEE_FIGURES,
    "reception-figures-csv": Right.SEE_FIGURES,
    "reception-figures-pdf": Right.SEE_FIGURES,
    "reception-who": Right.SEE_FIGURES,
    "reception-who-publish": Right.MANAGE_CENTRE,
    "reception-devices": Right.MANAGE_DEVICES,
    "reception-device-pair": Right.MANAGE_DEVICES,
    "reception-device-revoke": Right.MANAGE_DEVICES,
    "reception-questions": Right.MANAGE_DEVICES,
    "reception-sheets": Right.COUNT_VISITS,
    "reception-sheet-new": Right.COUNT_VISITS,
    "reception-sheet-empty": Right.COUNT_VISITS,
    "reception-sheet": Right.COUNT_VISITS,
    "reception-sheet-withdraw": Right.COUNT_VISITS,
    "reception-history": Right.KEEP_HISTORY,
    "reception-history-import": Right.KEEP_HISTORY,
    "reception-history-take-back": Right.KEEP_HISTORY,
    "reception-desks": Right.MANAGE_DESKS,
    "reception-desk-add": Right.MANAGE_DESKS,
    "reception-desk-edit": Right.MANAGE_DESKS,
    "reception-desk-remove": Right.MANAGE_DESKS,
    "reception-duty-add": Right.MANAGE_DESKS,
    "reception-duty-edit": Right.MANAGE_DESKS,
    "reception-duty-remove": Right.MANAGE_DESKS,
    "reception-queue": Right.RUN_QUEUE,
    "reception-queue-now": Right.RUN_QUEUE,
    "reception-ticket-pass": Right.RUN_QUEUE,
    "reception-queue-rules": Right.MANAGE_DESKS,
    "reception-advice": Right.ADVISE,
    "reception-questions": Right.ADVISE,
    "reception-advice-desk": Right.ADVISE,
    "reception-desk-now": Right.ADVISE,
    "reception-desk-open": Right.ADVISE,
    "reception-desk-close": Right.ADVISE,
    "reception-begin": Right.ADVISE,
    "reception-begin-at-once": Right.ADVISE,
    "reception-session": Right.ADVISE,
    "reception-session-hand-over": Right.ADVISE,
    "reception-session-slip": Right.ADVISE,
    "reception-afar": Right.ADVISE,
    "reception-afar-answer": Right.ADVISE,
    "reception-refer-to": Right.REFER,
    "reception-refer": Right.REFER,
    "reception-slip": Right.REFER,
    "reception-slip-pdf": Right.REFER,
    "reception-referral-take-back": Right.REFER,
    "reception-referrals": Right.REFER,
    # The Banco: the library
    "library-asked": Right.SEE_ASKED,
    "library-entries": Right.MANAGE_LIBRARY,
    "library-entry-add": Right.MANAGE_LIBRARY,
    "library-entry": Right.MANAGE_LIBRARY,
    "library-entry-change": Right.MANAGE_LIBRARY,
    "library-entry-verify": Right.MANAGE_LIBRARY,
    "library-entry-publish": Right.MANAGE_LIBRARY,
    "library-entry-retire": Right.MANAGE_LIBRARY,
    "library-schedule-add": Right.MANAGE_LIBRARY,
    "library-schedule-change": Right.MANAGE_LIBRARY,
    "library-schedule-remove": Right.MANAGE_LIBRARY,
    "library-exception-add": Right.MANAGE_LIBRARY,
    "library-exception-remove": Right.MANAGE_LIBRARY,
    "library-opportunities": Right.MANAGE_LIBRARY,
    "library-opportunity-add": Right.MANAGE_LIBRARY,
    "library-opportunity": Right.MANAGE_LIBRARY,
    "library-opportunity-change": Right.MANAGE_LIBRARY,
    "library-opportunity-verify": Right.MANAGE_LIBRARY,
    "library-opportunity-publish": Right.MANAGE_LIBRARY,
    "library-opportunity-retire": Right.MANAGE_LIBRARY,
    # The tablet at the door
    "tablet": Who.EVERYBODY,  # without its token it shows four closed buttons
    "tablet-worker": Who.EVERYBODY,
    "tablet-setting": Who.DEVICE,
    "tablet-visits": Who.DEVICE,
}

#: Prefixes whose addresses are not ours; each has its own test of who comes in.
PREFIXES: dict[str, str] = {
    "banco/accesso/": "allauth: signing in and out, the password, the second factor",
    "documenti/": "Wagtail: files that editorial pages link, open to everybody",
    "redazione/": "Wagtail: the editorial desk",
}
