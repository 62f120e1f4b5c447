"""The site's settings for tests: no `.env`, nothing left behind, nothing slow on purpose."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="qalam-tests-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

# Said before the import, so that neither a `.env` nor the shell decides what the tests see.
for name in ("ELASTICSEARCH_URL", "REDIS_URL", "STORAGE_URL", "SITE_LANGUAGES", "TIME_ZONE"):
    os.environ.pop(name, None)
os.environ.update(
    QALAM_ENV_FILE=os.devnull,
    QALAM_VAR=VAR,
    SECRET_KEY="only-for-tests",
    SITE_URL="http://localhost",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    DATABASE_URL=os.environ.get("DATABASE_URL_TEST") or f"sqlite:///{VAR}/qalam.sqlite3",
    EMAIL_URL="memorymail://",
    DEBUG="off",
    SECOND_FACTOR="optional",
)

from cms.settings import *  # noqa: E402, F403
from cms.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The manifest of hashed names exists only after collectstatic.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
