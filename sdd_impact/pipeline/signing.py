"""Does an exception have somebody's word? Read the branch's sign-offs and waivers, and hold them against the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator

from sdd_impact import documents
from sdd_impact.analysis.owning import owner_lookup
from sdd_impact.model import Answer, Asking, Catalogue, Impact, Problem, Question, Row, Settings, SignOff, Tree
from sdd_impact.pipeline.investigating import codeowners
from sdd_impact.pipeline.visit import Visit
from sdd_impact.tuples import NamedTuple

Signed = Callable[[Asking, Impact, Row, Answer], bool | None]
Waived = Callable[[Asking, Impact], SignOff | Problem | None]


class Words(NamedTuple):
    """What others have said about a branch's answers.

    ``signed`` tells whether a row's exception has somebody's word. None: nobody's word is needed, or the policy names no signers. A
    sign-off binds to fingerprint, question and answer: another answer is another exception. ``waived`` gives the waiver that lets
    evidence be unanswered, or the problem that it has expired. ``broken`` are the problems of the files that the branch itself brings.
    """

    signed: Signed
    waived: Waived
    broken: tuple[Problem, ...]


def words(here: Visit, catalogue: Catalogue) -> Words:
    """Read the sign-offs and waivers at head; where the policy names no signers, none of them counts."""
    signers = {role for role, names in here.settings.signers if names}
    read = read_all(here, catalogue) if signers else ()
    given = tuple(each for each in read if not each.problems)
    return Words(_signed(given, signers), _waived(given, signers), tuple(_broken(here, read)))


def _broken(here: Visit, read: Iterable[SignOff]) -> Iterator[Problem]:
    """What is wrong with the files that this branch adds or changes: one merged earlier counts for nothing, and is nobody's task here."""
    for each in read:
        if each.problems and here.comparison.base_tree.read(each.path) != here.comparison.head_tree.read(each.path):
            yield from each.problems


def _waived(given: tuple[SignOff, ...], signers: Container[str]) -> Waived:
    today = dt.datetime.now(dt.UTC).date()

    def waived(asking: Asking, impact: Impact) -> SignOff | Problem | None:
        """Return the waiver that holds longest, or that the last one there was has expired."""
        found = [
            each for each in given if each.kind == "waiver" and _is_about(each, asking, impact) and _binds(each, asking, signers)
        ]
        last = max(found, key=lambda each: each.expires, default=None)
        return None if last is None else documents.expired(last, today) or last

    return waived


def in_force(tree: Tree, settings: Settings, catalogue: Catalogue) -> tuple[SignOff, ...]:
    """Return the waivers of a tree that let something be unanswered today, those that end first at the head."""
    signers = {role for role, names in settings.signers if names}
    today = dt.datetime.now(dt.UTC).date()
    found = (each for each in _read(tree, settings, catalogue) if each.kind == "waiver" and not each.problems) if signers else ()
    holding = (
        each
        for each in found
        if (question := catalogue.get(each.question)) and _binds_for(each, question, signers) and not documents.expired(each, today)
    )
    return tuple(sorted(holding, key=lambda each: (each.expires, each.path)))


def _binds(given: SignOff, asking: Asking, signers: Container[str]) -> bool:
    return _binds_for(given, asking.question, signers)


def _binds_for(given: SignOff, question: Question, signers: Container[str]) -> bool:
    """Whether the role whose word a waiver is has signers: the question's own rule says which role that is, else the waiver."""
    role = question.sign_off.by if question.sign_off else given.role
    return role.replace("-", "_") in signers and given.role.replace("-", "_") in ("", role.replace("-", "_"))


def _is_about(given: SignOff, asking: Asking, impact: Impact) -> bool:
    return given.question == asking.question.id and impact.fingerprint in given.evidence


def _signed(given: tuple[SignOff, ...], signers: Container[str]) -> Signed:
    def signed(asking: Asking, impact: Impact, row: Row, answer: Answer) -> bool | None:
        rule = asking.question.sign_off
        if rule is None or rule.by.replace("-", "_") not in signers or not needs_word(asking, row, answer):
            return None
        digest = documents.answer_digest(asking.question, answer, (impact.fingerprint,))
        return any(_covers(each, asking, impact, digest) for each in given)

    return signed


def unenforced(settings: Settings, base: Tree) -> Iterator[str]:
    """Yield a sentence where the policy names signers, and no line of the base's CODEOWNERS says who may merge their files."""
    named = [role for role, names in settings.signers if names]
    folder = _folder(settings)
    owned = owner_lookup(None, codeowners(base))
    if named and (owned is None or not owned(f"{folder}any.yaml")):
        roles = ", ".join(role.replace("_", " ") for role in named)
        yield f"signers: not enforced for {roles}: no line of CODEOWNERS at the base covers {folder}, so anybody may merge a sign-off"


def _folder(settings: Settings) -> str:
    return f"{settings.records.strip('/')}/sign-off/"


def needs_word(asking: Asking, row: Row, answer: Answer) -> bool:
    """Whether an answer, or a cell of its row, is an exception by the question's rule."""
    rule = asking.question.sign_off
    if rule is None:
        return False
    value = answer.answer.value if answer.answer else ""
    return value in rule.answers or any(row.get(name) == text for name, text in rule.rows)


def _covers(given: SignOff, asking: Asking, impact: Impact, digest: str) -> bool:
    rule = asking.question.sign_off
    if not _is_about(given, asking, impact):
        return False
    if rule is None or (given.role and given.role.replace("_", "-") != rule.by.replace("_", "-")):
        return False
    return given.kind == "sign-off" and given.answer == digest


def read_all(here: Visit, catalogue: Catalogue) -> tuple[SignOff, ...]:
    """Return the sign-offs and waivers at head; one with a problem counts for nothing."""
    return _read(here.comparison.head_tree, here.settings, catalogue)


def _read(tree: Tree, settings: Settings, catalogue: Catalogue) -> tuple[SignOff, ...]:
    folder = _folder(settings)
    sources = (tree.read(path) for path in tree.paths() if path.startswith(folder) and path.endswith((".yaml", ".yml")))
    return tuple(documents.read_sign_off(source, catalogue) for source in sources if source)
