"""Every format of translation catalogues: keys, texts, lines; and calm on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact import translations
from sdd_impact.model import Source

#: Path and text of a catalogue; what is read of it is ``line: key = text``, in order.
CATALOGUES = {
    "src/main/resources/messages.properties": (
        "# a.b = comment\na.b=Not found: {0}\nlong = one \\\n   two\\u00e9\nk\\ ey:v\nempty=\nback = c:\\\\\n",
        ["2: a.b = Not found: {}", "3: long = one twoé", "5: k ey = v", "7: back = c:\\"],
    ),
    "Strings/Resources.resx": (
        (
            '<root>\n<data name="NotFound" xml:space="preserve">\n<value>No user {0}</value></data>\n'
            '<data name="Icon" type="System.Drawing.Bitmap"><value>x</value></data></root>'
        ),
        ["3: NotFound = No user {}"],
    ),
    "locale/en/LC_MESSAGES/django.po": (
        (
            'msgid ""\nmsgstr "Language: en"\n\n#, fuzzy\nmsgid "f"\nmsgstr "g"\n\nmsgid "Hello %(n)s"\nmsgstr ""\n"Hi "\n"%(n)s, 100%%"\n\n'
            'msgid "one"\nmsgid_plural "%d many"\nmsgstr[0] "one of them"\nmsgstr[1] "many: %d"\n\nmsgid "same"\nmsgstr ""\n'
        ),
        ["9: Hello %(n)s = Hi {n}, 100%", "15: one = one of them", "16: %d many = many: {}"],
    ),
    "config/locales/en.yml": (
        'en:\n  errors:\n    not_found: "No %{name}"\n    n:\n      one: one\n      other: "%{count} others"\n  no: 5\n',
        ["3: errors.not_found = No {name}", "6: errors.n = {count} others"],
    ),
    "config/locales/several.yml": ("de:\n  x: y\nen:\n  x: z\n", ["4: x = z"]),
    "translations/messages.en.yaml": ("user.gone: Gone\nnested:\n  key: Text\n", ["1: user.gone = Gone", "3: nested.key = Text"]),
    "public/locales/en/translation.json": (
        (
            '{"errors": {"gone": "Gone {{name}}"},\n "k_one": "1", "k_other": "{{count}} k",\n "icu": "{n, plural, one {a} other {b}}",\n'
            ' "a.b": {"defaultMessage": "d", "description": "q"}}'
        ),
        [
            "1: errors.gone = Gone {name}",
            "2: k_one = 1",
            "2: k_other = {count} k",
            "3: icu = {{n, plural, one {{a}} other {{b}}}}",
            "4: a.b = d",
            "2: k = {count} k",
        ],
    ),
    "_locales/en/messages.json": ('{"appName": {"message": "My app", "description": "x"}}', ["1: appName = My app"]),
    "lang/en.json": ('{"Hello :name": "Hi :name, at 10:30"}', ["1: Hello :name = Hi {name}, at 10:30"]),
    "resources/lang/en_US/auth.php": (
        (
            "<?php\n// c 'no' => 'x'\nreturn [\n 'failed' => 'No \\'x\\' :name',\n 'a' => ['b' => \"q\", 'c' => 'x' . 'y', 'd' => foo('z'),],\n"
            " 'list' => ['one', 'two'],\n 'e' => array('f' => 'g'),\n CONSTANT => 'h',\n];"
        ),
        ["4: auth.failed = No 'x' {name}", "5: auth.a.b = q", "7: auth.e.f = g"],
    ),
    "resources/lang/vendor/ns/en/admin/x.php": ("<?php return ['k' => 'v'];", ["1: ns::admin/x.k = v"]),
    "app/src/main/res/values/strings.xml": (
        (
            '<resources>\n<string name="gone">It\\\'s %1$s <b>gone</b></string>\n'
            "<plurals name='p'><item quantity='one'>1</item>\n<item quantity='other'>%d left</item></plurals></resources>"
        ),
        ["2: gone = It's {} gone", "4: p = {} left"],
    ),
    "l10n/app_en.arb": ('{"@@locale": "en", "gone": "Gone {name}",\n "@gone": {"description": "x"}}', ["1: gone = Gone {name}"]),
    "locales/en-US/main.ftl": (
        "# c\ngone = Gone { $name }\n    for good\n-brand = X\nb =\n    .title = Q\n",
        ["2: gone = Gone {name} for good", "6: b.title = Q"],
    ),
}


@pytest.mark.parametrize("path", CATALOGUES)
def test_keys_texts_and_lines(path: str) -> None:
    """What stands in the catalogue is read, with its own line."""
    text, expected = CATALOGUES[path]
    found = translations.read(Source(path, text.encode()))
    assert [f"{each.location.line}: {each.key} = {each.text.message}" for each in found.translations] == expected
    assert not found.unread


BROKEN = {
    "src/i18n/en.json": ('{"a": "b",\n "c": ', 2),
    "config/locales/en.yml": ("en:\n  a: [\n", 3),
    "resources/lang/en/a.php": ("<?php return ['a' => [\n'b' => 'c',", 2),
    "Resources.resx": ("<root>\n<data name='x'>", 2),
    "res/values/strings.xml": ("<!DOCTYPE r [<!ENTITY a 'b'>]>\n<resources><string name='x'>&a;</string></resources>", 0),
    "locale/en/LC_MESSAGES/x.po": ('msgid "a"\nmsgstr "\udcff"\n', 2),
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_catalogue_says_so_with_its_line(path: str) -> None:
    """Nothing is read of it, and nobody takes its texts for gone."""
    text, line = BROKEN[path]
    found = translations.read(Source(path, text.encode("utf-8", "surrogateescape")))
    assert not found.translations
    (unread,) = found.unread
    assert unread.path == path
    assert unread.reason.startswith("the translations cannot be read: ")
    assert unread.line == line


@given(st.sampled_from(sorted(CATALOGUES)), st.data())
def test_damaged_catalogues_are_read_calmly(path: str, data: st.DataObject) -> None:
    """Whatever is cut out of a catalogue or put into it, reading ends without an exception and names lines that exist."""
    whole = CATALOGUES[path][0].encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    source = Source(path, whole[:start] + data.draw(st.binary(max_size=12)) + whole[end:])
    found = translations.read(source)
    lines = len(source.data.decode("utf-8", "replace").splitlines()) + 1
    assert all(1 <= each.location.line <= lines for each in found.translations)
    assert all(each.path == path for each in found.unread)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lang/en/a.php", "<?php return " + "['a' => " * 20_000),
        ("src/i18n/en.json", '{"a":' * 20_000),
        ("config/locales/en.yml", "en: &a\n" + "".join(f"  k{i}: {{x: *a}}\n" for i in range(200))),
        ("messages.properties", "a = \\\n" * 50_000),
        ("messages.properties", "\\" * 200_000),
        ("locale/en/x.po", 'msgid "' + "\\" * 100_001),
        ("res/values/strings.xml", "<string>" * 20_000),
        ("locales/en/x.ftl", "a = b\n" * 20_000),
    ],
)
def test_hostile_catalogues_end_soon(path: str, text: str) -> None:
    """Deep nesting, endless lines and references to themselves are read or refused, in bounded time."""
    found = translations.read(Source(path, text.encode()))
    assert len(found.translations) <= 20_000
