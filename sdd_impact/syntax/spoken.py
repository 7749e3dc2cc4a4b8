"""What a call of a wrapper logs: decided on nouns alone, so that it is the same for one file and for a whole tree.

A call reaches a wrapper by its bare name, through the object itself, through the wrapper's class, or through an object whose declared
type, or whose own name, is that of the class. Where it may reach two that say different things, neither is followed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax.complete import complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sdd_impact.model import Field, Given, Handed, Statement, Wrapper

#: Names that say that a parameter is a text for people.
MESSAGE = late.regex(
    r"(?i)^(?:.*_)?(?:message|messages|msg|mesg|text|txt|reason|details?|description|explanation|fmt|format|template|event|event_?name|"
    r"what|note|line|info|warning|error_?text|.*(?:Message|Msg|Text|Format|Template|Reason))$"
)
_WORDS = late.regex(r"[^\W\d_]{2,}\S*\s+\S*[^\W\d_]{2,}|[^\W\d_]{2,}\S*:?\s+\{")
_LETTERS = late.regex(r"[^\W\d_]{2,}")
_SAME = late.regex(r"(?:\.|->)(?:c_str|data|as_str|as_ref|to_string|toString|to_s|to_owned|into)(?:\(\))?$")
_PLAIN = frozenset(["", "%s", "{}", "%S", "!s", "%v", "%@"])
_SELVES = frozenset(["self", "this", "Self", "static", "cls", "parent", "super", "@", "base"])
#: Languages in which a method is called by its bare name inside of its class.
_IMPLICIT = frozenset(["java", "kotlin", "scala", "csharp", "cpp", "ruby"])
#: Languages whose imports are read: a bare name that is not imported is not that of another file.
_IMPORTING = frozenset(["python", "javascript", "typescript"])
_FAMILY = {"typescript": "javascript", "cpp": "c", "kotlin": "java", "scala": "java"}
#: Levels as they are written in all languages, without what is said around them (``LOG_ERR``, ``Level.WARN``, ``"error"``).
_LEVELS = {
    "trace": "trace", "finest": "trace", "finer": "trace", "debug": "debug", "fine": "debug", "dbg": "debug", "info": "info", "information": "info",
    "informational": "info", "config": "debug", "notice": "notice", "warn": "warning", "warning": "warning", "err": "error", "error": "error",
    "severe": "error", "crit": "critical", "critical": "critical", "fatal": "critical", "emerg": "critical", "emergency": "critical", "alert": "critical",
}  # fmt: skip
_MOST = 8
#: How a function that other files call is declared, by language: the text that its file contains.
_DECLARED = {
    "python": ("def {}(",),
    "ruby": ("def {}", "def self.{}"),
    "php": ("function {}(",),
    "javascript": ("function {}(", "{} = (", "{} = async (", "{}: (", "  {}(", "\t{}(", "async {}("),
    "go": ("func {}(", ") {}("),
    "rust": ("fn {}(", "fn {}<"),
    "java": ("void {}(", "String {}(", "boolean {}(", "int {}(", "fun {}(", "def {}("),
    "csharp": ("void {}(", "Task {}(", "bool {}(", "string {}("),
    "c": ("void {}(", "int {}(", "bool {}(", "::{}(", "define {}("),
}


def declared(name: str, language: str) -> tuple[str, ...]:
    """The texts of which a file has one that declares a function of this name for other files."""
    return tuple(form.format(name) for form in _DECLARED.get(_family(language), ()))


def last(name: str) -> str:
    """The last part of a dotted name."""
    return name.rpartition(".")[2]


def is_open(part: str | Placeholder) -> bool:
    """Whether a part prints the value of a name as it is."""
    return isinstance(part, Placeholder) and part.rendering in _PLAIN and part.kind != "masked" and expression(part).isidentifier()


def expression(hole: Placeholder) -> str:
    """The name that a placeholder shows, without the marks of its language and what makes it the same text of another type."""
    return _SAME.sub("", hole.expression.lstrip("$&*"))


def spoken(handed: Handed, wrappers: Iterable[Wrapper]) -> tuple[Statement, ...]:
    """What a call logs: the statements of the wrapper that it reaches. Empty where it reaches none, or where that is not certain.

    ``wrappers`` are those of its last name. One of the call's own file, or of its own class, goes before one of another.
    """
    functions: dict[tuple[str, str, tuple[str, ...]], list[Wrapper]] = defaultdict(list)
    for wrapper in wrappers:
        if reaches(wrapper, handed) and _fits(wrapper, handed):
            functions[wrapper.location.file, wrapper.name, wrapper.parameters].append(wrapper)
    here = {key: found for key, found in functions.items() if key[0] == handed.location.file}
    meant = here or functions
    exact = {key: found for key, found in meant.items() if len(key[2]) == len(handed.arguments)}
    included = {
        key: found for key, found in meant.items() if _family(handed.language) == "c" and _module(key[0])[0] in handed.origin
    }
    for chosen in (
        exact,
        meant,
        included,
    ):  # of several functions of one name the one with as many parameters, or of an included file
        outcomes = {
            tuple({_seen(each): each for wrapper in found[:_MOST] for each in said(wrapper, handed)}.values())
            for found in chosen.values()
        }
        if len(outcomes) == 1:
            return outcomes.pop()
    return ()


def _seen(statement: Statement) -> tuple[object, ...]:
    return statement.level, statement.template, statement.fields


def reaches(wrapper: Wrapper, handed: Handed) -> bool:
    """Whether a call means a wrapper, as far as names, classes and imports say it."""
    if _family(wrapper.language) != _family(handed.language) or last(wrapper.name) != last(handed.callee):
        return False
    owner, outer = handed.callee.rpartition(".")[0].lstrip("$"), last(wrapper.name.rpartition(".")[0])
    if wrapper.extends:
        return bool(owner) and last(owner) != outer
    if outer:
        return _reaches_method(outer, owner, wrapper, handed)
    same = wrapper.location.file == handed.location.file
    stem, folder = _module(wrapper.location.file)
    if owner and same:  # through the object itself: the class around the function is lost where the file does not parse
        return owner in _SELVES
    if owner:
        return owner not in _SELVES and last(owner) in (stem, folder)
    if same:
        return True
    if handed.language == "go":
        return _folder(wrapper.location.file) == _folder(handed.location.file)
    if _family(handed.language) == "c":
        return True
    if handed.language in _IMPORTING:
        return bool({stem, folder} & set(handed.origin))
    return not handed.origin or bool({stem, folder} & set(handed.origin))


def _reaches_method(outer: str, owner: str, wrapper: Wrapper, handed: Handed) -> bool:
    if not owner:
        return (handed.language in _IMPLICIT and outer in handed.around) or outer in handed.origin
    if owner in _SELVES or (handed.language == "go" and owner.isidentifier() and len(owner) <= 3):
        return outer in handed.around and (
            handed.language != "go" or _folder(wrapper.location.file) == _folder(handed.location.file)
        )
    return outer in (last(owner), handed.types) or _alike(last(owner), outer)


def _alike(owner: str, outer: str) -> bool:
    """Whether an object is called like the class: ``audit_log`` and ``AuditLog``, ``auditor`` and ``DefaultAuditor``."""
    one, two = (name.replace("_", "").strip("()@$").lower() for name in (owner, outer))
    return len(one) >= 5 and (one == two or (two.endswith(one) and one not in ("logger", "logging")))


def _family(language: str) -> str:
    return _FAMILY.get(language, language)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _module(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return name.partition(".")[0], folder.rpartition("/")[2]


def _fits(wrapper: Wrapper, handed: Handed) -> bool:
    """Whether a call can have the wrapper's parameters."""
    positional = [each for each in handed.arguments if not each.keyword]
    return wrapper.rest >= 0 or len(positional) <= len(wrapper.parameters)


