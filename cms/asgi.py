"""The ASGI entry, for servers that want one: `granian --interface asgi cms.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

from cms.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = get_asgi_application()
refuse_to_start()
