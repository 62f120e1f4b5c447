"""The files of a site, in whatever storage: read one by one, put back so that it can be undone."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from cms.management.backup.archive import CHUNK, MEDIA, BackupProblem, Reader, Writer


def names(folder: str = "") -> Iterator[str]:
    """The name of every file in the storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(folders):
        if name:
            yield from names(prefix + name)


def add(writer: Writer, found: list[str], *, done: Callable[[str], None]) -> list[str]:
    """Put files into the archive; returns those that were taken away in the meantime."""
    gone = []
    for name in found:
        try:
            size = default_storage.size(name)
            stream = default_storage.open(name)
        except FileNotFoundError:
            gone.append(name)
            continue
        with stream:
            writer.add(f"{MEDIA}{name}", stream, size=size)
        done(name)
    return gone


def has(name: str, wanted: dict[str, Any]) -> bool:
    """Whether the storage has this very content under a name."""
    try:
        if default_storage.size(name) != wanted["size"]:
            return False
        digest = hashlib.sha256()
        with default_storage.open(name) as stream:
            for piece in stream.chunks(CHUNK):
                digest.update(piece)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == wanted["sha256"]


class Restoring:
    """Puts the files of a backup into the storage, and takes them out again where it fails."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        self.reader, self.folder = reader, folder
        self.written: list[str] = []
        self.before: dict[str, Path] = {}

    def write(self, *, done: Callable[[str], None]) -> None:
        """Write what isn't there as it should be. Raises BackupProblem where a name is refused."""
        members = self.reader.manifest.members
        for name, stream in self.reader.media():
            if not has(name, members[f"{MEDIA}{name}"]):
                self._put_aside(name)
                self._save(name, stream)
            done(name)

    def _put_aside(self, name: str) -> None:
        if default_storage.exists(name):
            kept = self.folder / f"before-{len(self.before)}"
            with default_storage.open(name) as stream, kept.open("wb") as file:
                shutil.copyfileobj(stream, file, CHUNK)
            self.before[name] = kept
            default_storage.delete(name)

    def _save(self, name: str, stream: IO[bytes]) -> None:
        self.written.append(name)
        saved = default_storage.save(name, File(stream, name=name))
        if saved != name:
            self.written.append(saved)
            raise BackupProblem(
                f"The storage wouldn't take {name} under its name.",
                hint="Look at STORAGE_URL or the folder of the media, then run this again.",
            )

    def undo(self) -> None:
        """The storage as it was before."""
        for name in self.written:
            default_storage.delete(name)
        for name, kept in self.before.items():
            with kept.open("rb") as stream:
                default_storage.save(name, File(stream, name=name))

    def remove_others(self) -> int:
        """Take away what the backup doesn't have; how many that were."""
        kept = set(self.reader.manifest.files)
        others = [name for name in names() if name not in kept]
        for name in others:
            default_storage.delete(name)
        return len(others)
