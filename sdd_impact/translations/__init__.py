"""The room that reads translation catalogues: what a key says in the language that developers write.

:func:`place` and :func:`of_source_language` decide by paths, :func:`read` reads one file, :class:`Lookup` finds the text of a statement.
"""

from sdd_impact.translations.finding import Lookup, last_word, wanted
from sdd_impact.translations.places import Place, of_source_language, place
from sdd_impact.translations.reading import read

__all__ = ["Lookup", "Place", "last_word", "of_source_language", "place", "read", "wanted"]
