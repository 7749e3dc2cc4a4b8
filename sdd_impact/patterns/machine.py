"""A conjunction of patterns, some of them negated, as one automaton that is walked in step with a text."""

from __future__ import annotations

from collections import deque
from typing import Literal

from sdd_impact.tuples import NamedTuple

from .alphabet import Edge, Masks, edges, masks_of
from .automaton import FOUND, LOST, Automaton, automaton
from .charset import CharSet
from .language import Language
from .nodes import Pattern

#: ``full``: every text. ``ordinary``: letters and digits of placeholders are symbols, never particular ones.
Reach = Literal["full", "ordinary"]
#: A state of a machine: one state for every automaton.
State = tuple[int, ...]

_MOST_MACHINES = 300
_MOST_REMEMBERED = 100_000


class OverBudget(Exception):
    """More states were visited than the budget allows."""


class Budget:
    """How many states may still be visited. It counts what a cold start would visit, so that no verdict depends on a cache."""

    def __init__(self, states: int) -> None:
        self.left = states

    def spend(self, states: int) -> None:
        """Take from the budget; raises :class:`OverBudget` when it is used up."""
        if states > self.left:
            self.left = 0
            raise OverBudget
        self.left -= states


class _Ran(NamedTuple):
    states: tuple[State, ...]
    cost: int


class _Node:
    """One state on the way through a fixed text: what a step from it costs, and which node follows on which character.

    ``ends`` says that the rest of the text changes nothing: no line can be accepted any more (``state`` is None), or every line is.
    """

    __slots__ = ("after", "cost", "ends", "state")

    def __init__(self, state: State | None, cost: int, *, ends: bool) -> None:
        self.state = state
        self.cost = cost
        self.ends = ends
        self.after: dict[str, _Node] = {}


class _Reached(NamedTuple):
    words: dict[State, tuple[State, str]]
    cost: int


