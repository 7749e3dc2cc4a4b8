"""The keys of a checklist that are nearly a known one, and the questions that nobody asks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from sdd_impact.documents.near_misses import near_miss
from sdd_impact.model import Catalogue, Location, Problem, Question
from sdd_impact.notation import Entry, Mapping, Node, Scalar, Sequence
from sdd_impact.tuples import NamedTuple

_TOP = ("version", "catalogue", "branch", "summary", "answered", "questions", "resolved")
#: So many keys of one's own are compared with the known ones; a file with more was not written by a person.
_MOST = 1000
_IN_TOOL_ANSWER = ("answer", "because", "override")


class _Unknown(NamedTuple):
    """A key that is not known where it stands: what could be meant, and the question that it belongs to."""

    key: Scalar
    known: tuple[str, ...]
    question: str


def mistyped(root: Mapping, catalogue: Catalogue, path: str) -> tuple[Problem, ...]:
    """Return a problem for each mistyped key and each unknown question. Keys of one's own are no problem."""
    problems = []
    for key, known, question in islice(_unknown(root, catalogue), _MOST):
        meant = near_miss(key.text, known)
        if meant:
            message = f"nothing reads `{key.text}`; did you mean `{meant}`?"
            place = Location(path, key.line, key.column)
            problems.append(Problem(place, "unknown-key", message, f"rename it to `{meant}`", question))
    questions = root.get("questions")
    strange = (entry.key for entry in _entries(questions) if catalogue.get(entry.key.text) is None)
    return (*problems, *(_unknown_question(key, catalogue, path) for key in islice(strange, _MOST)))


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _unknown(root: Mapping, catalogue: Catalogue) -> Iterable[_Unknown]:
    yield from _in(root, _TOP)
    for entry in _entries(root.get("answered")):
        yield from _in(entry.value, _IN_TOOL_ANSWER)
    for entry in _entries(root.get("questions")):
        question = catalogue.get(entry.key.text)
        if question is not None and isinstance(entry.value, Mapping):
            yield from _in_answer(entry.value, question)


def _in_answer(node: Mapping, question: Question) -> Iterable[_Unknown]:
    yield from _in(node, ("answer", "reason", "rows", *(asked.name for asked in question.fields)), question.id)
    cells = ("evidence", *(name for name, _ in question.shows), *(asked.name for asked in question.row))
    rows = node.get("rows")
    for item in rows.items if isinstance(rows, Sequence) else ():
        yield from _in(item, cells, question.id)


def _in(node: Node, known: tuple[str, ...], question: str = "") -> Iterable[_Unknown]:
    present = {entry.key.text for entry in _entries(node)}
    absent = tuple(each for each in known if each not in present)
    return (_Unknown(entry.key, absent, question) for entry in _entries(node) if entry.key.text not in known)


def _unknown_question(key: Scalar, catalogue: Catalogue, path: str) -> Problem:
    location = Location(path, key.line, key.column)
    meant = near_miss(key.text, [question.id for question in catalogue.questions])
    if meant:
        return Problem(
            location, "unknown-question", f"there is no question `{key.text}`; did you mean `{meant}`?", f"rename it to `{meant}`"
        )
    message = f"catalogue {catalogue.version} has no question `{key.text}`; it is kept, and counts for nothing"
    return Problem(location, "unknown-question", message, "the questions: sdd-impact explain", severity="warn")
