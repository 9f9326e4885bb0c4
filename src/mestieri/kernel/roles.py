"""Roles of the house and what each may do (domain book §4.5).

A role is always held in one centre. A page asks for a `Right`, never for a role, so that
who may do what is written once, here.
"""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who works in a centre."""

    RECEPTIONIST = "receptionist", _("Receptionist")
    ADVISER = "adviser", _("Adviser")
    DOCUMENTALIST = "documentalist", _("Documentalist")
    EVENTS_OFFICER = "events_officer", _("Events officer")
    PARTNER_REFERENT = "partner_referent", _("Partner referent")
    DIRECTOR = "director", _("Director")
    AUDITOR = "auditor", _("Label auditor")
    CV_CURATOR = "cv_curator", _("CV curator")
    CALLER = "caller", _("Caller")
    MATCHER = "matcher", _("Matcher")
    TABLE_COORDINATOR = "table_coordinator", _("Table coordinator")
    TABLE_PARTICIPANT = "table_participant", _("Table participant")
    INSTITUTIONAL_REFERENT = "institutional_referent", _("Institutional referent")
    CENTRAL_COORDINATION = "central_coordination", _("Central coordination")
    TUTOR = "tutor", _("Tutor of insertion paths")
    SITE_EDITOR = "site_editor", _("Site editor")
    KEEPER = "keeper", _("Infrastructure keeper")
    DATA_PROTECTION_OFFICER = "dpo", _("Data protection officer")


class Right(enum.Enum):
    """Something a page lets one do."""

    COUNT_VISITS = "count visits"
    SEE_DAY = "see the counts of the day"
    RUN_QUEUE = "give numbers and call them"
    ADVISE = "advise at a desk and from afar"
    SEE_FIGURES = "see the figures of the centre"
    KEEP_HISTORY = "bring in the visits of the past"
    MANAGE_DESKS = "keep the desks and their hours"
    REFER = "send people on to the services of the territory"
    MANAGE_DEVICES = "pair and revoke tablets"
    MANAGE_CENTRE = "keep the centre's sheet, places, areas and services"
    MANAGE_STAFF = "invite staff and give roles"
    MANAGE_VOCABULARIES = "keep the vocabularies"
    MANAGE_LIBRARY = "keep documents, addresses and opportunities"
    WRITE_GUIDANCE = "write questionnaires and guides"
    BRING_TABLES_IN = "bring spreadsheets in"
    DECIDE_PROPOSALS = "invite organisations to propose, and decide"
    SEE_ASKED = "see what people looked for"
    EDIT_PAGES = "edit the pages of the site"
    SEE_AUDIT = "read the audit log"
    SEE_REGISTER = "read the register of processing"
    MANAGE_EVENTS = "compose, publish and change the calendar"
    WELCOME_AT_EVENTS = "check in at events and count heads"
    ANSWER_ABOUT_DATA = "answer people about their own data"
    WRITE_ASSESSMENT = "write the answers of the impact assessment"
    KEEP_CVS = "keep members and CVs, sort them"
    SEARCH_CVS = "search the CVs that may be shown"
    CALL_COMPANIES = "call companies and follow what comes of it"
    MANAGE_COMPANIES = "keep companies and their contacts"
    PRESENT_CVS = "choose people for a request, ask them, present them"
    RUN_CAMPAIGNS = "write scripts and messages, run campaigns of calls"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECEPTIONIST: frozenset(
        {
            Right.COUNT_VISITS,
            Right.SEE_DAY,
            Right.MANAGE_DESKS,
            Right.RUN_QUEUE,
            Right.WELCOME_AT_EVENTS,
        }
    ),
    Role.ADVISER: frozenset(
        {
            Right.COUNT_VISITS,
            Right.SEE_DAY,
            Right.SEE_ASKED,
            Right.RUN_QUEUE,
            Right.ADVISE,
            Right.REFER,
            Right.WRITE_GUIDANCE,
        }
    ),
    Role.DOCUMENTALIST: frozenset(
        {
            Right.MANAGE_VOCABULARIES,
            Right.MANAGE_LIBRARY,
            Right.WRITE_GUIDANCE,
            Right.BRING_TABLES_IN,
            Right.DECIDE_PROPOSALS,
            Right.SEE_ASKED,
        }
    ),
    Role.EVENTS_OFFICER: frozenset(
        {
            Right.SEE_DAY,
            Right.SEE_ASKED,
            Right.DECIDE_PROPOSALS,
            Right.MANAGE_EVENTS,
            Right.WELCOME_AT_EVENTS,
        }
    ),
    Role.PARTNER_REFERENT: frozenset(),
    Role.DIRECTOR: frozenset(
        {
            Right.COUNT_VISITS,
            Right.SEE_DAY,
            Right.RUN_QUEUE,
            Right.SEE_FIGURES,
            Right.KEEP_HISTORY,
            Right.MANAGE_DESKS,
            Right.REFER,
            Right.MANAGE_DEVICES,
            Right.MANAGE_CENTRE,
            Right.MANAGE_STAFF,
            Right.MANAGE_VOCABULARIES,
            Right.MANAGE_LIBRARY,
            Right.WRITE_GUIDANCE,
            Right.BRING_TABLES_IN,
            Right.DECIDE_PROPOSALS,
            Right.SEE_ASKED,
            Right.SEE_AUDIT,
            Right.SEE_REGISTER,
            Right.ANSWER_ABOUT_DATA,
            Right.WRITE_ASSESSMENT,
            Right.CALL_COMPANIES,
            Right.MANAGE_COMPANIES,
            Right.RUN_CAMPAIGNS,
            Right.MANAGE_EVENTS,
            Right.WELCOME_AT_EVENTS,
        }
    ),
    Role.AUDITOR: frozenset({Right.SEE_FIGURES}),
    Role.CV_CURATOR: frozenset({Right.KEEP_CVS, Right.SEARCH_CVS}),
    Role.CALLER: frozenset({Right.CALL_COMPANIES, Right.MANAGE_COMPANIES}),
    Role.MATCHER: frozenset(
        {
            Right.SEARCH_CVS,
            Right.PRESENT_CVS,
            Right.CALL_COMPANIES,
            Right.MANAGE_COMPANIES,
            Right.RUN_CAMPAIGNS,
        }
    ),
    Role.TABLE_COORDINATOR: frozenset({Right.SEE_ASKED}),
    Role.TABLE_PARTICIPANT: frozenset(),
    Role.INSTITUTIONAL_REFERENT: frozenset(),
    Role.CENTRAL_COORDINATION: frozenset({Right.SEE_ASKED}),
    Role.TUTOR: frozenset(),
    Role.SITE_EDITOR: frozenset({Right.EDIT_PAGES}),
    Role.KEEPER: frozenset({Right.MANAGE_DEVICES, Right.SEE_AUDIT}),
    Role.DATA_PROTECTION_OFFICER: frozenset(
        {
            Right.SEE_AUDIT,
            Right.SEE_REGISTER,
            Right.ANSWER_ABOUT_DATA,
            Right.WRITE_ASSESSMENT,
        }
    ),
}


def roles_with(right: Right) -> list[Role]:
    """Roles that hold a right, in the order of §4.5."""
    return [role for role in Role if right in RIGHTS[role]]
