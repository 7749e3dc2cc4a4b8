"""Format strings of all conventions, cut into literal text and slots. Nothing here knows a language.

``printf`` (``%s %5d %(key)s %1$s %%``), ``format`` (``{} {0} {name!r:>8} {{``: Python's ``str.format`` and its likes), ``braces``
(SLF4J's ``{}``), ``message`` (Java's MessageFormat ``{0} ''``), ``dollar`` (``$name ${name} $$``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import dialects, scripted
from sdd_impact.syntax.pieces import PRINTF_KINDS, Piece, Slot

__all__ = ["APPENDING", "FROM_ONE", "LENIENT", "STYLES", "Piece", "Slot", "slot_source", "spec_kind"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_PRINTF = late.regex(
    r"%(?:(?P<percent>%)|(?:\((?P<name>[^)]*)\)|(?P<number>\d+)\$)?(?P<flags>[-#0 +,(]*)(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?"
    r"(?:hh|h|ll|l|q|j|z|L)?(?P<code>[A-Za-z])(?P<date>(?<=[tT])[A-Za-z])?)"
)


def printf(text: str) -> list[Piece]:
    """Cut a printf format. ``%n`` is a line end and ``%b`` a Boolean in Java only: see :func:`java_printf`."""
    return _printf(text, {})


def python_printf(text: str) -> list[Piece]:
    """Cut a format of Python's ``%``: ``%a`` is ``ascii()``, not a float."""
    return _printf(text, {"a": Slot(rendering="%a"), "A": Slot(rendering="%A")})


def java_printf(text: str) -> list[Piece]:
    """Cut a format of ``java.util.Formatter``."""
    return _printf(
        text,
        {
            "n": "\n",
            "b": Slot(rendering="%b", kind="bool"),
            "B": Slot(rendering="%B", kind="bool"),
            "h": Slot(rendering="%h", kind="hex"),
        },
    )


def node_printf(text: str) -> list[Piece]:
    """Cut a format of Node's ``util.format``: only ``%s %d %i %f %j %o %O %c %%`` are codes."""
    pieces: list[Piece] = []
    end = 0
    for found in re.finditer(r"%([sdifjoOc%])", text):
        pieces.append(text[end : found.start()])
        end, code = found.end(), found[1]
        if code == "%":
            pieces.append("%")
        elif code == "c":
            pieces.append(Slot(rendering="%c", kind="any", key="\0"))  # takes an argument and prints nothing
        else:
            kinds = {"d": "float", "i": "int", "f": "float", "j": "json"}
            pieces.append(Slot(rendering=found[0], kind=kinds.get(code, "any")))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


def _printf(text: str, special: Mapping[str, Piece], codes: re.Pattern[str] = _PRINTF) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for found in codes.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found["percent"]:
            pieces.append("%")
            continue
        known = special.get(found["code"])
        if isinstance(known, str):
            pieces.append(known)
            continue
        if known and known.key:
            pieces.append(known)
            continue
        kind = known.kind if known else PRINTF_KINDS.get(found["code"], "any")
        rendering = "%" + (found["flags"] or "") + (found["width"] or "")
        rendering += ("." + found["precision"] if found["precision"] else "") + found["code"] + (found["date"] or "")
        stars = (found["width"] == "*") + (found["precision"] == "*")
        pieces.append(Slot(found["name"] or found["number"] or "", "", rendering, kind, stars))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


_GO = late.regex(
    r"%(?P<flags>[-+# 0]*)(?P<width>\d+|(?:\[\d+\])?\*)?(?:\.(?P<precision>\d+|(?:\[\d+\])?\*)?)?(?:\[(?P<number>\d+)\])?(?P<code>[a-zA-Z%])"
)
_GO_KINDS = {
    "d": "int",
    "t": "bool",
    "b": "int",
    "o": "int",
    "O": "int",
    "x": "hex",
    "X": "hex",
    "p": "hex",
    **dict.fromkeys("eEfFgG", "float"),
}


