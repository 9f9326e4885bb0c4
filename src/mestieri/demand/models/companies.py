"""Companies, the people one speaks to there, and what changed of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.vocabulary import CompanyState, SizeBand
from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedEmailField,
    EncryptedTextField,
)
from mestieri.kernel.privacy import Basis, World, classified

LONGEST_NOTE = 600


@classified(
    World.IDENTIFIED,
    purpose=_("Know which companies may need people, and which do not want to be called (PM-27)."),
    retention=_("As long as the centre works with it; that it must not be called, for ever."),
    facts="id centre ateco section size municipality istat website families "
    "best_time note source state merged_into do_not_call do_not_call_on last_called_on added_at",
    organisation="legal_name name_key tax_code address phone email",
    staff_author="owner",
)
class Company(models.Model):
    """A company (*azienda*).

    Attributes:
        name_key: the legal name without capitals, accents and legal form: two records with the
            same key in the same place are the same company.
        tax_code: Italian VAT number (eleven figures) or a foreign one with its country.
        ateco: code of ATECO 2025, with its points; `section` is its letter.
        istat: ISTAT's code of the municipality, by which distances are known.
        families: professional families that could interest it, in plain words.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    legal_name = models.CharField(_("legal name"), max_length=160)
    name_key = models.CharField(max_length=160, editable=False)
    tax_code = models.CharField(_("VAT number"), max_length=20, blank=True)
    ateco = models.CharField(_("ATECO 2025 code"), max_length=10, blank=True)
    section = models.CharField(max_length=1, blank=True, editable=False)
    size = models.CharField(_("size"), max_length=8, choices=SizeBand, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    istat = models.CharField(max_length=6, blank=True, editable=False)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone of the company"), max_length=40, blank=True)
    email = models.EmailField(
        _("e-mail of the company"),
        blank=True,
        help_text=_("The office's address; that of a person goes with the person."),
    )
    website = models.URLField(_("website"), blank=True, max_length=300)
    families = models.CharField(
        _("trades that could interest it"),
        max_length=300,
        blank=True,
        help_text=_("In plain words, with commas: turner, warehouse, accountant."),
    )
    best_time = models.CharField(_("best time to call"), max_length=80, blank=True)
    note = models.TextField(
        _("note on the company"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("About the company, never about a person: no names, no numbers."),
    )
    source = models.CharField(
        _("where its data come from"), max_length=160, help_text=_("Who asks is told it.")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=CompanyState, default=CompanyState.ACTIVE, editable=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", editable=False
    )
    do_not_call = models.BooleanField(_("do not call"), default=False, editable=False)
    do_not_call_on = models.DateField(null=True, blank=True, editable=False)
    last_called_on = models.DateField(null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["legal_name", "id"]
        indexes = [
            models.Index(fields=["centre", "state", "legal_name"], name="company_by_name"),
            models.Index(fields=["centre", "name_key"], name="company_by_key"),
            models.Index(fields=["centre", "ateco"], name="company_by_ateco"),
            models.Index(fields=["centre", "istat"], name="company_by_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "tax_code"],
                condition=~models.Q(tax_code="") & ~models.Q(state="MERGED"),
                name="company_tax_code_once_a_centre",
                violation_error_message=_("There is already a company with this VAT number."),
            ),
            models.CheckConstraint(
                name="company_state_is_known", condition=models.Q(state__in=CompanyState.values)
            ),
            models.CheckConstraint(
                name="company_merged_says_into_which",
                condition=models.Q(state="MERGED", merged_into__isnull=False)
                | (~models.Q(state="MERGED") & models.Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="company_opt_out_has_a_day",
                condition=models.Q(do_not_call=False) | models.Q(do_not_call_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.legal_name

    @property
    def may_be_called(self) -> bool:
        """Whether anybody may call it at all."""
        return self.state == CompanyState.ACTIVE and not self.do_not_call


@classified(
    World.IDENTIFIED,
    purpose=_("Find a company again under a name it had before."),
    retention=_("As long as the company."),
    facts="id company added_on",
    organisation="name",
)
class FormerName(models.Model):
    """A name under which a company was known."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=160)
    added_on = models.DateField(auto_now_add=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="former_name_once_a_company")
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Speak to the right person of a company, and say from where we know them (PM-27)."),
    retention=_("24 months after the last contact."),
    basis=Basis.LEGITIMATE_INTEREST,
    facts="id company source added_at is_hidden",
    person="name role phone email email_index last_contact_on",
    encrypted="name role phone email email_index",
    staff_author="added_by",
)
class CompanyContact(models.Model):
    """A person one speaks to in a company.

    Attributes:
        source: how we came to know them: GDPR, article 14, wants it said to who asks.
        is_hidden: put out of use at the person's request: shown and written to no more.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="contacts")
    name = EncryptedTextField(_("name and surname"), max_length=120)
    role = EncryptedTextField(_("what they do there"), max_length=120, blank=True)
    phone = EncryptedTextField(_("direct telephone"), max_length=40, blank=True)
    email = EncryptedEmailField(_("e-mail"), blank=True)
    email_index = BlindIndexField(of="email")
    source = models.CharField(
        _("how we know them"),
        max_length=160,
        help_text=_("For instance: their own message, the company's website."),
    )
    last_contact_on = models.DateField(editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("contact of a company")
        verbose_name_plural = _("contacts of companies")
        ordering = ["id"]
        indexes = [models.Index(fields=["last_contact_on"], name="contact_by_last_contact")]
        constraints = [
            models.CheckConstraint(name="contact_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="contact_has_a_source", condition=~models.Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} – {self.pk}"


@classified(
    World.IDENTIFIED,
    purpose=_("Know what changed of a company, when, and who wrote it."),
    retention=_("As long as the company."),
    facts="id company made_at act reason changes",
    staff_author="made_by",
)
class CompanyChange(models.Model):
    """One real change of a company. `changes`: name of a field → the words before and after."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="changes")
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    act = models.CharField(_("act"), max_length=20)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("change of a company")
        verbose_name_plural = _("changes of companies")
        ordering = ["-id"]
        indexes = [models.Index(fields=["company", "-id"], name="company_change_by_company")]

    def __str__(self) -> str:
        return f"{self.act} {self.company_id}"
