"""Walking a template and the automata of a search in step.

A *text* is a sequence of segments: fixed text, or a :class:`~sdd_impact.patterns.language.Language`. A :class:`Machine` is a conjunction of
patterns, some of them negated. :func:`walk` finds a line of the text on which the machine says yes, or proves that there is none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence as Segments
from typing import Literal, NamedTuple

from .automaton import FOUND, LOST, Automaton, automaton
from .charset import ALL_WIDE as _ALL_WIDE
from .charset import ASCII, NOTHING_WIDE, STANDS_FOR, SYMBOLS, WIDE_SAMPLE, CharSet, Wide
from .language import Language, language
from .nodes import Pattern

Segment = str | Language

#: ``full``: every text. ``ordinary``: letters and digits of placeholders are symbols, never particular ones.
Reach = Literal["full", "ordinary"]

_LETTERS = (1 << 26) - 1
_ALNUM = _LETTERS << 97 | _LETTERS << 65 | ((1 << 10) - 1) << 48
_SPACE = 1 << 32
#: Which character shows a block of equal ones: the first of these that belongs to it.
_SHOWN = "x7yXabcdefghijklmnopqrstuvwz123456890YABCDEFGHIJKLMNOPQRSTUVWZ-_./:*@ ,;=+#%&'\"()[]{}<>?!|~$^`\\\t"


class OverBudget(Exception):
    """More states were visited than the budget allows."""


class Budget:
    """How many states may still be visited. It counts what a cold start would visit, so that no verdict depends on a cache."""

    def __init__(self, states: int) -> None:
        self.left = states

    def spend(self, states: int) -> None:
        """Take from the budget; raises :class:`OverBudget` when it is used up."""
        self.left -= states
        if self.left < 0:
            raise OverBudget


class Edge(NamedTuple):
    """One block of characters that all automata of a machine treat alike, as one step of a language can print it.

    ``char`` shows the block; ``masks`` are what each automaton sees; ``ordinary`` and ``full`` say in which reach it may be taken.
    """

    char: str
    masks: tuple[int, ...]
    ordinary: bool
    full: bool


#: A state of a machine: one state for every automaton.
State = tuple[int, ...]


class _Reached(NamedTuple):
    words: dict[State, str]
    cost: int


class Machine:
    """Patterns that must all be found in a line, or (negated) must not be."""

    def __init__(self, automata: tuple[Automaton, ...], negated: tuple[bool, ...]) -> None:
        self.automata = automata
        self.negated = negated
        self.start: State = tuple(each.start for each in automata)
        self.won: State = tuple(LOST if no else FOUND for no in negated)
        self._dead = tuple(FOUND if no else LOST for no in negated)
        self._edges: dict[CharSet, tuple[Edge, ...]] = {}
        self._reached: dict[tuple[State, object, Reach], _Reached] = {}
        self._ran: dict[tuple[State, str], tuple[State | None, int]] = {}

    @property
    def crowded(self) -> bool:
        """Whether too much is remembered; a new machine should take its place."""
        return len(self._reached) + len(self._ran) > 50_000 or any(each.crowded for each in self.automata)

    def step(self, state: State, masks: tuple[int, ...]) -> State | None:
        """Return the state after one character, None where no line can be accepted any more."""
        after = tuple(map(Automaton.step, self.automata, state, masks))
        for each, dead in zip(after, self._dead, strict=True):
            if each == dead:
                return None
        return after

    def alive(self, state: State) -> bool:
        """Whether some line may still be accepted."""
        return all(each != dead for each, dead in zip(state, self._dead, strict=True))

    def accepts(self, state: State) -> bool:
        """Whether the line may end here."""
        return all(each.accepts(at) != no for each, at, no in zip(self.automata, state, self.negated, strict=True))

    def cost(self, state: State) -> int:
        """Return what one step from ``state`` costs."""
        return sum(each.sizes[at] for each, at in zip(self.automata, state, strict=True))

    def run(self, state: State, text: str, budget: Budget) -> State | None:
        """Return the state after a fixed text, None where no line can be accepted any more."""
        known = self._ran.get((state, text))
        if known is None:
            at: State | None = state
            cost = 0
            for char in text:
                if at is None or at == self.won:
                    break
                cost += self.cost(at)
                if cost > budget.left:
                    raise OverBudget
                at = self.step(at, tuple(each.mask(char) for each in self.automata))
            known = self._ran[state, text] = (at, cost)
        budget.spend(known[1] // 8)  # along a text there is one way only, so it is cheap
        return known[0]

    # --- characters -----------------------------------------------------------------------------------------------

    def edges(self, these: CharSet) -> tuple[Edge, ...]:
        """Return the blocks of characters of a set that the automata tell apart."""
        known = self._edges.get(these)
        if known is None:
            known = self._edges[these] = tuple(self._divided(these))
        return known

    def _divided(self, these: CharSet) -> list[Edge]:
        sets = [each for automaton in self.automata for each in (*automaton.program.sets, *automaton.program.words)]
        blocks: dict[tuple[int, ...], int] = {}
        for block in _refined(these.ascii, [each.ascii for each in sets]):
            char = chr((block & -block).bit_length() - 1)
            masks = self._masks(char)
            blocks[masks] = blocks.get(masks, 0) | block
        symbols = {self._masks(each): each for each in reversed(SYMBOLS) if each in these}
        wide = self._wide(these, sets)
        structural = not these.ascii & _ALNUM and not these.symbols
        text = these.ascii & _ALNUM == _ALNUM and bool(these.ascii & _SPACE)
        edges = []
        for masks, block in blocks.items():
            free = masks in symbols or not these.symbols or structural or (text and bool(block & _SPACE))
            shown = _shown(block, " " if text and block & _SPACE and masks not in symbols else "")
            edges.append(Edge(shown, masks, free, full=True))
        edges.extend(
            Edge(char, masks, masks in symbols or not these.symbols, full=True)
            for masks, char in wide.items() if masks not in blocks
        )  # fmt: skip
        edges.extend(
            Edge(self._likeness(char, masks), masks, ordinary=True, full=not these.ascii & _ALNUM)
            for masks, char in symbols.items() if masks not in blocks and masks not in wide
        )  # fmt: skip
        return edges

    def _masks(self, char: str) -> tuple[int, ...]:
        return tuple(each.mask(char) for each in self.automata)

    def _likeness(self, symbol: str, masks: tuple[int, ...]) -> str:
        """Return a concrete character that the automata treat like the symbol, else the symbol itself."""
        return next((char for char in STANDS_FOR[symbol] if self._masks(char) == masks), symbol)

    def _wide(self, these: CharSet, sets: list[CharSet]) -> dict[tuple[int, ...], str]:
        if these.wide == NOTHING_WIDE:
            return {}
        found: dict[tuple[int, ...], str] = {}
        plain = (NOTHING_WIDE, _ALL_WIDE, _FOLDED_NOTHING)
        told = [each for each in (*sets, these) if each.wide not in plain and not _folds_nothing(each.wide)]
        chars = dict.fromkeys(char for each in told for char in each.marks()) if told else dict.fromkeys(WIDE_SAMPLE)
        for char in chars:
            if char in these:
                found.setdefault(self._masks(char), char)
        return found

    # --- texts ----------------------------------------------------------------------------------------------------

    def reach(self, state: State, language: Language, how: Reach, budget: Budget) -> dict[State, str]:
        """Return every state that a text of the language leads to, each with a shortest such text.

        When some text settles the matter for good, only that one is returned.
        """
        key = (state, language.key, how)
        known = self._reached.get(key)
        if known is None:
            known = self._reached[key] = self._explored(state, language, how, budget.left)
        budget.spend(known.cost)
        return known.words

    def _explored(self, state: State, language: Language, how: Reach, most: int) -> _Reached:
        words: dict[State, str] = {state: ""} if language.empty or (language.missing and how == "full") else {}
        if state == self.won and language.empty:
            return _Reached(words, 1)
        cost = 0
        seen: set[tuple[int, State]] = set()
        todo: deque[tuple[tuple[int, ...], State, str]] = deque([(language.first, state, "")])
        while todo:
            following, at, word = todo.popleft()
            weight = self.cost(at)
            for position in following:
                for edge in self.edges(language.sets[position]):
                    if not (edge.full if how == "full" else edge.ordinary):
                        continue
                    cost += weight
                    if cost > most:
                        raise OverBudget
                    after = self.step(at, edge.masks)
                    if after is None or (position, after) in seen:
                        continue
                    seen.add((position, after))
                    longer = word + edge.char
                    if position in language.last:
                        words.setdefault(after, longer)
                        if after == self.won:
                            return _Reached({after: longer}, cost)
                    todo.append((language.after[position], after, longer))
        return _Reached(words, cost)


_FOLDED_NOTHING = Wide("none")


def _folds_nothing(wide: Wide) -> bool:
    """Whether a folded set has no member of its own beyond ASCII (its case variants there hardly matter)."""
    return wide.op == "fold" and wide.parts[0] == NOTHING_WIDE and not wide.low & (1 << 107 | 1 << 115 | 1 << 105)


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


def _shown(block: int, preferred: str) -> str:
    for char in preferred + _SHOWN:
        if block >> ord(char) & 1:
            return char
    return chr((block & -block).bit_length() - 1)


class Found(NamedTuple):
    """A line that a machine accepts: the text that each segment contributes."""

    words: tuple[str, ...]


def walk(machine: Machine, text: Segments[Segment], how: Reach, budget: Budget) -> Found | None:
    """Find a line of ``text`` that the machine accepts; None is a proof that there is none.

    In the ordinary reach the line may hold symbols where no concrete character is treated like one. Raises :class:`OverBudget`.
    """
    start = machine.start
    layers: list[dict[State, tuple[State, str]]] = []
    frontier: dict[State, None] = {start: None} if machine.alive(start) else {}
    for segment in text:
        layer: dict[State, tuple[State, str]] = {}
        for state in frontier:
            if isinstance(segment, str):
                after = machine.run(state, segment, budget)
                if after is not None:
                    layer.setdefault(after, (state, segment))
            else:
                for after, word in machine.reach(state, segment, how, budget).items():
                    layer.setdefault(after, (state, word))
            if machine.won in layer:
                layer = {machine.won: layer[machine.won]}
                break
        layers.append(layer)
        frontier = dict.fromkeys(layer)
    end = next((state for state in frontier if machine.accepts(state)), None)
    if end is None:
        return None
    words: list[str] = []
    for layer in reversed(layers):
        end, word = layer[end]
        words.append(word)
    return Found(tuple(reversed(words)))


_machines: dict[tuple[tuple[Pattern, bool], ...], Machine] = {}
_MAX_MACHINES = 2_000


def machine(patterns: tuple[tuple[Pattern, bool], ...]) -> Machine | None:
    """Return the machine for patterns that must (or, paired with True, must not) be found; None where one is too large.

    Machines are kept, because the next template is likely to be asked the same.
    """
    known = _machines.get(patterns)
    if known is not None and not known.crowded:
        return known
    automata = tuple(automaton(each) for each, _ in patterns)
    if any(each is not None and each.crowded for each in automata):
        automaton.cache_clear()  # begin anew; whoever holds an old one may go on using it
        automata = tuple(automaton(each) for each, _ in patterns)
    ready = tuple(each for each in automata if each is not None)
    if len(ready) < len(automata):
        return None
    if len(_machines) >= _MAX_MACHINES:
        _machines.clear()
    made = _machines[patterns] = Machine(ready, tuple(negated for _, negated in patterns))
    return made


class Needed(NamedTuple):
    """A line that needs as few particular characters inside of placeholders as possible.

    ``words`` is what each segment contributes, ``needs`` the particular text within it ("" where none is needed).
    """

    words: tuple[str, ...]
    needs: tuple[str, ...]


class _Way(NamedTuple):
    price: int
    word: str
    marks: str


def cheapest(machine: Machine, text: Segments[Segment], budget: Budget) -> Needed | None:
    """Find the line of ``text`` that the machine accepts and that needs the least; None where there is no line. Raises :class:`OverBudget`."""
    layers: list[dict[State, tuple[State, _Way]]] = []
    frontier: dict[State, int] = {machine.start: 0} if machine.alive(machine.start) else {}
    for segment in text:
        layer: dict[State, tuple[State, _Way]] = {}
        totals: dict[State, int] = {}
        for state, paid in frontier.items():
            for after, way in _ways(machine, state, segment, budget).items():
                if after not in totals or paid + way.price < totals[after]:
                    totals[after] = paid + way.price
                    layer[after] = (state, way)
        layers.append(layer)
        frontier = totals
    ends = sorted((paid, index, state) for index, (state, paid) in enumerate(frontier.items()) if machine.accepts(state))
    if not ends:
        return None
    end = ends[0][2]
    ways: list[_Way] = []
    for layer in reversed(layers):
        end, way = layer[end]
        ways.append(way)
    ways.reverse()
    return Needed(tuple(way.word for way in ways), tuple(_marked(way) for way in ways))


def _ways(machine: Machine, state: State, segment: Segment, budget: Budget) -> dict[State, _Way]:
    if isinstance(segment, str):
        after = machine.run(state, segment, budget)
        return {} if after is None else {after: _Way(0, segment, "")}
    found: dict[State, _Way] = {}
    if segment.empty or segment.missing:
        found[state] = _Way(0 if segment.empty else 1, "", "")
    settled: set[tuple[int, State]] = set()
    todo: deque[tuple[int, State, _Way]] = deque([(-1, state, _Way(0, "", ""))])
    while todo:
        position, at, way = todo.popleft()
        if position >= 0:
            if (position, at) in settled:
                continue
            settled.add((position, at))
            if position in segment.last and (at not in found or way.price < found[at].price):
                found[at] = way
        budget.spend(machine.cost(at))
        for following in segment.first if position < 0 else segment.after[position]:
            for edge in machine.edges(segment.sets[following]):
                after = machine.step(at, edge.masks)
                if after is None or (following, after) in settled:
                    continue
                if edge.ordinary:
                    todo.appendleft((following, after, _Way(way.price, way.word + edge.char, way.marks + " ")))
                elif edge.full:
                    todo.append((following, after, _Way(way.price + 1, way.word + edge.char, way.marks + "!")))
    return found


def _marked(way: _Way) -> str:
    """Return the stretch of a word from the first to the last particular character."""
    first, last = way.marks.find("!"), way.marks.rfind("!")
    return "" if first < 0 else way.word[first : last + 1]


def concrete(machine: Machine, text: Segments[Segment], found: Found, budget: Budget) -> Found | None:
    """Return the line with every symbol replaced by a letter or digit, still accepted; None where no choice of them is."""
    if all(word.isascii() or not any(symbol in word for symbol in SYMBOLS) for word in found.words):
        return found
    owners: list[int] = []
    pieces: list[Segment] = []
    for index, word in enumerate(found.words):
        for char in word:
            owners.append(index)
            pieces.append(_one_of(char) if char in SYMBOLS and not isinstance(text[index], str) else char)
    again = walk(machine, pieces, "full", budget)
    if again is None:
        return None
    words = [""] * len(found.words)
    for owner, char in zip(owners, again.words, strict=True):
        words[owner] += char
    return Found(tuple(words))


def _one_of(symbol: str) -> Language:
    return language(f"[{STANDS_FOR[symbol]}]")
