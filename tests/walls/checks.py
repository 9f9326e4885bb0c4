"""The walls as functions: each returns sentences about what is wrong, none when all stands.

They take the models to look at, so that a test can show them a model that is wrong and see
that they say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from mestieri.kernel.encryption.fields import BlindIndexField, ClosedField
from mestieri.kernel.privacy import Classification, World, classification_of

ModelClass = type[models.Model]
Key = models.Field | GenericForeignKey

#: Words in a column's name that make one think of a person.
PERSONAL_WORDS = frozenset(
    """
    account address age avatar birth birthday birthplace born cellphone citizen citizenship cognome
    contact curriculum cv disability dob email ethnicity family father fiscal gender health iban ip
    lastname mail man mobile mother name names nationality nome password people person phone photo
    picture portrait religion selfie sesso sex signature ssn street surname tax telephone username
    visitor woman
    """.split()
)
#: Types of column that make one think of a person, whatever their name.
PERSONAL_TYPES = (models.EmailField, models.GenericIPAddressField, models.ImageField)
GROUPS = ("facts", "organisation", "person", "staff_author", "coarse")


def label(model: ModelClass) -> str:
    return model._meta.label


def keys_of(model: ModelClass) -> list[Key]:
    """Forward keys of a model: foreign, one-to-one, many-to-many and generic ones."""
    fields = [*model._meta.get_fields(), *model._meta.private_fields]
    found = {id(f): f for f in fields if f.is_relation and not getattr(f, "auto_created", False)}
    parents = [f for f in model._meta.local_fields if f.is_relation]
    return list({**found, **{id(f): f for f in parents}}.values())


def targets_of(key: Key) -> list[ModelClass]:
    """Models that a key reaches, with the table between them for a many-to-many."""
    if isinstance(key, GenericForeignKey):
        return []
    reached = [key.related_model]
    through = getattr(key.remote_field, "through", None)
    return [*reached, through] if through is not None else reached


def holds_persons(model: ModelClass) -> bool:
    """Whether a model is on the other side of the door."""
    declared = classification_of(model)
    return declared is None or declared.holds_persons or declared.world is World.IDENTIFIED


def is_declared_author(model: ModelClass, key: Key) -> bool:
    """Whether a key was declared to name the member of staff who wrote the row."""
    declared = classification_of(model)
    return declared is not None and key.name in declared.staff_author


# The two worlds --------------------------------------------------------------------------


def world_a(every: Iterable[ModelClass]) -> list[ModelClass]:
    """Models of the walk-in world among `every`."""
    return [
        model
        for model in every
        if (declared := classification_of(model)) and declared.world is World.WALK_IN
    ]


def paths_from(start: ModelClass) -> Iterator[tuple[str, ModelClass | None]]:
    """Every key followed from a model, with the path as text; None stands for «anything»."""
    seen = {start}
    waiting = [(label(start), start)]
    while waiting:
        path, model = waiting.pop()
        for key in keys_of(model):
            if is_declared_author(model, key):
                continue
            here = f"{path}.{key.name}"
            if isinstance(key, GenericForeignKey):
                yield here, None
            for target in targets_of(key):
                yield f"{here} → {label(target)}", target
                if target not in seen and not holds_persons(target):
                    seen.add(target)
                    waiting.append((f"{here} → {label(target)}", target))


def paths_to_persons(every: Iterable[ModelClass]) -> list[str]:
    """Keys by which the walk-in world could reach a person."""
    wrong = []
    for model in world_a(every):
        for path, target in paths_from(model):
            if target is None:
                wrong.append(f"{path} is a generic key: it may reach anything.")
            elif holds_persons(target):
                wrong.append(f"{path} holds persons.")
    return wrong


def keys_into_world_a(every: Iterable[ModelClass]) -> list[str]:
    """Keys by which what holds persons could point at what happened at the door."""
    return [
        f"{label(model)}.{key.name} points from persons into the walk-in world."
        for model in every
        if holds_persons(model)
        for key in keys_of(model)
        for target in targets_of(key)
        if (declared := classification_of(target)) and declared.world is World.WALK_IN
    ]


def wrong_authors(every: Iterable[ModelClass]) -> list[str]:
    """Columns declared `staff_author` that are not a plain key to an account."""
    wrong = []
    for model in every:
        declared = classification_of(model)
        for name in declared.staff_author if declared else ():
            field = model._meta.get_field(name)
            if not (field.many_to_one and field.related_model is get_user_model()):
                wrong.append(f"{label(model)}.{name} is no key to an account of the staff.")
    return wrong


# Every column is classified --------------------------------------------------------------


def columns_of(model: ModelClass) -> set[str]:
    """Names of the columns of a model's own table."""
    return {field.name for field in model._meta.local_fields}


