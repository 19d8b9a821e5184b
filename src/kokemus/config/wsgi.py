"""The WSGI application that gunicorn serves (`kokemus serve`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokemus.config.settings")

application = get_wsgi_application()
