"""Templates of messages, and what of them a reader of the message can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._blanking import blanked
from sdd_impact.detectors._reading import first_line, read, sources
from sdd_impact.model import Location, Scene, Source
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

#: Endings of templates. Components (``tsx``) count only where they are built for mail.
_MARKUP = ("html", "htm", "mjml", "txt", "hbs", "handlebars", "ejs", "pug", "liquid", "ftl", "ftlh", "jinja", "jinja2", "j2", "mustache",
           "njk", "twig", "eml", "erb", "haml", "php", "cshtml", "md", "mdx")  # fmt: skip
_COMPONENTS = ("tsx", "jsx")
_SUFFIXES = tuple("." + ending for ending in (*_MARKUP, *_COMPONENTS))
#: Folders of messages. ``notifications`` alone may be screens about them.
_FOLDER = late.regex(
    r"(?:^|/)(?:e?mails?|\w*mailers?|e?mail[_-]?templates?|sms|push[_-]templates?|transactional|notification[_-]templates?)/"
)
_SHARED_FOLDER = late.regex(r"(?:^|/)templates?/(?:.*/)?notifications?/|(?:^|/)notifications?/(?:.*/)?templates?/")
#: Pages about messages, not messages.
_SCREEN = late.regex(
    r"(?:^|/)(?:components?|pages|screens|widgets|dialogs?)/|\.component\.html$|(?:^|/)(?:readme|changelog|index|license)\.\w+$",
    re.IGNORECASE,
)
_BUILT_FOR_MAIL = late.regex(rb"react-email|jsx-email|mjml-react|<(?:Html|Section|Text|Mjml\w*|Mj\w+)\b")


class Template(NamedTuple):
    """A message's template that is new or says something else; ``files`` are all its changed files (the HTML and the plain text)."""

    name: str
    channel: str
    location: Location
    quote: str
    added: bool
    files: tuple[str, ...]


def changed_templates(scene: Scene) -> Iterator[Template]:
    """The messages whose templates are new or whose visible text changed, each once."""
    kept = set(sources(scene, _SUFFIXES).after)
    grouped: dict[str, list[Template]] = {}
    for change in scene.files:
        if change.after is None or change.after not in kept or not is_template(change.after):
            continue
        if found := _changed(change.before, change.after):
            grouped.setdefault(_message(change.after.path), []).append(found)
    for group in grouped.values():
        yield group[0]._replace(files=tuple(each.location.file for each in group), added=all(each.added for each in group))


def is_template(source: Source) -> bool:
    """Whether a file is the template of a message: by its folder and, for a component, by what it is made of."""
    path = source.path
    if not (_FOLDER.search(path) or _SHARED_FOLDER.search(path)) or _SCREEN.search(path):
        return False
    return path.rpartition(".")[2].lower() in _MARKUP or _BUILT_FOR_MAIL.search(source.data) is not None


def _changed(before: Source | None, after: Source) -> Template | None:
    old = _visible(before) if before else []
    new = _visible(after)
    words = [each.text for each in new]
    if [each.text for each in old] == words:
        return None
    at = next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a.text != b.text), min(len(old), len(new)))
    here = new[min(at, len(new) - 1)] if new else _Piece("", 1)
    lines = after.data.decode("utf-8", "replace").split("\n")
    quote = first_line(lines[here.line - 1]) if here.line <= len(lines) else ""
    return Template(after.path.rpartition("/")[2], _channel(after.path), Location(after.path, here.line), quote, before is None, ())


def _message(path: str) -> str:
    """What the HTML and the plain-text template of one message have in common: the path without what tells them apart."""
    folder, _, name = path.rpartition("/")
    stem = re.sub(r"(?:\.\w{2,10})+$", "", name)
    return f"{folder}/{re.sub(r'(?:[-_.]?(?:body|message))?[-_.](?:html|text|txt|plain|subject|body|title)$', '', stem, flags=re.IGNORECASE)}"


def _channel(path: str) -> str:
    lower = path.lower()
    return "SMS" if "sms" in lower else "push" if "push" in lower else "mail"


# --- what can be seen --------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A word that a reader of the message sees (a value is ``{}``), and its line."""

    text: str
    line: int


def _visible(source: Source) -> list[_Piece]:
    if source.path.rpartition(".")[2].lower() in _COMPONENTS:
        return list(_of_component(source))
    text = source.data[:400_000].decode("utf-8", "replace")
    text = blanked(text, _CODE, _closing, _instead)
    return [_Piece(word, number) for number, line in enumerate(text.split("\n"), 1) for word in line.split()]


#: Comments, a template language's statements and values, tags: in that order at one place.
_CODE = late.regex(r"<!--|\{\{!--|\{\{!|\{#|<#--|<%--|/\*|\{%|\{\{|\$\{|<%|<#|</#|<\?|<style\b|<script\b|</?[A-Za-z]")
_ENDS = {
    "<!--": "-->", "{{!--": "--}}", "{{!": "}}", "{#": "#}", "<#--": "-->", "<%--": "--%>", "/*": "*/", "{%": "%}", "{{": "}}", "${": "}",
    "<%": "%>", "<#": ">", "</#": ">", "<?": "?>", "<style": "</style>", "<script": "</script>",
}  # fmt: skip
_QUOTED = late.regex(r"\"([^\"{}%]*\s[^\"{}%]*)\"|'([^'{}%]*\s[^'{}%]*)'")
_SEEN_ATTRIBUTE = late.regex(r"\b(?:alt|title|placeholder|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_VALUE = late.regex(r"\{\{(?![#/!>])|\$\{|<%=|<%-")


def _closing(opening: str) -> str:
    return _ENDS.get(opening.lower(), ">")


def _instead(piece: str) -> str:
    """What a reader sees of a piece of code: a value, a quoted sentence to be translated, a link; line ends stay."""
    shown = ""
    if _VALUE.match(piece):
        shown = " {} "
    elif piece.startswith("{%"):
        shown = " ".join(one or other for one, other in _QUOTED.findall(piece))
    elif re.match(r"<[A-Za-z]", piece) and not piece.lower().startswith(("<style", "<script")):
        shown = " ".join(re.sub(r"\{\{.*?\}\}", "{}", one or other) for one, other in _SEEN_ATTRIBUTE.findall(piece[:2000]))
    return f" {shown} " + "\n" * piece.count("\n")


def _of_component(source: Source) -> Iterator[_Piece]:
    """The texts between the tags of a component, and its strings that are sentences."""
    file = read(source)
    if file is None:
        return
    for node in file.unit.nodes("jsx_text", "string_fragment"):
        text = file.unit.text(node)
        if node.type == "jsx_text" or (" " in text.strip() and not _is_setting(node)):
            for number, line in enumerate(text.split("\n"), node.start_point[0] + 1):
                yield from (_Piece(word, number) for word in line.split())


def _is_setting(node: Node) -> bool:
    """Whether a string is no sentence: an attribute (a class name), an import, an entry of an object."""
    outer = node.parent.parent if node.parent is not None else None
    return outer is not None and outer.type in ("jsx_attribute", "import_statement", "pair")
