"""The syntax table of Ruby (tree-sitter-ruby 0.23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sdd_impact import late
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(
    r"\\(?:u\{([0-9a-fA-F ]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(\n)|(?:M-)?(?:C-|c)?(.))", re.DOTALL
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "s": " ", "v": "\v", "0": "\0"}
_QUOTE = late.regex(r"\\([\\'])")


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    many, four, two, octal, line, simple = found.groups()
    if line:
        return ""
    if simple:
        return _SIMPLE.get(simple, simple)
    numbers = [int(digits, 16) for digits in many.split()] if many else [int(octal, 8) if octal else int(four or two, 16)]
    if any(number > 0x10FFFF or 0xD800 <= number < 0xE000 for number in numbers):
        return found[0]
    return "".join(map(chr, numbers))


def _pieces(code: Code, node: Node, start: int, end: int) -> list[str | Hole]:
    """The source text between two places as written, cut at the interpolations of a node."""
    pieces: list[str | Hole] = []
    for child in node.children:
        if child.type != "interpolation" or child.start_byte < start or child.end_byte > end:
            continue
        pieces.append(code.data[start : child.start_byte].decode("utf-8", "replace"))
        inner = [each for each in child.named_children if not each.is_extra]
        pieces.append(Hole(inner[-1] if inner else child))
        start = child.end_byte
    pieces.append(code.data[start:end].decode("utf-8", "replace"))
    return pieces


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A string or a symbol with quotes."""
    first, last = node.child(0), node.child(node.child_count - 1)
    if first is None or last is None or first.id == last.id:
        return [code.text(node)]
    opening = code.text(first)
    end = last.start_byte if not last.is_named else node.end_byte
    pieces = _pieces(code, node, first.end_byte, end)
    if opening in ("'", ":'") or opening.startswith("%q"):
        return [_QUOTE.sub(r"\1", piece) if isinstance(piece, str) else piece for piece in pieces]
    return [_unescape(piece) if isinstance(piece, str) else piece for piece in pieces]


def _bare(code: Code, node: Node) -> list[str | Hole]:
    """A symbol, an element of ``%w[…]``, or a character."""
    text = code.text(node)
    if node.type == "simple_symbol":
        return [text.removeprefix(":")]
    return [_unescape(text.removeprefix("?"))] if node.type == "character" else _pieces(code, node, node.start_byte, node.end_byte)


_bodies: WeakKeyDictionary[Code, dict[int, Node]] = WeakKeyDictionary()


def heredocs(code: Code) -> dict[int, Node]:
    """The bodies of the here-documents of a file, by the id of the node that opens each: a body stands behind the statement."""
    known = _bodies.get(code)
    if known is not None:
        return known
    found = code.captures("(heredoc_beginning) @opened (heredoc_body) @body")
    opened = sorted(found.get("opened", ()), key=lambda node: node.start_byte)
    waiting: dict[bytes, list[Node]] = {}
    for body in sorted(found.get("body", ()), key=lambda node: -node.start_byte):
        last = body.child(body.child_count - 1)
        label = code.data[last.start_byte : last.end_byte].strip() if last is not None else b""
        waiting.setdefault(label, []).append(body)
    bodies: dict[int, Node] = {}
    for beginning in opened:
        label = code.data[beginning.start_byte : beginning.end_byte].lstrip(b"<~-").strip(b"\"'`")
        left = waiting.get(label, [])
        while left and left[-1].start_byte < beginning.end_byte:
            left.pop()
        if left:
            bodies[beginning.id] = left.pop()
    _bodies[code] = bodies
    return bodies


def _heredoc(code: Code, node: Node) -> list[str | Hole]:
    """A here-document: ``<<~`` takes the common indentation away, a quoted label leaves escapes and interpolation alone."""
    body = heredocs(code).get(node.id)
    if body is None:
        return [Hole(node)]
    label = code.text(node)
    last = body.child(body.child_count - 1)
    end = last.start_byte if last is not None and last.type == "heredoc_end" else body.end_byte
    line = code.data.find(b"\n", body.start_byte, end) + 1
    # the indentation of the label belongs to no line of the text
    pieces = _pieces(code, body, line or body.start_byte, code.data.rfind(b"\n", line, end) + 1 or end)
    if label.startswith("<<~"):
        pieces = _dedented(pieces)
    return pieces if "'" in label else [_unescape(piece) if isinstance(piece, str) else piece for piece in pieces]


