"""Console output: ``fmt.Print…``, ``fmt.Fprint…`` on the standard streams, the built-in ``print`` and ``println``, cobra's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

_PRINTING = late.regex(r"(F?)[pP]rint(?:Err)?(f|ln|)")
_STREAM = late.regex(
    r"os\.Std(?:err|out)|(?:\w+\.)*(?:OutOrStdout|OutOrStderr|ErrOrStderr)\(\)|(?:\w+\.)*(?:IO|io|IOStreams|streams)\.(?:Out|ErrOut|StdErr|StdOut|Err)|color\.(?:Output|Error)"
)
#: Names of functions that may print.
NAMES = frozenset(
    ["Print", "Printf", "Println", "Fprint", "Fprintf", "Fprintln", "print", "println", "PrintErr", "PrintErrf", "PrintErrln"]
)


def read(unit: Unit, call: Call) -> Iterator[Statement]:
    """The statement of a call that prints on the console; nothing for other writers and for an empty line."""
    found = _PRINTING.fullmatch(call.name)
    if found is None or call.owner not in ("", "fmt", "cmd", "c", "cobraCmd", "command"):
        return
    if (call.owner == "") != (call.name in ("print", "println")):
        return
    if call.owner not in ("", "fmt") and b"spf13/cobra" not in unit.code.data:
        return
    arguments = list(call.positional)
    if found[1]:
        if not arguments or _STREAM.fullmatch(unit.text(arguments[0].node)) is None:
            return
        arguments = arguments[1:]
    if not arguments:
        return
    opening = style = ""
    if found[2] == "f":
        style, opening = "go-printf", unit.evaluator.opening(arguments[0].node)
        templates = unit.evaluator.formatted(style, arguments[0].node, arguments[1:])
    else:
        templates = unit.evaluator.printed(arguments, always=found[2] == "ln")
        opening = unit.evaluator.opening(arguments[0].node) if len(arguments) == 1 else ""
    if arguments[0].spread:
        templates, opening = (Template((Placeholder(""),)),), ""
    rest = arguments[1:] if style else []
    yield from unit.log(call.node, templates, None, logger="console", opening=opening, style=style, arguments=rest)
