"""What samples of PHP cannot say: definitions, openings, pages, damage, hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages import for_path
from sdd_impact.model import Extraction, LogCall, Source, Statement


def extract(text: str | bytes, path: str = "src/A.php", *calls: LogCall) -> Extraction:
    language = for_path(path)
    assert language is not None
    data = text if isinstance(text, bytes) else f"<?php\n{text}".encode()
    return language.extract(Source(path, data), calls)


def messages(text: str | bytes, path: str = "src/A.php") -> list[str]:
    return [statement.template.message for statement in extract(text, path).statements]


def only(text: str | bytes, path: str = "src/A.php") -> Statement:
    (statement,) = extract(text, path).statements
    return statement


def test_definitions_for_other_files() -> None:
    text = """
    const RESET = 'Password reset';
    class Texts { const GONE = "Gone"; public const ALL = ['late' => 'Too late']; }
    enum Reason: string { case Denied = 'Access denied'; }
    class Locked extends \\Exception { public function __construct($id) { parent::__construct("Account $id is locked"); } }
    """
    found = {definition.name: definition.template.message for definition in extract(text).definitions}
    assert found == {
        "RESET": "Password reset",
        "Texts.GONE": "Gone",
        "Texts.ALL.late": "Too late",
        "Reason.Denied": "Access denied",
        "Locked": "Account {id} is locked",
    }


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("$logger->info(Texts::RESET);", "Texts.RESET"),
        ("$logger->info(\\App\\Texts::RESET);", "Texts.RESET"),
        ("$logger->info(RESET);", "RESET"),
        ("class A extends Base { function f() { $this->logger->info(self::TEXT); } }", "Base.TEXT"),
        ("throw new Locked($user->id);", "Locked"),
        ("throw new Exception(Texts::GONE);", "Texts.GONE"),
        ("$logger->info($text);", ""),
        ("function f($text) { $logger->info($text); }", ""),
    ],
)
def test_openings(text: str, opening: str) -> None:
    assert only(text).opening == opening


def test_a_class_of_the_file_tells_its_text_once() -> None:
    text = 'class Gone extends Exception { function __construct($id) { parent::__construct("Page $id is gone"); } }\nthrow new Gone($id);'
    assert messages(text)[0] == "Page {id} is gone"


def test_pages_and_includes() -> None:
    assert messages(b"<p>$logger->info('x');</p>\n<?php $logger->info('y'); ?>\nthrow new Exception('z');\n") == ["y"]
    assert messages(b"<?php if ($a): ?>\n<b><?= $b ?></b>\n<?php abort(404, 'gone'); endif; ?>\n", "views/a.phtml") == ["gone"]
    assert messages(b"@if ($a)\n{{ $b }}\n@php Log::info('x'); @endphp\n@endif\n", "views/a.blade.php") == []
    assert extract(b"MACRO log: abort(404, 'gone')", "src/a.inc") == Extraction()
    assert messages(b"<?php\nabort(404, 'gone');", "src/a.inc") == ["gone"]


@pytest.mark.parametrize(
    "text",
    [
        "Log::info('x');", "$this->logger->info('x');", "app('log')->info('x');", "logger('x');", "info('x');", "error_log('x');", "syslog(LOG_ERR, 'x');",
        "trigger_error('x');", "\\Yii::info('x');", "$io->text('x');", "$output->writeln('x');", "fwrite(STDERR, 'x');", "WP_CLI::log('x');",
        "throw new A('x');", "abort(404, 'x');", "die('x');", "exit('x');", "return response('x', 500);", "return new JsonResponse(['error' => 'x'], 404);",
        "return $this->json(['error' => 'x'], 404);", "session()->flash('error', 'x');", "$this->addFlash('error', 'x');", "back()->withErrors('x');",
        "$fail('x');", "$context->buildViolation('x');", "new FormError('x');", "wp_die('x');", "new WP_Error('a', 'x');", "wp_send_json_error('x');",
        "class A { #[Assert\\Length(maxMessage: 'x')] public $a; }", "class A { function messages() { return ['a.b' => 'x']; } }",
        "class AException extends Exception { protected $message = 'x'; }", "$request->validate([], ['a.b' => 'x']);", "$this->showErrorNotification('x');",
        "class AException extends Exception { static function a() { return new self('x'); } }", "throw_if($a, new A('x'));", "watchdog('a', 'x');",
    ],
)  # fmt: skip
def test_one_statement_is_reason_enough_to_read_a_file(text: str) -> None:
    assert any(hint in text.encode() for language in [for_path("a.php")] if language for hint in language.hints)
    assert messages(text) == ["x"]


def test_symbols() -> None:
    text = "class A { function run() { $x = function () { $logger->info('x'); }; } }\nfunction go() { $logger->info('y'); }"
    assert [each.symbol for each in extract(text).statements] == ["A.run", "go"]


@pytest.mark.parametrize("path", ["tests/A.php", "src/ATest.php", "spec/ASpec.php", "src/ACest.php"])
def test_test_code_is_marked(path: str) -> None:
    assert only("$logger->info('x');", path).test
    assert not only("$logger->info('x');").test


def test_here_documents() -> None:
    assert only("$logger->info(<<<A\n  one $x\n    two\n\n  three\n  A);").template.raw == "one {x}\n  two\n\nthree"
    assert only("$logger->info(<<<'A'\none $x\nA);").template.raw == "one $x"
    assert only("$logger->info(<<<A\nA . 'x');").template.raw == "x"
    assert len(messages("$logger->info(<<<A\n never closed")) <= 1


def test_damage_is_local_and_said() -> None:
    text = "function a() { $logger->info('before'); }\nfunction b( { $logger->info('inside') ;;; ) ] } {\nfunction c() { $logger->info('after'); }\n"
    found = extract(text)
    seen = {each.location.line for each in found.statements} | {unread.line for unread in found.unread}
    assert {2, 4} <= seen
    assert all(unread.suspicious for unread in found.unread)


_FILE = """namespace App;

