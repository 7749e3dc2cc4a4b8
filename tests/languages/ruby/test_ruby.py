"""What samples of Ruby cannot say: definitions, openings, here-documents, damage, hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages import for_path
from sdd_impact.model import Extraction, LogCall, Source, Statement


def extract(text: str | bytes, path: str = "app/models/a.rb", *calls: LogCall) -> Extraction:
    language = for_path(path)
    assert language is not None
    return language.extract(Source(path, text if isinstance(text, bytes) else text.encode()), calls)


def messages(text: str, path: str = "app/models/a.rb") -> list[str]:
    return [statement.template.message for statement in extract(text, path).statements]


def only(text: str, path: str = "app/models/a.rb") -> Statement:
    (statement,) = extract(text, path).statements
    return statement


def test_definitions_for_other_files() -> None:
    text = """
    RESET = "Password reset"
    module Texts
      GONE = "Gone".freeze
      ALL = { late: "Too late" }.freeze
    end
    class Locked < StandardError
      def initialize(id) = super("x")
      def initialize(id)
        super("Account #{id} is locked")
      end
    end
    """
    found = {definition.name: definition.template.message for definition in extract(text).definitions}
    assert found == {
        "RESET": "Password reset",
        "Texts.GONE": "Gone",
        "Texts.ALL.late": "Too late",
        "Locked": "Account {id} is locked",
    }


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("logger.info(Texts::RESET)", "Texts.RESET"),
        ("logger.info(RESET)", "RESET"),
        ("raise Locked.new(user.id)", "Locked"),
        ("raise ArgumentError, Texts::GONE", "Texts.GONE"),
        ("logger.info(text)", ""),
        ("def f(text) = logger.info(text)", ""),
    ],
)
def test_openings(text: str, opening: str) -> None:
    assert only(text).opening == opening


def test_a_class_of_the_file_tells_its_text_once() -> None:
    text = 'class Gone < StandardError\n def initialize(id)\n  super("Page #{id} is gone")\n end\nend\nraise Gone.new(id)\n'
    assert messages(text) == ["Page {id} is gone"]


def test_comments_documents_and_data_say_nothing() -> None:
    assert extract("=begin\nraise 'x'\n=end\n# raise 'y'\n__END__\nraise 'z'\n") == Extraction()
    assert messages("x = <<~A\n  logger.info('x')\n  raise 'y'\nA\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "say 'x'", "puts 'x'", "raise 'x'", "fail 'x'", "abort 'x'", "warn 'x'", "halt 404, 'x'", "log.info 'x'", "$stderr.puts 'x'", "error!('x', 404)",
        "render status: :forbidden, plain: 'x'", "render json: { error: 'x' }", "flash[:error] = 'x'", "errors.add(:a, 'x')", "redirect_to a, alert: 'x'",
        "validates :a, presence: { message: 'x' }", "class AError < StandardError\n def to_s\n  'x'\n end\nend",
        "class AError < StandardError\n def initialize\n  super 'x'\n end\nend", "key.failure('x')", "GraphQL::ExecutionError.new('x')",
        "render_forbidden 'x'", "SemanticLogger['a'].info('x')", "Rails.logger.info('x')", " p 'x'",
    ],
)  # fmt: skip
def test_one_statement_is_reason_enough_to_read_a_file(text: str) -> None:
    assert any(hint in text.encode() for language in [for_path("a.rb")] if language for hint in language.hints)
    assert messages(text) == ["x"]


def test_symbols() -> None:
    text = "module A\n class B\n  def run\n   logger.info('x')\n  end\n  def self.go\n   each { |x| logger.info('y') }\n  end\n end\nend\n"
    assert [each.symbol for each in extract(text).statements] == ["A.B.run", "A.B.go"]


@pytest.mark.parametrize("path", ["spec/models/a.rb", "test/a.rb", "lib/a_spec.rb", "lib/a_test.rb", "lib/rails_helper.rb"])
def test_test_code_is_marked(path: str) -> None:
    assert only("logger.info('x')", path).test
    assert not only("logger.info('x')").test


def test_here_documents_of_one_line_and_inside_each_other() -> None:
    assert messages("f(<<~A, <<~B)\n  a\nA\n  b\nB\nlogger.info(<<~A)\n  c\nA\n") == ["c"]
    assert messages("logger.info(<<~A)\n  a #{f(<<~B)}\n  b\n  B\n  c\nA\n")[0].startswith("a {")
    assert len(messages("logger.info(<<~A)\n  never closed\n")) <= 1


def test_indentation_of_here_documents() -> None:
    template = only("logger.info(<<~A)\n    one #{x}\n      two\n\n    three\nA\n").template
    assert template.raw == "one {x}\n  two\n\nthree\n"
    assert only("logger.info(<<-A)\n    one\n  A\n").template.raw == "    one\n"
    assert only("logger.info(<<~A.strip)\n    one\n  A\n").template.raw == "one"


def test_damage_is_local_and_said() -> None:
    text = "def a\n  logger.info('before')\nend\ndef b(\n  logger.info('inside' ]\nend\ndef c\n  logger.info('after')\nend\n"
    found = extract(text)
    seen = {each.location.line for each in found.statements} | {unread.line for unread in found.unread}
    assert {2, 8} <= seen
    assert all(unread.suspicious for unread in found.unread)


_FILE = """class Resets < ApplicationController
  SENT = "sent"

  def one(user)
    return unless user
    logger.info("one #{user.id}")
    if user.locked?
      logger.warn("two")
      raise LockedError, "three"
    elsif user.gone?
      render json: { error: "four" }, status: 404
    else
      user.each do |x|
        logger.debug { "five #{x}" }
      end
    end
  rescue ArgumentError => e
    logger.error("six #{e.message}")
  ensure
    logger.info("seven")
  end

  def two
    logger.info(
      "eight"
    )
    case x
    when 1
      raise "nine"
    else
      flash[:alert] = "ten"
    end
    logger.info(<<~TEXT)
      eleven
    TEXT
  end

  private

  def three
    begin
      abort "twelve"
    end while true
    errors.add(:base, "thirteen")
  end
