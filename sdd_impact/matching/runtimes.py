"""Lines that a program prints without any log statement: what the runtime of its language, or the platform that it runs on, says by itself.

A search for one of them (``Traceback``, ``Task timed out``) is not dead because no statement of the code prints it. The lines are samples, written after
the documentation of each runtime; a search is compared with their words alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.tuples import NamedTuple


class Runtime(NamedTuple):
    """What prints lines by itself: its name, the languages whose programs it runs, the formats of searches in whose logs it writes ("" for all)."""

    name: str
    languages: frozenset[str]
    lines: tuple[str, ...]
    formats: frozenset[str] = frozenset()


_RUNTIMES = (
    Runtime(
        "Python",
        frozenset({"python"}),
        (
            "Traceback (most recent call last):",
            "During handling of the above exception, another exception occurred:",
            "Exception ignored in: Exception in thread Unhandled exception",
            "KeyError: ValueError: TypeError: RuntimeError: ImportError: ModuleNotFoundError: No module named MemoryError",
        ),
    ),
    Runtime(
        "Node.js",
        frozenset({"javascript", "typescript"}),
        (
            "UnhandledPromiseRejectionWarning: Unhandled promise rejection. Error:",
            "Uncaught exception: uncaughtException unhandledRejection",
            "TypeError: Cannot read properties of undefined (reading",
            "ReferenceError: SyntaxError: RangeError: Error: Cannot find module",
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        ),
    ),
    Runtime(
        "the Java runtime",
        frozenset({"java", "kotlin", "scala"}),
        (
            'Exception in thread "main" java.lang.NullPointerException: java.lang.RuntimeException: java.lang.IllegalStateException:',
            "Caused by: java.lang.IllegalArgumentException:",
            "java.lang.OutOfMemoryError: Java heap space java.lang.StackOverflowError java.lang.NoClassDefFoundError: java.lang.Error",
            "Suppressed: java.lang.Exception: stack trace StackTrace",
        ),
    ),
    Runtime(
        "Go",
        frozenset({"go"}),
        (
            "panic: runtime error: invalid memory address or nil pointer dereference [recovered]",
            "fatal error: all goroutines are asleep - deadlock! fatal error: out of memory fatal error: stack overflow",
            "goroutine 1 [running]: [signal SIGSEGV: segmentation violation",
        ),
    ),
    Runtime(
        ".NET",
        frozenset({"csharp"}),
        (
            "Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.",
            "System.OutOfMemoryException: System.InvalidOperationException: System.ArgumentException: --- End of stack trace",
        ),
    ),
    Runtime("Ruby", frozenset({"ruby"}), ("undefined method for nil (NoMethodError) (NameError) uninitialized constant (RuntimeError)",)),
    Runtime(
        "PHP",
        frozenset({"php"}),
        (
            "PHP Fatal error:  Uncaught Exception: Uncaught Error: Stack trace:",
            "PHP Fatal error:  Allowed memory size of bytes exhausted Maximum execution time of seconds exceeded",
            "PHP Warning:  PHP Notice:  PHP Deprecated:  PHP Parse error:  syntax error, unexpected",
        ),
    ),
    Runtime("Rust", frozenset({"rust"}), ("thread 'main' panicked at src/main.rs: stack backtrace:",)),
    Runtime(
        "AWS Lambda",
        frozenset(),
        (
            "START RequestId: Version: $LATEST END RequestId: INIT_START Runtime Version:",
            "REPORT RequestId: Duration: ms Billed Duration: ms Memory Size: MB Max Memory Used: MB Init Duration: ms",
            "Task timed out after 3.00 seconds Status: timeout",
            "RequestId: Error: Runtime exited with error: signal: killed Runtime.ExitError Runtime exited without providing a reason",
            "RequestId: Process exited before completing request",
            "Runtime.ImportModuleError Runtime.UnhandledPromiseRejection Runtime.HandlerNotFound Runtime.OutOfMemory Unable to import module",
        ),
        frozenset({"cloudwatch"}),
    ),
)  # fmt: skip


def lines_of(search_format: str, languages: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what prints lines by itself where programs in these languages run and searches of this format look, each with a line."""
    for each in _RUNTIMES:
        if (each.languages & languages or not each.languages) and (search_format in each.formats or not each.formats):
            for line in each.lines:
                yield each.name, line
