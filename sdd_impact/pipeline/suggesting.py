"""From real log lines to layouts: what stands around the messages, said by slots, part by part of the code. Nothing that the lines say is kept.

Words that are no time, no level, no logger and no program become ``{text}``: a proposal never repeats what a line said. A layout is proposed only where the
lines that were kept for a moment can be printed by it, and where what is assumed of them cannot print them.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sdd_impact import layouts, matching
from sdd_impact.model import Event, LineLayout, LogLine, Phrase, ProposedLayout, Statement, Template

#: Different layouts that are counted; lines that a layout is tried on; the share of the lines that one must explain.
_MOST_SHAPES, _SAMPLES, _SHARE = 500, 40, 0.6
#: Lines of each further file that a layout is tried on.
_SAMPLES_OF_FILE = 3
#: Nothing stands around the message.
_BARE = LineLayout(form="text", pattern="{message}")
_TIME = (
    r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:[.,]\d+)?"
    r"|\d{2,4}[-/]\d\d[-/]\d{2,4}[T _]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?|\d\d:\d\d:\d\d(?:[.,]\d+)?|\d{10,19}(?:\.\d+)?"
)
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|SEVERE)"
_PIECE = re.compile(
    rf"(?P<time>(?<![\w]){_TIME}(?![\w]))|(?P<level>(?<![\w]){_LEVEL}(?![\w]))"
    rf"|(?P<thread>(?<=\[)[^\[\]\n]*[A-Za-z][^\[\]\n]*(?=\]))|(?P<logger>[A-Za-z_]\w*(?:[.$][A-Za-z_]\w*)+)"
    r"|(?P<number>(?<![\w])\d+(?![\w]))|(?P<text>[^\W_][\w.@:/-]*)|(?P<blank>[ \t]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAM = re.compile(r"(?:^|\s)([A-Za-z][\w.-]*)\[\d+\]: ?$")
_PAIR = re.compile(r"(?:^|\s)([\w.@-]+)=")
_OPEN_PAIR = re.compile(r"(?:^|\s)([\w.@-]+)=\"?$")
_LEVEL_ONLY, _TIME_ONLY = re.compile(_LEVEL, re.IGNORECASE), re.compile(_TIME)
_LOGGERS = ("logger", "logger_name", "name", "category", "log.logger", "SourceContext")
#: A level with its length, as it is kept until the lines have shown whether it is padded.
_LEVEL_SLOT = re.compile(r"( *)\{level<(\d+)>\}( *)")
#: Longer beginnings and ends of a line are no layout.
_LONGEST = 400
#: Longer lines are counted, and no layout is tried on them.
_LONGEST_SAMPLE = 600


class _Level(NamedTuple):
    """A level in a line: the spaces before it, its length, the spaces behind it."""

    before: int
    length: int
    after: int

    @staticmethod
    def written(slot: str, before: int, after: int) -> str:
        """A slot between spaces."""
        return " " * before + slot + " " * after


class Suggested(NamedTuple):
    """Layouts that are proposed, those that are known and that the lines confirm, and sentences on what cannot be proposed."""

    proposed: tuple[ProposedLayout, ...] = ()
    confirmed: tuple[ProposedLayout, ...] = ()
    notes: tuple[str, ...] = ()


class Suggesting:
    """Looks at lines one after the other, and proposes how they are laid out. ``event_of`` is what is assumed of a statement's lines."""

    def __init__(self, event_of: Callable[[Statement], Event]) -> None:
        self._event_of = event_of
        self._shapes: Counter[LineLayout] = Counter()
        self._levels: dict[LineLayout, Counter[_Level]] = {}
        self._samples: dict[LineLayout, list[tuple[LogLine, Statement]]] = {}
        self._files: dict[str, Counter[LineLayout]] = {}

    def look(self, line: LogLine, statement: Statement) -> None:
        """Look at a line of which the statement is known."""
        found = _shape(line, statement)
        if found is None:
            return
        shape, level = _unpadded(found)
        if shape not in self._shapes and len(self._shapes) >= _MOST_SHAPES:
            return
        self._shapes[shape] += 1
        self._files.setdefault(statement.location.file, Counter())[shape] += 1
        if level is not None:
            self._levels.setdefault(shape, Counter())[level] += 1
        samples = self._samples.setdefault(shape, [])
        if len(line.text) <= _LONGEST_SAMPLE and (
            len(samples) < _SAMPLES or self._files[statement.location.file][shape] <= _SAMPLES_OF_FILE
        ):
            samples.append((line, statement))

    def proposed(self, part_of: Callable[[str], str] = lambda _file: "") -> Suggested:
        """Return the layouts of the parts of the code. ``part_of`` names the checkout that a file belongs to: each has a configuration of its own."""
        groups: dict[tuple[str, LineLayout, bool], list[str]] = {}
        notes: list[str] = []
        for file, shapes in self._files.items():
            shape, count = shapes.most_common(1)[0]
            if count < _SHARE * shapes.total():
                notes.append(
                    f"{file}: its lines are laid out in {len(shapes)} ways, and most in none of them; no layout is proposed"
                )
                continue
            groups.setdefault((part_of(file), shape, self._is_known(shape, file)), []).append(file)
        proposed: list[ProposedLayout] = []
        confirmed: list[ProposedLayout] = []
        for (part, shape, known), files in groups.items():
            others = [file for file in self._files if file not in files and part_of(file) == part]
            found = self._told(shape, files, others, known=known)
            if found is not None:
                (confirmed if known and not found.instead else proposed).append(found)
        key = operator.attrgetter("lines")
        return Suggested(
            tuple(sorted(proposed, key=key, reverse=True)), tuple(sorted(confirmed, key=key, reverse=True)), tuple(notes)
        )

    def _is_known(self, shape: LineLayout, file: str) -> bool:
        statement = next((statement for _, statement in self._samples.get(shape, ()) if statement.location.file == file), None)
        return statement is not None and self._event_of(statement).line is not None

    def _told(self, shape: LineLayout, files: list[str], others: list[str], *, known: bool) -> ProposedLayout | None:
        layout = _padded(shape, self._levels.get(shape, Counter()))
        chosen = frozenset(files)
        samples = [(line, statement) for line, statement in self._samples.get(shape, ()) if statement.location.file in chosen]
        lines = sum(self._files[file][shape] for file in files)
        if not samples:
            return None
        paths = _paths(files, others) if others else ()
        enough = _SHARE * len(samples)
        if known:
            fits = sum(_prints(self._event_of(statement), line) for line, statement in samples)
            if fits >= enough:
                return ProposedLayout(layout._replace(paths=paths), fits, len(samples), lines)
        if layout == _BARE:
            return None
        fits = sum(_fits(layout, line, statement) for line, statement in samples)
        if not fits or fits < enough:
            return None
        return ProposedLayout(
            layout._replace(paths=paths), fits, len(samples), lines, self._assumed(samples[0][1]) if known else ""
        )

    def _assumed(self, statement: Statement) -> str:
        event = self._event_of(statement)
        told = next((each for each in event.assuming if each.startswith("lines look as ")), "")
        return told or f"`layouts` in the configuration says how lines of {statement.location.file} look"


