"""The variables of the environment, read so that a wrong one is said in words, with its mend.

Reading never raises: what is wrong is noted in `problems` and a harmless value is used instead.
The system check `variables` (cms/checks.py) then refuses every command, and `cms.wsgi` the start,
with all that was noted at once.
"""

import builtins
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

T = TypeVar("T")

SQLITE = "django.db.backends.sqlite3"
NO_DATABASE = {"ENGINE": "django.db.backends.dummy"}
POSTGRES_SCHEMES = ("postgres", "postgresql")
MAIL_SCHEMES = (
    "consolemail",
    "dummymail",
    "filemail",
    "memorymail",
    "smtp",
    "smtp+ssl",
    "smtp+tls",
)
ON = frozenset({"on", "true", "yes", "1"})
OFF = frozenset({"off", "false", "no", "0"})


class Problem(NamedTuple):
    """What is wrong with a variable, and the mend."""

    name: str
    message: str
    hint: str
    missing: bool = False


class Wrong(ValueError):
    """Why a value can't be used; `hint` says what can."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Variables(environ.Env):
    """django-environ, but for what is wrong: that is kept in `problems`."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []

    def note(self, name: str, message: str, *, hint: str, missing: bool = False) -> None:
        """Keep a problem for the system check; only once, whoever finds it again."""
        problem = Problem(name, message, hint, missing)
        if problem not in self.problems:
            self.problems.append(problem)

    def parsed(self, name: str, read: Callable[[str], T], *, default: T, instead: T) -> T:
        """A value through `read`, which raises Wrong; `default` where the variable is empty.

        `instead` is what a site with a wrong value has, until somebody mends it.
        """
        text = self.str(name, default="").strip()
        if not text:
            return default
        try:
            return read(text)
        except Wrong as wrong:
            self.note(name, f"{name} {wrong}", hint=wrong.hint)
            return instead

    def required(self, name: str, mend: str, *, instead: str) -> str:
        """The value of a variable that a site can't run without."""
        text: str = self.str(name, default="").strip()
        if not text:
            self.note(
                name,
                f"{name} is not set.",
                hint=f"{mend} Set it in the environment or in `.env`; `.env.example` explains "
                "every variable, and `make demo` writes a working file.",
                missing=True,
            )
        return text or instead

    def bool(self, name: str, default: builtins.bool = False) -> builtins.bool:
        """On or off, and nothing that only looks like it."""
        return self.parsed(name, on_or_off, default=default, instead=default)

    def int(self, name: str, default: builtins.int = 0) -> builtins.int:
        """A whole number, zero or more."""
        return self.parsed(name, whole_number, default=default, instead=default)


def unguessable() -> str:
    """What stands in for a secret that is missing: nothing can be signed with it by others."""
    return secrets.token_urlsafe(50)


def on_or_off(text: str) -> bool:
    """`on` and its kind, `off` and its kind."""
    if text.lower() in ON | OFF:
        return text.lower() in ON
    raise Wrong(f"is {text!r}, which is neither on nor off.", hint="Use on or off.")


def whole_number(text: str) -> int:
    """A number of digits alone."""
    if text.isdecimal():
        return int(text)
    raise Wrong(f"is {text!r}, which isn't a whole number.", hint="Use digits alone, such as 3600.")


def time_zone(text: str) -> str:
    """A zone by its name in the IANA database."""
    if text in available_timezones():
        return text
    raise Wrong(
        f"is {text!r}, which isn't a time zone.",
        hint="Use a name such as UTC, Asia/Karachi or Europe/London.",
    )


def split(text: str, *, schemes: tuple[str, ...], example: str, host: bool = True) -> SplitResult:
    """An address in its parts. Raises Wrong, without the address: there may be a password in it."""
    hint = f"Write it as {example}"
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  (reading it is what finds a port that is none)
    except ValueError as error:
        raise Wrong(
            f"can't be read: {str(error).split(' as integer')[0]}.",
            hint=f"{hint}; in a password, %40 stands for @, %2F for /, %3A for :, %23 for #.",
        ) from error
    if parts.scheme not in schemes:
        named = f"begins with {parts.scheme}://" if parts.scheme else "has no scheme"
        raise Wrong(f"{named}, which isn't known here.", hint=f"{hint}. Known: {_listed(schemes)}.")
    if host and not parts.hostname:
        raise Wrong("names no host.", hint=hint)
    return parts


def _listed(schemes: tuple[str, ...]) -> str:
    return ", ".join(f"{scheme}://" for scheme in schemes)


def site_url(text: str) -> str:
    """The address that readers type: scheme, host, perhaps a port."""
    parts = split(text, schemes=("https", "http"), example="https://act.example.org")
    extra = {
        "a path": parts.path.strip("/"),
        "a question mark": parts.query,
        "a number sign": parts.fragment,
        "a user": parts.username,
    }
    for what, there in extra.items():
        if there:
            raise Wrong(
                f"has {what}; a site has its host to itself.",
                hint=f"Leave the host alone: {parts.scheme}://{parts.hostname}",
            )
    return text.rstrip("/")


def outside_address(text: str) -> str:
    """An address of another site; `{language}` in it stands for the code of the reader's."""
    split(text, schemes=("https",), example="https://{language}.wikipedia.org/")
    return text


def licence(text: str) -> str:
    """The address of a licence."""
    split(text, schemes=("https",), example="https://creativecommons.org/licenses/by/4.0/")
    return text


def token(text: str) -> str:
    """What a program identifies itself with."""
    if len(text) >= 24:
        return text
    raise Wrong(
        "is short enough to be guessed.",
        hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
    )


