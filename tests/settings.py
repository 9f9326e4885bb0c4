"""Settings of the tests: the product's own, on a throw-away folder and database.

`MESTIERI_TEST_DATABASE` chooses `sqlite` (default) or `postgresql`.
"""

import atexit
import os
import shutil
import tempfile

from tests.postgres import ensure_postgresql

_folder = tempfile.mkdtemp(prefix="mestieri-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
# Where `serve` collects static files; WhiteNoise warns when it is not there.
os.makedirs(os.path.join(_folder, "static"), exist_ok=True)
os.environ["MESTIERI_DATA"] = _folder
os.environ["MESTIERI_SECRET_KEY"] = "a secret that only the tests know, long enough to be one"
os.environ["MESTIERI_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ.setdefault("MESTIERI_REQUIRE_TOTP", "0")
if os.environ.get("MESTIERI_TEST_DATABASE", "sqlite") == "postgresql":
    os.environ["DATABASE_URL"] = ensure_postgresql()
else:
    os.environ.pop("DATABASE_URL", None)

from mestieri.config.settings import *  # noqa: E402, F403
from mestieri.config.settings import DATABASES, TEMPLATES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in an installation, so that the live server's threads have connections of
    # their own; nobody would miss it after a power cut.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


class UndefinedVariable(str):
    """Makes a template that names something undefined fail instead of saying nothing."""

    def __contains__(self, item: object) -> bool:
        return item == "%s" or super().__contains__(item)

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"A template uses the undefined variable «{missing}».")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
COUNTS_ARE_WRITTEN_BY_A_THREAD = False
INDEX_IS_BUILT_BY_A_THREAD = False
INDEX_KNOWS_SENTENCES = False  # seconds and memory in every process; some tests turn it on
