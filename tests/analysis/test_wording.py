"""What an error message leaves unsaid."""

from __future__ import annotations

import pytest

from sdd_impact.analysis.wording import remark
from sdd_impact.model import Location, Placeholder, Statement, Template

SAYS_NOTHING = """
Something went wrong.
Oops! Something went wrong, please try again later.
An unexpected error occurred
An error has occurred. Please contact support.
Internal Server Error
Unknown error
Error
Operation failed
invalid request
""".strip().splitlines()

SAYS_SOMETHING = """
We could not accept this address.
Invalid credentials
The reset link has expired. Please ask for a new one.
Request failed: the mail provider refused the address
An error occurred while the invoice was sent
error code 17
quota exceeded
""".strip().splitlines()


def error(*parts: str | Placeholder) -> Statement:
    return Statement("error", Location("a.py"), "python", Template.of(*parts), audience="customer")


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_a_message_that_says_nothing_is_remarked(text: str) -> None:
    assert remark(error(text)) == "it does not say what went wrong"
    assert remark(error(text.upper())) == "it does not say what went wrong"


@pytest.mark.parametrize("text", SAYS_SOMETHING)
def test_a_message_that_says_something_is_not(text: str) -> None:
    assert remark(error(text)) == ""


def test_the_words_of_an_exception_are_remarked() -> None:
    told = remark(error("Could not save: ", Placeholder("err", "exception")))
    assert told == "{err} may be an exception's own words, not written for a customer"
    assert remark(error(Placeholder("reason", "any"))) == ""
    assert remark(error("Error: ", Placeholder("reason", "any"))) == ""


def test_a_long_message_costs_nothing() -> None:
    assert remark(error("error" + "! " * 500_000 + "x")) == ""
