from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "mestieri.kernel"
    verbose_name = _("Foundations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in

        from mestieri.kernel import desk_entries
        from mestieri.kernel.exchange import offer_personal_data
        from mestieri.kernel.intake import offer_target
        from mestieri.kernel.intake.partners import PARTNERS
        from mestieri.kernel.retention import offer_retention_rule
        from mestieri.kernel.services import proposals
        from mestieri.kernel.services.backup.after import after_restore
        from mestieri.kernel.services.persons import erasing
        from mestieri.kernel.services.persons.offers import OFFERS
        from mestieri.kernel.services.retention import DAILY, notices
        from mestieri.kernel.services.retention.rules import RULES
        from mestieri.kernel.work import RegularWork, do_regularly

        desk_entries.offer()
        offer_target(PARTNERS)
        proposals.register()
        notices.register()
        for offered in OFFERS:
            offer_personal_data(offered)
        after_restore("erasures", erasing.after_a_restore)
        for rule in RULES:
            offer_retention_rule(rule)
        do_regularly(
            RegularWork("kernel-links", "mestieri.kernel.services.links.close_expired", 60)
        )
        do_regularly(RegularWork("kernel-clock", "mestieri.kernel.services.clock.note", 1))
        do_regularly(RegularWork("retention", DAILY))
        do_regularly(RegularWork("retention-notices", notices.REGULAR))
        do_regularly(RegularWork("erasures", erasing.REGULAR, 60))
        user_logged_in.connect(_follow_editorial_groups, dispatch_uid="kernel-editorial-groups")
        authenticator_added.connect(_close_other_sessions, dispatch_uid="kernel-other-sessions")


def _follow_editorial_groups(sender: Any, user: Any, **kwargs: Any) -> None:
    """A role may have run out since the last sign-in."""
    from mestieri.kernel.services.accounts import follow_editorial_groups

    follow_editorial_groups(user)


def _close_other_sessions(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """A second factor counts from the first moment, on every computer."""
    from mestieri.kernel.services.accounts import close_other_sessions

    close_other_sessions(user, request.session.session_key)
