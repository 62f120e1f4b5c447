"""Files in S3 and its kind: what readers get of them, and what they get while the store is away."""

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

from cms import variables
from cms.object_storage import ObjectStorage
from tests.admin_forms import signed_in
from tests.site import free_port


def test_the_address_of_a_bucket_is_read():
    told = variables.object_storage("s3://KEY:se%2Fcret@s3.example.org:9000/bucket/a%20b?region=eu")
    assert told == {
        "access_key": "KEY",
        "secret_key": "se/cret",
        "bucket_name": "bucket",
        "location": "a b",
        "region_name": "eu",
        "endpoint_url": "https://s3.example.org:9000",
    }
    without = variables.object_storage("s3://s3.example.org/bucket?tls=off")
    assert without["access_key"] is None, "the machine's own role"
    assert without["endpoint_url"] == "http://s3.example.org"


@pytest.fixture
def store_away(settings):
    """A site whose store doesn't answer."""
    options = variables.object_storage(f"s3://k:s@127.0.0.1:{free_port()}/bucket?tls=off")
    backend = {"BACKEND": "cms.object_storage.ObjectStorage", "OPTIONS": options}
    settings.STORAGES = {**site_settings.STORAGES, "default": backend}
    assert isinstance(storages["default"], ObjectStorage)


def test_files_are_served_by_the_site_and_never_by_the_store(store_away):
    assert default_storage.url("images/a b.png") == "/media/images/a%20b.png"


def test_a_store_that_is_away_is_an_error_that_says_so(store_away):
    for act in (
        lambda: default_storage.exists("a.png"),
        lambda: default_storage.open("a.png"),
        lambda: default_storage.save("a.png", ContentFile(b"a")),
    ):
        with pytest.raises(ConnectionError, match="store"):
            act()


@pytest.mark.django_db
def test_readers_are_told_to_come_back_while_the_store_is_away(store_away):
    client = signed_in("Editors")
    client.raise_request_exception = False
    answer = client.get("/media/images/a.png")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert Client().get("/media/images/a.png").status_code == 404, "nothing public has that name"
