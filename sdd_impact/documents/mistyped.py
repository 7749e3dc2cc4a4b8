"""The keys of a checklist that are nearly a known one, and the questions that nobody asks."""

from __future__ import annotations

from sdd_impact.documents.near_misses import near_miss
from sdd_impact.model import Catalogue, Location, Problem, Question
from sdd_impact.notation import Mapping, Scalar, Sequence

_TOP = ("version", "catalogue", "branch", "summary", "answered", "questions", "resolved")
_IN_TOOL_ANSWER = ("answer", "because", "override")


def mistyped(root: Mapping, catalogue: Catalogue, path: str) -> tuple[Problem, ...]:
    """Return a problem for each mistyped key and each unknown question. Keys of one's own are no problem."""
    problems = list(_mistyped_keys(root, _TOP, path, ""))
    answered, questions = root.get("answered"), root.get("questions")
    for entry in answered.entries if isinstance(answered, Mapping) else ():
        if isinstance(entry.value, Mapping):
            problems += _mistyped_keys(entry.value, _IN_TOOL_ANSWER, path, "")
    for entry in questions.entries if isinstance(questions, Mapping) else ():
        question = catalogue.get(entry.key.text)
        if question is None:
            problems.append(_unknown_question(entry.key, catalogue, path))
        elif isinstance(entry.value, Mapping):
            problems += _mistyped_in_answer(entry.value, question, path)
    return tuple(problems)


def _mistyped_in_answer(node: Mapping, question: Question, path: str) -> tuple[Problem, ...]:
    fields = ("answer", "reason", "rows", *(asked.name for asked in question.fields))
    cells = ("evidence", *(name for name, _ in question.shows), *(asked.name for asked in question.row))
    problems = list(_mistyped_keys(node, fields, path, question.id))
    rows = node.get("rows")
    for item in rows.items if isinstance(rows, Sequence) else ():
        if isinstance(item, Mapping):
            problems += _mistyped_keys(item, cells, path, question.id)
    return tuple(problems)


def _mistyped_keys(node: Mapping, known: tuple[str, ...], path: str, question: str) -> tuple[Problem, ...]:
    present = {entry.key.text for entry in node.entries}
    problems = []
    for key in (entry.key for entry in node.entries if entry.key.text not in known):
        meant = near_miss(key.text, [each for each in known if each not in present])
        if meant:
            message = f"nothing reads `{key.text}`; did you mean `{meant}`?"
            problems.append(
                Problem(Location(path, key.line, key.column), "unknown-key", message, f"rename it to `{meant}`", question)
            )
    return tuple(problems)


def _unknown_question(key: Scalar, catalogue: Catalogue, path: str) -> Problem:
    location = Location(path, key.line, key.column)
    meant = near_miss(key.text, [question.id for question in catalogue.questions])
    if meant:
        return Problem(
            location, "unknown-question", f"there is no question `{key.text}`; did you mean `{meant}`?", f"rename it to `{meant}`"
        )
    message = f"catalogue {catalogue.version} has no question `{key.text}`; it is kept, and counts for nothing"
    return Problem(location, "unknown-question", message, "the questions: sdd-impact explain", severity="warn")
