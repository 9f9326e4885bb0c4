"""Classification of the columns of the libraries we stand on."""

from __future__ import annotations

import functools

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy.classification import (
    Basis,
    Classification,
    World,
    make_classification,
)

_EDITORIAL_RETENTION = _("As long as the page, then with its revisions.")

#: Apps whose models hold pages, images, documents and their machinery: no persons save the
#: member of staff who wrote (declared below, column by column).
_EDITORIAL_APPS = frozenset(
    {
        "wagtailcore",
        "wagtailimages",
        "wagtaildocs",
        "wagtailembeds",
        "wagtailsearch",
        "wagtailadmin",
        "wagtailusers",
        "taggit",
        "simple_translation",
    }
)

#: Keys by which an editorial row names the member of staff who wrote it.
_EDITORIAL_AUTHORS = {
    "wagtailcore.page": "owner locked_by",
    "wagtailcore.revision": "user",
    "wagtailcore.pagelogentry": "user",
    "wagtailcore.modellogentry": "user",
    "wagtailcore.comment": "user resolved_by",
    "wagtailcore.commentreply": "user",
    "wagtailcore.pagesubscription": "user",
    "wagtailcore.uploadedfile": "uploaded_by_user",
    "wagtailcore.workflowstate": "requested_by",
    "wagtailcore.taskstate": "finished_by",
    "wagtailimages.image": "uploaded_by_user",
    "wagtaildocs.document": "uploaded_by_user",
    "wagtailadmin.editingsession": "user",
    "wagtailadmin.formstate": "user",
    "wagtailcore.apitoken": "user",
}

_MACHINERY = {
    "django_q.schedule": (
        _("Say what is done in the background, and when."),
        "id name func hook args kwargs schedule_type minutes repeats next_run cron task cluster "
        "intended_date_kwarg",
    ),
    "django_q.ormq": (
        _("Keep what is waiting to be done in the background: names of functions and numbers."),
        "id key payload lock",
    ),
    "django_q.task": (
        _("Keep what failed in the background: names of functions and numbers."),
        "id name func hook args kwargs result group cluster started stopped success attempt_count",
    ),
    "contenttypes.contenttype": (_("Name the models."), "id app_label model"),
    "auth.permission": (_("Permissions of the editorial desk."), "id name content_type codename"),
    "auth.group": (_("Groups of the editorial desk, one a centre."), "id name"),
    "auth.group_permissions": (_("Permissions of a group."), "id group permission"),
}

_MACHINERY_RETENTION = {
    "django_q.task": _("90 days."),
    "django_q.ormq": _("Until it is done."),
}


def _organisation_words(model: type[models.Model], taken: frozenset[str]) -> tuple[str, str]:
    """Split remaining columns into plain facts and names of things."""
    names = [field.name for field in model._meta.local_fields if field.name not in taken]
    look_personal = ("name", "email", "phone", "title", "author", "file", "password")
    things = [name for name in names if any(word in name for word in look_personal)]
    facts = [name for name in names if name not in things]
    return " ".join(facts), " ".join(things)


def _editorial(model: type[models.Model]) -> Classification:
    authors = _EDITORIAL_AUTHORS.get(model._meta.label_lower, "")
    facts, organisation = _organisation_words(model, frozenset(authors.split()))
    return make_classification(
        World.HOUSE,
        purpose=_("Publish the pages of the site."),
        retention=_EDITORIAL_RETENTION,
        facts=facts,
        organisation=organisation,
        staff_author=authors,
    )


def _machinery(label: str) -> Classification:
    purpose, columns = _MACHINERY[label]
    return make_classification(
        World.HOUSE,
        purpose=purpose,
        retention=_MACHINERY_RETENTION.get(label, _("As long as the installation.")),
        organisation=columns,
    )


def _sign_in(label: str) -> Classification | None:
    declared = {
        "account.emailaddress": ("id verified primary", "user email"),
        "account.emailconfirmation": ("id created sent key", "email_address"),
        "kernel.account_groups": ("id group", "account"),
        "kernel.account_user_permissions": ("id permission", "account"),
        "mfa.authenticator": ("id type created_at last_used_at", "user data"),
        "wagtailusers.userprofile": (
            "id submitted_notifications approved_notifications rejected_notifications "
            "updated_comments_notifications dismissibles theme density contrast "
            "keyboard_shortcuts preferred_language current_time_zone",
            "user avatar",
        ),
    }.get(label)
    if label == "sessions.session":
        return make_classification(
            World.STAFF,
            purpose=_("Let the people who run a centre sign in."),
            retention=_("12 hours."),
            basis=Basis.PUBLIC_TASK,
            facts="session_key expire_date",
            person="session_data",
            in_the_clear="session_data",
        )
    if declared is None:
        return None
    facts, person = declared
    words = set(person.split()) - {"user", "account"}
    closed = words if label == "mfa.authenticator" else set()  # by our adapter
    return make_classification(
        World.STAFF,
        purpose=_("Let the people who run a centre sign in."),
        retention=_("Until the account ends."),
        basis=Basis.PUBLIC_TASK,
        facts=facts,
        person=person,
        encrypted=" ".join(sorted(closed)),
        in_the_clear=" ".join(sorted(words - closed)),
    )


@functools.cache
def third_party_classification(model: type[models.Model]) -> Classification | None:
    """Classification of a model that is not ours, or None if nobody has thought of it."""
    label = model._meta.label_lower
    signed = _sign_in(label)
    if signed is not None:
        return signed
    if label in _MACHINERY:
        return _machinery(label)
    if model._meta.app_label in _EDITORIAL_APPS:
        return _editorial(model)
    return None


def every_model() -> list[type[models.Model]]:
    """Every concrete model of the installation, the automatic many-to-many ones included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
    ]
