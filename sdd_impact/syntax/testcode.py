"""Which files are test code, by the conventions of each ecosystem."""

from __future__ import annotations

from sdd_impact import late

#: Folders that hold tests in any ecosystem.
_FOLDERS = frozenset(
    ["test", "tests", "__tests__", "__mocks__", "testing", "spec", "specs", "e2e", "testdata", "fixtures", "cypress"]
)
#: Source sets of tests in Kotlin Multiplatform and Android (``commonTest``, ``androidUnitTest``), right below ``src``.
_SOURCE_SET = late.regex(r"(?:^|/)src/(?:[a-z]\w*)?(?:Test|test|IntegrationTest)/")
#: Folders of .NET's test projects (``Acme.Shop.Tests``, ``Acme.IntegrationTests``).
_PROJECT = late.regex(r"[.\w]*\.(?:\w*[a-z])?Tests?")
#: File names of tests: pytest and unittest, JUnit and its kind, Jest and its kind, go test, xUnit and NUnit, RSpec and Minitest,
#: PHPUnit and Pest, Cargo, GoogleTest and Catch2.
_NAMES = late.regex(
    r"(?:test_.*|.*_tests?|tests?|conftest)\.py"
    r"|(?:Test[A-Z]\w*|\w*(?:Test|Tests|TestCase|IT|ITCase|Spec))\.(?:java|kt|scala|groovy)"
    r"|\w*Suite\.scala"
    r"|.*[.-](?:test|spec|e2e-spec|e2e|cy)\.[cm]?[jt]sx?"
    r"|(?:jest|vitest|mocha|karma|playwright|cypress)[.-](?:setup|config|environment)[\w.-]*\.[cm]?[jt]sx?"
    r"|setup-?(?:[jJ]est|[tT]ests?|[vV]itest)[\w.-]*\.[cm]?[jt]sx?"
    r"|.*_test\.go"
    r"|\w*(?:Tests?|TestCase|Fixture|Specs?)\.cs"
    r"|(?:test_.*|.*_(?:test|spec)|spec_helper|rails_helper|test_helper)\.rb"
    r"|\w*(?:Test|TestCase|Spec|Cest)\.php"
    r"|(?:test_.*|.*_tests?|tests?)\.(?:rs|c|cc|cpp|cxx)"
    r"|\w*(?:_unittest|_unittests|Test|Tests)\.(?:c|cc|cpp|cxx|h|hpp)"
)


def is_test(path: str) -> bool:
    """Whether a path is test code: by its folders or its file name."""
    *folders, name = path.split("/")
    if any(folder.lower() in _FOLDERS for folder in folders) or _NAMES.fullmatch(name) is not None:
        return True
    if name.endswith(".cs"):
        return any(_PROJECT.fullmatch(folder) for folder in folders)
    return name.endswith((".kt", ".java", ".scala")) and _SOURCE_SET.search(path) is not None
