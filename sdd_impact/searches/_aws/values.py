"""Values of a CloudFormation template, as far as the template itself says them.

``Ref`` and ``Fn::Sub`` of a parameter are its default; ``Fn::Join``, ``Fn::Select``, ``Fn::Split``, ``Fn::FindInMap`` and ``Fn::Sub`` of what is known
are written out; what a stack alone knows is a hole in the text (see :mod:`open_text`). Rules: CloudFormation's template reference, "Intrinsic functions".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.searches._hcl import Evaluator, File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sdd_impact.notation import Node

#: The short forms of YAML, with the keys that they stand for.
TAGS = {
    "!Ref": "Ref", "!Condition": "Condition",
    **{f"!{name}": f"Fn::{name}" for name in (
        "Sub", "Join", "GetAtt", "FindInMap", "If", "Select", "Split", "ImportValue", "Base64", "Equals", "Not", "And", "Or", "Cidr",
        "GetAZs", "Transform", "ToJsonString", "Length",
    )},
}  # fmt: skip

#: The attribute that names a resource, of those resources whose name a search says.
_NAMES = {
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Serverless::Function": "FunctionName",
}

_VARIABLE = late.regex(r"\$\{(!?[^{}$]*)\}")
#: Sources of values that the Serverless Framework knows (``AWS::Region`` is none), and those of one variable.
_SOURCE = late.regex(r"\w+(?:\([^()]*\))?:(?!:)")
_CHOICE = late.regex(r"""\s*(?:'[^']*'|"[^"]*"|[^,'"]+)""")
#: What the framework makes of a function, by the end of the resource's name, with what stands before the function's name.
_MADE = {"LogGroup": "/aws/lambda/", "LambdaFunction": ""}
_INSIDE = 4
_DEEPEST = 40
_MOST_CHARACTERS = 100_000
_MOST_STEPS = 200_000


