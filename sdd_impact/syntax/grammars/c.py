"""The syntax table of C (tree-sitter-c 0.24), and what the one of C++ shares with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sdd_impact import late
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:x([0-9a-fA-F]{1,8})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\n)|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "a": "\a", "v": "\v", "e": "\x1b"}
_RAW = late.regex(r'(?:u8|u|U|L)?R"([^()\\\s]{0,16})\((.*?)\)\1"', re.DOTALL)
_QUOTED = late.regex(r'(?:u8|u|U|L)?"((?:[^"\\]|\\.)*)"', re.DOTALL)
#: A macro's text: string literals only, perhaps in brackets.
_TEXTS = late.regex(rb'\s*\(?\s*(?:(?:u8|u|U|L)?"(?:[^"\\]|\\.)*"\s*(?:\\\n\s*)?)+\)?\s*(?://.*|/\*.*)?\Z', re.DOTALL)
#: A macro's name that was turned into a string for the grammar's sake: see ``languages/_cfamily/preparing.py``.
_MACRO_NAME = late.regex(r'"[A-Za-z_]\w*"\Z')


def unescape(text: str) -> str:
    """The text that a string literal's inside stands for."""
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    byte, short, long, octal, line, simple = found.groups()
    if line:
        return ""
    if simple:
        return _SIMPLE.get(simple, simple)
    number = int(octal, 8) if octal else int(byte or short or long, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _string(code: Code, node: Node) -> list[str | Hole]:
    text = code.text(node)
    found = _QUOTED.fullmatch(text)
    if found:
        return [unescape(found[1])]
    return [unescape(text.partition('"')[2].partition("\n")[0])]  # half written


def _raw_string(code: Code, node: Node) -> list[str | Hole]:
    found = _RAW.fullmatch(code.text(node))
    return [found[2] if found else code.text(node)]


def _character(code: Code, node: Node) -> list[str | Hole]:
    return [unescape(code.text(node).partition("'")[2].removesuffix("'"))]


def _concatenated(code: Code, node: Node) -> list[str | Hole]:
    """Neighbouring literals; a macro's name between them is what it is defined as, else a hole."""
    pieces: list[str | Hole] = []
    end, between = -1, False
    for child in node.named_children:
        if child.type == "string_literal":
            between = not between and child.start_byte == end and _MACRO_NAME.match(code.text(child)) is not None
            pieces += [Hole(child, "", "any", code.text(child).strip('"'))] if between else _string(code, child)
        elif child.type == "raw_string_literal":
            pieces += _raw_string(code, child)
        elif child.type == "identifier" and not code.text(child).startswith("KERN_"):  # a level in front of the kernel's texts
            pieces.append(Hole(child))
        end = child.end_byte
    return pieces


def _macro_text(code: Code, node: Node) -> list[str | Hole]:
    r"""The text of ``#define NAME "a" "b"``."""
    return [unescape("".join(_QUOTED.findall(code.text(node).replace("\\\n", "\n"))))]


def call(code: Code, node: Node, table: Callable[[], Grammar]) -> Call:
    """Read a call; what a template is made with is no part of its name."""
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    while function is not None and function.type in ("template_function", "template_method"):
        function = function.child_by_field_name("name")
    grammar = table()
    callee = dotted(code, function, grammar).lstrip(".") if function is not None else "?"
    receiver = (
        function.child_by_field_name(grammar.members[function.type][0])
        if function is not None and function.type in grammar.members
        else None
    )
    arguments = tuple(Argument(child) for child in (kids(listed) if listed is not None else ()) if not child.is_error)
    return Call(node, callee, callee.rpartition(".")[2], receiver, arguments)


def _call(code: Code, node: Node) -> Call:
    return call(code, node, lambda: TABLE)


def _options(node: Node) -> list[Node]:
    """What a conditional may be; of GNU's ``name ?: "-"`` the condition itself, or the other."""
    options = fields("consequence", "alternative")(node)
    condition = node.child_by_field_name("condition")
    return [condition, *options] if condition is not None and node.child_by_field_name("consequence") is None else options


def span_name(code: Code, node: Node) -> str:
    """The name of a function behind its pointers and parameters, or of a struct: ``A::run`` is ``A.run``."""
    here = node.child_by_field_name("declarator") or node.child_by_field_name("name")
    for _ in range(8):
        if here is None:
            return ""
        inner = here.child_by_field_name("declarator")
        if inner is None and here.type == "reference_declarator" and here.named_children:
            inner = here.named_children[-1]
        if inner is None:
            break
        here = inner
    return re.sub(r"<[^<>]*>", "", code.text(here)).replace("::", ".").replace(" ", "")[:200] if here is not None else ""


def value_of(name: Node, value: Node) -> Node | None:
    """The value that a name gets, where it is certain to keep it: not a buffer, not a number that may be counted up, not a string that is
    changed in place. That of a macro only where it is a text."""
    if value.type == "preproc_arg":
        return value if _TEXTS.match(value.text or b"") else None
    declared, here = name.parent, name.parent
    array = False
    while declared is not None and declared.type.endswith("declarator"):
        array = array or declared.type == "array_declarator"
        declared = declared.parent
    counted = value.type in ("number_literal", "true", "false")
    if declared is None or declared.type not in ("declaration", "field_declaration"):
        return None if counted else value
    if any(child.type == "type_qualifier" and child.text in (b"const", b"constexpr") for child in declared.children):
        return value
    if array or counted or value.text in (b'""', b"nullptr", b"NULL"):
        return None
    for _ in range(60):
        if here is None or here.type == "function_definition":
            break
        here = here.parent
    return None if here is not None and _changed(name.text or b"", here.text or b"") else value


def _changed(name: bytes, body: bytes) -> bool:
    """Whether a function changes a variable other than by an assignment: by its address, by a method, from a stream."""
    return name in body and _changing(name).search(body) is not None


@lru_cache(maxsize=1024)
def _changing(name: bytes) -> re.Pattern[bytes]:
    quoted = re.escape(name)
    how = rb"append|push_back|insert|replace|assign|erase|clear|resize|swap|pop_back|prepend"
    return re.compile(rb"&\s*" + quoted + rb"\b|\b" + quoted + rb"\s*(?:\.|->)\s*(?:" + how + rb")\b|>>\s*" + quoted + rb"\b")


def _no_bases(_code: Code, _node: Node) -> list[str]:
    return []


def _no_enum(_code: Code, _node: Node) -> str:
    """A member of an enum prints a number."""
    return ""


#: Names as they are declared behind pointers and arrays, where the type is not the value's.
_POINTERS = """
  (pointer_declarator declarator: (identifier) @name)
  (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @name))
  (array_declarator declarator: (identifier) @name)
  (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
"""


def declarations(plain: str = "", pointers: str = "") -> str:
    """Where names get a value. ``plain`` and ``pointers``: further declarators of a name of the type itself, and of one behind a pointer."""
    bare, behind = f"(identifier) @name {plain}", f"{_POINTERS} {pointers}"
    plain, pointers = f"[{bare}]", f"[{behind}]"
    return f"""
(function_definition) @function
(struct_specifier name: (type_identifier) @name body: (_)) @class
(preproc_def name: (identifier) @name value: (preproc_arg) @value) @assign
(declaration type: (_) @type declarator: [(init_declarator declarator: {plain} value: (_) @value) {bare}]) @declare
(declaration declarator: [(init_declarator declarator: {pointers} value: (_) @value) {behind}]) @declare
(assignment_expression left: (identifier) @name right: (_) @value) @assign
(parameter_declaration type: (_) @type declarator: {plain}) @parameter
(parameter_declaration declarator: {pointers}) @parameter
(enumerator name: (identifier) @name) @member
"""


FORMATTERS: dict[str, Formatter] = {
    **dict.fromkeys(
        [
            "_",
            "N_",
            "gettext",
            "_T",
            "TEXT",
            "tr",
            "QT_TR_NOOP",
            "QStringLiteral",
            "QLatin1String",
            "i18n",
            "LOG4CPLUS_TEXT",
            "LOG4CXX_STR",
            "Untranslated",
        ],
        Formatter("same"),
    ),
    **dict.fromkeys(["g_strdup_printf", "xasprintf", "sdscatfmt_", "psprintf"], Formatter("c-printf")),
}


def made(**more: Any) -> Grammar:
    """The table of C with other fields for C++."""
    settings: dict[str, Any] = {
        "name": "c",
        "literals": {
            "string_literal": _string, "raw_string_literal": _raw_string, "char_literal": _character, "concatenated_string": _concatenated,
            "preproc_arg": _macro_text,
        },
        "joins": {"binary_expression": frozenset(["+"])},
        "through": {"parenthesized_expression": named(0), "cast_expression": field("value"), "assignment_expression": field("right")},
        "choices": {"conditional_expression": _options},
        "constants": {"number_literal": None, "true": None, "false": None},
        "names": frozenset(["identifier", "this"]),
        "members": {"field_expression": ("argument", "field")},
        "items": {"subscript_expression": ("argument", "index")},
        "calls": {"call_expression": _call},
        "mappings": {},
        "sequences": frozenset(["initializer_list"]),
        "formatters": FORMATTERS,
        "declarations": declarations(),
        "bases": _no_bases,
        "enum": _no_enum,
        "blocks": frozenset(["compound_statement", "translation_unit", "for_statement", "field_declaration_list", "declaration_list", "case_statement"]),
        "loops": frozenset(["for_statement", "while_statement", "do_statement"]),
        "block_scope": True,
        "span_name": span_name,
        "value_of": value_of,
        "selves": frozenset(["this"]),
        "dressing": frozenset(["c_str", "what", "data", "toString", "ToString", "str", "string", "value", "toStdString", "get", "AsString", "to_string"]),
    }  # fmt: skip
    return Grammar(**{**settings, **more})


TABLE = made()


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
