"""Every regular expression of the package and of its dictionaries, found by looking, so that a new one is among them.

Patterns are the values of modules, what functions without arguments make (``-> re.Pattern``), what functions with one
argument make of the dictionaries (``MAKERS``), and literals in ``re.match(…)`` and the like. Those of which the source
shows that they are only matched at a place may be slow when asked of every place.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

import kl_extract
from kl_extract.resources import read_toml

SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
MATCHING = frozenset({"match", "fullmatch"})


@dataclass(frozen=True)
class Used:
    """A pattern, where it is from, and how it is used: "match", "fullmatch", or "search" for all else."""

    name: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


def _of_toml(name: str, key: str) -> Iterator[str]:
    """All texts under ``key`` anywhere in a dictionary."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for each, inner in value.items():
                if each == key and isinstance(inner, str):
                    yield inner
                else:
                    yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return walk(read_toml(name))


MAKERS: dict[str, Callable[[], Iterator[str]]] = {
    "split.cues.cue": lambda: iter(read_toml("sections.toml")),
    "extract.meeting.cue": lambda: iter(read_toml("meeting.toml")),
    "extract.assignments.skeleton.frame": lambda: _of_toml("assignments.toml", "pattern"),
    "extract.assignments.task._run_of": lambda: iter(("modifiers", "duties")),
    "extract.deadlines.rules.compiled": lambda: _of_toml("deadlines.toml", "pattern"),
    "extract.deadlines.rules._cue": lambda: iter(read_toml("deadlines.toml")["cues"]),
    "extract.deadlines.rules._unless": lambda: _of_toml("deadlines.toml", "unless"),
}
"""Functions that make a pattern of one text: all the texts they are given."""
BUILDERS = frozenset({"letters.compile_pattern", "read.blanks._form"})
"""What makers of patterns call, and what chooses among the patterns of its module: nothing of their own."""


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [info.name for info in pkgutil.walk_packages(kl_extract.__path__, "kl_extract.")]
    return tuple(importlib.import_module(name) for name in names if not name.endswith("__main__"))


@cache
def every_pattern() -> tuple[Used, ...]:
    """All patterns of text, each once; those of bytes look at files, not at what is written in them."""
    found: dict[tuple[str, int], Used] = {}
    for module in modules():
        name = module.__name__.removeprefix("kl_extract.")
        for key, pattern, ways in [*_of_module(module, name), *_literals(module)]:
            known = found.get((pattern.pattern, pattern.flags))
            before = known.ways if known else frozenset()
            found[pattern.pattern, pattern.flags] = Used(f"{name}.{key}", pattern, before | ways)
    return tuple(found.values())


def _of_module(module: ModuleType, name: str) -> Iterator[tuple[str, re.Pattern[str], frozenset[str]]]:
    for key, value in sorted(vars(module).items()):
        maker = f"{name}.{key}"
        if maker in MAKERS:
            for text in MAKERS[maker]():
                yield f"{key}({text[:30]})", value(text), frozenset({"search"})
        elif _makes_patterns(module, value):
            made = value() if not _arguments(value) else ()
            yield from ((key, pattern, _ways(module, key)) for pattern in _inside(made))
        else:
            yield from ((key, pattern, _ways(module, key)) for pattern in _inside(value))


def _makes_patterns(module: ModuleType, value: Any) -> bool:
    function = inspect.unwrap(value) if callable(value) else None
    if not inspect.isfunction(function) or function.__module__ != module.__name__:
        return False
    return "re.Pattern" in str(function.__annotations__.get("return", ""))


def makers_with_arguments() -> set[str]:
    """Names of functions that make patterns of what they are given."""
    found = set()
    for module in modules():
        for key, value in vars(module).items():
            if _makes_patterns(module, value) and _arguments(value):
                found.add(f"{module.__name__.removeprefix('kl_extract.')}.{key}")
    return found


def _arguments(function: Any) -> list[str]:
    return list(inspect.signature(inspect.unwrap(function)).parameters)


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    """Patterns in a value, in tables and in the fields of records."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _inside(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _inside(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name))


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _literals(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], frozenset[str]]]:
    """Patterns that stand in a call of the module ``re`` itself."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            called, text = node.func, node.args[0]
            of_re = isinstance(called.value, ast.Name) and called.value.id == "re"
            if of_re and called.attr in SEARCHING | MATCHING and isinstance(text, ast.Constant):
                way = called.attr if called.attr in MATCHING else "search"
                yield f"line {node.lineno}", re.compile(text.value), frozenset({way})


def _ways(module: ModuleType, key: str) -> frozenset[str]:
    """How a value, or what a function makes, is used in its module, or anywhere if it is for others."""
    places = (module,) if key.startswith("_") else modules()
    return frozenset(way for place in places for way in _uses(place).get(key, ()))


@cache
def _uses(module: ModuleType) -> dict[str, set[str]]:
    """By name: how it is used in a module. Any way but ``NAME.match(…)``, ``NAME().fullmatch(…)`` counts as "search"."""
    matched: dict[int, str] = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Attribute) and node.attr in MATCHING:
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            matched[id(owner)] = node.attr
    found: dict[str, set[str]] = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, set()).add(matched.get(id(node), "search"))
    return found
