"""A template of which a part is broken: every other part is read.

Sections, and what stands directly in those that hold many things of their own (resources, functions), are cut apart by the indentation of their keys,
each is read on its own, and those that cannot be are left out. JSON that is written over lines is cut likewise, and read as the YAML that it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.notation import load_json, load_yaml
from sdd_impact.searches._aws.values import TAGS
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node

#: Sections that are cut apart, too; anything else is left out as a whole.
_OPENED = late.regex(
    r"""\s*(?:-\s+)?["']?(?:Resources|resources|functions|Parameters|Mappings|Conditions|Outputs|custom)["']?\s*:\s*\{?\s*(?:#.*)?"""
)
_CLOSED = late.regex(r"\s*\}\s*,?\s*")
_LAST_COMMA = late.regex(r",\s*\}\s*\Z")
_KEY = late.regex(r"""(?:"[^"]*"|'[^']*'|[^\s"'{}\[\]][^"]*?)\s*:(?:\s|$)|"[^"]*":|-\s""")
_LINE = late.regex(r"(\bon line )(\d{1,7})\b")
_SKIPPED = late.regex(r"\s*(?:#.*)?")
#: Parts that are left out because of what they are beside others (a key that stands twice).
_MOST_TWICE = 5
_DEEPEST = 4
#: Larger templates, in characters, are not read in parts.
_LARGEST = 500_000


class Mended(NamedTuple):
    """What is left of a template: its text with an empty line for each that was left out, its tree, and why and where parts were left out."""

    text: str
    root: Node
    broken: tuple[NotationError, ...]


class _Part(NamedTuple):
    """Lines of the text, from ``first`` up to ``end``."""

    first: int
    end: int


def mended(text: str, path: str, error: NotationError, *, json: bool) -> Mended:
    """Return what of a template can be read.

    :raises NotationError: the ``error`` that it was found with, where nothing can.
    """
    if len(text) > _LARGEST:
        raise error
    mender = _Mender(text.split("\n"), path, json=json)
    if not mender.mend():
        raise error
    left = "\n".join(mender.lines)
    return Mended(left, load_yaml(left, path, tags=TAGS), tuple(mender.broken))


class _Mender:
    def __init__(self, lines: list[str], path: str, *, json: bool) -> None:
        self.lines = lines
        self.path = path
        self.json = json
        self.broken: list[NotationError] = []

    def mend(self) -> bool:
        """Leave out what cannot be read; False where nothing is left that can."""
        whole = _Part(0, len(self.lines))
        return self._mended(whole, self._inside(whole) if self.json else whole, 0)

    def _mended(self, part: _Part, inside: _Part, depth: int) -> bool:
        """Leave out what cannot be read of the things inside of a part, so that the part can be."""
        children = tuple(self._children(inside))
        for each in children:
            wrong = self._wrong(each)
            opened = depth < _DEEPEST and _OPENED.fullmatch(self.lines[each.first])
            if wrong is not None and not (opened and self._mended(each, self._inside(each), depth + 1)):
                self._blank(each, wrong)
        for _ in range(_MOST_TWICE):
            wrong = self._wrong(part, whole=depth == 0)
            found = next((each for each in children if wrong and each.first < wrong.line <= each.end), None)
            if wrong is None or found is None:
                break
            self._blank(found, wrong)
        return wrong is None

    def _blank(self, part: _Part, error: NotationError) -> None:
        self.broken.append(error)
        self.lines[part.first : part.end] = [""] * (part.end - part.first)

    def _wrong(self, part: _Part, *, whole: bool = False) -> NotationError | None:
        text = "\n".join(self.lines[part.first : part.end])
        text = f"{{{text}\n}}" if self.json and not whole else text
        try:
            load_yaml(text, self.path, tags=TAGS)
        except NotationError as error:
            found = self._placed(text, error)
            line = min(found.line, part.end - part.first) + part.first
            said = _LINE.sub(lambda match: f"{match[1]}{int(match[2]) + part.first}", found.message)
            return NotationError(said, file=self.path, line=line, column=found.column)
        return None

    def _placed(self, text: str, error: NotationError) -> NotationError:
        """The same error, in JSON where a reader of JSON sees it."""
        if self.json:
            try:
                load_json(_LAST_COMMA.sub("\n}", text), self.path)
            except NotationError as found:
                return found
        return error

    def _inside(self, part: _Part) -> _Part:
        """The lines below the first one, in JSON without the brace that closes it."""
        end = part.end
        if self.json:
            closed = (at for at in range(part.end - 1, part.first, -1) if _CLOSED.fullmatch(self.lines[at]))
            end = next(closed, part.end)
        return _Part(part.first + 1, end)

    def _children(self, part: _Part) -> Iterator[_Part]:
        """The keys of the indentation at which the first one stands, each with what follows."""
        starts: list[int] = []
        indent, listed = -1, False
        for at in range(part.first, part.end):
            line = self.lines[at]
            if _SKIPPED.fullmatch(line):
                continue
            content = line.lstrip()
            column = len(line) - len(content)
            if indent < 0:
                indent, listed = column, content.startswith("- ")
            if column == indent and content.startswith("- ") is listed and _KEY.match(content):
                starts.append(at)
        yield from (_Part(start, end) for start, end in zip(starts, [*starts[1:], part.end], strict=False))
