"""A pattern as a deterministic automaton whose states are made when they are first reached.

A state is the set of places (*threads*) at which the pattern may stand, together with what the look-behinds have seen. A thread
may carry *obligations*: look-aheads that were passed on the way and are still to be fulfilled. An obligation is itself a set
of threads, so look-around of any nesting is a conjunction, decided exactly while the line is read once from left to right.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from .nodes import Pattern
from .program import Guard, Part, Program, compiled

#: The two states that nothing leads out of: found, whatever follows; and never to be found.
FOUND, LOST = 0, 1

Obligations = frozenset["Obligation"]
#: A look-ahead that must (or, negative, must not) be fulfilled: its number, and where it stands. Number -1: the line ends here.
Obligation = tuple[int, bool, frozenset["Thread"]]
#: A state of the program, with the obligations of the way that led to it.
Thread = tuple[int, Obligations]
Threads = frozenset[Thread]
_State = tuple[int, tuple[Threads, ...], Threads]

NONE: Obligations = frozenset()
_NO_THREADS: Threads = frozenset()
_START, _NEWLINE, _FIRST_WORD = 1, 2, 4
_MAX_REMEMBERED = 20_000


class Automaton:
    """A pattern compiled for lines. States are small numbers; :data:`FOUND` and :data:`LOST` are two of them.

    ``sizes[state]`` is the work that one step from that state costs, in threads: what budgets are counted in.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._masks: dict[str, int] = {}
        self._context_shift = len(program.sets)
        self._restarts = _begins_later(program)
        self._numbers: dict[_State, int] = {}
        self._states: list[_State] = [(0, (), _NO_THREADS)] * 2
        self._steps: list[dict[int, int]] = [{}, {}]
        self._accepting: list[bool | None] = [True, False]
        self.sizes: list[int] = [1, 1]
        self._guesses: dict[int, tuple[int, ...]] = {FOUND: (FOUND,), LOST: (LOST,)}
        self._closures: dict[tuple[int, int, tuple[Threads, ...]], tuple[Thread, ...]] = {}
        self.start = self._number(self._initial())

    # --- states ---------------------------------------------------------------------------------------------------

    def _number(self, state: _State) -> int:
        _, behinds, threads = state
        if _is_found(threads, self.program.main):
            return FOUND
        if not threads and not self._restarts:
            return LOST
        number = self._numbers.get(state)
        if number is None:
            number = len(self._states)
            self._numbers[state] = number
            self._states.append(state)
            self._steps.append({})
            self._accepting.append(None)
            self.sizes.append(1 + _size(threads) + 4 * sum(map(_size, behinds)))
        return number

    def _initial(self) -> _State:
        context = _START | _NEWLINE if self.program.newline else _START
        behinds = self._behinds(None, 0, context)
        return context, behinds, self._settled(self._closed(self.program.main.start, context, behinds), self.program.main)

    def accepts(self, state: int) -> bool:
        """Whether the pattern is found when the line ends in this state."""
        known = self._accepting[state]
        if known is None:
            known = self._fulfilled(self._states[state][2], self.program.main)
            self._accepting[state] = known
        return known

    def _fulfilled(self, threads: Threads, part: Part) -> bool:
        return any(place == part.accept and all(self._holds_at_end(each) for each in owed) for place, owed in threads)

    def _holds_at_end(self, obligation: Obligation) -> bool:
        number, negative, threads = obligation
        return negative != (True if number < 0 else self._fulfilled(threads, self.program.aheads[number]))

    # --- steps ----------------------------------------------------------------------------------------------------

    def mask(self, char: str) -> int:
        """Return what the automaton can tell about a character, as bits: equal masks lead to equal states."""
        found = self._masks.get(char)
        if found is None:
            found = 0
            for index, each in enumerate(self.program.sets):
                if char in each:
                    found |= 1 << index
            context = _NEWLINE if self.program.newline and char == "\n" else 0
            for index, each in enumerate(self.program.words):
                if char in each:
                    context |= _FIRST_WORD << index
            found |= context << self._context_shift
            if len(self._masks) < _MAX_REMEMBERED:
                self._masks[char] = found
        return found

    def step(self, state: int, mask: int) -> int:
        """Return the state after one more character, given by its mask."""
        steps = self._steps[state]
        after = steps.get(mask)
        if after is None:
            if state <= LOST:
                return state
            after = self._number(self._after(self._states[state], mask))
            steps[mask] = after
        return after

    def guesses(self, state: int) -> tuple[int, ...]:
        """Return the states that stand for one thread each; a line is accepted from ``state`` when it is from one of them."""
        known = self._guesses.get(state)
        if known is None:
            context, behinds, threads = self._states[state]
            ones = (self._number((context, behinds, frozenset({thread}))) for thread in sorted(threads, key=_order))
            known = self._guesses[state] = tuple(ones) if len(threads) > 1 else (state,)
        return known

    @property
    def crowded(self) -> bool:
        """Whether so many states were made that a new automaton should take its place."""
        return len(self._states) > _MAX_REMEMBERED or len(self._closures) > 5 * _MAX_REMEMBERED

    def _after(self, state: _State, mask: int) -> _State:
        _, before, threads = state
        context = mask >> self._context_shift
        behinds = self._behinds(before, mask, context)
        main = self.program.main
        moved = self._moved(threads, mask, context, behinds, main)
        if moved is None:
            return context, (), frozenset({(main.accept, NONE)})
        if self._restarts:
            moved.update(self._closed(main.start, context, behinds))
        return context, behinds, self._settled(moved, main)

    def _behinds(self, before: tuple[Threads, ...] | None, mask: int, context: int) -> tuple[Threads, ...]:
        """Move every look-behind one character on; each may begin anywhere, so each begins anew here too."""
        seen: tuple[Threads, ...] = ()
        for number, part in enumerate(self.program.behinds):
            threads = set(self._closed(part.start, context, seen))
            if before is not None:
                for place, owed in before[number]:
                    still = self._still_owed(owed, mask, context, seen)
                    if still is not None and self._reads(place, mask):
                        threads.update(self._with(self.program.then[place], still, context, seen))
            seen = (*seen, _fewest(threads))
        return seen

    def _reads(self, place: int, mask: int) -> bool:
        read = self.program.reads[place]
        return read >= 0 and bool(mask >> read & 1)

    def _moved(self, threads: Threads, mask: int, context: int, behinds: tuple[Threads, ...], part: Part) -> set[Thread] | None:
        """Move threads over one character. None: the part is found, whatever follows."""
        reads, then, accept = self.program.reads, self.program.then, part.accept
        moved: set[Thread] = set()
        for place, owed in threads:
            if place == accept:
                still = self._still_owed(owed, mask, context, behinds)
                if still is not None:
                    if not still:
                        return None
                    moved.add((accept, still))
                continue
            if not mask >> reads[place] & 1:
                continue
            if not owed:
                moved.update(self._closed(then[place], context, behinds))
                continue
            still = self._still_owed(owed, mask, context, behinds)
            if still is not None:
                moved.update(self._with(then[place], still, context, behinds))
        return moved

    def _with(self, place: int, owed: Obligations, context: int, behinds: tuple[Threads, ...]) -> list[Thread]:
        return [(each, owed | more) for each, more in self._closed(place, context, behinds)]

    def _still_owed(self, owed: Obligations, mask: int, context: int, behinds: tuple[Threads, ...]) -> Obligations | None:
        """Move obligations over one character. None: one of them can no longer be fulfilled."""
        if not owed:
            return owed
        still: set[Obligation] = set()
        for number, negative, threads in owed:
            if number < 0:
                after: bool | Threads = False
            else:
                part = self.program.aheads[number]
                moved = self._moved(threads, mask, context, behinds, part)
                after = True if moved is None else self._truth(moved, part)
            if isinstance(after, bool):
                if after == negative:
                    return None
            else:
                still.add((number, negative, after))
        return frozenset(still)

    def _truth(self, threads: set[Thread], part: Part) -> bool | Threads:
        """Return whether a look-ahead is decided already, else its threads."""
        if not threads:
            return False
        settled = self._settled(threads, part)
        return True if _is_found(settled, part) else settled

    def _settled(self, threads: set[Thread] | tuple[Thread, ...], part: Part) -> Threads:
        if (part.accept, NONE) in threads:
            return frozenset({(part.accept, NONE)})
        return _fewest(threads)

    # --- positions ------------------------------------------------------------------------------------------------

    def _closed(self, place: int, context: int, behinds: tuple[Threads, ...]) -> tuple[Thread, ...]:
        """Return the reading and the accepting places that can be reached from ``place`` without a character."""
        key = (place, context, behinds)
        known = self._closures.get(key)
        if known is None:
            known = tuple(self._spread(place, context, behinds))
            self._closures[key] = known
        return known

    def _spread(self, place: int, context: int, behinds: tuple[Threads, ...]) -> set[Thread]:
        found: set[Thread] = set()
        seen: set[Thread] = {(place, NONE)}
        todo: list[Thread] = [(place, NONE)]
        reads, free = self.program.reads, self.program.free
        while todo:
            thread = todo.pop()
            at, owed = thread
            ways = free[at]
            if reads[at] >= 0 or not ways:
                found.add(thread)
                continue
            for guard, target in ways:
                for more in (NONE,) if guard is None else self._ways(guard, context, behinds):
                    onward = (target, owed | more if more else owed)
                    if onward not in seen:
                        seen.add(onward)
                        todo.append(onward)
        return found

    def _ways(self, guard: Guard, context: int, behinds: tuple[Threads, ...]) -> tuple[Obligations, ...]:
        """Return the sets of obligations under any one of which the guard lets pass here."""
        kind, number, negative = guard
        if kind == "ahead":
            return self._ahead(number, negative, context, behinds)
        if kind == "behind":
            return self._behind(number, negative, behinds)
        if kind == "end":
            return (frozenset({(-1, False, _NO_THREADS)}),)
        bit = {"start": _START, "newline": _NEWLINE, "word": _FIRST_WORD << number}[kind]
        return (NONE,) if bool(context & bit) != negative else ()

    def _ahead(self, number: int, negative: bool, context: int, behinds: tuple[Threads, ...]) -> tuple[Obligations, ...]:
        part = self.program.aheads[number]
        truth = self._truth(set(self._closed(part.start, context, behinds)), part)
        if isinstance(truth, bool):
            return (NONE,) if truth != negative else ()
        return (frozenset({(number, negative, truth)}),)

    def _behind(self, number: int, negative: bool, behinds: tuple[Threads, ...]) -> tuple[Obligations, ...]:
        accept = self.program.behinds[number].accept
        ways = [owed for place, owed in behinds[number] if place == accept]
        if not negative:
            return (NONE,) if NONE in ways else tuple(ways)
        if NONE in ways:
            return ()
        # Not (A and B, or C and D): one of A, B fails, and one of C, D.
        failing = [[(each[0], not each[1], each[2]) for each in way] for way in ways]
        return tuple({frozenset(choice) for choice in product(*failing)})


