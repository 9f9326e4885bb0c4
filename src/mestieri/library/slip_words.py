"""Closed words that a directory entry, and a referral slip made from it, are written with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessMode(models.TextChoices):
    """How one gets in."""

    FREE = "free", _("Just go, without an appointment")
    APPOINTMENT = "appointment", _("By appointment")
    PHONE = "phone", _("By telephone")
    ONLINE = "online", _("On the internet")
    DIGITAL_IDENTITY = "digital-identity", _("With digital identity (SPID or CIE)")
    REFERRED = "referred", _("Sent by another service")


class RequiredDocument(models.TextChoices):
    """What to bring."""

    IDENTITY_DOCUMENT = "identity-document", _("Identity document")
    TAX_CODE = "tax-code", _("Tax code or health card")
    RESIDENCE_PERMIT = "residence-permit", _("Residence permit, or the receipt of its request")
    PASSPORT = "passport", _("Passport")
    DIGITAL_IDENTITY = "digital-identity", _("Digital identity (SPID or CIE) on your phone")
    CV = "cv", _("CV, if you have one")
    QUALIFICATIONS = "qualifications", _("Diplomas and certificates")
    EMPLOYMENT_CONTRACT = "employment-contract", _("Contract, or letter of dismissal")
    PAY_SLIPS = "pay-slips", _("Last pay slips")
    ISEE = "isee", _("ISEE declaration")
    DISABILITY_REPORT = "disability-report", _("Report that recognises the disability")
    BANK_DETAILS = "bank-details", _("IBAN of your account")
    PHOTOGRAPHS = "photographs", _("Passport photographs")
    NOTHING = "nothing", _("Nothing")
