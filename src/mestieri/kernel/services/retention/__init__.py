"""Retention: what ends, ends; by rules that each room offers, once a day."""

from mestieri.kernel.services.retention.running import (
    DAILY,
    ClockSetBack,
    Due,
    RulesFailed,
    apply_for_a_while,
    apply_rules,
    check_clock,
    what_is_due,
)

__all__ = [
    "DAILY",
    "ClockSetBack",
    "Due",
    "RulesFailed",
    "apply_for_a_while",
    "apply_rules",
    "check_clock",
    "what_is_due",
]