def unclassified(every: Iterable[ModelClass]) -> list[str]:
    """Models and columns that nobody has thought about."""
    wrong = []
    for model in every:
        declared = classification_of(model)
        if declared is None:
            wrong.append(f"{label(model)} is not classified.")
            continue
        missing = columns_of(model) - declared.columns
        wrong += [f"{label(model)}.{name} is not classified." for name in sorted(missing)]
    return wrong


def classified_badly(every: Iterable[ModelClass]) -> list[str]:
    """Names classified that are no columns, or classified more than once."""
    wrong = []
    for model in every:
        declared = classification_of(model)
        if declared is None:
            continue
        known = columns_of(model) | {field.name for field in model._meta.local_many_to_many}
        for name in sorted(declared.columns):
            if name not in known:
                wrong.append(f"{label(model)} has no column {name}, which is classified.")
            if len(groups_with(declared, name)) > 1:
                wrong.append(f"{label(model)}.{name} is classified twice.")
        wrong += unsaid(model, declared)
    return wrong


def unsaid(model: ModelClass, declared: Classification) -> list[str]:
    """What every classification must say, left unsaid."""
    return [
        f"{label(model)} does not say its {what}."
        for what, sentence in (("purpose", declared.purpose), ("retention", declared.retention))
        if not str(sentence).endswith(".")
    ]


def groups_with(declared: Classification, name: str) -> list[str]:
    return [group for group in GROUPS if name in getattr(declared, group)]


def looks_personal(field: models.Field) -> bool:
    """Whether a column is named or typed like a person's."""
    named = bool(PERSONAL_WORDS & set(field.name.lower().split("_")))
    typed = isinstance(field, PERSONAL_TYPES)
    pointed = field.is_relation and field.related_model is get_user_model()
    return named or typed or pointed


def persons_among_facts(every: Iterable[ModelClass]) -> list[str]:
    """Columns that look like a person's, classified as if they said nothing of anybody."""
    return [
        f"{label(model)}.{field.name} looks like a person's but is classified among the facts: "
        "say `person` with a legal basis, `organisation` or `staff_author`."
        for model in every
        if (declared := classification_of(model))
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.name in declared.facts and looks_personal(field)
    ]


def accounts_taken_for_things(every: Iterable[ModelClass]) -> list[str]:
    """Keys to an account that are neither `person` nor `staff_author`."""
    return [
        f"{label(model)}.{field.name} is a key to an account: say `person` or `staff_author`."
        for model in every
        if (declared := classification_of(model))
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is get_user_model()
        if field.name in declared.facts | declared.organisation
    ]


# What must be closed is closed ------------------------------------------------------------

#: Closed by allauth itself, through our adapter (`kernel.authentication`).
CLOSED_BY_AN_ADAPTER = {"mfa.Authenticator.data"}
#: Words in the name of a column by which somebody can be reached.
CONTACT_WORDS = frozenset("address email iban mail mobile phone telephone".split())
WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def is_closed(model: ModelClass, field: models.Field) -> bool:
    by_us = isinstance(field, ClosedField | BlindIndexField)
    return by_us or f"{label(model)}.{field.name}" in CLOSED_BY_AN_ADAPTER


def closed_otherwise_than_said(every: Iterable[ModelClass]) -> list[str]:
    """Columns said to be closed that are not, and closed ones of which it is not said."""
    wrong = []
    for model in every:
        declared = classification_of(model)
        if declared is None:
            continue
        closed = {field.name for field in model._meta.local_fields if is_closed(model, field)}
        wrong += [
            f"{label(model)}.{name}: `encrypted` says one thing, the column another."
            for name in sorted(closed ^ declared.encrypted)
        ]
        for name in sorted((declared.in_the_clear | declared.special) - declared.person):
            wrong.append(f"{label(model)}.{name} is no column about a person.")
    return wrong


def words_of_persons_left_open(every: Iterable[ModelClass]) -> list[str]:
    """Words about a person of which nobody has said whether the database may read them."""
    return [
        f"{label(model)}.{field.name} holds words about a person: close it (`encrypted`), or "
        "answer for it (`in_the_clear`)."
        for model in every
        if (declared := classification_of(model))
        for field in model._meta.local_fields
        if field.name in declared.person - declared.encrypted - declared.in_the_clear
        if isinstance(field, WORDS) and not field.choices
    ]


def contacts_left_open(every: Iterable[ModelClass]) -> list[str]:
    """Ways to reach an identified person that stand in the clear."""
    return [
        f"{label(model)}.{name} is a contact of an identified person: it must be closed."
        for model in every
        if (declared := classification_of(model)) and declared.world is World.IDENTIFIED
        for name in sorted(declared.in_the_clear)
        if CONTACT_WORDS & set(name.lower().split("_"))
        or isinstance(model._meta.get_field(name), models.EmailField)
    ]