def go_printf(text: str) -> list[Piece]:
    """Cut a format of Go's package fmt: ``%v %+v %d %[1]q %w %%``. ``%v`` and ``%w`` print what ``%s`` prints."""
    pieces: list[Piece] = []
    end = 0
    for found in _GO.finditer(text):
        pieces.append(text[end : found.start()])
        end, code = found.end(), found["code"]
        if code == "%":
            pieces.append("%")
            continue
        width, precision = found["width"] or "", found["precision"] or ""
        rendering = "%" + found["flags"] + width + ("." + precision if precision else "") + ("s" if code in "vw" else code)
        rendering = "%s" if rendering == "%+s" and code == "v" else rendering
        stars = width.endswith("*") + precision.endswith("*")
        pieces.append(Slot(found["number"] or "", "", rendering, _GO_KINDS.get(code, "any"), stars))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


_FIELD = late.regex(r"(?P<key>[^.\[!:]*)(?P<trail>[^!:]*)(?P<conversion>![rsa])?(?P<spec>:.*)?\Z", re.DOTALL)
_SPEC_KINDS = {**dict.fromkeys("dn", "int"), **dict.fromkeys("eEfFgG%", "float"), **dict.fromkeys("xX", "hex")}


_C_PRINTF = late.regex(
    r"%(?:(?P<percent>%)|(?P<name>(?!))?(?:(?P<number>\d+)\$)?(?P<flags>[-#0 +'I]*)(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+)?)?"
    r"(?:hh|h|ll|l|q|j|z|Z|t|L|I64|I32|w)?(?P<code>[A-Za-z])(?P<date>(?!))?)"
)
_C_CODES: Mapping[str, Piece] = {
    "m": Slot("errno", rendering="%m", kind="exception"),  # takes no argument (syslog(3), printf(3) of glibc)
    "t": Slot(rendering="%t"), "T": Slot(rendering="%T"),
    "p": Slot(rendering="%p", kind="hex"),
}  # fmt: skip
#: Pointers as the kernel prints them (Documentation/core-api/printk-formats.rst): what follows ``%p`` says what is shown.
_KERNEL_POINTER = late.regex(r"%(-?\d*)p([iI][46]\w*|[mM][FR]?|U[bBlL]?|e|x|[sSbB]\w?|OF\w*|fw\w?|[a-zA-Z]\w?)?|%\*ph[CDN]?")
_KERNEL_KINDS = {
    "i": "ip", "I": "ip", "m": "mac", "M": "mac", "U": "uuid", "e": "exception",
    **dict.fromkeys("sSbBfFOdDVt", "any"),  # names of functions, nodes, files; dates
}  # fmt: skip


def c_printf(text: str) -> list[Piece]:
    """Cut a format of C's ``printf``; ``%m`` is the text of the last error and takes no argument."""
    return _printf(text, _C_CODES, _C_PRINTF)


def kernel_printf(text: str) -> list[Piece]:
    """Cut a format of the Linux kernel's ``printk``: like C's, with kinds of pointers (``%pI4``, ``%pM``)."""
    pieces: list[Piece] = []
    end = 0
    for found in _KERNEL_POINTER.finditer(text):
        if found.start() and text[found.start() - 1] == "%":
            continue
        pieces += [
            *c_printf(text[end : found.start()]),
            Slot(rendering=found[0], kind=_KERNEL_KINDS.get((found[2] or "")[:1], "hex"), extra=int(found[0].startswith("%*"))),
        ]
        end = found.end()
    return [*pieces, *c_printf(text[end:])]


#: Conversions of strongSwan's printf hooks that take two arguments: an enum's names and its value, a time and whether it is UTC …
_TWO_ARGUMENTS = frozenset("NTVb")


def strongswan(text: str) -> list[Piece]:
    """Cut a format of strongSwan: like C's, where ``%N`` takes the names of an enum and then its value."""
    return [
        piece._replace(extra=1) if isinstance(piece, Slot) and piece.rendering[-1:] in _TWO_ARGUMENTS else piece
        for piece in c_printf(text)
    ]


