"""Pairing before and after: what is no change, and what is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.analysis import pairing
from sdd_impact.analysis.comparing import similarity
from sdd_impact.analysis.pairing import Side, pair
from sdd_impact.model import Change, Field, Location, Placeholder, Statement, Template

USER = Placeholder("user_id", "id", "%s", "user.id", inferred=True)
EMAIL = Placeholder("email", "email", "%s", "user.email", inferred=True)
MASKED = Placeholder("mask(email)", "masked", "%s", "mask(user.email)", inside="email")


def log(
    *parts: str | Placeholder, line: int = 1, file: str = "a.py", level: str = "info", symbol: str = "f", **more: object
) -> Statement:
    base = Statement("log", Location(file, line), "python", Template.of(*parts), level=level, symbol=symbol)
    return base._replace(**more)  # type: ignore[arg-type] # any field of the noun


def paired(before: list[Statement], after: list[Statement], home: str = "a.py") -> tuple[Change, ...]:
    return pair([Side(each, home) for each in before], [Side(each, home) for each in after])


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [
        (
            change.kind,
            change.before.template.message if change.before else "",
            change.after.template.message if change.after else "",
        )
        for change in changes
        if not change.event_only
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([log("a ", USER)], [log("a ", USER, line=90, symbol="g")], id="moved within the file"),
        pytest.param([log("a ", USER)], [log("a ", USER._replace(rendering="{}"))], id="another formatting style"),
        pytest.param(
            [log("a ", USER)], [log("a ", USER._replace(name="uid", kind="any", expression="uid"))], id="renamed variable"
        ),
        pytest.param([log("a"), log("b", line=2)], [log("b"), log("a", line=2)], id="reordered"),
        pytest.param([log("a"), log("a", line=2)], [log("a", line=5), log("a", line=6)], id="duplicates kept"),
        pytest.param(
            [log("n ", Placeholder("n", "int", "%d"))],
            [log("n ", Placeholder("n", "any", "{}", inferred=True))],
            id="%d becomes {}",
        ),
        pytest.param(
            [log("done", logger="console")], [log("done\n", logger="console")], id="println becomes printf with a line end"
        ),
    ],
)
def test_no_change(before: list[Statement], after: list[Statement]) -> None:
    assert kinds(paired(before, after)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(log("a"), log("a", level="warning"), id="level"),
        pytest.param(log("user created"), log("user made"), id="wording"),
        pytest.param(log("user ", USER), log("user ", USER, " ", EMAIL), id="placeholder added"),
        pytest.param(log("mail ", EMAIL), log("mail ", MASKED), id="masked"),
        pytest.param(log("mail ", EMAIL), log("mail ", USER), id="another kind of value"),
        pytest.param(log("x ", USER, " ", EMAIL), log("x ", EMAIL, " ", USER), id="placeholders put elsewhere"),
        pytest.param(log("n ", Placeholder("n", "int", "%d")), log("n ", Placeholder("n", "int", "%5d")), id="rendering"),
        pytest.param(log("a", fields=(Field("user"),)), log("a", fields=(Field("user"), Field("id"))), id="field names"),
        pytest.param(log("a", status=400, what="error"), log("a", status=404, what="error"), id="status of an error"),
    ],
)
def test_one_modified(before: Statement, after: Statement) -> None:
    changes = paired([before], [after])
    assert [(change.kind, change.before, change.after) for change in changes] == [("modified", before, after)]


def test_one_of_two_equal_statements_is_removed() -> None:
    assert kinds(paired([log("a"), log("a", line=9, symbol="g")], [log("a", line=3)])) == [("removed", "a", "")]


def test_a_removed_one_says_where_an_equal_one_remains() -> None:
    changes = paired([log("a"), log("a", line=2), log("a", line=9, symbol="g")], [log("a", line=3)])
    assert [(each.kind, each.remains and each.remains.line) for each in changes] == [("removed", 3), ("removed", 3)]


def test_what_remains_elsewhere_or_otherwise_is_not_equal() -> None:
    elsewhere = pair([Side(log("a"), "a.py"), Side(log("a", file="b.py"), "b.py")], [Side(log("a", file="b.py"), "b.py")])
    assert [(each.kind, each.remains) for each in elsewhere] == [("removed", None)]
    otherwise = paired([log("a"), log("a", line=2, level="error", symbol="g")], [log("a")])
    assert [(each.kind, each.remains) for each in otherwise] == [("removed", None)]


def test_the_removed_one_is_the_one_whose_function_went() -> None:
    (change,) = paired([log("a"), log("a", line=9, symbol="g")], [log("a", line=3, symbol="g")])
    assert change.before is not None
    assert change.before.symbol == "f"


def test_unrelated_texts_are_removed_and_added() -> None:
    changes = kinds(paired([log("connection opened")], [log("payment refused for ", USER, symbol="g")]))
    assert sorted(changes) == [("added", "", "payment refused for {user_id}"), ("removed", "connection opened", "")]


def test_a_statement_moved_to_another_file_is_silent() -> None:
    changes = pair([Side(log("a ", USER), "a.py")], [Side(log("a ", USER, file="b.py"), "b.py")])
    assert changes == ()


def test_another_logger_name_is_no_change_but_decides_searches() -> None:
    (change,) = paired([log("a", logger="x")], [log("a", logger="y")])
    assert change.event_only


def test_code_moved_under_test_is_removed_from_the_product() -> None:
    assert kinds(paired([log("a")], [log("a", test=True)])) == [("added", "", "a"), ("removed", "a", "")]


STATEMENTS = st.lists(
    st.builds(
        log,
        st.sampled_from(["user created", "user deleted", "mail sent to customer", "mail refused", "x"]),
        line=st.integers(1, 50),
        level=st.sampled_from(["info", "error"]),
        symbol=st.sampled_from(["f", "g"]),
    ),
    max_size=8,
)


@given(STATEMENTS)
def test_unchanged_input_is_silent(statements: list[Statement]) -> None:
    assert paired(statements, statements) == ()


@given(STATEMENTS, STATEMENTS)
def test_every_statement_is_accounted_for_once(before: list[Statement], after: list[Statement]) -> None:
    changes = paired(before, after)
    gone = sum(change.after is None for change in changes)
    new = sum(change.before is None for change in changes)
    assert len(before) - gone == len(after) - new


@given(STATEMENTS, STATEMENTS)
def test_the_way_back_is_the_same_way(before: list[Statement], after: list[Statement]) -> None:
    there, back = paired(before, after), paired(after, before)
    assert sum(change.kind == "modified" for change in there) == sum(change.kind == "modified" for change in back)


def test_another_ending_of_a_word_is_the_same_word() -> None:
    identity = Placeholder("id", "id", "{}", "id")
    before = log("An error occurred checking the leadership.", level="error")
    after = log("[id=", identity, "] failed to check the leadership.", level="error")
    assert kinds(paired([before], [after])) == [
        ("modified", "An error occurred checking the leadership.", "[id={id}] failed to check the leadership.")
    ]


def test_other_words_at_another_level_are_another_statement() -> None:
    before = [log("Could not start node cache for: ", Placeholder("instance"), level="error"), log("Bye", line=2)]
    after = log("Could not deserialize: ", Placeholder("path", "path"), level="debug", line=9)
    assert sorted(kind for kind, _, _ in kinds(paired(before, [after]))) == ["added", "removed", "removed"]


def test_two_failures_are_not_one_failure_reworded() -> None:
    path = Placeholder("path", "path", "{}", "path")
    before = log("Could not start node cache for ", path, level="error")
    after = log("Could not deserialize ", path, level="error", line=9)
    assert sorted(kind for kind, _, _ in kinds(paired([before], [after]))) == ["added", "removed"]


def test_another_way_to_say_that_it_failed_is_the_same_failure() -> None:
    path = Placeholder("path", "path", "{}", "path")
    before = log("Could not remove ", path, level="error")
    after = log("Failed to remove ", path, " from the cache", level="error", line=9)
    assert [kind for kind, _, _ in kinds(paired([before], [after]))] == ["modified"]


def test_the_work_grows_with_the_branch_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    real = similarity

    def counted(left: tuple[str, ...], right: tuple[str, ...]) -> float:
        nonlocal compared
        compared += 1
        return real(left, right)

    monkeypatch.setattr(pairing, "similarity", counted)
    many = range(1_000)
    olds = [Side(log(f"handled order {each} in full", file=f"{each}.py"), f"{each}.py") for each in many]
    news = [Side(log(f"processed order {each} in full", file=f"{each}.py"), f"{each}.py") for each in many]

    changes = pair(olds, news)

    assert [change.kind for change in changes] == ["modified"] * 1_000
    assert compared < 5_000
