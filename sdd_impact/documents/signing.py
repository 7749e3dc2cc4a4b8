"""Sign-offs, waivers and requests: the files of the folder ``sign-off/``, and the digest that binds them to an answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sdd_impact.documents.fitting import schema_problems
from sdd_impact.documents.near_misses import near_miss
from sdd_impact.documents.placeholders import SENTENCE, blank
from sdd_impact.documents.reading import VERSION, newer_version, not_yaml, text_of
from sdd_impact.documents.values import day
from sdd_impact.errors import NotationError
from sdd_impact.model import Answer, Catalogue, Location, Problem, Question, SignOff, Source
from sdd_impact.notation import Mapping, Node, Sequence, load_yaml, scalar

#: The folder beside the checklists. A line of CODEOWNERS on it says who may merge what is in it.
FOLDER = "sign-off"
_KEYS = ("version", "kind", "question", "evidence", "answer", "shown", "branch", "by", "role", "on", "reason", "owner", "expires")


def answer_digest(question: Question, answer: Answer, evidence: Iterable[str]) -> str:
    """Return the digest of what a person answered: the answer, the fields beside it, and the asked cells of these rows.

    Cells that the tool fills do not count (a line number may move), nor does white space.
    """
    rows = {row.evidence: row for row in answer.rows}
    said = {
        "question": question.id,
        "answer": _folded(answer.answer.value if answer.answer else ""),
        "fields": {name: _folded(cell.value) for name, cell in sorted(answer.fields.items()) if cell.value.strip()},
        "rows": {
            each: {asked.name: _folded(rows[each].get(asked.name)) for asked in question.row if rows[each].get(asked.name).strip()}
            for each in sorted(set(evidence))
            if each in rows
        },
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _folded(text: str) -> str:
    return " ".join(text.split())


def sign_off_path(records: str, question: str, evidence: Iterable[str], kind: str) -> str:
    """Return the path of a new file: by question and evidence, so that two branches never write the same one."""
    folder = "/".join(part for part in (*records.replace("\\", "/").split("/"), FOLDER) if part not in ("", "."))
    digest = hashlib.sha256(" ".join(sorted(set(evidence))).encode()).hexdigest()[:10]
    return f"{folder}/{question}~{digest}{'' if kind == 'sign-off' else '.' + kind}.yaml"


def read_sign_off(source: Source, catalogue: Catalogue) -> SignOff:
    """Return what a file of the folder ``sign-off/`` says, with what is wrong with it under ``problems``. Never raises.

    A request is no word of anybody: it decides nothing.
    """
    nothing = SignOff(source.path, "", "", (), location=Location(source.path))
    try:
        root = load_yaml(source, aliases=False)
    except NotationError as error:
        return nothing._replace(problems=(not_yaml(error, source.path),))
    newer = newer_version(root, source.path)
    problems = (newer,) if newer else schema_problems(root, source.path, "sign-off")
    if newer or not isinstance(root, Mapping):
        return nothing._replace(problems=problems)
    texts: dict[str, Any] = {name: text_of(root.get(name)).strip() for name in _KEYS if name not in ("version", "evidence")}
    found = nothing._replace(**texts, evidence=_texts(root.get("evidence")), location=Location(source.path, root.line, root.column))
    last = root.get("expires")
    return found._replace(
        problems=(*problems, *_problems(root, found, catalogue)),
        expires_at=Location(source.path, last.line, last.column) if last else None,
    )


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(text_of(item) for item in node.items) if isinstance(node, Sequence) else ()


def _problems(root: Mapping, found: SignOff, catalogue: Catalogue) -> Iterable[Problem]:
    """What the schema cannot say: mistyped keys, words that say nothing, dates."""

    def at(name: str) -> Location:
        entry = root.entry(name)
        return Location(found.path, entry.value.line, entry.value.column) if entry else found.location

    known = [name for name in _KEYS if root.entry(name) is None]
    for entry in root.entries:
        meant = near_miss(entry.key.text, known) if entry.key.text not in _KEYS else ""
        if meant:
            message = f"nothing reads `{entry.key.text}`; did you mean `{meant}`?"
            yield Problem(Location(found.path, entry.key.line, entry.key.column), "unknown-key", message, f"rename it to `{meant}`")
    if found.question and catalogue.get(found.question) is None:
        yield Problem(
            at("question"), "unknown-question", f"there is no question `{found.question}`", "the questions: sdd-impact explain"
        )
    if found.kind == "request":
        return
    lengths = {"by": 2} if found.kind == "sign-off" else {"by": 2, "owner": 2, "reason": SENTENCE}
    for name, least in lengths.items():
        why = blank(getattr(found, name), least)
        if why and root.entry(name) is not None:
            yield Problem(
                at(name), "reason-missing" if name == "reason" else "open-field", f"`{name}`: {why}", f"fill in `{name}:`"
            )
    for name in ("on", "expires"):
        value = getattr(found, name)
        if (value or (name == "expires" and found.kind == "waiver")) and not day(value) and root.entry(name) is not None:
            yield Problem(at(name), "bad-date", f"`{name}`: “{value}” is no date", "write it as 2026-11-30")


def expired(waiver: SignOff, today: dt.date) -> Problem | None:
    """Return the problem of a waiver whose last day is over, None where it holds."""
    last = day(waiver.expires)
    if waiver.kind != "waiver" or (last is not None and last >= today):
        return None
    message = f"the waiver of {waiver.owner or 'nobody'} for `{waiver.question}` expired on {waiver.expires}"
    return Problem(
        waiver.expires_at or waiver.location,
        "waiver-expired",
        message,
        "answer the question (sdd-impact fill), or agree on a new waiver",
        waiver.question,
    )


def write_sign_off(found: SignOff) -> str:
    """Return the text of a new file."""
    lines = [f"version: {VERSION}", f"kind: {found.kind}", f"question: {scalar(found.question)}", "evidence:"]
    lines += [f"  - {each}" for each in found.evidence]
    lines += [f"{name}: {scalar(getattr(found, name))}" for name in _KEYS[4:] if getattr(found, name)]
    return "\n".join(lines) + "\n"