class Values:
    """Evaluates the nodes of one template. ``serverless`` expands ``${self:…}`` in every text, as the Serverless Framework does."""

    def __init__(self, root: Mapping, resources: Iterable[tuple[str, Mapping]], *, serverless: bool = False) -> None:
        self.root = root
        self.serverless = serverless
        self._resources = dict(resources)
        self._parameters = _mapping(root.get("Parameters"))
        self._mappings = _mapping(root.get("Mappings"))
        self._holes = Evaluator(File("", ()))
        self._busy: set[str] = set()
        self._steps = 0
        self._depth = 0

    def written(self, text: str) -> str:
        """Return a text with each hole as ``${expression}``."""
        return self._holes.written(text)

    def has_hole(self, text: str) -> bool:
        """Whether a part of the text is not known."""
        return bool(self._holes.holes(text))

    def text(self, node: Node | None) -> str | None:
        """Return a node as a text with holes; None where it is missing or no text. Never raises."""
        if node is None:
            return None
        self._steps += 1
        if self._depth > _DEEPEST or self._steps > _MOST_STEPS:
            return self._hole("…")
        self._depth += 1
        try:
            found = self._text(node)
        finally:
            self._depth -= 1
        return self._hole("…") if found is not None and len(found) > _MOST_CHARACTERS else found

    def _text(self, node: Node) -> str | None:
        if isinstance(node, Scalar):
            if node.value is None:
                return None
            said = node.text if isinstance(node.value, str) else _plain(node)
            return self._expanded(said, self._of_serverless) if self.serverless and "${" in said else said
        if isinstance(node, Mapping) and len(node.entries) == 1:
            (entry,) = node.entries
            reader = _FUNCTIONS.get(entry.key.text)
            if reader is not None:
                found = reader(self, entry.value)
                return self._hole(_said(entry.key.text, entry.value)) if found is None else found
            if entry.key.text.startswith("Fn::"):
                return self._hole(_said(entry.key.text, entry.value))
        return None

    def texts(self, node: Node | None) -> list[str] | None:
        """Return the texts of a list; None where it is no list of texts."""
        if not isinstance(node, Sequence):
            split = node.get("Fn::Split") if isinstance(node, Mapping) else None
            return self._split(split) if split is not None else None
        texts = [self.text(item) for item in node.items]
        return None if None in texts else [text for text in texts if text is not None]

    def _hole(self, expression: str) -> str:
        return self._holes.unknown(expression)

    # --- functions: each returns None where the template does not say it -------------------------------------------------

    def ref(self, node: Node) -> str | None:
        """``Ref`` of a parameter with a default, or of a resource with a name of its own."""
        return self._named(node.text) if isinstance(node, Scalar) else None

    def _named(self, name: str) -> str | None:
        if name in self._busy:
            return None
        self._busy.add(name)
        try:
            parameter = _mapping(self._parameters.get(name) if self._parameters else None)
            if parameter is not None:
                kind = parameter.get("Type")
                secret = isinstance(kind, Scalar) and kind.text.startswith("AWS::SSM::")
                return None if secret else self.text(parameter.get("Default"))
            resource = self._resources.get(name)
            kind = resource.get("Type") if resource else None
            attribute = _NAMES.get(kind.text) if isinstance(kind, Scalar) else None
            properties = _mapping(resource.get("Properties")) if resource else None
            found = self.text(properties.get(attribute)) if properties and attribute else None
            return self._of_function(name) if found is None and self.serverless else found
        finally:
            self._busy.discard(name)

    def sub(self, node: Node) -> str | None:
        """``Fn::Sub``: a text, or a text with values of its own."""
        items = node.items if isinstance(node, Sequence) else (node,)
        if not items or not isinstance(items[0], Scalar) or len(items) > 2:
            return None
        own = _mapping(items[1]) if len(items) == 2 else None

        def value(name: str) -> str | None:
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            given = own.get(name) if own else None
            if given is not None:
                return self.text(given)
            return self._of_serverless(name) if self.serverless and _SOURCE.match(name) else self._named(name)

        return self._expanded(items[0].text, value)

    def _expanded(self, text: str, value: Callable[[str], str | None]) -> str:
        def replaced(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            found = value(name)
            return self._hole(self.written(name)) if found is None else found

        expanded = _VARIABLE.sub(replaced, text)
        # The Serverless Framework knows variables inside of the names of others.
        for _ in range(_INSIDE if self.serverless else 0):
            if expanded == text or not _VARIABLE.search(expanded) or len(expanded) > _MOST_CHARACTERS:
                break
            text, expanded = expanded, _VARIABLE.sub(replaced, expanded)
        return expanded

    def join(self, node: Node) -> str | None:
        """``Fn::Join`` of a list of texts."""
        items = node.items if isinstance(node, Sequence) else ()
        if len(items) != 2 or not isinstance(items[0], Scalar):
            return None
        texts = self.texts(items[1])
        return items[0].text.join(texts) if texts is not None else None

    def select(self, node: Node) -> str | None:
        """``Fn::Select`` from a list of texts."""
        items = node.items if isinstance(node, Sequence) else ()
        number = self.text(items[0]) if len(items) == 2 else None
        texts = self.texts(items[1]) if number and number.isdecimal() else None
        return texts[int(number)] if texts and number and len(number) < 6 and int(number) < len(texts) else None

    def _split(self, node: Node) -> list[str] | None:
        items = node.items if isinstance(node, Sequence) else ()
        sign, text = (self.text(items[0]), self.text(items[1])) if len(items) == 2 else (None, None)
        return text.split(sign) if sign and text is not None and not self.has_hole(text) else None

    def find_in_map(self, node: Node) -> str | None:
        """``Fn::FindInMap`` with keys that are known."""
        items = node.items if isinstance(node, Sequence) else ()
        keys = [self.text(item) for item in items[:3]]
        found: Node | None = self._mappings
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) and key is not None else None
        return self.text(found) if len(keys) == 3 and found is not None else None

    def choice(self, node: Node) -> str | None:
        """``Fn::If`` whose values are the same."""
        items = node.items if isinstance(node, Sequence) else ()
        texts = {self.text(item) for item in items[1:]}
        return texts.pop() if len(items) == 3 and len(texts) == 1 else None

    def _of_serverless(self, name: str) -> str | None:
        """The first source of ``self:a.b, 'text'`` that says something. What is given when the framework runs is what it falls back to."""
        for match in _CHOICE.finditer(name):
            source = match.group().strip()
            if source[:1] in {"'", '"'}:
                return source[1:-1]
            if not source.startswith(("self:", "sls:stage", "opt:")):
                return None
            found = self._said_by(source)
            if found is not None:
                return found
        return None

    def _said_by(self, source: str) -> str | None:
        if source.startswith("opt:") or source in self._busy:
            return None
        self._busy.add(source)
        try:
            if source == "sls:stage":
                return self._stage()
            found: Node | None = self.root
            for key in source.removeprefix("self:").split("."):
                found = found.get(key) if isinstance(found, Mapping) else None
            return self.text(found)
        finally:
            self._busy.discard(source)

    def _stage(self) -> str:
        provider = _mapping(self.root.get("provider"))
        return (self.text(provider.get("stage")) if provider else None) or "dev"

    def _of_function(self, name: str) -> str | None:
        """The name of a function of the Serverless Framework, or of its log group, by the resource that the framework makes of it."""
        kind = next((each for each in _MADE if name.endswith(each)), "")
        for entry in getattr(self.root.get("functions"), "entries", ()) if kind else ():
            key = entry.key.text
            made = key.replace("-", "Dash").replace("_", "Underscore")
            if made[:1].upper() + made[1:] + kind == name:
                own = entry.value.get("name") if isinstance(entry.value, Mapping) else None
                service = self.root.get("service")
                service = service.get("name") if isinstance(service, Mapping) else service
                parts = (self.text(service) or self._hole("self:service"), self._stage(), key)
                return _MADE[kind] + (self.text(own) or "-".join(parts))
        return None


def _mapping(node: Node | None) -> Mapping | None:
    return node if isinstance(node, Mapping) else None


def _plain(node: Scalar) -> str:
    return str(node.value).lower() if isinstance(node.value, bool) else node.text


def _said(name: str, node: Node) -> str:
    """An expression as it is shown: the function and what it is given."""
    given = (
        node.text
        if isinstance(node, Scalar)
        else " ".join(each.text for each in getattr(node, "items", ()) if isinstance(each, Scalar))
    )
    short = name.removeprefix("Fn::")
    return given if short == "Ref" else f"{short} {given}".strip()


_FUNCTIONS: dict[str, Callable[[Values, Node], str | None]] = {
    "Ref": Values.ref, "Fn::Sub": Values.sub, "Fn::Join": Values.join, "Fn::Select": Values.select, "Fn::FindInMap": Values.find_in_map,
    "Fn::If": Values.choice,
}  # fmt: skip
