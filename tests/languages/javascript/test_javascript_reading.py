"""What samples cannot say: definitions, openings, files that are left out, hostile text, speed of growth."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages import for_path
from sdd_impact.model import Extraction, LogCall, Source, Statement


def extract(text: str | bytes, path: str = "src/app.js", *calls: LogCall) -> Extraction:
    language = for_path(path)
    assert language is not None
    return language.extract(Source(path, text if isinstance(text, bytes) else text.encode()), calls)


def messages(text: str, path: str = "src/app.js") -> list[str]:
    return [statement.template.message for statement in extract(text, path).statements]


def only(text: str, path: str = "src/app.js") -> Statement:
    (statement,) = extract(text, path).statements
    return statement


def test_a_class_of_the_file_tells_its_text_once() -> None:
    text = """
    class Gone extends Error { constructor(id) { super(`Page ${id} is gone`); } }
    function f(id) { throw new Gone(id); }
    """
    assert messages(text) == ["Page {id} is gone"]
    assert messages(text + "function g() { throw new Gone('home'); }") == ["Page {id} is gone", "Page home is gone"]


def test_definitions_for_other_files() -> None:
    text = """
    const RESET = 'Password reset';
    exports.GONE = `Gone ${id}`;
    module.exports = { LATE: 'Too late', nested: { DEEP: 'Deep' } };
    class Locked extends Error { constructor(id) { super(`Account ${id} is locked`); } }
    """
    found = {definition.name: definition.template.message for definition in extract(text).definitions}
    assert found == {
        "RESET": "Password reset",
        "GONE": "Gone {id}",
        "LATE": "Too late",
        "nested.DEEP": "Deep",
        "Locked": "Account {id} is locked",
    }


def test_a_file_of_constants_alone_is_read() -> None:
    text = "export default { A: 'one', B: 'two' };\nexport const C = 'three';\n"
    assert {definition.name for definition in extract(text).definitions} == {"A", "B", "C"}


def test_enums_are_definitions() -> None:
    found = extract("export enum Text {\n  Denied = 'Access denied',\n}", "src/text.ts").definitions
    assert [(definition.name, definition.template.message) for definition in found] == [("Text.Denied", "Access denied")]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("import { TEXT } from './texts'; logger.info(TEXT);", "TEXT"),
        ("import { TEXT as T } from './texts'; logger.info(T);", "TEXT"),
        ("const texts = require('./texts'); logger.info(texts.RESET);", "texts.RESET"),
        ("const { RESET } = require('./texts'); throw new Error(RESET);", "RESET"),
        ("import { Locked } from './errors'; throw new Locked(user.id);", "Locked"),
        ("function f(text) { logger.info(text); }", ""),
    ],
)
def test_openings(text: str, opening: str) -> None:
    assert only(text).opening == opening


def test_an_open_message_keeps_its_arguments() -> None:
    statement = only("import { TEXT } from './texts'; logger.info(TEXT, user.id, email);")
    assert (statement.opening, statement.style) == ("TEXT", "node-console")
    assert [each.value.message for each in statement.arguments] == ["{user_id}", "{email}"]


def test_the_place_is_that_of_throw_return_or_expression() -> None:
    text = "function f() {\n  return res\n    .status(404)\n    .json({ error: 'no' });\n}\nthrow (\n  new Error('x')\n);\nfail(\n  new Error('y')\n);\n"
    assert [(each.location.line, each.location.column) for each in extract(text).statements] == [(2, 3), (6, 1), (10, 3)]


def test_symbols() -> None:
    text = "class A { run() { items.forEach((item) => { logger.info('x'); }); } }\nconst go = () => logger.info('y');\nexports.stop = function () { logger.info('z'); };"
    assert [each.symbol for each in extract(text).statements] == ["A.run", "go", "stop"]


@pytest.mark.parametrize(
    "path", ["src/app.test.js", "src/__tests__/app.js", "test/app.js", "src/app.spec.ts", "cypress/app.cy.tsx"]
)
def test_test_code_is_marked(path: str) -> None:
    assert only("logger.info('x');", path).test
    assert not only("logger.info('x');").test


def test_declarations_say_nothing() -> None:
    assert extract("declare const a: 'console.log(1)';\nconsole.log('x');", "types/app.d.ts") == Extraction()


def test_minified_files_are_left_out_and_said_so() -> None:
    line = "function a(b){return b&&console.log('x')}var c=function(){this.d=1};" * 200
    found = extract(line)
    assert found.statements == ()
    assert [unread.reason for unread in found.unread] == ["minified"]
    assert [unread.reason for unread in extract("console.log('x')", "lib/app.min.js").unread] == ["minified"]


def test_rules_alone_are_read() -> None:
    assert messages("import { z } from 'zod';\nexport const town = z.string().min(1, 'Town, please');") == ["Town, please"]


def test_a_long_line_of_data_is_not_minified_code() -> None:
    text = "const image = '" + "iVBORw0KGgoAAAANSUhEUgAA" * 500 + "';\nlogger.info('drawn');\n"
    assert messages(text) == ["drawn"]


def test_files_with_flow_types() -> None:
    text = "// @flow\nimport type { A } from './a';\nexport class B {\n  log: any;\n  run(a: ?A, b?: string): void {\n    throw new Error('typed');\n  }\n}\n"
    found = extract(text)
    assert [each.template.message for each in found.statements] == ["typed"]
    assert (found.statements[0].language, found.unread) == ("javascript", ())


def test_damage_is_local_and_said() -> None:
    text = "function a() { logger.info('before'); }\nfunction b( { logger.info('inside') ;;; ) ] } {\nfunction c() { logger.info('after'); }\n"
    found = extract(text)
    seen = {each.location.line for each in found.statements} | {unread.line for unread in found.unread}
    assert {1, 2, 3} <= seen
    assert all(unread.suspicious for unread in found.unread)


def test_vue_page_without_script() -> None:
    assert extract("<template><p>console.log('x')</p></template>", "src/a.vue") == Extraction()


def test_a_page_that_never_ends() -> None:
    assert extract("<script>" * 20_000 + "console.log('x')", "src/a.vue") is not None
    assert extract("<!--" * 50_000, "src/a.svelte") is not None


def test_byte_order_mark_utf16_and_bad_bytes() -> None:
    assert [each.template.message for each in extract("console.log('ä')".encode("utf-16")).statements] == ["ä"]
    assert len(extract(b"console.log('\xff\xfe')").statements) == 1
    assert len(extract(b"console.log('a\x00b')").statements) == 1


@pytest.mark.parametrize(
    "text",
    [
        "logger.info(" + "(" * 20_000 + "'x'" + ")" * 20_000 + ");",
        "logger.info(" + "'a' + " * 20_000 + "'x');",
        "logger.info(`" + "${`" * 3_000 + "x" + "`}" * 3_000 + "`);",
        "throw new Error(" * 8_000,
        "logger" + ".child({})" * 5_000 + ".info('x');",
        "res" + ".status(404)" * 5_000 + ".json({error: 'x'});",
        "const a = " + "{a:" * 10_000 + "1" + "}" * 10_000 + "; logger.info(a, 'x');",
        "const a = b, b = a; logger.info(a); throw new Error(b);",
        "class A extends B {} class B extends A { constructor() { super('x'); } } throw new A(1);",
        "const log = log; log.info('x'); const x = x.child(); x.info('y');",
        "logger.info({" + "a:{" * 500 + "}" * 500 + "}, 'x');",
        "console.log(JSON.stringify({" + ",".join(f"k{n}:{n}" for n in range(5_000)) + "}));",
        "a\n" * 200_000,
        "f(" + ",".join(["new Error('x')"] * 5_000) + ");",
        "logger.info('x');" * 5_000,
        "`" * 30_001,
        "x?.".join(["logger"] * 5_000) + "info('x')",
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    for path in ("a.js", "a.ts", "a.tsx"):
        begin = time.process_time()
        extract(text, path)
        assert time.process_time() - begin < 60


def test_time_grows_with_size_only() -> None:
    """A flat file of many statements takes time in proportion."""

    def seconds(count: int) -> float:
        text = "logger.info('text ' + user.id, { a: 1 });\nif (a) { throw new Error(`no ${b}`); }\n" * count
        begin = time.process_time()
        assert len(extract(text).statements) == 2 * count
        return time.process_time() - begin

    seconds(50)
    assert seconds(3_200) < 30 * seconds(400) + 5


_PIECES = st.sampled_from(
    ["logger.info(", "console.log(", "throw new Error(", "res.status(404).json({error: ", "'a'", "`b ${", "}`", ")", "(", "{", "}", "[", "]", ";", "\n", "+",
     " ", "=>", "class A extends Error {", "super('x')", "const x = ", "x", "?", ":", ",", "...", "//", "/*", "*/", "new ", "await ", "<b>", "</b>", "\\", "\u2028", "é"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40), st.sampled_from(["a.js", "a.ts", "a.tsx", "a.vue"]))
def test_nothing_escapes(pieces: list[str], path: str) -> None:
    text = "".join(pieces)
    if path == "a.vue":
        text = f"<script>{text}</script>"
    first = extract(text, path)
    assert first == extract(text, path)
    for statement in first.statements:
        assert statement.location.line >= 1
        assert statement.template.parts or statement.fields


def test_constants_behind_a_long_comment() -> None:
    text = "const TEXTS = Object.freeze({\n  // The customer's words; see the style guide.\n\n  /* formal */\n  GONE: 'Gone',\n});\nexport { TEXTS };\n"
    assert [definition.name for definition in extract(text).definitions] == ["TEXTS.GONE"]
