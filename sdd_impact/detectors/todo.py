"""What the authors know is not right yet: notes such as ``TODO`` in comments that the branch adds."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._declared import CODE
from sdd_impact.detectors._reading import first_line, sources
from sdd_impact.model import Detector, Evidence, Location, Scene, Signal, Source

_WORDS = ("TODO", "FIXME", "XXX", "HACK")
_NOTE = late.regex(rf"(?:#|//|/\*|<!--|(?:^|\s)\*|--|\{{/\*)[ \t]*@?(?:{'|'.join(_WORDS)})\b(?P<text>[^\n]{{0,300}})")
_BYTES = tuple(word.encode() for word in _WORDS)
_MARKS = " \t:;-.()[]*/>"
#: A note of fewer words says nothing to anybody else.
_LEAST_WORDS = 3
_LARGEST = 1_000_000


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the notes whose text no changed file had before. Which of them concern Support, the other signals of their file say."""
    both = sources(scene, CODE)
    known = {key for source in both.before for key, _, _ in _notes(source)}
    found = []
    for source in both.after:
        for key, line, quote in _notes(source):
            if key not in known:
                known.add(key)
                because = "a note in the code says that something is not done yet"
                found.append(
                    Signal("todo-added", Evidence(Location(source.path, line), quote, because), key, data=(("issue", key),))
                )
    return tuple(found)


def _notes(source: Source) -> Iterator[tuple[str, int, str]]:
    if len(source.data) > _LARGEST or not any(word in source.data for word in _BYTES):
        return
    for number, line in enumerate(source.data.decode("utf-8", "replace").split("\n"), 1):
        note = _NOTE.search(line[:2000])
        text = first_line(note["text"].partition("*/")[0].strip(_MARKS)) if note else ""
        if len(text.split()) >= _LEAST_WORDS:
            yield text, number, first_line(line)


DETECTOR = Detector("todo", ("todo-added",), detect)
