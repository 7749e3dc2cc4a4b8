r"""The bench for reading source code: parsing, string expressions, names and kinds. For ``languages`` and ``detectors``.

How a language is made of it (``languages/python`` is the example)::

    from sdd_impact.syntax import Unit, read

    LOOKS_LIKE = re.compile(rb"\b(?:log|logger)\b.*?\(|\bthrow\b")     # what a statement's line looks like, in bytes

    def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
        return read(source, "java", LOOKS_LIKE, statements)               # never raises; adds definitions and unread lines

    def statements(unit: Unit) -> Iterator[Statement]:
        for call in unit.calls():                                         # grammar.Call: callee, name, owner, receiver, arguments
            if call.name in LEVELS and is_logger(call.owner):
                message = call.at(0)                                      # a node
                templates = unit.message(message, "braces", call.positional[1:])   # formats.STYLES: printf braces message format dollar …
                yield from unit.log(call.node, templates, "info", logger="a.b", fields=[unit.field("user", node)],
                                    opening=unit.evaluator.opening(message))
        for node in unit.nodes("throw_statement"):
            made = unit.call(node.named_children[0])                      # None where it is no call
            yield from unit.error(node, unit.message(made.at(0)), type=made.name, status=404, audience="api")

* ``unit.evaluator``: ``texts(node)`` (one template per text that an expression can be: ``a if c else b`` has two; one placeholder where
  nothing is known), ``literal(node)`` (the one literal text, constants resolved, or None), ``literals``, ``formatted(style, node, arguments)``,
  ``value(node)`` (a field's template), ``placeholder(node)`` (name, kind), ``opening(node)``, ``mapping(node)`` (entries of a dict or object
  literal), ``is_text(node)``. No method raises; depth and work are bounded.
* ``unit.scope``: ``lookup(dotted name, position)`` → values, declared type, where; ``symbol(position)``; ``class_at``, ``bases``.
* ``unit.grammar``: the language's table (``syntax/grammars/<name>.py``). What the evaluator should see into is said there: string
  literals, joins, casts, conditionals, ``formatters`` (calls that make strings). Add to your language's table, not to the evaluator.
* ``naming``: names in snake_case, kinds by name, type and call, ``is_mask``, ``identifies``. One set of rules for all languages.
* ``parse(grammar, data)`` and ``text_of(source)``: the remembered tree, UTF-8 without mark, ``\n`` only.

The grammars are those of ``code.py``. Importing this package imports no grammar.
"""

from __future__ import annotations

from sdd_impact.syntax.code import Code, UnreadableError, parse, text_of
from sdd_impact.syntax.complete import complete
from sdd_impact.syntax.evaluate import Evaluator
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, table
from sdd_impact.syntax.naming import identifies, is_mask, kind_of_name, kind_of_type, snake
from sdd_impact.syntax.scope import Scope
from sdd_impact.syntax.testcode import is_test
from sdd_impact.syntax.unit import Unit, read

__all__ = [
    "Argument", "Call", "Code", "Evaluator", "Formatter", "Grammar", "Hole", "Scope", "Unit", "UnreadableError",
    "complete", "dotted", "identifies", "is_mask", "is_test", "kind_of_name", "kind_of_type", "parse", "read", "snake", "table", "text_of",
]  # fmt: skip