def spec_kind(spec: str) -> str:
    """The kind that a ``str.format`` specification allows (``:.2f`` → float); ``:%H:%M`` is a datetime."""
    body = spec.removeprefix(":")
    if "%" in body[:-1] or (body.startswith("%") and len(body) > 1):
        return "datetime"
    return _SPEC_KINDS.get(body[-1:], "any") if body else "any"


def format_(text: str) -> list[Piece]:
    """Cut a ``str.format`` string. A brace that closes nothing stays literal: a log call must not lose its text to a typing error."""
    pieces: list[Piece] = []
    literal: list[str] = []
    at, size = 0, len(text)
    while at < size:
        char = text[at]
        if char in "{}" and text[at + 1 : at + 2] == char:
            literal.append(char)
            at += 2
        elif char == "{" and (end := _closing(text, at)) > 0:
            pieces += ["".join(literal), _format_slot(text[at + 1 : end])]
            literal.clear()
            at = end + 1
        else:
            literal.append(char)
            at += 1
    pieces.append("".join(literal))
    return [piece for piece in pieces if piece != ""]


def _closing(text: str, start: int) -> int:
    """The place of the brace that closes the one at ``start``; -1 where there is none within 300 characters."""
    depth = 0
    for at in range(start, min(len(text), start + 300)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at
    return -1


def _format_slot(body: str) -> Slot:
    found = _FIELD.match(body)
    if not found:
        return Slot(body)
    spec = found["spec"] or ""
    rendering = (found["conversion"] or "") + (spec if spec != ":" else "")
    return Slot(found["key"].strip(), found["trail"], rendering, spec_kind(spec))


def braces(text: str) -> list[Piece]:
    r"""Cut an SLF4J or Log4j format: ``{}`` only; ``\{}`` is literal (and ``\\{}`` a back-slash before a slot)."""
    pieces: list[Piece] = []
    literal = ""
    rest = text
    while rest:
        before, found, after = rest.partition("{}")
        literal += before
        rest = after
        if not found:
            break
        if literal.endswith("\\\\"):
            literal = literal[:-1]
        elif literal.endswith("\\"):
            literal = literal[:-1] + "{}"
            continue
        pieces += [literal, Slot()]
        literal = ""
    pieces.append(literal)
    return [piece for piece in pieces if piece != ""]


_MESSAGE = late.regex(r"''|'([^']*)'?|\{(\d+)(?:,([^{}]*))?\}")
_MESSAGE_KINDS = {"number": "float", "number,integer": "int", "date": "datetime", "time": "datetime"}


def message(text: str) -> list[Piece]:
    """Cut a Java MessageFormat: ``{0}``, ``{1,number,integer}``, quoted ``'{'``, doubled ``''``."""
    pieces: list[Piece] = []
    end = 0
    for found in _MESSAGE.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found[0] == "''":
            pieces.append("'")
        elif found[1] is not None:
            pieces.append(found[1])
        else:
            how = (found[3] or "").replace(" ", "")
            pieces.append(Slot(found[2], "", "," + how if how else "", _MESSAGE_KINDS.get(how, "any")))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


_DOLLAR = late.regex(r"\$(?:(\$)|(\w+)|\{(\w+)\})")


def dollar(text: str) -> list[Piece]:
    """Cut a ``string.Template``: ``$name``, ``${name}``, ``$$``."""
    pieces: list[Piece] = []
    end = 0
    for found in _DOLLAR.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        pieces.append("$" if found[1] else Slot(found[2] or found[3]))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


_NET = late.regex(r"\{\{|\}\}|\{(?P<mark>[@$]?)(?P<name>[^{}@$,:]{1,200})(?P<align>,[ ]*-?\d+[ ]*)?(?P<spec>:[^{}]*)?\}")
_NET_KINDS = (
    (late.regex(r"[Dd]\d+|0+|[Nn]0"), "int"),
    (late.regex(r"[NnFfPpCc]\d+|[PpCcEe]|[Ee]\d+|[#0,]*\.[#0]+%?|[#,0]*#[#,0]*"), "float"),
    (late.regex(r"[Xx]\d*"), "hex"),
    (late.regex(r"[OosuRr]|.*(?:yy|MM|dd|HH|hh|mm|ss).*"), "datetime"),
)


def net_kind(spec: str) -> str:
    """The kind that a .NET format specification allows (``:N2`` → float, ``:yyyy-MM-dd`` → datetime); ``:D`` and ``:N`` say nothing."""
    return next((kind for pattern, kind in _NET_KINDS if pattern.fullmatch(spec.removeprefix(":"))), "any") if spec else "any"


def _net(text: str, names: bool | None) -> list[Piece]:
    """Cut a .NET format; ``names``: slots may have names (None: and numbers are names too)."""
    pieces: list[Piece] = []
    end = 0
    for found in _NET.finditer(text):
        name = found["name"]
        if name is not None and not name.strip().isdigit() and names is False:
            continue
        pieces.append(text[end : found.start()])
        end = found.end()
        if name is None:
            pieces.append(found[0][0])
            continue
        name, spec = name.strip(), found["spec"] or ""
        kind = "json" if found["mark"] == "@" else net_kind(spec)
        rendering = found["mark"] + (found["align"] or "").replace(" ", "") + spec
        numbered = name.isdigit()
        key = name if numbered and names is not None else ""
        pieces.append(Slot(key, "", rendering, kind, 0, "" if numbered else name))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


def composite(text: str) -> list[Piece]:
    """Cut a format of ``string.Format``: ``{0} {1,-10:N2} {{``."""
    return _net(text, names=False)


def net_template(text: str) -> list[Piece]:
    """Cut a message template of Serilog or NLog: ``{UserId} {@Order} {Took:0.0}`` in order; numbers are positions where all are numbers."""
    pieces = _net(text, names=True)
    if any(isinstance(piece, Slot) and piece.label for piece in pieces):
        return [piece._replace(key="") if isinstance(piece, Slot) else piece for piece in pieces]
    return pieces


def ordered_template(text: str) -> list[Piece]:
    """Cut a message template of Microsoft.Extensions.Logging: names and numbers alike take the arguments in order."""
    return _net(text, names=None)


#: Every style by name. ``number_base`` of numbered slots: printf's ``%1$s`` counts from 1, all others from 0.
STYLES: dict[str, Callable[[str], list[Piece]]] = {
    "printf": printf,
    "python-printf": python_printf,
    "java-printf": java_printf,
    "node-printf": node_printf,
    "node-console": node_printf,
    "go-printf": go_printf,
    "c-printf": c_printf,
    "kernel-printf": kernel_printf,
    "nginx": dialects.nginx,
    "strongswan": strongswan,
    "qt": dialects.qt,
    "format": format_,
    "braces": braces,
    "message": message,
    "dollar": dollar,
    "ruby-printf": scripted.ruby_printf,
    "php-printf": scripted.php_printf,
    "psr": scripted.psr,
    "marked": scripted.marked,
    "colon": scripted.colon,
    "twig": scripted.twig,
    "rails": scripted.rails,
    "composite": composite,
    "net-template": net_template,
    "ordered-template": ordered_template,
}
#: Styles whose numbered slots count from 1.
FROM_ONE = frozenset(["printf", "c-printf", "go-printf", "python-printf", "java-printf", "ruby-printf", "php-printf"])
#: Styles that print a slot without an argument as it is written.
LENIENT = frozenset(["braces", "message", "node-printf", "node-console", "psr", "marked", "colon"])
#: Styles that print arguments beyond the slots after the text, each behind a space.
APPENDING = frozenset(["node-console"])


def slot_source(slot: Slot, style: str) -> str:
    """How a slot was written, for the styles that leave one without an argument in place."""
    if style == "braces":
        return "{}"
    if style == "psr":
        return "{" + slot.key + "}"
    if style == "colon":
        return ":" + slot.key
    if style == "marked":
        return slot.key
    if style == "message":
        return "{" + slot.key + slot.rendering + "}"
    return slot.rendering
