from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.errors import NotationError
from sdd_impact.model import Source
from sdd_impact.notation import (
    DuplicateKeyError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    from_yaml,
    kind,
    load_json,
    load_yaml,
    plain,
    scalar,
)
from sdd_impact.notation.text import place


@pytest.fixture(params=["libyaml", "pure"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(from_yaml, "_loader", from_yaml.pure_loader)
    elif not yaml.__with_libyaml__:
        pytest.skip("libyaml is not there")
    return str(request.param)


CORE = [
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("12:30", "12:30"), ("2026-11-24", "2026-11-24"),
    ("0123", 123), ("0o17", 15), ("0x1F", 31), ("-12", -12), ("+1", 1), ("1_000", "1_000"), ("0b1", "0b1"),
    ("1e3", 1000.0), ("1.", 1.0), (".5", 0.5), ("-.inf", float("-inf")), ("1.2.3", "1.2.3"),
    ("true", True), ("True", True), ("tRue", "tRue"), ("FALSE", False),
    ("null", None), ("Null", None), ("~", None), ("", None), ("nULL", "nULL"), ("<<", "<<"), ("=", "="),
    ("9" * 301, "9" * 301),
]  # fmt: skip


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("text", "value"), CORE)
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    node = load_yaml(f"key: {text}\n")
    assert plain(node) == {"key": value}
    found = node.get("key") if isinstance(node, Mapping) else None
    assert isinstance(found, Scalar)
    assert (found.text, found.quoted) == (text, False)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("text", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
def test_quoted_scalars_are_text(text: str) -> None:
    node = load_yaml(f"key: {text}\n")
    assert isinstance(node, Mapping)
    assert plain(node) == {"key": "no"}
    value = node.get("key")
    assert isinstance(value, Scalar)
    assert value.quoted


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from _scalars(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        yield node


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_those_of_the_text(ending: str, mark: str) -> None:
    text = "# ü 😀\nä: 'ü—😀'\nlist:\n  - {a: plain, b: [x, \"y\"]}\n  - k: v\nend: 1\n".replace("\n", ending)
    node = load_yaml(mark + text)
    found = [(each.text, text[each.start : each.end].strip("'\""), each.line, each.column) for each in _scalars(node)]
    assert found == [
        ("ä", "ä", 2, 1), ("ü—😀", "ü—😀", 2, 4), ("list", "list", 3, 1), ("a", "a", 4, 6), ("plain", "plain", 4, 9),
        ("b", "b", 4, 16), ("x", "x", 4, 20), ("y", "y", 4, 23), ("k", "k", 5, 5), ("v", "v", 5, 8), ("end", "end", 6, 1), ("1", "1", 6, 6),
    ]  # fmt: skip
    for each in _scalars(node):
        assert place(text, each.start) == (each.line, each.column)


MISTAKES = [
    ("a: 1\nb: 2\na: 3\n", 3, 1, "`a` stands already on line 1"),
    ("a: {b: 1, b: 2}", 1, 11, "`b` stands already on line 1"),
    ("a: b\n\tc: d\n", 2, 1, "a tab stands where YAML wants spaces"),
    ("a: b: c", 1, 5, "put the whole value into quotes"),
    ("a: 'x\nb: 2", 1, 4, "the quotation mark opened here is not closed"),
    ("a: @foo", 1, 4, "a value cannot begin with `@`"),
    ("a: %foo", 1, 4, "a value cannot begin with `%`"),
    ("a: *foo", 1, 4, "has no anchor"),
    ("a: &x [*x]", 1, 8, "has no anchor"),
    ("a: !t y", 1, 4, "the tag `!t` is not allowed"),
    ("a: !!python/object/apply:os.system [x]", 1, 4, "is not allowed"),
    ("a: [1, 2", 1, 4, "closing bracket is missing"),
    ("---\na\n---\nb", 3, 1, "a second document begins here"),
    ('a: "\\q"', 1, 5, "an unknown escape"),
    ("? [a]\n: b", 1, 3, "a key must be text"),
    ("[a]: b", 1, 1, "a key must be text"),
    ("'': b", 1, 1, "a key is missing before the `:`"),
    ("a: - b", 1, 4, "a list entry"),
    ("a: \x07", 1, 4, "the control character U+0007"),
    ("a: |x\n y", 1, 5, "the text begins on the next line"),
    ("k: v\nrest", 2, 1, "neither `key: value` nor a part of the value above"),
    ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n", 2, 1, "a merge conflict is not resolved"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), MISTAKES)
def test_mistakes_have_a_place_and_plain_words(text: str, line: int, column: int, words: str, reader: str) -> None:
    with pytest.raises(NotationError) as caught:
        load_yaml(Source("some/file.yaml", text.encode()))
    error = caught.value
    assert words in error.message
    assert (error.file, error.line) == ("some/file.yaml", line)
    if reader == "libyaml":  # the two scanners point to neighbouring columns
        assert error.column == column
    assert isinstance(error, DuplicateKeyError) == ("stands already" in words)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfea\x00", "UTF-16"), (b"a: b\nc: \xe4\n", "0xe4 is not UTF-8"), (b"a" * 1_000_001, "too large")],
)
def test_bytes_that_are_no_text(data: bytes, words: str) -> None:
    with pytest.raises(NotationError, match=words) as caught:
        load_yaml(Source("f.yaml", data))
    assert caught.value.line == (2 if b"\n" in data else 1)


@pytest.mark.usefixtures("reader")
def test_an_empty_document_is_nothing() -> None:
    assert plain(load_yaml("")) is None
    assert plain(load_yaml("# only a comment\n")) is None
    assert kind(load_yaml("")) == "nothing"


@pytest.mark.usefixtures("reader")
def test_only_the_line_breaks_of_yaml_1_2_break_lines() -> None:
    node = load_yaml("a: x\x85y\u2028z\u2029\nb: c\n")
    assert plain(node) == {"a": "x\x85y\u2028z\u2029", "b": "c"}
    assert isinstance(node, Mapping)
    assert node.entries[1].key.line == 2


@pytest.mark.usefixtures("reader")
def test_tabs_between_values_are_read_alike() -> None:
    assert plain(load_yaml("a:\tb\nc:\t[d,\te]\t# f\n")) == {"a": "b", "c": ["d", "e"]}


def test_aliases_are_followed_and_can_be_refused() -> None:
    assert plain(load_yaml("a: &x [1]\nb: *x\n")) == {"a": [1], "b": [1]}
    with pytest.raises(NotationError, match="is not allowed in this file"):
        load_yaml("a: &x 1\n", aliases=False)


def _place_of_error(text: str | Source) -> tuple[int, int] | None:
    try:
        load_yaml(text)
    except NotationError as error:
        return error.line, error.column
    return None


HOSTILE = {
    "deep flow": "[" * 100_000,
    "deep blocks": "- " * 100_000 + "a",
    "deep indentation": "".join(" " * number + "a:\n" for number in range(400)),
    "laughs": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "many values": "[" + "a," * 400_000 + "]",
    "long key": "? " + "k" * 900_000,
    "many quotes": '"' * 900_000,
    "long plain": "a: " + "b " * 450_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_bounded_time(name: str) -> None:
    begin = time.process_time()
    _place_of_error(HOSTILE[name])
    assert time.process_time() - begin < 60


@given(st.text(alphabet=st.sampled_from("ab01:-?[]{},&*!|>'\"%@` #\t\n\r\\é\u2028.~<="), max_size=60))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_and_both_readers_agree(text: str) -> None:
    results: list[Any] = []
    for loader in (from_yaml._loader, from_yaml.pure_loader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(from_yaml, "_loader", loader)
            results.append(_place_of_error(text) or repr(plain(load_yaml(text))))
    places = [each for each in results if isinstance(each, tuple)]
    assert all(line >= 1 and column >= 1 for line, column in places)
    assert places or results[0] == results[1]  # PyYAML's own scanner refuses some tabs that libyaml takes


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    place = _place_of_error(Source("f", data))
    assert place is None or place >= (1, 1)


TEXTS = st.text(max_size=80) | st.text(alphabet="yn~ofa0-9:.#'\"\\{}[],&*!|>%@`\n\t \u202e\x07\ud800é", max_size=20)


@given(TEXTS, st.booleans())
@settings(max_examples=500)
def test_a_written_scalar_is_read_again_as_the_same_text(text: str, quoted: bool) -> None:
    written = scalar(text, quoted=quoted)
    assert "\n" not in written
    assert not any(
        ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or character in "\u202e\u2028\u200b" for character in written
    )
    expected = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    for shape in (f"k: {written}\n", f"k: {{a: {written}, b: [{written}]}}\n", f"- {written}  # comment\n"):
        assert _all_texts(plain(load_yaml(shape))) == {expected}
    old = yaml.safe_load(f"k: {written}\n")["k"]  # what a reader of YAML 1.1 sees
    assert old == expected
    assert written[0] in "\"'" or not quoted


def _all_texts(value: Any) -> set[Any]:
    if isinstance(value, dict):
        return set().union(*(_all_texts(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_all_texts(each) for each in value))
    return {value}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("PasswordReset", "PasswordReset"),
        (
            "Password reset by e-mail · ops/savedsearches.conf:12 · owner support-l2",
            "Password reset by e-mail · ops/savedsearches.conf:12 · owner support-l2",
        ),
        ("1 log statement changed", "1 log statement changed"),
        ("PasswordReset userId: {user_id}", "'PasswordReset userId: {user_id}'"),
        ("no", "'no'"),
        ("2026-11-24", "'2026-11-24'"),
        ("a\nb", '"a\\nb"'),
        ("", "''"),
        ("it's", "it's"),
        ("123", "'123'"),
    ],
)
def test_written_scalars_look_like_this(text: str, written: str) -> None:
    assert scalar(text) == written


def test_written_answers_are_quoted() -> None:
    assert scalar("yes", quoted=True) == '"yes"'
    assert scalar(r"userId: (?<id>\d+)", quoted=True) == r"'userId: (?<id>\d+)'"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=4),
        max_leaves=12,
    )
)
def test_json_reads_what_json_writes(value: Any) -> None:
    import json

    assert plain(load_json(json.dumps(value))) == value
    assert plain(load_json(json.dumps(value, indent=1, ensure_ascii=False))) == value
