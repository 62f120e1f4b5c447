"""Files in S3 and its kind: a private bucket, read by the site alone and served by cms.media."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
IN_MEMORY = 4 * 1024 * 1024  # bytes of a file; what is larger goes through a temporary one


class ObjectStorage(S3Storage):
    """django-storages', with the errors of any storage: FileNotFoundError, or ConnectionError."""

    def get_default_settings(self) -> dict[str, Any]:
        """Nothing is public or overwritten, and nobody waits long for a store that is away."""
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": IN_MEMORY,
            "client_config": Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=3,  # seconds
                read_timeout=20,
                retries={"max_attempts": 2},
                # What older stores of the kind don't understand is left out where it may be.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address at the site, never at the store: cms.media decides who may see a file."""
        from django.conf import settings
        from django.utils.encoding import filepath_to_uri

        return settings.MEDIA_URL + filepath_to_uri(name)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        with spoken(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        with spoken(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        """When a file was written."""
        with spoken(name):
            found: datetime = super().get_modified_time(name)
            return found

    def _open(self, name: str, mode: str = "rb") -> Any:
        with spoken(name):
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with spoken(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Take a file away."""
        with spoken(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and the files of a folder."""
        with spoken(path):
            folders, files = super().listdir(path)
            return folders, files


@contextmanager
def spoken(name: str) -> Iterator[None]:
    """The store's errors as those that whoever reads files knows."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            raise FileNotFoundError(f"There is no {name} in the store.") from error
        raise ConnectionError(f"The store refused ({code}): {error}") from error
    except BotoCoreError as error:
        raise ConnectionError(f"The store doesn't answer: {error}") from error
