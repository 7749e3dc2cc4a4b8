"""Which files are catalogues, and in which language the developers write."""

from __future__ import annotations

import pytest

from sdd_impact import translations


@pytest.mark.parametrize(
    ("path", "kind", "locale"),
    [
        ("src/main/resources/messages.properties", "properties", ""),
        ("src/main/resources/messages_pt_BR.properties", "properties", "pt_BR"),
        ("src/main/resources/i18n/user.properties", "properties", ""),
        ("hudson/model/Messages.properties", "properties", ""),
        ("config/locales/devise.en.yml", "yaml", "en"),
        ("config/locales/doorkeeper.yml", "yaml", "?"),
        ("src/i18n/en-US.json", "json", "en-US"),
        ("apps/web/public/locales/de/common.json", "json", "de"),
        ("Emby/Localization/Core/en-US.json", "json", "en-US"),
        ("res/values-de-rAT/strings.xml", "android", "de-rAT"),
        ("lang/fr/auth.php", "php", "fr"),
        ("Texts.de.resx", "resx", "de"),
        ("po/de.po", "gettext", "de"),
    ],
)
def test_a_catalogue_is_known_by_its_path(path: str, kind: str, locale: str) -> None:
    """Format and language stand in the path."""
    found = translations.place(path)
    assert found is not None
    assert (found.format, found.locale) == (kind, locale)


@pytest.mark.parametrize(
    "path",
    [
        "src/main/resources/application.properties",
        "src/main/resources/application_de.properties",
        "gradle.properties",
        "package.json",
        "src/en.json",
        "config/database.yml",
        "src/lang/Parser.php",
        "lang/helpers/index.php",
        "res/values-land/dimens.xml",
        "res/layout/main.xml",
        "i18n/package.json",
        "messages.py",
    ],
)
def test_other_files_are_none(path: str) -> None:
    """Settings, code and data that only look alike are left alone."""
    assert translations.place(path) is None


@pytest.mark.parametrize(
    ("paths", "chosen"),
    [
        (["a/messages.properties", "a/messages_en.properties", "a/messages_de.properties"], ["a/messages.properties"]),
        (["config/locales/en.yml", "config/locales/de.yml"], ["config/locales/en.yml"]),
        (["i18n/en-GB.json", "i18n/en-US.json", "i18n/de.json"], ["i18n/en-US.json"]),
        (["i18n/pt-BR.json"], ["i18n/pt-BR.json"]),
        (["i18n/de.json", "i18n/fr.json"], []),
        (["locale/de/LC_MESSAGES/django.po"], []),
        (["res/values/strings.xml", "res/values-de/strings.xml"], ["res/values/strings.xml"]),
    ],
)
def test_the_language_that_developers_write_in(paths: list[str], chosen: list[str]) -> None:
    """The bundle without a language, else English, else the only one; among others none is taken for it."""
    assert sorted(translations.of_source_language(paths)) == chosen
