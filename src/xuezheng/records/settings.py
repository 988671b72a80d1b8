"""Django settings for one bureau's folder; the SQLite settings are those that survived power cuts."""

import os
import secrets
from pathlib import Path

from xuezheng.records.postgresql import address_of, django_database

FOLDER = Path(os.environ.get("XUEZHENG_DIR", "."))


def _secret_key() -> str:
    """The bureau's own key, made with its folder; without a folder, one that lasts as long as the process."""
    file = FOLDER / "secret.key"
    return file.read_text(encoding="ascii") if file.is_file() else secrets.token_urlsafe(48)


SECRET_KEY = os.environ.get("XUEZHENG_SECRET_KEY") or _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

ROOMS = (
    "accounts",
    "audit",
    "registers",
    "programmes",
    "casework",
    "visits",
    "ledger",
    "rounds",
    "intake",
    "decisions",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(f"xuezheng.records.{room}" for room in ROOMS),
]

# GB/T 22239-2019 8.1.4.1: passwords are complex and not a name or a common word.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": FOLDER / "records.sqlite3",
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": False,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
    },
}
_ADDRESS = address_of(FOLDER)
DATABASES = {"default": django_database(_ADDRESS) if _ADDRESS else dict(SQLITE)}
