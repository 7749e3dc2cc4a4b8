"""The text of a statement: by key, inside a text, by resource; and no text where it is not certain."""

from __future__ import annotations

import json
import time

import pytest

from sdd_impact import languages, translations
from sdd_impact.model import Source, Statement

TEXTS = {
    "config/locales/en.yml": 'en:\n  errors:\n    not_found: "No %{name}"\n  users:\n    show:\n      gone: It is gone\n  ready: Ready now\n',
    "src/main/resources/messages.properties": "user.gone=User {0} is gone\nname.req=Name needed\nUser.Left=It left\n",
    "lang/en.json": '{"Hello :name": "Hi :name", "Same": "Same"}',
    "lang/en/auth.php": "<?php return ['failed' => 'Wrong'];",
    "Resources.resx": '<root><data name="NotFound"><value>Nope {0}</value></data></root>',
    "res/values/strings.xml": '<resources><string name="lost">Lost it</string></resources>',
    "one/i18n/en.json": '{"shared": {"key": "from one"}}',
    "two/i18n/en.json": '{"shared": {"key": "from two"}}',
}

#: Path and code of a statement, and the text that it shows ("" where no text is known).
SHOWN = [
    ("a.rb", 'render json: { error: t("errors.not_found", name: n) }, status: 404', "No {name}"),
    ("app/controllers/users_controller.rb", 'class UsersController\n def show\n  redirect_to x, alert: t(".gone")\n end\nend', "It is gone"),
    ("a.rb", 'logger.info("ready")', ""),
    ("A.java", 'class A { void f() { throw new E(messages.getMessage("user.gone", args, locale)); } }', "User {} is gone"),
    ("A.java", 'class A { @NotNull(message = "{name.req}") String n; }', "Name needed"),
    ("A.java", "class A { void f() { throw new E(Messages.User_Left()); } }", "It left"),
    ("a.php", "<?php abort(404, __('auth.failed'));", "Wrong"),
    ("a.php", "<?php abort(404, __('Hello :name', ['name' => $n]));", "Hi {name}"),
    ("a.php", "<?php abort(404, __('Same'));", ""),
    ("a.php", "<?php abort(404, __('ns::auth.failed'));", "Wrong"),
    ("a.cs", "class A { void F() { throw new HttpException(404, Resources.NotFound); } }", "Nope {}"),
    ("a.kt", "fun g() { throw ApiException(context.getString(R.string.lost)) }", "Lost it"),
    ("a.ts", 'function f() { toast.error(`Failed: ${t("user.gone")}!`) }', "Failed: User {} is gone!"),
    ("a.ts", 'function f() { toast.error(t("ns:user.gone")) }', "User {} is gone"),
    ("a.ts", 'function f() { toast.error("see config.yaml") }', ""),
    ("one/src/a.ts", 'function f() { toast.error(t("shared.key")) }', "from one"),
    ("src/a.ts", 'function f() { toast.error(t("shared.key")) }', ""),
]  # fmt: skip


def _statement(path: str, code: str) -> Statement:
    language = languages.for_path(path)
    assert language is not None
    (found,) = language.extract(Source(path, code.encode()), ()).statements
    return found


@pytest.mark.parametrize(("path", "code", "text"), SHOWN)
def test_what_a_statement_shows(path: str, code: str, text: str) -> None:
    """The nearest catalogue's text stands for the key; what is not certain has none."""
    read = [each for name, body in TEXTS.items() for each in translations.read(Source(name, body.encode())).translations]
    found = translations.Lookup(read).of(_statement(path, code))
    assert (found.text.message if found else "") == text


def test_the_text_has_the_place_of_the_catalogue() -> None:
    """Key, language, file and line are those of the catalogue."""
    read = translations.read(Source("config/locales/en.yml", TEXTS["config/locales/en.yml"].encode()))
    found = translations.Lookup(read.translations).of(_statement(*SHOWN[0][:2]))
    assert found is not None
    assert (found.key, found.locale, found.location.file, found.location.line) == (
        "errors.not_found",
        "en",
        "config/locales/en.yml",
        3,
    )


@pytest.mark.parametrize(
    "text", ["-" * 1_900, "_" * 1_900 + " ", "a-" * 900 + "!", ".a" * 900 + ":", "a::" * 600 + "?", "aB" * 900 + "!", "{a.b" * 400]
)
def test_long_lines_are_read_at_once(text: str) -> None:
    """A line of dashes is no key, and costs nothing: ``-`` stands in words and between them."""
    statement = _statement("a.js", f"function f() {{ console.error({json.dumps(text)}) }}")
    start = time.perf_counter()
    list(translations.wanted(statement))
    assert time.perf_counter() - start < 1
