"""From real log lines to layouts: what stands around the messages, said by slots, part by part of the code. Nothing that the lines say is kept.

Words that are no time, no level, no logger and no program become ``{text}``: a proposal never repeats what a line said. A layout is proposed only where the
lines that were kept for a moment can be printed by it, and where what is assumed of them cannot print them.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from sdd_impact import late, layouts, matching
from sdd_impact.model import Event, LineLayout, LogLine, Phrase, ProposedLayout, Statement, Template
from sdd_impact.pipeline.attributing import level_said
from sdd_impact.tuples import NamedTuple

#: Different layouts that are counted; lines of each that are kept of one file of code; the share of the lines that one must explain.
_MOST_SHAPES, _SAMPLES, _SHARE = 500, 3, 0.6
#: Layouts that are tried on every file, besides its own; lines that the numbers in a proposal are about.
_USUAL, _MOST_TOLD = 4, 60
#: Nothing stands around the message.
_BARE = LineLayout(form="text", pattern="{message}")
_TIME = (
    r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:[.,]\d+)?"
    r"|\d{2,4}[-/]\d\d[-/]\d{2,4}[T _]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?|\d\d:\d\d:\d\d(?:[.,]\d+)?|\d{10,19}(?:\.\d+)?"
)
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|SEVERE)"
_PIECE = late.regex(
    rf"(?P<time>(?<![\w]){_TIME}(?![\w]))|(?P<level>(?<![\w]){_LEVEL}(?![\w]))"
    rf"|(?P<thread>(?<=\[)[^\[\]\n]*[A-Za-z][^\[\]\n]*(?=\]))|(?P<logger>[A-Za-z_]\w*(?:[.$][A-Za-z_]\w*)+)"
    r"|(?P<number>(?<![\w])\d+(?![\w]))|(?P<text>[^\W_](?:[\w.@:/-]*[\w/])?)|(?P<blank>[ \t]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAM = late.regex(r"(?:^|\s)([A-Za-z][\w.-]*)\[\d+\]: ?$")
_PAIR = late.regex(r"(?:^|\s)([\w.@-]+)=")
_OPEN_PAIR = late.regex(r"(?:^|\s)([\w.@-]+)=\"?$")
_LEVEL_ONLY, _TIME_ONLY = late.regex(_LEVEL, re.IGNORECASE), late.regex(_TIME)
_LOGGERS = ("logger", "logger_name", "name", "category", "log.logger", "SourceContext")
#: A level with its length, as it is kept until the lines have shown whether it is padded.
_LEVEL_SLOT = late.regex(r"( *)\{level<(\d+)>\}( *)")
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


class _File(NamedTuple):
    """What was seen of the lines of one file of code, with a few of them."""

    shapes: Counter[LineLayout]
    samples: list[tuple[LogLine, Statement]]


class Suggesting:
    """Looks at lines one after the other, and proposes how they are laid out. ``event_of`` is what is assumed of a statement's lines."""

    def __init__(self, event_of: Callable[[Statement], Event]) -> None:
        self._event_of = event_of
        self._shapes: Counter[LineLayout] = Counter()
        self._levels: dict[LineLayout, Counter[_Level]] = {}
        self._files: dict[str, _File] = {}

    def look(self, line: LogLine, statement: Statement) -> None:
        """Look at a line of which the statement is known."""
        found = _shape(line, statement)
        if found is None:
            return
        shape, level = _unpadded(found)
        if shape not in self._shapes and len(self._shapes) >= _MOST_SHAPES:
            return
        self._shapes[shape] += 1
        file = self._files.setdefault(statement.location.file, _File(Counter(), []))
        file.shapes[shape] += 1
        if level is not None:
            self._levels.setdefault(shape, Counter())[level] += 1
        if len(line.text) <= _LONGEST_SAMPLE and file.shapes[shape] <= _SAMPLES:
            # Whether the level is the code's is another question than how it is written.
            first = statement.template.parts[0]
            said = level_said(line, line.text[: max(0, line.text.find(first))] if isinstance(first, str) else "")
            file.samples.append((line, statement._replace(level=said or statement.level)))

    def proposed(
        self, part_of: Callable[[str], str] = lambda _file: "", correct: Callable[[Statement], Statement] = lambda each: each
    ) -> Suggested:
        """Return the layouts of the parts of the code. ``part_of`` names the checkout that a file belongs to: each has a configuration of its own.

        ``correct`` gives a statement with what the lines show of its values: a value of another kind is no sign of another layout.
        """
        for seen in self._files.values():
            seen.samples[:] = [(line, correct(statement)) for line, statement in seen.samples]
        parts: dict[str, list[str]] = {}
        for file in self._files:
            parts.setdefault(part_of(file), []).append(file)
        proposed: list[ProposedLayout] = []
        confirmed: list[ProposedLayout] = []
        notes: list[str] = []
        for files in parts.values():
            known = [file for file in files if self._is_confirmed(file)]
            confirmed += self._confirmed(known)
            groups = self._grouped([file for file in files if file not in known], notes)
            for layout, chosen in groups.items():
                others = [file for file in files if file not in chosen]
                if layout != _BARE:
                    proposed.append(self._proposed(layout, chosen, _paths(chosen, others) if others else ()))
        key = operator.attrgetter("lines")
        return Suggested(tuple(sorted(proposed, key=key, reverse=True)), tuple(confirmed), tuple(notes))

    def _grouped(self, files: list[str], notes: list[str]) -> dict[LineLayout, list[str]]:
        """Give each file the layout of most lines that explains its own."""
        shapes: Counter[LineLayout] = Counter()
        for file in files:
            shapes.update(self._files[file].shapes)
        usual = [shape for shape, _ in shapes.most_common(_USUAL)]
        groups: dict[LineLayout, list[str]] = {}
        for file in files:
            own = self._files[file].shapes.most_common(1)[0][0]
            tried = (_padded(shape, self._levels.get(shape, Counter())) for shape in dict.fromkeys((*usual, own)))
            layout = next((layout for layout in tried if self._explains(layout, file)), None)
            if layout is not None:
                groups.setdefault(layout, []).append(file)
            elif len(self._files[file].shapes) > 1:
                count = len(self._files[file].shapes)
                notes.append(f"{file}: its lines are laid out in {count} ways, and most in none of them; no layout is proposed")
        return groups

    def _explains(self, layout: LineLayout, file: str) -> bool:
        samples = self._files[file].samples
        shapes = self._files[file].shapes
        # Of other forms the keys were found in the lines themselves; without a time or a level, words alone would explain almost any line.
        if layout.form != "text" or not re.search(r"\{(?:time|level)", layout.pattern):
            return bool(samples) and shapes[layout] >= _SHARE * shapes.total()
        fits = sum(_fits(layout, line, statement) for line, statement in samples)
        return fits > 0 and fits >= _SHARE * len(samples)

    def _proposed(self, layout: LineLayout, files: list[str], paths: tuple[str, ...]) -> ProposedLayout:
        samples = [each for file in files for each in self._files[file].samples][:_MOST_TOLD]
        fits = sum(_fits(layout, line, statement) for line, statement in samples)
        lines = sum(self._files[file].shapes.total() for file in files)
        statement = samples[0][1]
        instead = self._assumed(statement) if self._event_of(statement).line is not None else ""
        return ProposedLayout(layout._replace(paths=paths), fits, len(samples), lines, instead)

    def _is_confirmed(self, file: str) -> bool:
        samples = [each for each in self._files[file].samples if self._event_of(each[1]).line is not None]
        fits = sum(self._confirms(line, statement) for line, statement in samples)
        return fits > 0 and fits >= _SHARE * len(samples)

    def _confirmed(self, files: list[str]) -> Iterator[ProposedLayout]:
        if files:
            samples = [each for file in files for each in self._files[file].samples][:_MOST_TOLD]
            fits = sum(self._confirms(line, statement) for line, statement in samples)
            others = [file for file in self._files if file not in files]
            lines = sum(self._files[file].shapes.total() for file in files)
            yield ProposedLayout(LineLayout(_paths(files, others) if others else ()), fits, len(samples), lines)

    def _confirms(self, line: LogLine, statement: Statement) -> bool:
        return _prints(self._event_of(statement), line)

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