def _paths(files: list[str], others: list[str]) -> tuple[str, ...]:
    """Name files by the folders that hold nothing of the others."""
    found: dict[str, None] = {}
    for file in sorted(files):
        folders = [file[: at + 1] for at, char in enumerate(file) if char == "/"]
        own = (folder for folder in folders if folder.strip("./") and not any(other.startswith(folder) for other in others))
        found[next(own, file)] = None
    return tuple(found)


def _unpadded(found: LineLayout) -> tuple[LineLayout, _Level | None]:
    """Take the spaces around a level out of a layout: they say how wide it is printed."""
    slot = _LEVEL_SLOT.search(found.pattern)
    if slot is None:
        return found, None
    level = _Level(len(slot[1]), int(slot[2]), len(slot[3]))
    around = (found.pattern[: slot.start()], found.pattern[slot.end() :])
    return found._replace(pattern=level.written("{level}", min(level.before, 1), min(level.after, 1)).join(around)), level


def _padded(layout: LineLayout, levels: Counter[_Level]) -> LineLayout:
    """Say how wide the level is printed, where levels of every length end, or begin, at one place."""
    slot = re.search(r" ?\{level\} ?", layout.pattern)
    if slot is None or all(each.before <= 1 and each.after <= 1 for each in levels):
        return layout
    ends, begins = {each.length + each.after for each in levels}, {each.before + each.length for each in levels}
    usual = levels.most_common(1)[0][0]
    if len(ends) == 1 and max(each.after for each in levels) > 1:
        written = usual.written(f"{{level:-{ends.pop() - 1}}}", usual.before, 1)
    elif len(begins) == 1 and max(each.before for each in levels) > 1:
        written = usual.written(f"{{level:{begins.pop() - 1}}}", 1, usual.after)
    else:
        written = usual.written("{level}", usual.before, usual.after)
    return layout._replace(pattern=layout.pattern[: slot.start()] + written + layout.pattern[slot.end() :])


