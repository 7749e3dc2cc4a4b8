"""Read git objects by the batch, through one ``git cat-file`` that lives as long as the repository is open."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Iterable
from typing import IO

from sdd_impact.errors import Undetermined
from sdd_impact.history.git import Git

#: A file larger than this (in bytes) is not read.
LARGEST_FILE = 5_000_000
#: Contents that are kept for a second look, in bytes. Beyond this they are read again.
KEPT_BYTES = 64_000_000
#: Requests that may wait in the pipe, in bytes. Less than any system's pipe holds, so that writing them can never wait for git,
#: which may itself wait for us to read an answer.
WINDOW = 4_096
#: What makes a partial clone a whole one (git 2.36 or newer).
WHOLE = "git fetch --refetch --no-filter origin"
#: An object that is no file of the tree is read whole up to this size: a tree of two million entries.
LARGEST_OBJECT = 200_000_000


class Objects:
    """The object store. Not to be used by two threads at once. ``partial``: git fetches objects when they are first read."""

    def __init__(self, git: Git, *, partial: bool = False) -> None:
        self._git = git
        self._partial = partial
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: dict[str, bytes] = {}
        self._room = KEPT_BYTES

    def files(self, oids: Iterable[str], largest: int = LARGEST_FILE) -> dict[str, bytes | None]:
        """Read many blobs; None for one that is larger than ``largest`` bytes.

        Raises :class:`~sdd_impact.errors.Undetermined` where one is missing or damaged.
        """
        wanted = dict.fromkeys(oids)
        answers: dict[str, bytes | None] = {oid: self._kept[oid] for oid in wanted if oid in self._kept}
        missing = [oid for oid in wanted if oid not in answers]
        for oid, (kind, data) in zip(missing, self._exchange(missing, largest), strict=True):
            if kind != "blob":
                raise unreadable(oid)
            answers[oid] = data
            if data is not None and len(data) <= self._room:
                self._kept[oid] = data
                self._room -= len(data)
        return answers

    def of_kind(self, kind: str, names: list[str]) -> list[bytes]:
        """Read objects of one kind (``commit``, ``tree``), in order. Raises ``Undetermined`` where one is missing or of another kind."""
        contents = []
        for name, (found, data) in zip(names, self._exchange(names, LARGEST_OBJECT), strict=True):
            if found != kind or data is None:
                raise unreadable(name)
            contents.append(data)
        return contents

    def find(self, name: str) -> tuple[str, bytes] | None:
        """Return id and content of the commit that a name stands for, or None for an unknown name.

        The name must hold no line break: the protocol is one request a line.
        """
        try:
            self._send([f"{name}^{{commit}}"])
            oid, kind, data = self._answer(LARGEST_OBJECT)
        except Undetermined:
            if "@{" not in name:
                raise
            # git ends where a reflog is too short, instead of saying that there is no such commit.
            self.close()
            return None
        return (oid, data) if kind == "commit" and data is not None else None

    def close(self) -> None:
        """End the process. It is started again when something is asked."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                continue
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _exchange(self, names: list[str], largest: int) -> list[tuple[str, bytes | None]]:
        answers: list[tuple[str, bytes | None]] = []
        ahead: deque[int] = deque()
        upcoming = 0
        while len(answers) < len(names):
            batch = []
            while upcoming < len(names) and (not ahead or sum(ahead) + len(names[upcoming]) < WINDOW):
                batch.append(names[upcoming])
                ahead.append(len(names[upcoming]) + 1)
                upcoming += 1
            if batch:
                self._send(batch)
            # Drain half of what was asked before asking for more: fewer, larger writes.
            for _ in range(max(1, len(ahead) // 2)):
                _, kind, data = self._answer(largest)
                answers.append((kind, data))
                ahead.popleft()
        return answers

    def _send(self, names: list[str]) -> None:
        text = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        try:
            pipe = self._pipes()[0]
            pipe.write(text)
            pipe.flush()
        except OSError as error:
            raise self._ended() from error

    def _answer(self, largest: int) -> tuple[str, str, bytes | None]:
        """Read one answer: id, kind and content. The kind is "" for a name that stands for no object."""
        pipe = self._pipes()[1]
        header = pipe.readline()
        if not header.endswith(b"\n"):
            raise self._ended()
        words = header.split()
        if len(words) != 3 or not words[2].isdigit():
            return "", "", None
        size = int(words[2])
        if size <= largest:
            data = pipe.read(size + 1)
            if len(data) != size + 1:
                raise self._ended()
            return words[0].decode("ascii", "replace"), words[1].decode("ascii", "replace"), data[:-1]
        self._skip(pipe, size + 1)
        return words[0].decode("ascii", "replace"), words[1].decode("ascii", "replace"), None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch", quiet=True)
        pipes = (self._process.stdin, self._process.stdout)
        if pipes[0] is None or pipes[1] is None:
            raise self._ended()
        return pipes[0], pipes[1]

    def _skip(self, pipe: IO[bytes], size: int) -> None:
        while size > 0:
            chunk = pipe.read(min(size, 1 << 20))
            if not chunk:
                raise self._ended()
            size -= len(chunk)

    def _ended(self) -> Undetermined:
        if self._partial:
            return Undetermined("this is a partial clone, and git could not fetch an object that it left out", fix=WHOLE)
        return Undetermined("git cat-file ended unexpectedly; an object may be damaged", fix="git fsck --full")


def unreadable(oid: str) -> Undetermined:
    """Return the error for an object that a commit needs and the repository does not give."""
    return Undetermined(f"git object {oid} is missing or damaged", fix="git fsck --full")