def _is_found(threads: Threads, part: Part) -> bool:
    return len(threads) == 1 and (part.accept, NONE) in threads


def _fewest(threads: set[Thread] | tuple[Thread, ...]) -> Threads:
    """Drop every thread that another one at the same place makes needless, because it owes less."""
    owing = [thread for thread in threads if thread[1]]
    if not owing:
        return frozenset(threads)
    by_place: dict[int, list[Obligations]] = {}
    for place, owed in threads:
        by_place.setdefault(place, []).append(owed)
    kept: set[Thread] = set()
    for place, alternatives in by_place.items():
        smallest: list[Obligations] = []
        for owed in sorted(alternatives, key=len):
            if not any(other <= owed for other in smallest):
                smallest.append(owed)
        kept.update((place, owed) for owed in smallest)
    return frozenset(kept)


def _order(thread: Thread) -> tuple[int, int]:
    """Order threads the same in every run: the guesses are visited in this order, and the budget counts them."""
    return thread[0], len(thread[1])


def _size(threads: Threads) -> int:
    return len(threads) + sum(1 + _size(inner) for _, owed in threads for _, _, inner in owed)


def _begins_later(program: Program) -> bool:
    """Whether some way through the main part does not first ask for the start of the line."""
    todo, seen = [program.main.start], {program.main.start}
    while todo:
        place = todo.pop()
        if program.reads[place] >= 0 or not program.free[place]:
            return True
        for guard, target in program.free[place]:
            if target not in seen and not (guard and guard.kind == "start" and not guard.negative):
                seen.add(target)
                todo.append(target)
    return False


@lru_cache(300)
def automaton(pattern: Pattern) -> Automaton | None:
    """Return the automaton of a pattern (kept for the next question); None where the pattern is too large."""
    program = compiled(pattern)
    return Automaton(program) if program else None
