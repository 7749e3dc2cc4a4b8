"""Does an exception have somebody's word? Read the branch's sign-offs and waivers, and hold them against the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sdd_impact import documents
from sdd_impact.analysis.owning import owner_lookup
from sdd_impact.model import Answer, Asking, Catalogue, Impact, Row, Settings, SignOff, Tree
from sdd_impact.pipeline.investigating import codeowners
from sdd_impact.pipeline.visit import Visit

Signed = Callable[[Asking, Impact, Row, Answer], bool | None]


def sign_offs(here: Visit, catalogue: Catalogue) -> Signed:
    """Return a function that tells whether a row's exception has somebody's word.

    None: nobody's word is needed, or the policy names no signers. A sign-off binds to fingerprint, question and answer: another
    answer is another exception.
    """
    signers = {role for role, names in here.settings.signers if names}
    given = read_all(here, catalogue) if signers else ()

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
    if given.question != asking.question.id or impact.fingerprint not in given.evidence:
        return False
    if rule is None or (given.role and given.role.replace("_", "-") != rule.by.replace("_", "-")):
        return False
    if given.kind == "waiver":
        return documents.expired(given, dt.datetime.now(dt.UTC).date()) is None
    return given.kind == "sign-off" and given.answer == digest


def read_all(here: Visit, catalogue: Catalogue) -> tuple[SignOff, ...]:
    """Return the sign-offs and waivers at head that can be read; one with a problem counts for nothing."""
    folder = _folder(here.settings)
    tree = here.comparison.head_tree
    sources = (tree.read(path) for path in tree.paths() if path.startswith(folder) and path.endswith((".yaml", ".yml")))
    found = (documents.read_sign_off(source, catalogue) for source in sources if source)
    return tuple(each for each in found if not each.problems)
