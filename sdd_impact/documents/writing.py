"""Writing a checklist: new, or an existing one brought up to date."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents.answered import answered_lines, refresh_answered
from sdd_impact.documents.blocks import STEP, Known, question_lines
from sdd_impact.documents.cells import cell_text, line
from sdd_impact.documents.editing import comment_beside, replace_value
from sdd_impact.documents.page import TOOL, Extent, Page
from sdd_impact.documents.questions import refresh_questions
from sdd_impact.documents.reading import VERSION, text_of
from sdd_impact.documents.unfolding import unfolded
from sdd_impact.errors import NotationError
from sdd_impact.model import Asking, Source, ToolAnswer
from sdd_impact.notation import Mapping, Scalar, decode, load_yaml, scalar, without_surrogates
from sdd_impact.tuples import NamedTuple

#: Where editors find the schema of a checklist.
SCHEMA = "checklist.schema.json"
_FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA}"
_EXPLANATION = (
    f"{TOOL} What this branch changes for Support. Fill in what is open, here or with: sdd-impact fill",
    f"{TOOL} Lines and comments that begin with {TOOL} are the tool's own; everything else is yours and is kept.",
)
#: How often a text is gone through until nothing changes. Two rounds are enough; more would be a mistake of this module.
_ROUNDS = 4
_SUMMARY_ASKED = "open: one sentence that Support would understand"


class _Content(NamedTuple):
    """What the checklist is to say."""

    askings: tuple[Asking, ...]
    tool_answers: tuple[ToolAnswer, ...]
    branch: str
    summary: str
    catalogue: str


def write_checklist(
    askings: Iterable[Asking],
    tool_answers: Iterable[ToolAnswer],
    *,
    branch: str,
    summary: str,
    catalogue_version: str,
    existing: Source | None = None,
) -> str:
    """Return the text of the branch's checklist.

    Without ``existing`` it is new. Otherwise the existing text is brought up to date: answers, comments and keys of one's own are
    kept to the letter, and the same text is returned where nothing about the branch has changed. Raises :class:`NotationError` where the
    existing text cannot be read or edited; nothing is lost then.
    """
    content = _Content(tuple(askings), tuple(tool_answers), branch, summary.strip(), catalogue_version)
    if existing is None:
        return "\n".join(_new(content)) + "\n"
    text, path = decode(existing)
    mark = "\ufeff" if existing.data.startswith(b"\xef\xbb\xbf") else ""
    return mark + _refreshed(text, path, content)


def _refreshed(text: str, path: str, content: _Content) -> str:
    root = load_yaml(text, path, aliases=False)
    if isinstance(root, Scalar) and root.value is None:
        kept = text if not text or text.endswith("\n") else text + "\n"
        first = [] if "yaml-language-server:" in text else [_FIRST_LINE]
        return "\n".join(first) + ("\n" if first else "") + kept + "\n".join(_new(content)[1:]) + "\n"
    _expect_checklist(root, path)
    plain = unfolded(text, path)
    if _edited(plain, path, content, thorough=False) == plain:
        return text
    result = _edited(plain, path, content, thorough=True)
    # a row that came back as it stood may have cells to renew; what is written can be read again, or nothing is written
    for _ in range(_ROUNDS):
        before, result = result, _edited(result, path, content, thorough=True)
        if before == result:
            break
    return result


def _expect_checklist(root: object, path: str) -> None:
    if not isinstance(root, Mapping):
        raise NotationError(
            "the file holds no checklist", fix="delete it, and run sdd-impact generate", file=path, line=1, column=1
        )
    version = root.get("version")
    if isinstance(version, Scalar) and type(version.value) is int and version.value > VERSION:
        message = f"the file has version {version.text}, and this sdd-impact knows version {VERSION}"
        raise NotationError(message, fix="update sdd-impact", file=path, line=version.line, column=version.column)


def _header(content: _Content) -> dict[str, str]:
    return {
        "version": f"version: {VERSION}",
        "catalogue": f'catalogue: "{content.catalogue}"'
        if content.catalogue.replace(".", "").isalnum()
        else f"catalogue: {scalar(content.catalogue)}",
        "branch": f"branch: {scalar(content.branch) if content.branch.strip() else 'unknown'}",
        "summary": line(
            "", "summary", scalar(cell_text(content.summary)) if content.summary else "", "" if content.summary else _SUMMARY_ASKED
        ),
    }


def _new(content: _Content) -> list[str]:
    lines = [_FIRST_LINE, *_EXPLANATION, *_header(content).values()]
    lines += answered_lines(content.tool_answers) if content.tool_answers else ["answered: {}"]
    return lines + _questions_lines(content)


def _questions_lines(content: _Content) -> list[str]:
    if not content.askings:
        return ["questions: {}"]
    lines = ["questions:"]
    for number, asking in enumerate(content.askings):
        lines += [""] if number else []
        lines += question_lines(asking, Known(), STEP)
    return lines


def _edited(text: str, path: str, content: _Content, *, thorough: bool) -> str:
    """Return the text brought up to date. ``thorough`` also renews what is no reason to write by itself."""
    page = Page(text, path)
    root = page.root
    if not isinstance(root, Mapping):
        return text
    extents = page.entries(root, -1)
    if thorough and "yaml-language-server:" not in text:
        page.insert(0, [_FIRST_LINE])
    _refresh_header(page, root, extents, content)
    retired = refresh_answered(page, root, extents, content.tool_answers, thorough=thorough)
    if root.entry("answered") is None:
        at = extents["questions"].lead if "questions" in extents else _end(extents)
        page.insert(at, answered_lines(content.tool_answers) if content.tool_answers else ["answered: {}"])
    if root.entry("questions") is None:
        page.insert(_end(extents), _questions_lines(content))
    refresh_questions(page, root, extents, content.askings, retired, thorough=thorough)
    return page.edited()


def _end(extents: dict[str, Extent]) -> int:
    """The line after the last entry, but before what has been resolved."""
    if "resolved" in extents:
        return extents["resolved"].lead
    return max(extent.tail for extent in extents.values()) + 1


def _refresh_header(page: Page, root: Mapping, extents: dict[str, Extent], content: _Content) -> None:
    header = _header(content)
    first = min(extent.first for extent in extents.values())
    page.insert(first, [text for name, text in header.items() if root.entry(name) is None])
    wanted = {"catalogue": content.catalogue, "branch": content.branch}
    for name, value in wanted.items():
        entry = root.entry(name)
        if entry is not None and value.strip() and text_of(entry.value) != without_surrogates(value):
            replace_value(page, entry, header[name].partition(": ")[2])
    summary = root.entry("summary")
    if summary is not None and content.summary and not text_of(summary.value).strip():
        replace_value(page, summary, scalar(cell_text(content.summary)))
        comment_beside(page, summary, "")
