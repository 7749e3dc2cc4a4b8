"""Reading a checklist: from text to nouns, every value with its place. Nothing is raised; what is wrong is a problem of the branch."""

from __future__ import annotations

from sdd_impact.documents.fitting import fits, schema_problems
from sdd_impact.documents.mistyped import mistyped
from sdd_impact.documents.placeholders import blank
from sdd_impact.errors import NotationError
from sdd_impact.model import Answer, Catalogue, Cell, Checklist, Location, Problem, Row, Source
from sdd_impact.notation import DuplicateKeyError, Mapping, Node, Scalar, Sequence, load_yaml

#: The version of the shape that this tool writes and reads.
VERSION = 1


def read_checklist(source: Source, catalogue: Catalogue) -> Checklist:
    """Return the checklist of a file, with what is wrong with its text under ``problems``. Never raises."""
    try:
        root = load_yaml(source, aliases=False)
    except NotationError as error:
        return Checklist(source.path, "", "", "", (), (not_yaml(error, source.path),))
    newer = newer_version(root, source.path)
    if newer:
        return Checklist(source.path, "", "", "", (), (newer,))
    problems = () if fits(root) else schema_problems(root, source.path, "checklist")
    if not isinstance(root, Mapping):
        return Checklist(source.path, "", "", "", (), problems)
    reader = _Reader(source.path)
    return Checklist(
        path=source.path,
        branch=text_of(root.get("branch")),
        catalogue=text_of(root.get("catalogue")),
        summary=text_of(root.get("summary")),
        answers=(*reader.tool_answers(root.get("answered")), *reader.answers(root.get("questions"))),
        problems=(*problems, *mistyped(root, catalogue, source.path), *_no_summary(root, source.path)),
        resolved=reader.resolved(root.get("resolved")),
    )


def not_yaml(error: NotationError, path: str) -> Problem:
    """Return the problem of a text that cannot be read."""
    location = Location(path, error.line, error.column)
    if isinstance(error, DuplicateKeyError):
        return Problem(location, "duplicate-key", error.message, "delete one of the two")
    return Problem(location, "not-yaml", error.message, "mend this place")


def newer_version(root: Node, path: str) -> Problem | None:
    """Return the problem of a file that a newer version of the tool wrote."""
    version = root.get("version") if isinstance(root, Mapping) else None
    if not isinstance(version, Scalar) or type(version.value) is not int or version.value <= VERSION:
        return None
    message = f"this file has version {version.text}, and this sdd-impact knows version {VERSION}"
    return Problem(Location(path, version.line, version.column), "newer-version", message, "update sdd-impact")


def _no_summary(root: Mapping, path: str) -> tuple[Problem, ...]:
    node = root.get("summary")
    why = blank(text_of(node))
    if not why:
        return ()
    place = Location(path, node.line, node.column) if node else Location(path)
    fix = "write one sentence after `summary:`"
    return (Problem(place, "no-summary", f"the checklist has no summary: {why}", fix, severity="warn"),)


def text_of(node: Node | None) -> str:
    """Return the text of a value, "" for none; a list's items are joined by commas."""
    if isinstance(node, Scalar):
        return "" if node.value is None else node.text
    if isinstance(node, Sequence):
        return ", ".join(text_of(item) for item in node.items if isinstance(item, Scalar))
    return ""


class _Reader:
    """Makes nouns of nodes, leaving out what has not the shape of a value."""

    def __init__(self, path: str) -> None:
        self.path = path

    def place(self, node: Node) -> Location:
        """Return where a node stands."""
        return Location(self.path, node.line, node.column)

    def cells(self, node: Node | None, but: tuple[str, ...]) -> dict[str, Cell]:
        """Return the values of a mapping by name."""
        if not isinstance(node, Mapping):
            return {}
        return {
            entry.key.text: Cell(text_of(entry.value), self.place(entry.value))
            for entry in node.entries
            if entry.key.text not in but and not isinstance(entry.value, Mapping)
        }

    def answers(self, node: Node | None) -> tuple[Answer, ...]:
        """Return the answers below ``questions:``."""
        if not isinstance(node, Mapping):
            return ()
        return tuple(self.answer(entry.key.text, entry.value, self.place(entry.key)) for entry in node.entries)

    def answer(self, question: str, node: Node, place: Location) -> Answer:
        """Return one answer."""
        cells = self.cells(node, ("rows", "question"))
        rows = node.get("rows") if isinstance(node, Mapping) else None
        items = rows.items if isinstance(rows, Sequence) else ()
        return Answer(
            question=question,
            answer=cells.pop("answer", None),
            fields=cells,
            rows=tuple(self.row(item) for item in items if isinstance(item, Mapping)),
            location=place,
        )

    def row(self, node: Mapping) -> Row:
        """Return one row."""
        cells = self.cells(node, ())
        evidence = cells.pop("evidence", None)
        return Row(evidence.value.strip() if evidence else "", cells, self.place(node))

    def tool_answers(self, node: Node | None) -> tuple[Answer, ...]:
        """Return the answers below ``answered:``.

        Where a person overrides, ``answer`` is the person's, and the fields ``tool`` and ``reason`` have the tool's answer and the reason.
        """
        if not isinstance(node, Mapping):
            return ()
        return tuple(self.tool_answer(entry.key, entry.value) for entry in node.entries if isinstance(entry.value, Mapping))

    def tool_answer(self, key: Scalar, node: Mapping) -> Answer:
        """Return one answer of the tool."""
        cells = self.cells(node, ())
        answer = cells.pop("answer", None)
        override = node.get("override")
        mine = self.cells(override, ())
        if isinstance(override, Mapping) and any(cell.value for cell in mine.values()):
            cells["tool"] = answer or Cell("", self.place(node))
            cells["reason"] = mine.get("reason") or Cell("", self.place(override))
            answer = mine.get("answer") or Cell("", self.place(override))
        return Answer(key.text, answer, cells, (), self.place(key), by_tool=True)

    def resolved(self, node: Node | None) -> tuple[Answer, ...]:
        """Return what stands below ``resolved:``."""
        if not isinstance(node, Sequence):
            return ()
        return tuple(
            self.answer(text_of(item.get("question")), item, self.place(item))._replace(by_tool=item.get("because") is not None)
            for item in node.items
            if isinstance(item, Mapping)
        )
