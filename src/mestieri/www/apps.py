from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WwwConfig(AppConfig):
    name = "mestieri.www"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mestieri.kernel import exchange
        from mestieri.www import exchange as offers
        from mestieri.www import following
        from mestieri.www.services import furnish_centre

        exchange.when_a_centre_is_created(furnish_centre)
        offers.register()
        following.register()
