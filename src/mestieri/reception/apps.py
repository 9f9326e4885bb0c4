from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "mestieri.reception"
    verbose_name = _("Reception")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mestieri.reception import exchange

        exchange.offer()
