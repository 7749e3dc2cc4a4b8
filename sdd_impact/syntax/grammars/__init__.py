"""One module per grammar (or family): each has ``table(grammar) -> Grammar``. Found by name, see :func:`sdd_impact.syntax.grammar.table`."""
