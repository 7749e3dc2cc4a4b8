"""Does a document have the shape of its schema? The schema decides; what certainly fits is let through without loading it.

``jsonschema`` takes ten times as long to import as Python itself, and a gate runs on every commit. So :func:`fits` accepts the
shapes that a checklist has when all is well, and only the others are held against the schema. It accepts nothing that the schema
refuses; the tests hold the two against each other.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from sdd_impact import late
from sdd_impact.model import Location, Problem
from sdd_impact.notation import Mapping, Node, Scalar, Sequence, plain
from sdd_impact.shelf import shelf

_EVIDENCE = late.regex(r"ev-[0-9a-f]{16}")
#: So many problems of shape are enough to see what is wrong.
_MOST = 20


def fits(node: Node) -> bool:
    """Whether a document is certainly a checklist as the schema wants it."""
    if not isinstance(node, Mapping):
        return False
    version, branch = node.get("version"), node.get("branch")
    return (
        isinstance(version, Scalar)
        and version.value == 1
        and type(version.value) is int
        and _is_word(branch)
        and all(_word_or_absent(node, name) for name in ("catalogue",))
        and _is_cell_or_absent(node.get("summary"))
        and all(_fits_tool_answer(each) for each in _values(node.get("answered")))
        and all(_fits_answer(each) for each in _values(node.get("questions")))
        and all(
            isinstance(each, Mapping) and _is_word(each.get("question")) and _fits_answer(each)
            for each in _items(node.get("resolved"))
        )
    )


_MISFIT = Sequence((), 0, 0)


def _values(node: Node | None) -> tuple[Node, ...]:
    """The values of a mapping that may be absent or empty; a value that never fits where it is something else."""
    if isinstance(node, Mapping):
        return tuple(entry.value for entry in node.entries)
    return () if _is_nothing(node) else (_MISFIT,)


def _items(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    return () if _is_nothing(node) else (_MISFIT,)


def _is_nothing(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


def _is_word(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is not None and bool(node.text.strip())


def _word_or_absent(node: Mapping, name: str) -> bool:
    return node.get(name) is None or _is_word(node.get(name))


def _is_cell_or_absent(node: Node | None) -> bool:
    return node is None or isinstance(node, Scalar)


def _is_cells(node: Node) -> bool:
    return isinstance(node, Scalar) or (isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items))


def _fits_tool_answer(node: Node) -> bool:
    if not isinstance(node, Mapping) or not _is_word(node.get("answer")) or not _is_cell_or_absent(node.get("because")):
        return False
    override = node.get("override")
    if isinstance(override, Mapping):
        return all(_is_cell_or_absent(override.get(name)) for name in ("answer", "reason")) and _rest_fits(node, "override")
    return _is_nothing(override) and _rest_fits(node, "override")


def _fits_answer(node: Node) -> bool:
    if not isinstance(node, Mapping):
        return _is_nothing(node)
    return (
        _is_cell_or_absent(node.get("reason"))
        and _rest_fits(node, "rows")
        and all(_fits_row(row) for row in _items(node.get("rows")))
    )


def _rest_fits(node: Mapping, but: str) -> bool:
    return all(entry.key.text == but or _is_cells(entry.value) for entry in node.entries)


def _fits_row(node: Node) -> bool:
    if not isinstance(node, Mapping) or not node.entries or not _rest_fits(node, ""):
        return False
    evidence = node.get("evidence")
    if evidence is None or (isinstance(evidence, Scalar) and evidence.value in (None, "")):
        return True
    return isinstance(evidence, Scalar) and isinstance(evidence.value, str) and bool(_EVIDENCE.fullmatch(evidence.text))


def schema_problems(node: Node, path: str, name: str) -> tuple[Problem, ...]:
    """Return what the schema ``name`` (``checklist``, ``sign-off``) finds wrong with a document, each at its place."""
    import json

    from jsonschema import Draft202012Validator

    schema = json.loads((shelf("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    problems = {}
    for error in islice(Draft202012Validator(schema).iter_errors(plain(node)), _MOST):
        where, inside = _at(node, tuple(error.absolute_path))
        problem = Problem(
            Location(path, where.line, where.column), "schema", _sentence(error, inside), f"the shape: sdd-impact schema {name}"
        )
        problems[problem.location, problem.message] = problem
    return tuple(sorted(problems.values(), key=lambda each: each.location))


def _at(node: Node, steps: tuple[str | int, ...]) -> tuple[Node, str]:
    """Return the node at the end of a JSON path, and the path as a reader would write it."""
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step) or node
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    name = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    return node, name


_TYPES = {
    "object": "a mapping (`key: value` lines)", "array": "a list (`- ` lines)", "string": "a text", "number": "a number",
    "boolean": "true or false", "null": "nothing",
}  # fmt: skip


def _sentence(error: Any, inside: str) -> str:
    """Say in plain words what a schema's error means."""
    import json

    what = f"`{inside}`" if inside else "the file"
    wanted = error.validator_value
    if error.validator == "required":
        missing = ", ".join(f"`{key}`" for key in wanted if key not in error.instance)
        return f"{what} has no {missing}" if inside else f"{missing} is missing"
    if error.validator == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        names = ["a text"] if "string" in types else [_TYPES[each] for each in types if each != "null"]
        return f"{what} must be {' or '.join(names)}"
    if error.validator == "const":
        return f"{what} must be {json.dumps(wanted)}"
    if error.validator == "enum":
        return f"{what} must be one of {', '.join(str(each) for each in wanted if each is not None)}"
    if inside.endswith(".evidence") or ".evidence[" in f".{inside}":
        return f"{what} must be as the tool wrote it: `ev-` and 16 digits; a row of your own has none"
    if inside.endswith("answer") and error.validator == "pattern":
        return f"{what} must be a digest as the tool wrote it, or a word"
    if error.validator in ("pattern", "minProperties", "minItems"):
        return f"{what} is empty"
    if error.validator == "anyOf":
        return f"{what} must be a text or a list of texts"
    return f"{what} does not fit: {error.validator} {json.dumps(wanted)[:80]}"
