"""Asking Python's own ``re`` about a line, in a process of its own with limits on time and memory.

A pattern that comes from outside can keep ``re`` busy for ever. Here it keeps a child busy, which is ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from subprocess import Popen
    from types import TracebackType

_CHILD = r"""
import json, re, sys, warnings
warnings.simplefilter("ignore")
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
for question in sys.stdin:
    pattern, flags, line = json.loads(question)
    try:
        value = 0
        for letter in flags:
            value |= getattr(re, letter.upper())
        answer = re.search(pattern, line, value) is not None
    except (re.error, RecursionError, MemoryError, OverflowError, AttributeError, ValueError):
        answer = None
    print(json.dumps(answer), flush=True)
"""


class Engine:
    """A confirming engine: call it with a pattern, flags and a line. A context manager; the child starts with the first question.

    ``seconds`` is how long one question may take; a child that takes longer is ended and the answer is None, as it is for a pattern
    that ``re`` refuses. After ``most_ended`` such children no more are started.
    """

    def __init__(self, seconds: float = 1.0, most_ended: int = 5) -> None:
        self._seconds = seconds
        self._lives = most_ended
        self._child: Popen[str] | None = None
        self._known: dict[tuple[str, str, str], bool | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __call__(self, pattern: str, flags: str, line: str) -> bool | None:
        """Whether ``re`` finds the pattern in the line; None where it gives no answer."""
        key = (pattern, flags, line)
        if key not in self._known:
            self._known[key] = self._asked(key)
        return self._known[key]

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()
            child.wait()

    def _asked(self, question: tuple[str, str, str]) -> bool | None:
        import json

        if self._lives <= 0:
            return None
        try:
            child = self._child or self._started()
            print(json.dumps(question), file=child.stdin, flush=True)
            answer = self._answer(child)
        except OSError:
            answer = ""
        if not answer:
            self._lives -= 1
            self.close()
            return None
        found = json.loads(answer)
        return found if isinstance(found, bool) else None

    def _started(self) -> Popen[str]:
        import subprocess
        import sys

        self._child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _CHILD],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii", bufsize=1,
        )  # fmt: skip
        return self._child

    def _answer(self, child: Popen[str]) -> str:
        """Wait for one line of the child, "" when it takes too long."""
        from threading import Timer

        timer = Timer(self._seconds, child.kill)
        timer.start()
        try:
            return child.stdout.readline() if child.stdout is not None else ""
        finally:
            timer.cancel()
