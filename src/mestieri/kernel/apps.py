from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "mestieri.kernel"
    verbose_name = _("Foundations")
    default_auto_field = "django.db.models.BigAutoField"
