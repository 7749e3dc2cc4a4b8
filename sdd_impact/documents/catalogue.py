"""The catalogue: every question that may be asked, one file each, read from the shelf.

The catalogue ships with the tool, so a file that does not fit is a broken installation, not a finding about a branch: it ends the run
with the place of the mistake. ``schemas/question.schema.json`` is the authority on the shape; the tests hold both against each other.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sdd_impact.errors import NotationError, Undetermined
from sdd_impact.model import TRIALS, Asked, Catalogue, Location, Question, SignOffRule, Source
from sdd_impact.notation import load_yaml
from sdd_impact.notation.shapes import Either, Flag, ListOf, Number, Record, Shape, TableOf, Text, read
from sdd_impact.shelf import question_ids, shelf

#: The file of the catalogue that is no question: its version and its sections.
INDEX = "_catalogue.yaml"

_TEXT = Text()
_TEXTS = ListOf(_TEXT)
_ASKED = Record(
    {
        "name": _TEXT,
        "type": Text(("text", "choice", "choices", "link", "date")),
        "ask": _TEXT,
        "options": _TEXTS,
        "min_chars": Number(1),
        "required_when": _TEXTS,
        "decided_by": _TEXT,
        "trial": Text(tuple(TRIALS)),
        "trial_when": _TEXTS,
        "prefill": _TEXT,
        "offers": _TEXT,
        "unless": ListOf(Record({"option": _TEXT, "cell": _TEXT, "is": _TEXT}, ("option", "cell", "is"))),
        "example": _TEXT,
    },
    ("name", "ask"),
)
_QUESTION = Record(
    {
        "id": _TEXT,
        "section": _TEXT,
        "order": Number(1),
        "theme": _TEXT,
        "article": Flag(),
        "stage": Text(("branch", "release")),
        "text": _TEXT,
        "help": _TEXT,
        "why": _TEXT,
        "time_saved": _TEXT,
        "severity": Text(("block", "warn", "off", "auto")),
        "registry": Text(("searches", "owners", "audit_calls", "shown_ids", "docs")),
        "asks_when": _TEXTS,
        "answer": Text(("yes-no", "yes-no-na", "choice", "text", "list", "auto")),
        "options": _TEXTS,
        "reason_min_chars": Number(1),
        "fields": ListOf(_ASKED),
        "shows": ListOf(Either((_TEXT, TableOf(_TEXT)))),
        "row": ListOf(_ASKED),
        "rows_when": _TEXTS,
        "acceptable": _TEXTS,
        "not_acceptable": _TEXTS,
        "sign_off": Record({"by": Text(("support", "tech_lead", "privacy")), "answers": _TEXTS, "rows": TableOf(_TEXTS)}, ("by",)),
        "handover": _TEXT,
    },
    ("id", "section", "order", "text", "help", "why", "severity", "asks_when", "answer", "acceptable", "not_acceptable"),
)
_INDEX = Record(
    {"version": _TEXT, "sections": ListOf(Record({"id": _TEXT, "title": _TEXT}, ("id", "title")))},
    ("version", "sections"),
)
#: The answers that the types have which need no ``options``.
_OPTIONS = {"yes-no": ("yes", "no"), "yes-no-na": ("yes", "no", "n-a")}


@cache
def catalogue() -> Catalogue:
    """Return all questions in the order in which they are asked: by section, then by their ``order``.

    Read once per process. Raises :class:`Undetermined` where a file of the catalogue is missing or does not fit.
    """
    folder = shelf("checklists") / "default"
    index = _read(_source(folder, INDEX), _INDEX)
    sections = tuple((each["id"], each["title"]) for each in index["sections"])
    place = {section: number for number, (section, _) in enumerate(sections)}
    found = []
    for name in _names(folder):
        source = _source(folder, f"{name}.yaml")
        data = _read(source, _QUESTION)
        if data["id"] != name or data["section"] not in place:
            wrong = f"the id is `{data['id']}`" if data["id"] != name else f"there is no section `{data['section']}`"
            raise Undetermined(f"the question catalogue is broken: {wrong}", fix=_FIX, file=source.path, line=1)
        found.append((place[data["section"]], data["order"], name, _question(data, source)))
    return Catalogue(index["version"], tuple(each[-1] for each in sorted(found, key=lambda each: each[:3])), sections)


def load_question(source: Source) -> Question:
    """Return the question of one file. Raises :class:`Undetermined` with the place of what does not fit."""
    return _question(_read(source, _QUESTION), source)


_FIX = "pip install --force-reinstall sdd-impact"


def _names(folder: Path) -> tuple[str, ...]:
    try:
        return question_ids()
    except OSError as error:
        raise Undetermined(f"the question catalogue cannot be read: {error.strerror}", fix=_FIX, file=str(folder)) from None


def _source(folder: Path, name: str) -> Source:
    path = folder / name
    try:
        return Source(f"checklists/default/{name}", path.read_bytes())
    except OSError as error:
        raise Undetermined(f"the question catalogue cannot be read: {error.strerror}", fix=_FIX, file=str(path)) from None


def _read(source: Source, shape: Shape) -> Any:
    try:
        return read(load_yaml(source), shape, source.path)
    except NotationError as error:
        raise Undetermined(
            f"the question catalogue is broken: {error.message}", fix=_FIX, file=error.file, line=error.line, column=error.column
        ) from None


def _question(data: dict[str, Any], source: Source) -> Question:
    answer = data["answer"]
    given: dict[str, Any] = {name: data[name] for name in _AS_IT_STANDS if name in data}
    given |= {name: tuple(data[name]) for name in ("asks_when", "rows_when", "acceptable", "not_acceptable") if name in data}
    return Question(
        **given,
        options=_OPTIONS.get(answer, tuple(data.get("options", ()))),
        fields=tuple(_asked(each) for each in data.get("fields", ())),
        row=tuple(_asked(each) for each in data.get("row", ())),
        shows=tuple(_shown(each) for each in data.get("shows", ())),
        sign_off=_sign_off(data["sign_off"]) if "sign_off" in data else None,
        location=Location(source.path),
    )


#: What a question's file and the noun call alike, and both have as text, number or flag.
_AS_IT_STANDS = (
    "id", "section", "text", "help", "severity", "answer", "reason_min_chars", "theme", "registry", "time_saved", "why", "handover",
    "stage", "article",
)  # fmt: skip


def _asked(data: dict[str, Any]) -> Asked:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name != "unless"
    }
    return Asked(**values, unless=tuple((each["option"], each["cell"], each["is"]) for each in data.get("unless", ())))


def _shown(entry: str | dict[str, str]) -> tuple[str, str]:
    return (entry, entry) if isinstance(entry, str) else next(iter(entry.items()))


def _sign_off(data: dict[str, Any]) -> SignOffRule:
    rows = tuple((cell, value) for cell, values in data.get("rows", {}).items() for value in values)
    return SignOffRule(data["by"], tuple(data.get("answers", ())), rows)
