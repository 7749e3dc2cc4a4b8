"""Answer a checklist from a file: what the demo's author would type, and what ``fill`` does with a keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdd_impact import documents
from sdd_impact.commands._open_fields import OpenField, open_fields
from sdd_impact.model import Source
from sdd_impact.notation import load_yaml, plain

#: A bound for a checklist that would ask for ever.
MOST_ANSWERS = 1000


def answer_all(folder: Path, answers: Path) -> list[str]:
    """Put the answers into every checklist in the folder's records; return the paths of those that were changed."""
    said: Any = plain(load_yaml(Source(answers.name, answers.read_bytes())))
    changed = []
    for path in sorted((folder / "support-impact").glob("*.yaml")):
        text = path.read_text("utf-8")
        filled = _filled(Source(path.name, text.encode()), said)
        if filled != text:
            documents.write_text_safely(path, filled, root=folder)
            changed.append(path.relative_to(folder).as_posix())
    return changed


def _filled(source: Source, said: Mapping[str, Any]) -> str:
    catalogue = documents.catalogue()
    text = documents.set_answers(source, [documents.Update("", "summary", said["summary"])])
    for _ in range(MOST_ANSWERS):
        checklist = documents.read_checklist(Source(source.path, text.encode()), catalogue)
        known = ((field, _answer(field, said)) for field in open_fields(checklist, catalogue))
        found = next(((field, value) for field, value in known if value), None)
        if found is None:
            return text
        (question, name, evidence), value = found[0].update_key, found[1]
        text = documents.set_answers(Source(source.path, text.encode()), [documents.Update(question, name, value, evidence)])
    return text


def _answer(field: OpenField, said: Mapping[str, Any]) -> str:
    answers = said.get(field.question.id, {})
    place = answers.get("rows", {}) if field.row else answers
    return str(place.get(field.asked.name, ""))
