"""Words as Elasticsearch's standard analyzer cuts them (Unicode Standard Annex 29), against a naive reading of the annex."""

from __future__ import annotations

import random
import re

import pytest

from sdd_impact.matching import hold
from sdd_impact.model import Event, Phrase, Template

#: "Do not break letters across certain punctuation" (WB6, WB7), "within sequences of digits, or digits adjacent to letters" (WB8 to WB12), "from extenders" (WB13).
_NAIVE = re.compile(r"[A-Za-z0-9_]+(?:(?:(?<=[A-Za-z])[.:'](?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))[A-Za-z0-9_]+)*")


def tokens(text: str) -> list[str]:
    return [each.lower() for each in _NAIVE.findall(text)]


def stands(words: list[str], inside: list[str]) -> bool:
    return any(inside[at : at + len(words)] == words for at in range(len(inside) - len(words) + 1))


def answer(text: str, line: str) -> str:
    message = Template.of(line)
    return hold(Phrase(text, case=False, where="word", field="message"), Event(message, line=message)).certainty


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        # Elasticsearch, "Standard tokenizer" and "UAX URL email tokenizer": john.smith@global-international.com is john.smith, global, international.com
        ("john.smith", "Email me at john.smith@global-international.com", True),
        ("smith", "Email me at john.smith@global-international.com", False),
        ("global international.com", "Email me at john.smith@global-international.com", True),
        ("com", "Email me at john.smith@global-international.com", False),
        # "The Definitive Guide": You're my 'favorite'. is You're, my, favorite
        ("favorite", "You're my 'favorite'.", True),
        ("re", "You're my 'favorite'.", False),
        # apache/lucene issue 12264: a9nine.com is one token, a9.com is two
        ("com", "a9nine.com", False),
        ("com", "a9.com", True),
        ("login", "user.login failed", False),
        ("login", "user_login failed", False),
        ("login", "user-login failed", True),
        ("status", "status=500", True),
        ("5", "took 1.5 s", False),
        ("payment failed", "payment: failed.", True),
        ("payment failed", "payment.failed", False),
    ],
)
def test_what_is_documented(text: str, line: str, found: bool) -> None:
    assert answer(text, line) == ("always" if found else "never")


def test_no_answer_differs_from_the_annex() -> None:
    chance = random.Random("words")
    for _ in range(1_500):
        text, line = (
            "".join(chance.choice("abB17._:';, -") for _ in range(most)) for most in (chance.randint(1, 5), chance.randint(1, 9))
        )
        if tokens(text):
            assert (answer(text, line) == "always") == stands(tokens(text), tokens(line)), (text, line)