def answers_for(host: str | None, allowed: list[str]) -> None:
    """Raise Wrong where a site would refuse its own address."""
    if host and not validate_host(host, allowed):
        raise Wrong(
            f"has the host {host}, which ALLOWED_HOSTS doesn't name.",
            hint=f"Add it: ALLOWED_HOSTS={','.join([*allowed, host])}",
        )


def hosts(text: str) -> list[str]:
    """Hosts to answer for, with commas between."""
    found = [host.strip() for host in text.split(",") if host.strip()]
    for host in found:
        if "/" in host or ":" in host.strip("[]").rpartition("]")[2] or " " in host:
            raise Wrong(
                f"has {host!r}, which isn't a host.",
                hint="Name hosts alone, without scheme, port or path: act.example.org,localhost",
            )
        if host == "*":
            raise Wrong(
                "has *, which answers for every host that anybody makes up.",
                hint="Name the hosts of the site: ALLOWED_HOSTS=act.example.org",
            )
    return found


def database(text: str) -> dict[str, Any]:
    """SQLite or PostgreSQL, as Django has it."""
    example = "postgres://user:password@localhost:5432/qalam or sqlite:////srv/qalam/qalam.sqlite3"
    parts = split(text, schemes=(*POSTGRES_SCHEMES, "sqlite"), example=example, host=False)
    if not parts.path.strip("/"):
        raise Wrong("names no database.", hint=f"Write it as {example}")
    found: dict[str, Any] = environ.Env.db_url_config(text)
    return found


def unwritable(found: dict[str, Any]) -> Wrong | None:
    """Why SQLite can't write beside its file, which it does all the time; None where it can."""
    if found["ENGINE"] != SQLITE or ":memory:" in str(found["NAME"]):
        return None
    folder = Path(found["NAME"]).parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return Wrong(
            f"is SQLite in {folder}, which can't be written to: {error.strerror}.",
            hint="Make the folder, owned by whoever runs the site, or name another: "
            "DATABASE_URL=sqlite:////srv/qalam/qalam.sqlite3 (four slashes).",
        )


def mail(text: str) -> dict[str, Any]:
    """Django's settings of mail."""
    parts = split(
        text,
        schemes=MAIL_SCHEMES,
        example="smtp+tls://user:password@mail.example.org:587, or consolemail:// to print mail",
        host=text.startswith("smtp"),
    )
    del parts
    try:
        found: dict[str, Any] = environ.Env.email_url_config(text)
    except (ImproperlyConfigured, ValueError) as error:
        raise Wrong(f"can't be used: {error}.", hint="`.env.example` has examples.") from error
    return found


def redis(text: str) -> str:
    """The address of a Redis."""
    example = "redis://localhost:6379/0, or rediss:// with TLS, or unix:///run/redis/redis.sock"
    parts = split(
        text,
        schemes=("redis", "rediss", "unix"),
        example=example,
        host=not text.startswith("unix:"),
    )
    number = parts.path.strip("/")
    if parts.scheme != "unix" and number and not number.isdecimal():
        raise Wrong(
            f"names the database {number!r}.",
            hint=f"Redis numbers its databases. Write it as {example}",
        )
    return text


def elasticsearch(text: str) -> str:
    """The address of an Elasticsearch."""
    split(text, schemes=("http", "https"), example="https://user:password@localhost:9200")
    return text


def object_storage(text: str) -> dict[str, Any]:
    """Options of the storage: `s3://KEY:SECRET@host[:port]/bucket[/folder]?region=…&tls=off`."""
    example = "s3://KEY:SECRET@s3.example.org/bucket?region=eu-central-1"
    parts = split(text, schemes=("s3",), example=example)
    bucket, _, folder = parts.path.strip("/").partition("/")
    if not bucket:
        raise Wrong("names no bucket.", hint=f"Write it as {example}")
    if bool(parts.username) != bool(parts.password):
        raise Wrong(
            "has a key without its secret, or the other way round.",
            hint=f"Write it as {example}; in either, %2F stands for / and %2B for +.",
        )
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unknown = sorted(set(asked) - {"region", "tls"})
    if unknown:
        raise Wrong(f"asks for {unknown[0]}, which isn't known.", hint="Known: region, tls.")
    scheme = "https" if on_or_off(asked.get("tls", "on")) else "http"
    port = f":{parts.port}" if parts.port else ""
    return {
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "bucket_name": bucket,
        "location": unquote(folder),
        "region_name": asked.get("region", "us-east-1"),
        "endpoint_url": f"{scheme}://{parts.hostname}{port}",
    }


def one_of(*known: str) -> Callable[[str], str]:
    """How a word is read that is one of a few, in capitals or not."""

    def read(text: str) -> str:
        for word in known:
            if word.lower() == text.lower():
                return word
        raise Wrong(f"is {text!r}.", hint=f"Choose {', '.join(known[:-1])} or {known[-1]}.")

    return read


def languages(known: dict[str, Any]) -> Callable[[str], list[str]]:
    """How codes of languages are read, of those that the directory has columns for."""

    def read(text: str) -> list[str]:
        codes = [code.strip() for code in text.split(",") if code.strip()]
        unknown = [code for code in codes if code not in known]
        if unknown or not codes:
            raise Wrong(
                f"names {', '.join(map(repr, unknown)) or 'no language'}, which the site can't "
                "be in.",
                hint=f"Choose from {','.join(known)}, the main one first, with commas between.",
            )
        return list(dict.fromkeys(codes))

    return read
