from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemandConfig(AppConfig):
    name = "mestieri.demand"
    verbose_name = _("Companies and calls")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mestieri.demand import exchange

        exchange.register()