def better_known(statements: Iterable[Statement], told: Iterable[Statement]) -> list[Statement]:
    """The statements without those that ``told`` says better: errors of C by a function's name alone, where it is known that it logs."""
    places = {(each.location.file, each.location.line, each.location.column) for each in told if _family(each.language) == "c"}
    if not places:
        return list(statements)
    return [
        each
        for each in statements
        if each.what != "error" or (each.location.file, each.location.line, each.location.column) not in places
    ]


# --- what is said ------------------------------------------------------------------------------------------------


def said(wrapper: Wrapper, handed: Handed, *, relayed: bool = False) -> list[Statement]:
    """What one wrapper logs for one call; nothing where the call gives no text of its own (unless it is ``relayed``)."""
    inner = wrapper.statement
    given = _given(wrapper, handed)
    made: list[tuple[str | Placeholder, ...]] = [()]
    told = relayed
    for part in inner.template.parts:
        options: list[tuple[str | Placeholder, ...]] = [(part,)]
        argument = given.get(expression(part)) if isinstance(part, Placeholder) and is_open(part) else None
        if argument is not None and isinstance(part, Placeholder):
            texts = _formatted(wrapper, handed, argument)
            told = told or (argument.text and any(says(text, expression(part)) for text in texts))
            options = [text.parts for text in texts]
        made = [(*begun, *more) for begun in made for more in options][:_MOST]
    if not told:
        return []
    base = inner._replace(
        location=handed.location, symbol=handed.symbol, level=_level(wrapper, given), opening="", style="", arguments=(),
        fields=tuple(_fields(wrapper, handed, given)), language=handed.language,
    )  # fmt: skip
    return [base._replace(template=template) for template in dict.fromkeys(Template.of(*parts) for parts in made)]


