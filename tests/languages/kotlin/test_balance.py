"""Brackets of a half-written file, set right by its indentation. One lost line costs no more than what stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.languages._jvm.habits import KOTLIN
from sdd_impact.languages.kotlin import extract
from sdd_impact.model import Source
from sdd_impact.syntax.balance import balanced

_WHOLE = """package com.acme

import org.slf4j.LoggerFactory

@Component(
    name = "a",
)
class Shop(
    private val stock: Stock,
    private val clock: Clock,
) : Base() {
    private val log = LoggerFactory.getLogger(javaClass)

    fun open(
        day: Int,
        hour: Int,
    ) {
        log.info("one")
        if (day > 1) {
            log.warn("two")
        } else {
            log.warn("three")
        }
    }

    fun sell(id: Int): Int {
        stock.items.forEach {
            log.info("four")
        }
        return when (id) {
            1 -> {
                log.info("five")
                2
            }
            else -> throw IllegalStateException("six")
        }
    }

    fun close() {
        log.info("seven")
    }
}
"""
_ALL = {"one", "two", "three", "four", "five", "six", "seven"}


def messages(text: str) -> set[str]:
    return {statement.template.message for statement in extract(Source("src/A.kt", text.encode()), ()).statements}


def test_nothing_is_amiss_in_a_whole_file() -> None:
    assert balanced(_WHOLE.encode(), KOTLIN) == []
    assert messages(_WHOLE) == _ALL


@pytest.mark.parametrize(
    "gone", [number for number, line in enumerate(_WHOLE.split("\n")) if line.strip(" ")[-1:] in ("{", "}", "(", ")")]
)
def test_a_lost_line_costs_no_other_statement(gone: int) -> None:
    lines = _WHOLE.split("\n")
    found = messages("\n".join(lines[:gone] + lines[gone + 1 :]))
    assert found <= _ALL
    assert len(found) >= len(_ALL) - 1, _ALL - found


_CONSTANTS = """class Probe {
    private val log = LoggerFactory.getLogger(javaClass)

    fun ask() {
        log.warn(GONE)
    }

    fun read(text: String): Int {
        return try {
            text.toInt()
        } catch (e: NumberFormatException) {
            log.warn("no number")
            0
        }
    }

    companion object {
        const val GONE = "nobody answers"
    }
}
"""


@pytest.mark.parametrize("gone", range(1, len(_CONSTANTS.splitlines()) - 4))
def test_a_lost_line_costs_no_constant_behind_it(gone: int) -> None:
    lines = _CONSTANTS.split("\n")
    lost = lines[gone]
    lines[gone] = ""
    expected = {
        text for text in ("nobody answers", "no number") if text not in lost and not ("GONE" in lost and text == "nobody answers")
    }
    if lost.strip() and "val log" not in lost:
        assert messages("\n".join(lines)) == expected


@given(st.text(alphabet="(){}[] \n\"'/*ab=,:", max_size=60))
def test_lines_keep_their_numbers(text: str) -> None:
    for repaired in balanced(text.encode(), KOTLIN):
        assert repaired.data.count(b"\n") == text.count("\n")
