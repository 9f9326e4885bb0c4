"""Whatever holds people is given back, hidden and erased by somebody, or says why not."""

from __future__ import annotations

from mestieri.kernel import exchange
from mestieri.kernel.privacy import classification_of
from mestieri.kernel.privacy.third_party import every_model
from tests.walls.checks import label

#: Models with columns about a person that no offering answers for, each with the reason.
WITHOUT_AN_OFFER: dict[str, str] = {}


def holding_people() -> set[str]:
    return {
        label(model)
        for model in every_model()
        if (declared := classification_of(model)) is not None and declared.holds_persons
    }


def offered() -> set[str]:
    return {name for one in exchange.personal_data() for name in one.models}


def test_every_model_that_holds_people_is_offered_or_says_why_not() -> None:
    missing = holding_people() - offered() - WITHOUT_AN_OFFER.keys()
    assert missing == set(), "offer a PersonalData, see kernel/exchange.py"


def test_no_reason_outlives_what_it_was_for() -> None:
    assert WITHOUT_AN_OFFER.keys() <= holding_people() - offered()


def test_offers_name_models_that_exist_and_say_what_stays() -> None:
    assert offered() <= {label(model) for model in every_model()}
    assert all(str(one.label) and str(one.keeps) for one in exchange.personal_data())


def test_every_key_of_an_author_is_emptied_when_the_account_goes() -> None:
    """What one wrote stays without the name; a key that cannot be empty goes with its row."""
    kept = [
        f"{label(model)}.{name}"
        for model in every_model()
        if (declared := classification_of(model)) is not None
        for name in declared.staff_author
        if not (field := model._meta.get_field(name)).null
        and field.remote_field.on_delete.__name__ != "CASCADE"  # type: ignore[union-attr]
    ]
    assert kept == []