end
"""


def test_a_lost_line_leaves_the_others() -> None:
    whole = set(messages(_FILE))
    lines = _FILE.split("\n")
    kept = wanted = 0
    for gone, line in enumerate(lines):
        if not line.strip() or "TEXT" in line or "eleven" in line:  # the mark or the whole of a text
            continue
        left = {text for text in whole if text.split()[0] not in line}
        found = set(messages("\n".join(lines[:gone] + lines[gone + 1 :])))
        assert found <= whole
        kept += len(found & left)
        wanted += len(left)
    assert kept >= 0.99 * wanted


def test_encodings() -> None:
    assert [each.template.message for each in extract("logger.info('ä')".encode("utf-16")).statements] == ["ä"]
    assert len(extract(b"logger.info('\xff\xfe')").statements) == 1
    assert len(extract(b"logger.info('a\x00b')").statements) == 1
    assert [each.template.message for each in extract("# coding: latin-1\nlogger.info('ä')".encode("latin-1")).statements] == ["ä"]


@pytest.mark.parametrize(
    "text",
    [
        "logger.info(" + "(" * 10_000 + "'x'" + ")" * 10_000 + ")",
        "logger.info(" + "'a' + " * 10_000 + "'x')",
        "logger.info(" + "'a' " * 10_000 + ")",
        'logger.info("' + '#{"' * 2_000 + "x" + '"}' * 2_000 + '")',
        "raise A.new(" * 5_000,
        "logger" + ".tagged('x')" * 5_000 + ".info('x')",
        "a = " + "[" * 10_000 + "1" + "]" * 10_000 + "; logger.info(a)",
        "a = " + "{a: " * 5_000 + "1" + "}" * 5_000 + "; logger.info(a, 'x')",
        "a = b; b = a; logger.info(a); raise b",
        "class A < B; end; class B < A; def initialize; super('x'); end; end; raise A.new(1)",
        "log = log; log.info('x'); x = x.child; x.info('y')",
        "logger.info(<<~A)\n" * 3_000,
        "<<A\n" * 5_000 + "A\n" * 5_000,
        "logger.info('x')\n" * 3_000,
        "if a\n" * 5_000 + "raise 'x'\n",
        "%w(" * 5_000,
        "def f(\na = '" + "\\'" * 200_000,
        "def f(\na = '" + "Ab0" * 300_000 + "'\nraise 'x'\n",
        "if a\n x = x.tagged('b')\nend\n" * 6 + "x.info('x')\n",
        "do |x| " * 10_000,
        "x = <<~A\n" + " " * 100_000 + "a\nA\nlogger.info(x)",
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    begin = time.process_time()
    extract(text)
    assert time.process_time() - begin < 60


_PIECES = st.sampled_from(
    ["logger.info(", "logger.info ", "puts ", "raise E, ", "raise ", "render json: {error: ", "'a'", '"b #{', '}"', ")", "(", "{", "}", "[", "]", ";", "\n", " + ",
     " ", "<<~A", "\n A\n", "class A < StandardError\n", "super('x')", "x = ", "x", "do |x|", "end\n", ",", "**", "#", "=begin\n", "=end\n", "%w(", "é", "__END__\n", " % "]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_nothing_escapes(pieces: list[str]) -> None:
    text = "".join(pieces)
    first = extract(text)
    assert first == extract(text)
    for statement in first.statements:
        assert statement.location.line >= 1