def _shape(line: LogLine, statement: Statement) -> LineLayout | None:
    if line.fields:
        return _json(line, statement) if line.text.lstrip().startswith("{") else None
    first = statement.template.parts[0] if statement.template.parts else None
    last = statement.template.parts[-1] if statement.template.parts else None
    if not isinstance(first, str):
        return None  # where the message begins cannot be said
    at = line.text.find(first)
    prefix = line.text[:at]
    if at < 0 or len(prefix) > _LONGEST:
        return None
    suffix = _suffix(line.text, at, last)
    if len(suffix) > _LONGEST:
        return None
    return _logfmt(line.text, prefix) or _text(prefix, suffix, statement)


def _suffix(text: str, at: int, last: object) -> str:
    found = text.rfind(last, at) if isinstance(last, str) else -1
    return text[found + len(str(last)) :] if found >= 0 else ""


def _text(prefix: str, suffix: str, statement: Statement) -> LineLayout:
    program = _PROGRAM.search(prefix)
    if program and len(suffix) == 0:
        return LineLayout(syslog=program[1])
    return LineLayout(form="text", pattern="".join((*_slots(prefix, statement), "{message}", *_slots(suffix, statement))))


def _slots(text: str, statement: Statement) -> Iterator[str]:
    taken: set[str] = set()
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or "sign"
        if found[0] == statement.logger and statement.logger:
            kind = "logger"
        elif kind == "logger" and statement.logger:
            kind = "text"  # the code says another name
        if kind in ("blank", "sign"):
            yield {"{": "{{", "}": "}}"}.get(found[0], found[0])
        else:
            length = f"<{len(found[0])}>" if kind == "level" else ""
            yield "{text}" if kind in taken else f"{{{kind}{length}}}"
            taken |= {kind} - {"number", "text"}


def _logfmt(text: str, prefix: str) -> LineLayout | None:
    message = _OPEN_PAIR.search(prefix)
    pairs = _PAIR.findall(text)
    if message is None or len(pairs) < 2:
        return None
    values = dict(re.findall(r'(?:^|\s)([\w.@-]+)=("[^"]*"|\S*)', text))
    keys = _keys(tuple((name, value.strip('"')) for name, value in values.items()), message[1])
    return LineLayout(form="logfmt", keys=keys)


def _json(line: LogLine, statement: Statement) -> LineLayout | None:
    message = next((name for name, value in line.fields if value == line.message), "")
    if not message:
        return None
    keys = _keys(line.fields, message)
    logger = next((name for name, value in line.fields if value and value == statement.logger), "")
    known = dict(keys)
    return LineLayout(form="json", keys=tuple((known | ({"logger": logger} if logger else {})).items()))


def _keys(fields: Iterable[tuple[str, str]], message: str) -> tuple[tuple[str, str], ...]:
    keys = {"message": message}
    for name, value in fields:
        if name == message:
            continue
        if _LEVEL_ONLY.fullmatch(value):
            keys.setdefault("level", name)
        elif _TIME_ONLY.fullmatch(value):
            keys.setdefault("time", name)
        elif name in _LOGGERS:
            keys.setdefault("logger", name)
    order = ("message", "level", "logger", "time")
    return tuple((each, keys[each]) for each in order if each in keys)


def _prints(event: Event, line: LogLine) -> bool:
    """Whether what is assumed of a statement can print this line."""
    parts = event.line.parts if event.line else ()
    # What is left open by a layout is no word that a search could ask for; a line may have any there.
    loose = Template.of(*(part if isinstance(part, str) or part.kind != "around" else part._replace(kind="any") for part in parts))
    held = matching.hold(Phrase(line.text, where="whole"), event._replace(line=loose), details=False)
    return held.certainty in ("always", "generic", "contingent")


def _fits(layout: LineLayout, line: LogLine, statement: Statement) -> bool:
    """Whether the statement can print this line with this layout. Of JSON and logfmt the keys were found in the line itself."""
    if layout.form != "text":
        return True
    return _prints(layouts.Layouts([(layout, lambda _path: True)]).event(statement), line)
