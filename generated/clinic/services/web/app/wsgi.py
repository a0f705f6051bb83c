import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from app.settings import SECRET_KEY

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")

if not SECRET_KEY:
    raise ImproperlyConfigured("APP_SIGNING_KEY is not filled in: write the secret, then restart the service (docs/runbook.md)")

application = get_wsgi_application()
