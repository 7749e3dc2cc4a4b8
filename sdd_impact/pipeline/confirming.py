"""Ask the real engine whether a witness line is found: Python's ``re``, in a child process with limits.

A user's regular expression never runs in this process: ``(a+)+$`` would hold the gate up for ever. The child is started when the first
pattern is asked about, answers one question a line, and is ended when it takes too long; then the question is unanswered, and the
match is unconfirmed.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from types import TracebackType
from typing import Self

#: Seconds that the child gets for one pattern on one line. It decides only whether a match is *confirmed*, never what the verdict is.
PATIENCE = 2.0

_CHILD = """
import json, re, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
except (ImportError, ValueError, OSError):
    pass
for asked in sys.stdin:
    pattern, flags, line = json.loads(asked)
    try:
        found = re.search(f"(?{flags}){pattern}" if flags else pattern, line) is not None
    except (re.error, OverflowError, RecursionError, MemoryError):
        found = None
    sys.stdout.write(json.dumps(found) + "\\n")
    sys.stdout.flush()
"""


class Engine:
    """Python's ``re`` in a child process. Use it as a context manager: the child ends with the block."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._failed = False
        self._known: dict[tuple[str, str, str], bool | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def confirm(self, pattern: str, flags: str, line: str) -> bool | None:
        """Return whether the pattern is found in the line; None where the engine could not say."""
        asked = (pattern, flags, line)
        if asked not in self._known:
            self._known[asked] = self._ask(asked)
        return self._known[asked]

    def _ask(self, asked: tuple[str, str, str]) -> bool | None:
        if self._failed:
            return None
        try:
            child = self._child or self._start()
            if child.stdin is None or child.stdout is None:
                return None
            child.stdin.write(json.dumps(asked) + "\n")
            child.stdin.flush()
            if sys.platform != "win32" and not select.select([child.stdout], [], [], PATIENCE)[0]:
                self._end()
                return None
            answer = child.stdout.readline()
            found = json.loads(answer) if answer else None
        except (OSError, ValueError):
            self._failed = True
            return None
        return found if isinstance(found, bool) else None

    def _start(self) -> subprocess.Popen[str]:
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        child.wait()
