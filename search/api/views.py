"""The addresses of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import re_path
from django.utils import timezone, translation
from ninja import NinjaAPI, Path
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import Field

from cms.conditional import answered, version_of
from search.api import listing, schemas
from search.api.parameters import ASKED, LANG, Parameter, Wrong, check, language_of, query_of
from search.outputs import not_kept

Answer = dict[str, Any]
READ = ["GET", "HEAD"]
EXPOSED = "ETag, Last-Modified, Content-Language, Qalam-Search"
NUMBER = r"^[0-9]{1,6}\.[0-9]{2}$"
Number = Annotated[str, Field(pattern=NUMBER, description='Such as "109.23".')]
Sequence = Annotated[int, Field(ge=1, le=999, description="The place in the series, from 1.")]
DESCRIPTION = (
    "Urgent actions as the site shows them, read-only and for anybody. Every answer has an ETag "
    "and a Last-Modified: ask again with If-None-Match or If-Modified-Since."
)


class Readable(JSONRenderer):
    """JSON in which words of any script can be read as they are."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Qalam",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    renderer=Readable(),
)


class Withdrawn(Exception):
    """An action that was taken back."""


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _documented(*parameters: Parameter) -> dict[str, Any]:
    """What ninja can't tell of an operation by itself."""
    headers = {
        "ETag": _header("The version of the answer."),
        "Last-Modified": _header("When the answer was last another."),
        "Content-Language": _header("The language of titles and names."),
        "Vary": _header("What the answer depends on beside its address."),
        "Access-Control-Allow-Origin": _header("Pages of every site may read it."),
        "Qalam-Search": _header(
            "“simpler” while the full search is away: fewer forms of a word may be found. Such an "
            "answer has no version."
        ),
    }
    return {
        "parameters": [parameter.as_openapi() for parameter in parameters],
        "responses": {200: {"headers": headers}},
    }


def _answer(request: HttpRequest, make: Callable[[str], Any]) -> HttpResponseBase:
    """What `make` makes for a language, as JSON; 304 where the client has it."""
    now, language = timezone.now(), language_of(request)
    version = version_of(request, now=now, language=language)

    def made() -> HttpResponseBase:
        with translation.override(language):
            return not_kept(api.create_response(request, make(language), status=200))

    answer = answered(request, version, made)
    answer.headers["Content-Language"] = language
    return answer


@api.api_operation(
    READ,
    "/actions",
    response={200: schemas.Actions, 304: None, 422: schemas.WrongParameters},
    openapi_extra=_documented(*ASKED),
    operation_id="actions",
    url_name="api-actions",
)
def actions(request: HttpRequest) -> HttpResponseBase:
    """The actions that a query finds, page by page."""
    query = query_of(request)
    return _answer(request, lambda language: listing.page_of(query, request, now=timezone.now()))


@api.api_operation(
    READ,
    "/facets",
    response={200: dict[str, list[schemas.Facet]], 304: None, 422: schemas.WrongParameters},
    openapi_extra=_documented(*ASKED),
    operation_id="facets",
    url_name="api-facets",
)
def facets(request: HttpRequest) -> HttpResponseBase:
    """What a query can be narrowed by: for each parameter its values, and how many they give."""
    query = query_of(request)
    return _answer(request, lambda language: listing.facets_of(query, now=timezone.now()))


_ONE = {
    200: schemas.WholeAction,
    304: None,
    404: schemas.Refusal,
    410: schemas.Refusal,
    422: schemas.WrongParameters,
}


@api.api_operation(
    READ,
    "/actions/{number}",
    response=_ONE,
    openapi_extra=_documented(LANG),
    operation_id="newest",
    url_name="api-newest",
)
def newest(request: HttpRequest, number: Path[Number]) -> HttpResponseBase:
    """The newest action of a series, with its parts."""
    return _one(request, number, None)


@api.api_operation(
    READ,
    "/actions/{number}/{sequence}",
    response=_ONE,
    openapi_extra=_documented(LANG),
    operation_id="action",
    url_name="api-action",
)
def action(request: HttpRequest, number: Path[Number], sequence: Path[Sequence]) -> Any:
    """One action, with its parts: 404 where there is none, 410 where it was withdrawn."""
    return _one(request, number, sequence)


def _one(request: HttpRequest, number: str, sequence: int | None) -> HttpResponseBase:
    check(request, [LANG])
    found = listing.find(number, sequence, language=language_of(request))
    if found is None:
        raise Http404
    if found.document is None:
        raise Withdrawn
    document = found.document
    return _answer(
        request,
        lambda language: listing.whole(document, request, language=language, now=timezone.now()),
    )


@api.api_operation(READ, "/openapi.json", include_in_schema=False, url_name="api-openapi")
def openapi(request: HttpRequest) -> HttpResponseBase:
    """What the API is, in OpenAPI 3.1."""
    return _answer(request, lambda language: described())


def described() -> Answer:
    """The description; HEAD goes without saying."""
    schema: Answer = dict(api.get_openapi_schema(path_prefix="api/v1"))
    for operations in schema["paths"].values():
        operations.pop("head", None)
    return schema


# -- what isn't answered --------------------------------------------------------------------------


def _refuse(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    answer = api.create_response(request, {"detail": detail, **more}, status=status)
    answer.headers["Content-Language"] = "en"
    return answer


def _refuse_parameters(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    problems = [{"parameter": name, "message": message} for name, message in errors.items()]
    return _refuse(request, 422, "Some parameters can't be used.", errors=problems)


@api.exception_handler(Wrong)
def wrong(request: HttpRequest, error: Wrong) -> HttpResponse:
    """422: parameters that can't be used."""
    return _refuse_parameters(request, dict(error.errors))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: a part of the address that can't be one."""
    return _refuse_parameters(request, {each["loc"][-1]: each["msg"] for each in error.errors})


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: nothing that the public may know of."""
    return _refuse(request, 404, "There is no such action.")


@api.exception_handler(Withdrawn)
def gone(request: HttpRequest, error: Withdrawn) -> HttpResponse:
    """410: it was taken back."""
    return _refuse(request, 410, "This action was withdrawn.")


def _for_anybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view whose answers pages of other sites may read; other methods are refused in JSON."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if answer.status_code == 405:
            answer = _refuse(request, 405, "The API can only be read: use GET.")
            answer.headers["Allow"] = ", ".join(READ)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Expose-Headers"] = EXPOSED
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is changed here
    return answer


@_for_anybody
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """404 in JSON for what else stands below."""
    return _refuse(request, 404, "There is nothing here: see /api/v1/openapi.json.")


def _urls() -> tuple[list[Any], str, str]:
    """The addresses, as Django includes them."""
    made: tuple[list[Any], str, str] = api.urls
    patterns, app, namespace = made
    patterns = [pattern for pattern in patterns if pattern.name != "api-root"]
    for pattern in patterns:
        pattern.callback = _for_anybody(pattern.callback)
    return [*patterns, re_path("^(?P<rest>.*)$", nothing, name="api-nothing")], app, namespace


urls = _urls()
