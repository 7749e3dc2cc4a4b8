"""Argument checks with a message: the JDK, Guava, Commons Lang, Spring's and Eclipse's ``Assert``, and ``assert``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

_ARGUMENT, _STATE, _NULL = "IllegalArgumentException", "IllegalStateException", "NullPointerException"


class Check(NamedTuple):
    """A checking method: what it throws, the position of the message, how that is filled in."""

    type: str
    message: int = 1
    style: str = ""


def _checks(owner: str, names: str, check: Check) -> dict[tuple[str, str], Check]:
    return {(owner, name): check for name in names.split()}


#: (class, method) → check.
CHECKS: dict[tuple[str, str], Check] = {
    **_checks("Objects", "requireNonNull", Check(_NULL)),
    **_checks("Preconditions", "checkArgument", Check(_ARGUMENT, 1, "printf")),
    **_checks("Preconditions", "checkState", Check(_STATE, 1, "printf")),
    **_checks("Preconditions", "checkNotNull", Check(_NULL, 1, "printf")),
    **_checks("Verify", "verify verifyNotNull", Check("VerifyException", 1, "printf")),
    **_checks(
        "Validate", "isTrue notEmpty notBlank noNullElements matchesPattern isInstanceOf", Check(_ARGUMENT, 1, "java-printf")
    ),
    **_checks("Validate", "notNull", Check(_NULL, 1, "java-printf")),
    **_checks("Validate", "validState", Check(_STATE, 1, "java-printf")),
    **_checks("Validate", "inclusiveBetween exclusiveBetween", Check(_ARGUMENT, 3, "java-printf")),
    **_checks("Assert", "notNull isTrue isNull hasText hasLength notEmpty noNullElements isNotNull isLegal", Check(_ARGUMENT)),
    **_checks("Assert", "doesNotContain isInstanceOf isAssignable", Check(_ARGUMENT, 2)),
    **_checks("Assert", "state", Check(_STATE)),
}
#: The methods' names.
NAMES = frozenset(name for _, name in CHECKS)


class Checks:
    """Reads the argument checks of one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments) -> None:
        self._unit = unit
        self._names = names
        self._arguments = arguments

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a checking call throws, where it has a message."""
        check = self._check(call)
        message = call.at(check.message) if check is not None else None
        if check is None or message is None:
            return
        templates = self._unit.message(message, check.style, self._arguments.spread(call.positional[check.message + 1 :]))
        yield from self._unit.error(call.node, templates, type=check.type, opening=self._unit.evaluator.opening(message))

    def _check(self, call: Call) -> Check | None:
        owner = call.owner.rpartition(".")[2]
        if owner or call.receiver is not None:
            return CHECKS.get((owner, call.name))
        named = self._names.static_owner(call.name)
        owners = [named, *self._names.static_owners()]
        return next((CHECKS[owner, call.name] for owner in owners if (owner, call.name) in CHECKS), None)

    def asserted(self, node: Node) -> Iterator[Statement]:
        """``assert condition : "message"``."""
        parts = [child for child in node.named_children if not child.is_extra]
        if len(parts) == 2:
            yield from self._unit.error(node, self._unit.message(parts[1]), type="AssertionError")
