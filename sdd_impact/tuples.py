"""``NamedTuple`` that costs a tenth at import (``docs/decisions/0016-quick-tuples.md``).

``typing.NamedTuple`` writes source text for each class, compiles it, and compiles each annotation, too: an eighth of a millisecond a class, and a
cold run makes three hundred of them. Here the constructor of all classes with as many fields is compiled once, and renamed for each.
"""

from __future__ import annotations

from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["Distinct", "NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple, Self, dataclass_transform

    @dataclass_transform(frozen_default=True)
    class Distinct:
        """A class of fields whose objects equal those of their own class only: ``AllOf(x)`` is never ``AnyOf(x)``. It is used as a frozen dataclass is."""

        def _replace(self, **given: Any) -> Self:
            """Return a copy in which some fields have other values."""

else:
    try:
        from _collections import _tuplegetter as _field  # as collections.namedtuple does
    except ImportError:
        from operator import itemgetter

        def _field(index: int, text: str) -> property:
            return property(itemgetter(index), doc=text)

    #: What the compiled constructors use.
    _GLOBALS = {"_new": tuple.__new__, "__name__": __name__, "__builtins__": {}}

    @cache
    def _constructor(count: int) -> CodeType:
        """Return the code of a constructor of that many fields: it takes them by place or by name, as fast as a function can."""
        names = "".join(f"_{number}, " for number in range(count))
        written = compile(f"lambda _cls, {names}: _new(_cls, ({names}))", "<tuple>", "eval")
        return next(each for each in written.co_consts if isinstance(each, CodeType))

    class _Fields(tuple):
        """What all of them can, as those of ``collections.namedtuple`` do."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values: Any) -> Any:
            """Make one of a sequence."""
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"expected {len(cls._fields)} fields, got {len(made)}")
            return made

        def _replace(self, /, **given: Any) -> Any:
            """Return a copy in which some fields have other values."""
            made = tuple.__new__(type(self), map(given.pop, self._fields, self))
            if given:
                raise ValueError(f"no such fields: {sorted(given)}")
            return made

        __replace__ = _replace

        def _asdict(self) -> dict[str, Any]:
            """Return the fields by their names."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            """Show it as it is written."""
            shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            """Copies are made of the values."""
            return tuple(self)

    class _OwnFields(_Fields):
        """Fields that equal those of the same class only."""

        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return type(self) is type(other) and tuple.__eq__(self, other)

        def __ne__(self, other: object) -> bool:
            return not self == other

        def __hash__(self) -> int:
            # A function of Python's own, so that a tree that is nested too deeply ends in a RecursionError.
            return tuple.__hash__(self)

        def __bool__(self) -> bool:
            """Also without fields it is something."""
            return True

    class _Maker(type):
        """Makes a class with fields of what is written as a class with annotations."""

        base = _Fields

        def __new__(cls, name: str, _bases: tuple[type, ...], space: dict[str, Any]) -> type:
            fields = tuple(space.get("__annotations__", ()))
            defaults = tuple(space.pop(each) for each in fields if each in space)
            code = _constructor(len(fields)).replace(
                co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            space |= {each: _field(index, "") for index, each in enumerate(fields)}
            space |= {"__slots__": (), "_fields": fields, "__match_args__": fields}
            space["_field_defaults"] = dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True))
            space["__new__"] = FunctionType(code, _GLOBALS, "__new__", defaults or None)
            return type(name, (cls.base,), space)

    class _OwnMaker(_Maker):
        """The same, for those that are distinct."""

        base = _OwnFields

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
    Distinct = type.__new__(_OwnMaker, "Distinct", (), {})
