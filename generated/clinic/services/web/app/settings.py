import os
import secrets
from pathlib import Path
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("APP_ENVIRONMENT", "local")
LOCAL = ENVIRONMENT == "local"
DEBUG = False


def signing_key() -> str:
    """Of the secret store; a laptop makes its own. Empty while nobody has filled it in: then nothing can be signed, and app.wsgi does not start."""
    key = os.environ.get("APP_SIGNING_KEY", "")
    if key in ("", "unset"):
        return secrets.token_urlsafe(50) if LOCAL else ""
    return key


SECRET_KEY = signing_key()

# Links in mails are made from the host name of the request, so any other name is refused. The health route answers before this is asked.
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "*" if LOCAL else "").split(",") if host.strip()]

# The load balancer ends TLS and says so in a header that it overwrites; on a laptop nobody does either.
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_SECURE = not LOCAL
# A year. Browsers keep it: this host name cannot go back to plain HTTP.
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "app"]
MIDDLEWARE = [
    "app.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "app.urls"
WSGI_APPLICATION = "app.wsgi.application"


def database_tls() -> dict[str, object]:
    """Encrypted wherever the platform says so. To check the server's name too, put the bundle of its region into the image and its path into DATABASE_CA_FILE: https://truststore.pki.rds.amazonaws.com/"""
    if os.environ.get("DATABASE_TLS") != "true":
        return {}
    authorities = os.environ.get("DATABASE_CA_FILE", "")
    return {"sslmode": "verify-full", "sslrootcert": authorities} if authorities else {"sslmode": "require"}


DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DATABASE_HOST", ""),
        "PORT": os.environ.get("DATABASE_PORT", ""),
        "NAME": os.environ.get("DATABASE_NAME", ""),
        "USER": os.environ.get("DATABASE_USER", ""),
        "PASSWORD": os.environ.get("DATABASE_PASSWORD", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            "server_side_binding": True,
        } | database_tls(),
    }
}


def cache_url() -> str:
    """Redis or Valkey, in a database beside the broker's: over TLS with a password in the cloud."""
    scheme = "rediss" if os.environ.get("CACHE_TLS") == "true" else "redis"
    secret = quote(os.environ.get("CACHE_PASSWORD", ""), safe="")
    login = f":{secret}@" if secret else ""
    host = os.environ["CACHE_HOST"]
    port = os.environ.get("CACHE_PORT", "6379")
    return f"{scheme}://{login}{host}:{port}/1"


# Tests have no cache server: each process keeps its own.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": cache_url()}
    if "CACHE_HOST" in os.environ
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "app.log.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
}
