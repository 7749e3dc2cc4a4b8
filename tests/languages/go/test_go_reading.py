"""Go beyond its samples: what is silent, half-written and hostile text, test code, texts that other files hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages.go import LANGUAGE, extract
from sdd_impact.model import Extraction, LogCall, Source, Statement
from sdd_impact.syntax import complete
from sdd_impact.syntax.formats import go_printf

HEAD = 'package a\n\nimport (\n\t"errors"\n\t"fmt"\n\t"log"\n\t"log/slog"\n\t"net/http"\n)\n\n'
SAMPLES = sorted(Path(__file__).parent.glob("sample*.go"))


def read(text: str, path: str = "src/a.go", calls: tuple[LogCall, ...] = ()) -> Extraction:
    return extract(Source(path, text.encode()), calls)


def in_function(line: str, *, head: str = HEAD, parameters: str = "name string, n int, err error") -> tuple[Statement, ...]:
    return read(f"{head}func run({parameters}) error {{\n\t{line}\n}}\n").statements


@pytest.mark.parametrize(
    "line",
    [
        "x := math.Log(2)",
        "y := math.Log10(n)",
        't.Log("x")',
        't.Fatalf("x %v", err)',
        "wal.Log(record)",
        'ship.Info("x")',
        'dialog.Error("x")',
        '// slog.Info("x")',
        '/* errors.New("x") */',
        's := "log.Print(1)"',
        's := `errors.New("x")`',
        "slog.SetDefault(l)",
        "log.SetFlags(0)",
        "fmt.Println()",
        'fmt.Fprintf(w, "to a writer")',
        "panic(err)",
        "return err",
        "return errors.Join(err, other)",
        "errors.Is(err, target)",
        "w.WriteHeader(http.StatusNotFound)",
        'c.JSON(http.StatusOK, map[string]string{"message": "fine"})',
        'assert.Equal(t, http.StatusNotFound, code, "gone")',
        'require.Equal(t, http.StatusNotFound, code, "gone")',
        'http.Redirect(w, r, "/login", http.StatusFound)',
        "x := os.ErrNotExist",
        'x := zap.Error(errs["a"])',
        "log.Printf()",
    ],
)
def test_silent(line: str) -> None:
    assert in_function(line) == ()


def test_declared_as_something_else_is_no_logger() -> None:
    assert in_function('log.Info("x")', parameters="log *ship.Captain") == ()
    assert in_function('logger.Info("x")', head="package a\n", parameters="logger int") == ()
    assert len(in_function('x.Info("y")', head="package a\n", parameters="x AuditLogger")) == 1


@pytest.mark.parametrize(
    ("declared", "line", "message", "fields"),
    [
        ("*slog.Logger", 'l.Error("a", "b", err)', "a", ["b"]),
        ("logr.Logger", 'l.Error(err, "a", "b", n)', "a", ["error", "b"]),
        ("*zap.SugaredLogger", 'l.Error("a", "b", err)', "ab{err}", []),
        ("*zap.Logger", 'l.Error("a", zap.Error(err))', "a", ["error"]),
        ("*logrus.Entry", 'l.Error("a ", err)', "a {err}", []),
        ("hclog.Logger", 'l.Error("a", "b", err)', "a", ["b"]),
        ("*log.Logger", 'l.Println("a", err)', "a {err}", []),
        ("*own.Logger", 'l.Error("a", "b", err)', "a", ["b"]),
        ("*own.Logger", 'l.Error(err, "a", "b", n)', "a", ["error", "b"]),
        ("*own.Logger", 'l.Error("a %v", err)', "a {err}", []),
        ("*own.Logger", 'l.Errorf("a %v", err)', "a {err}", []),
        ("*own.Logger", "l.Error(err)", "{err}", []),
    ],
)
def test_one_name_many_conventions(declared: str, line: str, message: str, fields: list[str]) -> None:
    imports = "".join(
        f'\t"{path}"\n'
        for path in (
            "log", "log/slog", "github.com/go-logr/logr", "go.uber.org/zap", "github.com/sirupsen/logrus", "github.com/hashicorp/go-hclog",
            "example.org/own",
        )
    )  # fmt: skip
    (found,) = in_function(line, head=f"package a\n\nimport (\n{imports})\n\n", parameters=f"l {declared}, err error, n int")
    assert (found.template.message, [field.name for field in found.fields], found.level) == (
        message, fields, "error" if "Error" in line else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a %s b", ["a ", ("", "%s", "any", 0), " b"]),
        ("%v%+v%w", [("", "%s", "any", 0)] * 3),
        ("%d%%", [("", "%d", "int", 0), "%"]),
        ("%5.2f", [("", "%5.2f", "float", 0)]),
        ("%-10s|", [("", "%-10s", "any", 0), "|"]),
        ("%*d", [("", "%*d", "int", 1)]),
        ("%[2]s", [("2", "%s", "any", 0)]),
        ("%#x %t", [("", "%#x", "hex", 0), " ", ("", "%t", "bool", 0)]),
        ("100%", ["100%"]),
    ],
)
def test_formats(text: str, pieces: list[object]) -> None:
    found = [piece if isinstance(piece, str) else (piece.key, piece.rendering, piece.kind, piece.extra) for piece in go_printf(text)]
    assert found == pieces


def test_a_message_of_another_file_is_completed() -> None:
    (statement,) = in_function("log.Printf(texts.Reset, name)")
    assert (statement.opening, statement.template.message) == ("texts.Reset", "{reset}")
    (definition,) = read('package texts\n\nconst Reset string = "Reset of %s"\n').definitions
    assert complete(statement, definition.template).template.message == "Reset of {name}"


def test_definitions() -> None:
    text = 'package a\n\nconst (\n\tA = "one"\n\tB = A + "two"\n\tC = 3\n)\n\nvar ErrGone = errors.New("gone")\n'
    found = {definition.name: definition.template.message for definition in read(text).definitions}
    assert found == {"A": "one", "B": "onetwo", "ErrGone": "gone"}


def test_test_code_is_marked() -> None:
    assert [each.test for each in read(HEAD + 'func f() { log.Print("x") }\n', "a/b_test.go").statements] == [True]


def test_nothing_costs_nothing() -> None:
    assert not any(hint in b"package a\n\nfunc f(a int) int { return a + 1 }\n" for hint in LANGUAGE.hints)
    assert read("package a\n") == Extraction()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_lost_bracket_keeps_the_rest(path: Path) -> None:
    """A line that only opens or closes is deleted: nearly every statement of the other functions is still read."""
    if path.name.startswith("sample_handed"):
        pytest.skip("calls of a function whose end is lost are not followed")
    lines = path.read_text().split("\n")
    whole = read("\n".join(lines)).statements
    lost = asked = 0
    for gone in (at for at, line in enumerate(lines) if line in (")", "}", "\t}", "\t)")):
        found = read("\n".join(lines[:gone] + lines[gone + 1 :])).statements
        asked += len(whole)
        lost += max(0, len(whole) - len(found))
    assert lost * 100 <= 3 * max(asked, 1)


HOSTILE = {
    "brackets": HEAD + "func f() { log.Print(" + "(" * 10_000 + '"x"' + ")" * 10_000 + ") }",
    "open brackets": HEAD + "func f() { log.Print(" + "(" * 10_000,
    "blocks": HEAD + "func f() {" + "{" * 10_000 + 'log.Print("x")',
    "joined": HEAD + "func f() { log.Print(" + "+".join(['"a"'] * 10_000) + ") }",
    "chain": HEAD + "func f() { log.Info()" + '.Str("a", "b")' * 3_000 + '.Msg("x") }',
    "wrapped": HEAD + "func f() error { return " + 'fmt.Errorf("a: %w", ' * 1_000 + "err" + ")" * 1_000 + " }",
    "indents": HEAD + "\n".join("\t" * (at % 100) + "}" for at in range(3_000)),
    "quotes": HEAD + 'func f() { log.Print("' + '\\"' * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_calm(name: str) -> None:
    begun = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - begun < 60


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLES) - 1), st.integers(0, 4000), st.integers(0, 400))
def test_cut_anywhere(number: int, start: int, size: int) -> None:
    text = SAMPLES[number].read_text()
    read(text[:start] + text[start + size :])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='abLog.(){}[]"`\\%sdvw:=, \n\t\x00é', max_size=200))
def test_any_text(text: str) -> None:
    read(HEAD + "func f() {\n\tlog.Printf(" + text)
