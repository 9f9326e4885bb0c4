"""What the register says of how long something is kept, a rule does."""

from __future__ import annotations

import re

from django.utils import translation

from mestieri.kernel.privacy import classification_of
from mestieri.kernel.privacy.third_party import every_model
from mestieri.kernel.retention import retention_rules
from tests.walls.checks import label

SPAN = re.compile(r"\b(\d+|some)\s+(hours?|days?|months?|years?)\b|As the centre sets")

#: Spans that no rule makes true, each with the reason.
WITHOUT_A_RULE: dict[str, str] = {}


def spans() -> dict[str, str]:
    """Label of each model whose retention is a span of time → what it says."""
    with translation.override("en"):
        said = {
            label(model): str(declared.retention)
            for model in every_model()
            if (declared := classification_of(model)) is not None
        }
    return {name: words for name, words in said.items() if SPAN.search(words)}


def named_by_rules() -> set[str]:
    return {name for rule in retention_rules() for name in rule.models}


def test_every_span_of_time_is_made_true_by_a_rule_or_says_why_not() -> None:
    missing = spans().keys() - named_by_rules() - WITHOUT_A_RULE.keys()
    assert missing == set(), "offer a RetentionRule, see kernel/retention.py"


def test_no_reason_outlives_what_it_was_for() -> None:
    assert WITHOUT_A_RULE.keys() <= spans().keys()
    assert not WITHOUT_A_RULE.keys() & named_by_rules()


def test_rules_name_models_that_exist() -> None:
    assert named_by_rules() <= {label(model) for model in every_model()}