def _dedented(pieces: list[str | Hole]) -> list[str | Hole]:
    whole = "".join(piece if isinstance(piece, str) else "\0" for piece in pieces)
    indents = [len(line) - len(line.lstrip(" \t")) for line in whole.split("\n") if line.strip(" \t")]
    cut = min(indents, default=0)
    if not cut:
        return pieces
    margin = re.compile(rf"(?:(?<=\n)|\A)[ \t]{{1,{cut}}}")
    inner = re.compile(rf"(?<=\n)[ \t]{{1,{cut}}}")
    return [(inner if index else margin).sub("", piece) if isinstance(piece, str) else piece for index, piece in enumerate(pieces)]


# --- calls -------------------------------------------------------------------------------------------------------


def _call(code: Code, node: Node) -> Call:
    receiver, method = node.child_by_field_name("receiver"), node.child_by_field_name("method")
    listed = node.child_by_field_name("arguments")
    name = code.text(method) if method is not None else "call"
    callee = f"{dotted(code, receiver, TABLE)}.{name}" if receiver is not None else name
    arguments = tuple(_arguments(code, listed)) if listed is not None else ()
    return Call(node, callee, name, receiver, arguments, made=name == "new" and receiver is not None)


def _arguments(code: Code, listed: Node) -> list[Argument]:
    found: list[Argument] = []
    for child in listed.named_children:
        if child.is_extra or child.is_error or child.type in ("block_argument", "heredoc_body"):
            continue
        inner = child.named_children[-1] if child.named_children else child
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None:
                found.append(Argument(value if value is not None else key, _key(code, key)))
        elif child.type == "splat_argument":
            found.append(Argument(inner, "", spread=True))
        elif child.type == "hash_splat_argument":
            found.append(Argument(inner, "**", spread=True))
        else:
            found.append(Argument(child))
    return found


def _key(code: Code, node: Node) -> str:
    if node.type in LITERALS:
        return "".join(piece for piece in LITERALS[node.type](code, node) if isinstance(piece, str))
    return code.text(node)


def _hash(_: Code, node: Node) -> list[tuple[Node | None, Node]]:
    pairs: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None:
                pairs.append((key, value if value is not None else key))
        elif child.type == "hash_splat_argument" and child.named_children:
            pairs.append((None, child.named_children[0]))
    return pairs


# --- values ------------------------------------------------------------------------------------------------------


def last_of(node: Node | None) -> Node | None:
    """The expression whose value a body has: its last one."""
    for _ in range(10):
        if node is None or node.type not in (
            "then",
            "else",
            "block_body",
            "body_statement",
            "parenthesized_statements",
            "block",
            "do_block",
        ):
            return node
        if node.type in ("block", "do_block"):
            node = node.child_by_field_name("body")
            continue
        inner = [
            child for child in node.named_children if not child.is_extra and child.type not in ("heredoc_body", "empty_statement")
        ]
        if not inner or inner[-1].type in ("rescue", "ensure", "else", "elsif"):
            return None
        node = inner[-1]
    return None


def _branches(node: Node) -> list[Node]:
    """The values of ``if … else … end``; none where a branch is missing."""
    values: list[Node] = []
    here: Node | None = node
    for _ in range(20):
        if here is None:
            return []
        if here.type == "else":
            value = last_of(here)
            return [*values, value] if value is not None else []
        value = last_of(here.child_by_field_name("consequence"))
        if value is None:
            return []
        values.append(value)
        here = here.child_by_field_name("alternative")
    return []


def _cases(node: Node) -> list[Node]:
    """The values of ``case … when … else … end``; none where there is no ``else``."""
    values: list[Node] = []
    complete = False
    for child in node.named_children:
        if child.type in ("when", "else"):
            value = last_of(child.child_by_field_name("body") if child.type == "when" else child)
            if value is None:
                return []
            values.append(value)
            complete = child.type == "else"
    return values if complete else []


def _either(node: Node) -> list[Node]:
    operator = node.child_by_field_name("operator")
    return fields("left", "right")(node) if operator is not None and operator.type in ("||", "or") else []


def _frozen(node: Node) -> Node | None:
    """The hash or array inside ``{…}.freeze``; its entries are read through it."""
    receiver, method = node.child_by_field_name("receiver"), node.child_by_field_name("method")
    if receiver is None or method is None or receiver.type not in ("hash", "array") or method.text not in (b"freeze", b"dup"):
        return None
    return receiver


def _statements(node: Node) -> Node | None:
    inner = [child for child in node.named_children if not child.is_extra]
    return inner[0] if len(inner) == 1 else None


def _bases(code: Code, node: Node) -> list[str]:
    base = node.child_by_field_name("superclass")
    if base is None or not base.named_children:
        return []
    return [dotted(code, base.named_children[0], TABLE)]


LITERALS = {
    "string": _string,
    "heredoc_beginning": _heredoc,
    "simple_symbol": _bare,
    "delimited_symbol": _string,
    "bare_string": _bare,
    "bare_symbol": _bare,
    "character": _bare,
}