class Machine:
    """Patterns that must all be found in a line, or (negated) must not be.

    In the usual way a state is followed by one state. A ``guessing`` machine guesses instead at which of its places a pattern stands, so
    a state is followed by several smaller ones: the same lines are accepted, and ``x.{50}y`` stays small. What is negated is never
    guessed.
    """

    def __init__(self, automata: tuple[Automaton, ...], negated: tuple[bool, ...], *, guessing: bool = False) -> None:
        self.automata = automata
        self.negated = negated
        self.start: State = tuple(each.start for each in automata)
        self.won: State = tuple(LOST if no else FOUND for no in negated)
        self._dead = tuple(FOUND if no else LOST for no in negated)
        self._guessing = guessing
        self._costs: dict[State, int] = {}
        self._masks: dict[str, Masks] = {}
        self._steps: dict[tuple[State, Masks], tuple[State, ...]] = {}
        self._edges: dict[CharSet, tuple[Edge, ...]] = {}
        self._reached: dict[tuple[State, int, Reach], _Reached] = {}
        self._ran: dict[tuple[State, str], _Ran] = {}
        self._nodes: dict[State, _Node] = {}
        self._lost = _Node(None, 1, ends=True)
        self._followed = 0

    @property
    def crowded(self) -> bool:
        """Whether too much is remembered; a new machine should take its place."""
        return len(self._reached) + len(self._ran) + len(self._steps) + self._followed > _MOST_REMEMBERED or any(
            each.crowded for each in self.automata
        )

    @property
    def may_guess(self) -> bool:
        """Whether guessing could make the states smaller: not where nothing but a negation or what look-behinds saw makes them large."""
        return any(not no and not each.program.behinds for each, no in zip(self.automata, self.negated, strict=True))

    @property
    def should_guess(self) -> bool:
        """Whether it is better to guess at once."""
        return self.may_guess and any(each.program.spreads and not no for each, no in zip(self.automata, self.negated, strict=True))

    def step(self, state: State, masks: Masks) -> tuple[State, ...]:
        """Return the states after one character: one, none where no line can be accepted any more, or several guesses."""
        known = self._steps.get((state, masks))
        if known is None:
            known = self._steps[state, masks] = self._step(state, masks)
        return known

    def _step(self, state: State, masks: Masks) -> tuple[State, ...]:
        after = tuple(map(Automaton.step, self.automata, state, masks))
        for each, dead in zip(after, self._dead, strict=True):
            if each == dead:
                return ()
        return self._guesses(after) if self._guessing else (after,)

    def _guesses(self, state: State) -> tuple[State, ...]:
        found: list[State] = [()]
        for each, at, no in zip(self.automata, state, self.negated, strict=True):
            choices = (at,) if no else each.guesses(at)
            found = [(*one, choice) for one in found for choice in choices]
        return tuple(found)

    def alive(self, state: State) -> bool:
        """Whether some line may still be accepted."""
        return all(each != dead for each, dead in zip(state, self._dead, strict=True))

    def accepts(self, state: State) -> bool:
        """Whether the line may end here."""
        return all(each.accepts(at) != no for each, at, no in zip(self.automata, state, self.negated, strict=True))

    def cost(self, state: State) -> int:
        """Return what one step from ``state`` costs."""
        known = self._costs.get(state)
        if known is None:
            known = self._costs[state] = sum([each.sizes[at] for each, at in zip(self.automata, state, strict=True)])
        return known

    def masks(self, char: str) -> Masks:
        """Return what each automaton sees of a character."""
        known = self._masks.get(char)
        if known is None:
            known = self._masks[char] = masks_of(self.automata, char)
        return known

    def edges(self, these: CharSet) -> tuple[Edge, ...]:
        """Return the blocks of characters of a set that the automata tell apart."""
        known = self._edges.get(these)
        if known is None:
            known = self._edges[these] = edges(self.automata, these)
        return known

    def run(self, state: State, text: str, budget: Budget) -> tuple[State, ...]:
        """Return the states after a fixed text. Raises :class:`OverBudget`."""
        if self._guessing:
            known = self._ran.get((state, text))
            if known is None:
                known = self._ran[state, text] = self._run(state, text, budget)
        else:
            known = self._straight(state, text, budget)
        if known.cost > budget.left:
            budget.spend(known.cost)
        budget.spend(known.cost // 8)  # along a text there is hardly a choice, so it is cheap
        return known.states

    def _straight(self, state: State, text: str, budget: Budget) -> _Ran:
        """Run a machine that never guesses: one look into a table for a character, which is where most of all time goes."""
        node = self._node(state)
        cost = 0
        for char in text:
            if node.ends:
                break
            cost += node.cost
            after = node.after.get(char)
            if after is None:
                if cost > budget.left:
                    budget.spend(cost)
                after = node.after[char] = self._follow(node, char)
            node = after
        return _Ran((), cost) if node.state is None else _Ran((node.state,), cost)

    def _node(self, state: State) -> _Node:
        known = self._nodes.get(state)
        if known is None:
            known = self._nodes[state] = _Node(state, self.cost(state), ends=state == self.won)
        return known

    def _follow(self, node: _Node, char: str) -> _Node:
        self._followed += 1
        states = self.step(node.state, self.masks(char)) if node.state is not None else ()
        return self._node(states[0]) if states else self._lost

    def _run(self, state: State, text: str, budget: Budget) -> _Ran:
        states: tuple[State, ...] = (state,)
        cost = 0
        for char in text:
            if not states or self.won in states:
                break
            cost += sum([self.cost(each) for each in states])
            if cost > budget.left:
                budget.spend(cost)
            masks = self.masks(char)
            states = tuple(dict.fromkeys(after for each in states for after in self.step(each, masks)))
        return _Ran((self.won,) if self.won in states else states, cost)

    def reach(self, states: tuple[State, ...], language: Language, how: Reach, budget: Budget) -> dict[State, tuple[State, str]]:
        """Return every state that a text of the language leads to from one of ``states``, with where it began and a shortest such text.

        When some text settles the matter for good, only that one is returned. Raises :class:`OverBudget`.
        """
        if self._guessing and len(states) > 1:  # many small states: cheaper together than one by one
            found = self._explored(states, language, how, budget)
            budget.spend(found.cost)
            return found.words
        words: dict[State, tuple[State, str]] = {}
        for state in states:
            key = (state, language.key, how)
            known = self._reached.get(key)
            if known is None:
                known = self._unmoved(state, language, how) or self._explored((state,), language, how, budget)
                self._reached[key] = known
            budget.spend(known.cost)
            if self.won in known.words:
                return known.words
            for after, way in known.words.items():
                words.setdefault(after, way)
        return words

    def _unmoved(self, state: State, language: Language, how: Reach) -> _Reached | None:
        """Return what is reached where no character of the language leads away from ``state``; None where some does."""
        if not language.shortest and not language.empty:
            return None
        shown: dict[CharSet, str] = {}
        for these in language.alphabet:
            for edge in self.edges(these):
                if edge.full if how == "full" else edge.ordinary:
                    if self.step(state, edge.masks) != (state,):
                        return None
                    shown.setdefault(these, edge.char)
        word = "" if language.empty else "".join(shown.get(these, "\0") for these in language.shortest)
        return None if "\0" in word else _Reached({state: (state, word)}, len(language.alphabet))

    def _explored(self, states: tuple[State, ...], language: Language, how: Reach, budget: Budget) -> _Reached:
        may_be_empty = language.empty or (language.missing and how == "full")
        words: dict[State, tuple[State, str]] = {state: (state, "") for state in states} if may_be_empty else {}
        if self.won in words:
            return _Reached({self.won: words[self.won]}, 1)
        cost = 0
        seen: set[tuple[int, State]] = set()
        todo: deque[tuple[tuple[int, ...], State, State, str]] = deque((language.first, state, state, "") for state in states)
        while todo:
            following, at, origin, word = todo.popleft()
            weight = self.cost(at)
            for position in following:
                for edge in self.edges(language.sets[position]):
                    if not (edge.full if how == "full" else edge.ordinary):
                        continue
                    cost += weight
                    if cost > budget.left:
                        budget.spend(cost)
                    for after in self.step(at, edge.masks):
                        if (position, after) in seen:
                            continue
                        seen.add((position, after))
                        longer = word + edge.char
                        if position in language.last:
                            words.setdefault(after, (origin, longer))
                            if after == self.won:
                                return _Reached({after: (origin, longer)}, cost)
                        todo.append((language.after[position], after, origin, longer))
        return _Reached(words, cost)


#: The machines made so far, by the identity of their patterns, which are kept beside them.
_machines: dict[tuple[bool | int, ...], tuple[tuple[tuple[Pattern, bool], ...], Machine]] = {}


def machine(patterns: tuple[tuple[Pattern, bool], ...], *, guessing: bool = False) -> Machine | None:
    """Return the machine for patterns that must (or, paired with True, must not) be found; None where one is too large.

    Machines are kept, because the next template is likely to be asked the same.
    """
    key = (guessing, *(part for pattern, negated in patterns for part in (id(pattern), negated)))
    known = _machines.get(key)
    if known is not None and not known[1].crowded:
        return known[1]
    automata = tuple(automaton(each) for each, _ in patterns)
    if any(each is not None and each.crowded for each in automata):
        automaton.cache_clear()  # begin anew; whoever holds an old one may go on using it
        automata = tuple(automaton(each) for each, _ in patterns)
    ready = tuple(each for each in automata if each is not None)
    if len(ready) < len(automata):
        return None
    if len(_machines) >= _MOST_MACHINES:
        _machines.clear()
    made = Machine(ready, tuple(negated for _, negated in patterns), guessing=guessing)
    _machines[key] = (patterns, made)
    return made
