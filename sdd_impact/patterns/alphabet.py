"""Dividing the characters of a set into blocks that a search cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.tuples import NamedTuple

from .automaton import Automaton
from .charset import ALL_WIDE, ASCII, NOTHING_WIDE, STANDS_FOR, SYMBOLS, WIDE_SAMPLE, CharSet, Wide

_LETTERS = (1 << 26) - 1
_ALNUM = _LETTERS << 97 | _LETTERS << 65 | ((1 << 10) - 1) << 48
_SPACE = 1 << 32
#: i, k and s have case variants beyond ASCII.
_WITH_VARIANTS = 1 << 105 | 1 << 107 | 1 << 115
#: Which character shows a block of equal ones: the first of these that belongs to it.
_SHOWN = "x7yXabcdefghijklmnopqrstuvwz123456890YABCDEFGHIJKLMNOPQRSTUVWZ-_./:*@ ,;=+#%&'\"()[]{}<>?!|~$^`\\\t"

#: What each automaton sees of a character.
Masks = tuple[int, ...]


class Edge(NamedTuple):
    """One block of characters that all automata of a machine treat alike, as one step of a language can print it.

    ``char`` shows the block; ``masks`` are what each automaton sees; ``ordinary`` and ``full`` say in which reach it may be taken.
    """

    char: str
    masks: Masks
    ordinary: bool
    full: bool


def edges(automata: tuple[Automaton, ...], these: CharSet) -> tuple[Edge, ...]:
    """Return the blocks into which the automata divide a set.

    Ordinary are the blocks of symbols (any letter or digit that is not named), everything in a set without letters and digits (it is
    structure, like the ``@`` of an address), and the space in free text.
    """
    found = _Blocks(automata, these)
    structure = not these.symbols
    prose = these.ascii & _ALNUM == _ALNUM and bool(these.ascii & _SPACE)
    made = []
    for masks, block in found.ascii.items():
        named = masks not in found.symbols
        space = prose and named and bool(block & _SPACE)
        made.append(Edge(_shown(block, " " if space else ""), masks, structure or not named or space, full=True))
    made.extend(
        Edge(char, masks, structure or masks in found.symbols, full=True)
        for masks, char in found.wide.items()
        if masks not in found.ascii
    )
    made.extend(
        Edge(_likeness(automata, char, masks), masks, ordinary=True, full=not these.ascii & _ALNUM)
        for masks, char in found.symbols.items()
        if masks not in found.ascii and masks not in found.wide
    )
    # Letters and digits that are not named come first, so that they are what a found line shows.
    return tuple(sorted(made, key=lambda each: each.masks not in found.symbols))


class _Blocks:
    """The blocks of a set: ASCII characters as bit masks, one symbol, one character beyond ASCII for each."""

    def __init__(self, automata: tuple[Automaton, ...], these: CharSet) -> None:
        self.ascii: dict[Masks, int] = {}
        sets = [each for automaton in automata for each in (*automaton.program.sets, *automaton.program.words)]
        for block in _refined(these.ascii, [each.ascii for each in sets]):
            masks = masks_of(automata, chr((block & -block).bit_length() - 1))
            self.ascii[masks] = self.ascii.get(masks, 0) | block
        self.symbols = {masks_of(automata, each): each for each in reversed(SYMBOLS) if each in these}
        self.wide: dict[Masks, str] = {}
        for char in _beyond(these, sets):
            if char in these:
                self.wide.setdefault(masks_of(automata, char), char)


def masks_of(automata: tuple[Automaton, ...], char: str) -> Masks:
    """Return what each automaton sees of a character."""
    return tuple([each.mask(char) for each in automata])


def _refined(whole: int, masks: list[int]) -> list[int]:
    """Divide a set of ASCII characters so that no part is cut by any of the masks."""
    parts = [whole & ASCII] if whole else []
    for mask in masks:
        divided: list[int] = []
        for part in parts:
            inside, outside = part & mask, part & ~mask
            divided.extend(each for each in (inside, outside) if each)
        parts = divided
    return parts


def _beyond(these: CharSet, sets: list[CharSet]) -> Iterable[str]:
    """Return characters beyond ASCII, at least one out of every block there."""
    if these.wide == NOTHING_WIDE:
        return ()
    told = [each for each in (*sets, these) if not _plain(each.wide)]
    return dict.fromkeys(char for each in told for char in each.marks()) if told else WIDE_SAMPLE


def _plain(wide: Wide) -> bool:
    """Whether a set holds all or nothing beyond ASCII."""
    return wide in (NOTHING_WIDE, ALL_WIDE) or (
        wide.op == "fold" and wide.parts[0] == NOTHING_WIDE and not wide.low & _WITH_VARIANTS
    )


def _likeness(automata: tuple[Automaton, ...], symbol: str, masks: Masks) -> str:
    """Return a concrete character that the automata treat like the symbol, else the symbol itself."""
    return next((char for char in STANDS_FOR[symbol] if masks_of(automata, char) == masks), symbol)


def _shown(block: int, preferred: str) -> str:
    for char in preferred + _SHOWN:
        if block >> ord(char) & 1:
            return char
    return chr((block & -block).bit_length() - 1)
