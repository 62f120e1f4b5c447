# Two images: `site` (web, worker, scheduler, commands) and `proxy` (TLS). Neither runs as root, and
# both run on a read-only file system; compose.yaml says the rest.

FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore \
    PATH=/srv/qalam/.venv/bin:$PATH
WORKDIR /srv/qalam
COPY requirements.txt pyproject.toml ./
# Every package is checked against its hash. What only tests and checks need is taken out again.
RUN python -m venv .venv \
    && pip install --require-hashes --requirement requirements.txt \
    && python -c "import re, tomllib; extras = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']; print(*(re.split('[<>=[ ]', name)[0] for names in extras.values() for name in names))" \
    | xargs pip uninstall --yes --quiet
COPY . .
# These variables are needed to start, decide nothing about the result, and end with this line.
RUN export SECRET_KEY=only-while-building SITE_URL=http://localhost ALLOWED_HOSTS=localhost \
    EMAIL_URL=dummymail:// QALAM_VAR=/tmp/var QALAM_STATIC=/srv/qalam/collected \
    && python manage.py catalogues --compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q actions cms search .venv/lib \
    && rm -rf /tmp/var

FROM python:3.11.14-slim-bookworm AS site
# pg_dump and pg_restore, for backups; of the version that compose.yaml runs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin qalam \
    && install --directory --owner=10001 --group=10001 --mode=0750 \
    /var/lib/qalam /var/lib/qalam/backups
COPY --from=build /srv/qalam /srv/qalam
WORKDIR /srv/qalam
ENV PATH=/srv/qalam/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    QALAM_ENV_FILE=/dev/null \
    QALAM_STATIC=/srv/qalam/collected \
    QALAM_VAR=/var/lib/qalam
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--workers", "2", "--host", "0.0.0.0", "--port", "8000", "--blocking-threads", "4", "--no-access-log", "cms.wsgi:application"]

FROM caddy:2.10.2-alpine AS proxy
# It listens above 1024, so that it needs no right that others lack.
RUN setcap -r /usr/bin/caddy \
    && mkdir -p /data /config \
    && chown -R 10002:10002 /data /config
COPY cms/management/deployment/Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
EXPOSE 8080 8443
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
