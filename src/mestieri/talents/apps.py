from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalentsConfig(AppConfig):
    name = "mestieri.talents"
    verbose_name = _("CV bank")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mestieri.talents import exchange

        exchange.offer()
        self._let_sorting_follow()

    def _let_sorting_follow(self) -> None:
        """Families, indexes and searched rows follow the CVs."""
        from mestieri.talents import sorting

        sorting.start()
