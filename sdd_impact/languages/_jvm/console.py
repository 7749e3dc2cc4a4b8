"""Console output: ``System.out`` and ``System.err``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

_STREAMS = frozenset(["System.out", "System.err", "java.lang.System.out", "java.lang.System.err"])
#: Method → whether it formats.
_METHODS = {"println": False, "print": False, "printf": True, "format": True}
#: The methods' names.
NAMES = frozenset(_METHODS)


def read(unit: Unit, call: Call, arguments: Arguments) -> Iterator[Statement]:
    """The statement of a call that prints; nothing for other streams and for an empty line."""
    if call.owner not in _STREAMS or not call.arguments:
        return
    message, rest = call.at(0), list(call.positional[1:])
    if _METHODS[call.name] and message is not None and not unit.evaluator.is_text(message) and rest:
        message, rest = rest[0].node, rest[1:]  # after a locale
    if message is None:
        return
    formats = _METHODS[call.name]
    templates = (
        unit.evaluator.formatted("java-printf", message, arguments.spread(rest)) if formats else unit.evaluator.texts(message)
    )
    yield from unit.log(call.node, templates, None, logger="console", opening=unit.evaluator.opening(message))