_SAME = ["freeze", "dup", "html_safe", "to_s", "to_str", "itself", "b", "scrub", "force_encoding", "encode", "presence"]
#: Sorbet's ``T.must(x)`` gives what it is given.
_CHECKED = ("must", "let", "cast", "unsafe")
_COLOURS = [
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bold",
    "light_red",
    "light_green",
    "light_blue",
    "light_yellow",
]

FORMATTERS: dict[str, Formatter] = {
    **{name: Formatter("same", -1, of_text=True) for name in (*_SAME, *_COLOURS)},
    **{f"{owner}.{name}": Formatter("ruby-printf", lazy=True) for owner in ("I18n",) for name in ("t", "translate", "t!")},
    **{name: Formatter("ruby-printf", lazy=True) for name in ("t", "_", "N_", "s_", "translate", "gettext")},
    **{name: Formatter("plural") for name in ("n_", "ngettext")},
    **{f"T.{name}": Formatter("same") for name in _CHECKED},
    "format": Formatter("ruby-printf"),
    "sprintf": Formatter("ruby-printf"),
    "strip_heredoc": Formatter("dedent", -1),
    "strip": Formatter("strip", -1),
    "lstrip": Formatter("strip", -1),
    "rstrip": Formatter("strip", -1),
    "chomp": Formatter("strip", -1),
    "squish": Formatter("squish", -1),
    "concat": Formatter("concat", -1, of_text=True),
    "join": Formatter("array-join", -1),
    "String": Formatter("text"),
}

_DECLARATIONS = """
(class name: (_) @name) @class
(module name: (_) @name) @class
(method name: (_) @name) @function
(singleton_method name: (_) @name) @function
(assignment left: [(identifier) (constant) (instance_variable) (class_variable) (global_variable) (scope_resolution)] @name right: (_) @value) @assign
(assignment left: (left_assignment_list (_) @name)) @unknown
(operator_assignment left: [(identifier) (constant) (instance_variable) (class_variable) (global_variable)] @name right: (_) @value) @append
(binary left: (identifier) @name operator: "<<" right: (_) @value) @append
(for pattern: (identifier) @name) @unknown
(rescue variable: (exception_variable (identifier) @name)) @exception
(method_parameters (identifier) @name) @parameter
(method_parameters (optional_parameter name: (identifier) @name)) @parameter
(method_parameters (keyword_parameter name: (identifier) @name)) @parameter
(method_parameters (splat_parameter name: (identifier) @name)) @parameter
(method_parameters (hash_splat_parameter name: (identifier) @name)) @parameter
(method_parameters (block_parameter name: (identifier) @name)) @parameter
(block_parameters (identifier) @name) @parameter
(block_parameters (optional_parameter name: (identifier) @name)) @parameter
(block_parameters (keyword_parameter name: (identifier) @name)) @parameter
(block_parameters (splat_parameter name: (identifier) @name)) @parameter
(block_parameters (destructured_parameter (identifier) @name)) @parameter
(lambda_parameters (identifier) @name) @parameter
"""

TABLE = Grammar(
    name="ruby",
    literals=LITERALS,
    joins={"binary": frozenset(["+", "<<"]), "chained_string": frozenset()},
    printf_operator={"binary": "%"},
    printf_style="ruby-printf",
    through={
        "parenthesized_statements": _statements,
        "assignment": field("right"),
        "rescue_modifier": field("body"),
        "begin": _statements,
        "superclass": named(0),
        "call": _frozen,
        "lambda": lambda node: last_of(node.child_by_field_name("body")),
        "exception_variable": named(0),
    },
    choices={"conditional": fields("consequence", "alternative"), "if": _branches, "case": _cases, "binary": _either},
    constants={"integer": None, "float": None, "true": "true", "false": "false", "nil": "nil"},
    names=frozenset(
        ["identifier", "constant", "instance_variable", "class_variable", "global_variable", "self", "super", "hash_key_symbol"]
    ),
    members={"scope_resolution": ("scope", "name")},
    items={"element_reference": ("object", "1")},
    calls={"call": _call},
    mappings={"hash": _hash},
    sequences=frozenset(["array", "string_array", "symbol_array"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=lambda _code, _node: "",
    blocks=frozenset(
        ["program", "body_statement", "block_body", "then", "else", "elsif", "ensure", "rescue", "do", "case", "when", "begin"]
    ),
    loops=frozenset(["for", "while", "until", "while_modifier", "until_modifier", "block", "do_block"]),
    bare_fields=True,
    selves=frozenset(["self"]),
    callee=("receiver", "method"),
    conversions=frozenset(_CHECKED),
    bare_calls=True,
    own="@",
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