class Resets extends Controller
{
    private const SENT = 'sent';

    public function one(User $user): int
    {
        if (!$user) {
            return 1;
        }
        $this->logger->info("one {$user->id}");
        if ($user->locked) {
            Log::warning('two');
            throw new Locked('three');
        } elseif ($user->gone) {
            return response()->json(['error' => 'four'], 404);
        }
        foreach ($user->mails as $mail) {
            $this->logger->debug('five');
        }
        try {
            $this->run();
        } catch (Exception $e) {
            $this->logger->error('six ' . $e->getMessage());
        } finally {
            $this->logger->info('seven');
        }
        return 0;
    }

    public function two()
    {
        $this->logger->info(
            'eight'
        );
        switch ($x) {
            case 1:
                throw new Exception('nine');
            default:
                abort(404, 'ten');
        }
        $run = function () use ($x) {
            Log::error('eleven');
        };
        return back()->with('error', 'twelve');
    }
}
"""


def test_a_lost_line_leaves_the_others() -> None:
    whole = set(messages(_FILE))
    assert len(whole) == 12
    lines = _FILE.split("\n")
    kept = wanted = 0
    for gone, line in enumerate(lines):
        if not line.strip():
            continue
        left = {text for text in whole if text.split()[0] not in line}
        found = set(messages("\n".join(lines[:gone] + lines[gone + 1 :])))
        assert found <= whole, line
        kept += len(found & left)
        wanted += len(left)
    assert kept >= 0.99 * wanted


def test_encodings() -> None:
    assert [each.template.message for each in extract("<?php $logger->info('ä');".encode("utf-16")).statements] == ["ä"]
    assert len(extract(b"<?php $logger->info('\xff\xfe');").statements) == 1
    assert len(extract(b"<?php $logger->info('a\x00b');").statements) == 1
    assert messages(b"\xef\xbb\xbf<?php\r\n$logger->info('x');\r\n") == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "$logger->info(" + "(" * 10_000 + "'x'" + ")" * 10_000 + ");",
        "$logger->info(" + "'a' . " * 10_000 + "'x');",
        '$logger->info("' + '{$a["' * 2_000 + "x" + '"]}' * 2_000 + '");',
        "throw new Exception(" * 5_000,
        "$logger" + "->withContext([])" * 5_000 + "->info('x');",
        "response()" + "->header('a', 'b')" * 5_000 + "->json(['error' => 'x'], 404);",
        "$a = " + "[" * 10_000 + "1" + "]" * 10_000 + "; $logger->info($a);",
        "$a = " + "['a' => " * 5_000 + "1" + "]" * 5_000 + "; $logger->info('x', $a);",
        "$a = $b; $b = $a; $logger->info($a); throw new Exception($b);",
        "class A extends B {} class B extends A { function __construct() { parent::__construct('x'); } } throw new A(1);",
        "$log = $log; $log->info('x'); $x = $x->channel('a'); $x->info('y');",
        "$logger->info(<<<A\n" * 2_000,
        "$logger->info('x');\n" * 3_000,
        "if ($a) {\n" * 5_000 + "throw new Exception('x');\n",
        "?><?php " * 5_000,
        "$a ?? " * 10_000 + "'x';",
        "abort(404, " + "$a ? 'b' : (" * 3_000 + "'c'" + ")" * 3_000 + ");",
        "throw " * 5_000 + "new A('x');",
        "(new A('x'))" + "->b()" * 5_000 + ";",
        "function f( {\n$a = '" + "\\'" * 200_000,
        "function f( {\n" + "/*" * 200_000 + "\nthrow new A('x');",
        "function f( {\n$a = '" + "Ab0" * 300_000 + "';\nthrow new A('x');\n",
        "function f(\n{\n" * 2_000 + "throw new A('x');\n}\n",
        "if ($a) { $x = $x->channel('b'); }\n" * 6 + "$x->info('x');\n",
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    begin = time.process_time()
    extract(text)
    assert time.process_time() - begin < 60


_PIECES = st.sampled_from(
    ["$logger->info(", "Log::error(", "throw new E(", "abort(404, ", "response()->json(['error' => ", "'a'", '"b {$', '}"', ")", "(", "{", "}", "[", "]", ";", "\n", " . ",
     " ", "<<<A\n", "\nA", "class A extends Exception {", "parent::__construct(", "$x = ", "$x", "?", ":", "=>", ",", "...", "//", "/*", "*/", "#[", "?>", "<?php ", "\\", "é"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_nothing_escapes(pieces: list[str]) -> None:
    text = "".join(pieces)
    first = extract(text)
    assert first == extract(text)
    for statement in first.statements:
        assert statement.location.line >= 1
