"""The WSGI application that the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mestieri.kernel.services.backup.swapping import enter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mestieri.config.settings")

application = get_wsgi_application()

# A restore waits until no server is left, and finishes before one starts.
enter(settings.DATA)
