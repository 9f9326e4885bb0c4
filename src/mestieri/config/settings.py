"""Settings of an installation, all from the environment, with defaults that just start.

| variable | means | default |
|---|---|---|
| `MESTIERI_DATA` | folder of the embedded installation (database, media, index, secret) | `./var` |
| `DATABASE_URL` | a PostgreSQL (or other SQLite) database | SQLite in `MESTIERI_DATA` |
| `MESTIERI_SECRET_KEY` | signing key | made once, kept in `MESTIERI_DATA/secret-key` |
| `MESTIERI_KEYS_FILE` | keys of the closed columns | `MESTIERI_DATA/data-keys`, made by `setup` |
| `MESTIERI_HOSTS` | host names served, comma-separated | `localhost,127.0.0.1,[::1]` |
| `MESTIERI_HTTPS` | `1` behind HTTPS: secure cookies and HSTS | `0` |
| `MESTIERI_REQUIRE_TOTP` | `0` lets staff in without a second factor (demo, training) | `1` |
| `MESTIERI_PREPARE` | `0` behind a pooler of PostgreSQL connections in transaction mode | `1` |
| `MESTIERI_ERASURES` | folder of the ledger of erasures | `MESTIERI_DATA/erasures` |
| `MESTIERI_DEBUG` | `1` for developers | `0` |
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from mestieri.config.environment import data_folder, read_or_make_secret
from mestieri.kernel.encryption.keys import FILE as KEYS_NAME

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()

DEBUG = os.environ.get("MESTIERI_DEBUG") == "1"
HTTPS = os.environ.get("MESTIERI_HTTPS") == "1"
REQUIRE_TOTP = os.environ.get("MESTIERI_REQUIRE_TOTP", "1") == "1"
SECRET_KEY = os.environ.get("MESTIERI_SECRET_KEY") or read_or_make_secret(DATA / "secret-key")
#: Keys of the closed columns (`kernel.encryption`): never in the database.
KEYS_FILE = Path(os.environ.get("MESTIERI_KEYS_FILE") or DATA / KEYS_NAME).expanduser().resolve()
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("MESTIERI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if HTTPS else []

INSTALLED_APPS = [
    "mestieri.www",
    "mestieri.kernel",
    "mestieri.library",
    "mestieri.reception",
    "mestieri.talents",
    "mestieri.demand",
    "mestieri.agenda",
    "mestieri.guidance",
    "bootstrap_italia_template",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_q",
    "csp",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mestieri.kernel.middleware.permissions_policy",
    "mestieri.kernel.middleware.devices_by_the_short_way",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mestieri.kernel.middleware.public_pages_compressed",
    "csp.middleware.CSPMiddleware",
    "mestieri.kernel.middleware.content_security_policies",
    "mestieri.kernel.middleware.session_for_staff_only",
    "mestieri.kernel.middleware.LanguageInTheAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "mestieri.kernel.middleware.language_of_the_desk",
    "mestieri.kernel.middleware.editorial_desk_for_editors",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "mestieri.config.urls"
WSGI_APPLICATION = "mestieri.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mestieri.www.context.house",
            ],
            "builtins": ["mestieri.www.templatetags.components"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'mestieri.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing; readers never wait (architecture, stack).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted is overwritten, not only forgotten.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        ),
    }
elif os.environ.get("MESTIERI_PREPARE", "1") == "1":
    # Only `kernel.database.prepared_cursor` prepares; Django's own cursors never do.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 3
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = [
    "mestieri.kernel.authentication.PermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "banco"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "mestieri.kernel.authentication.StaffAccountAdapter"
ACCOUNT_FORMS = {"login": "mestieri.kernel.sign_in_form.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "mestieri.kernel.authentication.StaffSecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# A director made the account and vouches for its e-mail: nobody signs up alone.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Mestieri"
#: A code typed while it changes is good for one step more (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_NAME = "mestieri_staff"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT = HTTPS
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap Italia draws its icons as data URIs
        "font-src": [SELF, "data:"],  # and one of its fonts too
        "media-src": [SELF],  # films of the documentation
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Wagtail's admin builds its interface with inline styles and scripts: a policy of its own,
# still closed to every other host.
CONTENT_SECURITY_POLICY_OF_THE_EDITORIAL_DESK = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}

LANGUAGE_CODE = "it"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Rome"
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# `mestieri serve` collects: from then on files have hashed names and compressed twins.
STATIC_COLLECTED = not DEBUG and (
    os.environ.get("MESTIERI_COLLECTING") == "1" or (STATIC_ROOT / "staticfiles.json").is_file()
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files of resources have no address of their own: a view hands them over, or does not.
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "documents", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "mestieri.config.static_storage.CollectedFiles"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_MANIFEST_STRICT = False
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"

#: Files that staff bring in, until they are read: no address leads here.
PRIVATE_FOLDER = DATA / "private"

#: The ledger of erasures and its key: never part of a copy, read again after a restore.
ERASURES_FOLDER = Path(os.environ.get("MESTIERI_ERASURES") or DATA / "erasures")

INDEX_FOLDER = DATA / "index"
INDEX_IS_BUILT_BY_A_THREAD = True
#: An old PC goes without the sentence encoder: 120 MB of memory for each process that answers.
INDEX_KNOWS_SENTENCES = os.environ.get("MESTIERI_SENTENCES", "1") == "1"
COUNTS_ARE_WRITTEN_BY_A_THREAD = True

# Work in the background (`mestieri worker`), queued in the database itself. A task lasts 60 s
# at most: longer work is a row with a cursor. Nothing is kept of what succeeded; a task
# whose worker died is handed out again.
Q_CLUSTER = {
    "name": "mestieri",
    "orm": "default",
    "workers": 1,
    "recycle": 200,
    "timeout": 90,
    "retry": 120,
    "max_attempts": 3,
    "save_limit": -1,
    "catch_up": False,
    "poll": 1,
    "log_level": "WARNING",
}

WAGTAIL_SITE_NAME = "Mestieri"
#: Address of the site as the public knows it; empty: the one by which a page was asked for.
PUBLIC_ADDRESS = os.environ.get("MESTIERI_BASE_URL", "").rstrip("/")
#: Address in what leaves by e-mail: else the one `serve` and `demo` say they serve on.
WAGTAILADMIN_BASE_URL = PUBLIC_ADDRESS or os.environ.get(
    "MESTIERI_SERVED_AT", "http://localhost:8000"
)
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
TAGGIT_CASE_INSENSITIVE = True

EMAIL_BACKEND = os.environ.get(
    "MESTIERI_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("MESTIERI_EMAIL_HOST", "localhost")
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs stops nobody's work
DEFAULT_FROM_EMAIL = os.environ.get("MESTIERI_EMAIL_FROM", "mestieri@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_query": {"()": "mestieri.kernel.logging.WithoutQueryString"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_query"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
