"""The file of a backup: a tar with the database, the media, and at its end the manifest.

The manifest names the rows of each table, the migrations, and size and sha256 of every member, so
that a damaged file is found before anything is touched.
"""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
CHUNK = 1024 * 1024


class BackupProblem(Exception):
    """Why there is no backup, or nothing was restored; `hint` says the mend."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(f"{message}\n{hint}")


@dataclass
class Manifest:
    """What a backup holds, and of which version of the site it is."""

    engine: str
    server: str = ""
    schema: str = ""
    version: str = ""
    commit: str = ""
    made_at: str = ""
    format: int = FORMAT
    migrations: list[list[str]] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(self.tables.values())

    @property
    def files(self) -> list[str]:
        """The names of the files, as the storage has them."""
        return [name.removeprefix(MEDIA) for name in self.members if name.startswith(MEDIA)]


class Hashing:
    """A stream that is read through, and what its content comes to."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest, self.size = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self.stream.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


class Writer:
    """Puts members into an archive, keeping what each comes to."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar, self.manifest = tar, manifest

    def add(self, name: str, stream: IO[bytes], *, size: int) -> None:
        """One member. Raises OSError where the stream is shorter than `size`."""
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(time.time())
        through = Hashing(stream)
        self.tar.addfile(info, through)
        self.manifest.members[name] = {"size": size, "sha256": through.digest.hexdigest()}

    def close(self) -> None:
        """The manifest, at the end."""
        data = json.dumps(asdict(self.manifest), indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode, info.mtime = len(data), 0o600, int(time.time())
        self.tar.addfile(info, io.BytesIO(data))


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """An archive that appears under its name only once it is whole; for its owner only."""
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", bufsize=CHUNK) as tar:
                writer = Writer(tar, manifest)
                yield writer
                writer.close()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """An archive that was found whole."""

    def __init__(self, path: Path) -> None:
        """Reads all of it once. Raises BackupProblem where anything is missing or altered."""
        self.path = path
        try:
            self.manifest = self._verified()
        except FileNotFoundError as error:
            raise BackupProblem(
                f"There is no {path}.", hint="Name the file that `manage.py backup` wrote."
            ) from error
        except (tarfile.TarError, OSError, ValueError, TypeError, KeyError) as error:
            raise damaged(path, str(error)) from error

    def _verified(self) -> Manifest:
        found: dict[str, dict[str, Any]] = {}
        manifest = None
        with tarfile.open(self.path, "r:") as tar:
            for member in tar:
                name = PurePosixPath(member.name)
                if not member.isfile() or name.is_absolute() or ".." in name.parts:
                    raise ValueError(f"{member.name} has no place in a backup")
                through = Hashing(_file(tar, member))
                if member.name == MANIFEST:
                    manifest = Manifest(**json.loads(through.read()))
                    continue
                while through.read(CHUNK):
                    pass
                found[member.name] = {"size": through.size, "sha256": through.digest.hexdigest()}
        if manifest is None:
            raise ValueError("its end is missing")
        if manifest.format != FORMAT:
            raise ValueError(f"it has the form {manifest.format}, and this version reads {FORMAT}")
        for held in sorted(found.keys() | manifest.members.keys()):
            if found.get(held) != manifest.members.get(held):
                raise ValueError(f"{held} isn't what was backed up")
        return manifest

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The content of a member."""
        with tarfile.open(self.path, "r:") as tar:
            yield _file(tar, tar.getmember(name))

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Every file with its name in the storage, in one pass."""
        with tarfile.open(self.path, "r:") as tar:
            for member in tar:
                if member.name.startswith(MEDIA):
                    yield member.name.removeprefix(MEDIA), _file(tar, member)


def _file(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    found = tar.extractfile(member)
    if found is None:
        raise ValueError(f"{member.name} has no content")
    return found


def damaged(path: Path, why: str) -> BackupProblem:
    """What is said of a file that can't be trusted."""
    return BackupProblem(
        f"{path} is damaged or no backup of Qalam: {why}.",
        hint="Nothing was changed. Copy it again from where it was kept, or take another one.",
    )