def says(text: Template, name: str) -> bool:
    """Whether what is given is a text for people: several words, or one for a parameter that is called a message."""
    if not text.literals:
        return False
    return bool(_WORDS.search(text.message) or (MESSAGE.match(name) and any(map(_LETTERS.search, text.literals))))


def _given(wrapper: Wrapper, handed: Handed) -> dict[str, Given]:
    positional: list[Given] = []
    for each in handed.arguments:
        if each.keyword == "*":
            break
        if not each.keyword:
            positional.append(each)
    found = dict(zip(wrapper.parameters, positional, strict=False))
    for each in handed.arguments:
        if each.keyword in wrapper.parameters:
            found.setdefault(each.keyword, each)
    return found


def _formatted(wrapper: Wrapper, handed: Handed, argument: Given) -> tuple[Template, ...]:
    """The texts of an argument, filled in with the further arguments where the wrapper passes these on."""
    if not argument.text or wrapper.rest < 0 or not wrapper.style:
        return argument.texts[:_MOST]
    further = _further(wrapper, handed)
    if not further:
        return argument.texts[:_MOST]
    open_ = wrapper.statement._replace(opening="?", style=wrapper.style, arguments=tuple(further))
    return tuple(complete(open_, text).template for text in argument.texts[:_MOST])


def _further(wrapper: Wrapper, handed: Handed) -> Iterator[Field] | list[Field]:
    from sdd_impact.model import Field  # as a value, here alone

    positional = [each for each in handed.arguments if not each.keyword or each.keyword == "*"]
    return [Field("", each.texts[0]) for each in positional[wrapper.rest :] if each.keyword != "*"]


def _fields(wrapper: Wrapper, handed: Handed, given: dict[str, Given]) -> Iterator[Field]:
    from sdd_impact.model import Field  # as a value, here alone

    known = set()
    for field in wrapper.statement.fields:
        if field.name.startswith("...") and (name := field.name.lstrip(".")) in wrapper.parameters and name not in given:
            continue  # what the call leaves out adds no fields
        parts: list[str | Placeholder] = []
        for part in field.value.parts:
            argument = given.get(expression(part)) if isinstance(part, Placeholder) and is_open(part) else None
            parts += argument.texts[0].parts if argument is not None else (part,)
        known.add(field.name)
        yield field._replace(value=Template.of(*parts))
    for each in handed.arguments if wrapper.keywords else ():
        if each.keyword and each.keyword != "*" and each.keyword not in known and each.keyword not in wrapper.parameters:
            yield Field(each.keyword, each.texts[0])


def _level(wrapper: Wrapper, given: dict[str, Given]) -> str | None:
    if not wrapper.level:
        return wrapper.statement.level
    if wrapper.level not in given:
        return wrapper.default_level or wrapper.statement.level
    text = given[wrapper.level].texts[0]
    hole = text.placeholders[0].expression if text.placeholders else ""
    return level_of(text.literals[0] if text.literals and not hole else hole) or wrapper.statement.level


def level_of(written: str) -> str | None:
    """The level that a text or an expression names; None where it is not seen."""
    words: Sequence[str] = re.split(
        r"[^A-Za-z]+|_|(?<=[a-z])(?=[A-Z])", written.rpartition(".")[2].rpartition("::")[2].strip("'\": ")
    )
    return next((_LEVELS[word.lower()] for word in reversed(words) if word.lower() in _LEVELS), None)
