from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "mestieri.library"
    verbose_name = _("Documentation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mestieri.library import exchange

        exchange.register()
