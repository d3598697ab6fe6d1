"""What Python code does in general, so that a calculator may do it tomorrow without a start from the whole module.

Runs while Pyodide's module notes which functions are called. Much of it is wrong on purpose: wrong types and bad
values call functions, too. That is why linters leave this file alone. It imports only what the calculators import: in
the page there is nothing to import another module from.
"""

import array
import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import datetime
import difflib
import enum
import functools
import gc
import heapq
import io
import itertools
import json
import math
import operator
import random
import re
import sys
import weakref
from collections.abc import Callable

TEXT = "Größe 12,5 GiB – 3 × 500 Mbit/s, naïve ǅ İ ß 数据 🙂 a\tb\r\nc"
NUMBERS = (0, 1, -7, 255, 2**31, 2**63, 10**40, 0.0, -0.0, 0.1, 1e-300, 1.5e300, math.inf, -math.inf, math.nan)


def breadth() -> None:
    """Run every part; whatever fails in one of them is part of the run."""
    for part in (
        _arithmetic,
        _formatting,
        _text,
        _bytes,
        _containers,
        _arrays,
        _functions,
        _classes,
        _errors,
        _library,
        _times,
        _files,
    ):
        with contextlib.suppress(Exception):
            part()
        gc.collect()


def places_of_types() -> list[tuple[int, int]]:
    """Return where each type lies in memory and how long it is, in bytes."""
    found: set[type] = set()
    todo: list[type] = [object]
    while todo:
        current = todo.pop()
        if current not in found:
            found.add(current)
            todo.extend(type.__subclasses__(current))
    return [(id(item), type(item).__basicsize__) for item in found]


def _arithmetic() -> None:
    binary = [
        "add",
        "sub",
        "mul",
        "truediv",
        "floordiv",
        "mod",
        "pow",
        "lshift",
        "rshift",
        "and_",
        "or_",
        "xor",
        "eq",
        "lt",
        "le",
        "gt",
        "ge",
        "is_",
        "contains",
    ]
    for name in binary:
        function = getattr(operator, name)
        for one, other in itertools.product(NUMBERS, (*NUMBERS, 3, True, 2.5, 1 + 2j)):
            if name in ("pow", "lshift") and (abs(other) if other == other else 0) > 64:  # not a number
                continue
            _try(function, one, other)
    for value in (*NUMBERS, True, 1 - 1j, "12", " 1_000 ", "1e5", "x", b"7", None):
        for function in (int, float, complex, bool, str, repr, hash, abs, round, operator.neg, math.floor, math.sqrt):
            _try(function, value)
        _try(round, value, 2)
        _try(divmod, value, 7)
        _try(int, value, 16)
        for method in ("as_integer_ratio", "is_integer", "hex", "bit_length", "bit_count", "conjugate"):
            _try(lambda: getattr(value, method)())
    for name in (name for name in dir(math) if not name.startswith("_")):
        for arguments in ((2.5,), (3, 2), (10, 4), ([1.0, 2.0, 3.0],), ([1, 2], [3, 4]), (0.5, 1.5, 2.5)):
            _try(getattr(math, name), *arguments)
    _try(pow, 7, 1000, 13)
    _try(sum, [0.1] * 10)
    _try(sum, [1, 2.5, 3 + 1j])
    _try(lambda: str(3**2000) + str(-(10**50)) + repr(1e22) + f"{10**30:,}")
    _try(lambda: int("9" * 60) // int("7" * 30))


def _formatting() -> None:
    for value in NUMBERS:
        for spec in (
            "",
            "g",
            ".3g",
            ".2f",
            "e",
            ",",
            "_",
            "+d",
            "08.3f",
            ">12",
            "^+12,.1f",
            "x",
            "#b",
            "o",
            "%",
            "n",
            "c",
            "?",
        ):
            _try(format, value, spec)
        _try(lambda: "%s %r %5.2f %d %x %e" % (value, value, value, value, 255, value))
        _try(lambda: "{0!r:>20} {name:^{width}}".format(value, name="a", width=5))
    _try(lambda: f"{TEXT!a} {TEXT:.3} {TEXT!s:*<80}")


def _text() -> None:
    for name in (
        name for name in dir(str) if not name.startswith("__") or name in ("__contains__", "__mod__", "__mul__")
    ):
        method = getattr(TEXT, name)
        for arguments in ((), ("a",), ("a", "b"), (10,), (100, "*"), (["a", "b"],), ({97: "x"},), ("utf-8",), (",", 1)):
            _try(method, *arguments)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "ascii", "utf-32", "idna", "unicode_escape"):
        for errors in ("strict", "replace", "ignore", "xmlcharrefreplace", "backslashreplace", "surrogateescape"):
            _try(lambda: TEXT.encode(encoding, errors).decode(encoding, errors))
            _try(lambda: b"\xff\xfe a \x80 \xe2\x82".decode(encoding, errors))
    _try(lambda: sorted(TEXT, key=str.casefold, reverse=True))
    _try(lambda: TEXT[::-1] + TEXT[2:9:2] + TEXT * 3)
    for pattern in (
        r"(\d+),(\d+)",
        r"(?i)g(?P<x>R)",
        r"^\s*(?:a|b)*?$",
        r"[^\W\d]+",
        r"(?<=a)b|(?!c)\b",
        r"(",
        r"a{2,3}?",
        r"(?s).*",
    ):
        for flags in (0, re.IGNORECASE, re.MULTILINE | re.DOTALL, re.VERBOSE, re.ASCII):
            _try(lambda: (re.findall(pattern, TEXT, flags), re.sub(pattern, r"<\g<0>>", TEXT), re.split(pattern, TEXT)))
            _try(lambda: [found.groupdict() for found in re.finditer(pattern, TEXT, flags)])
            _try(lambda: re.fullmatch(re.compile(pattern.encode()), TEXT.encode()))


def _bytes() -> None:
    for value in (b"a,b\r\nc\x00", bytearray(b"a,b\r\nc"), memoryview(b"abc")):
        for name in (name for name in dir(value) if not name.startswith("__")):
            for arguments in ((), (b"a",), (b"a", b"b"), (10,), ([b"a", b"b"],), ("utf-8",)):
                _try(lambda: getattr(value, name)(*arguments))
        _try(
            lambda: (
                value[1:],
                value[::-1],
                len(value),
                hash(value),
                list(value),
                value == b"a",
                value + b"x",
                value * 2,
            )
        )


def _containers() -> None:
    for value in (
        [3, 1, 2],
        (3, 1, 2),
        {3, 1, 2},
        frozenset((3, 1)),
        {"a": 1, "b": 2},
        range(3, 9, 2),
        collections.deque((1, 2)),
    ):
        for name in (name for name in dir(value) if not name.startswith("__")):
            for arguments in ((), (1,), ("a",), ([1, 9],), (0, 5), ({"c": 3},), ({1, 2}, {2})):
                _try(lambda: getattr(copy.copy(value), name)(*arguments))
        for function in (
            len,
            repr,
            hash,
            sorted,
            list,
            tuple,
            set,
            dict,
            iter,
            reversed,
            max,
            min,
            sum,
            any,
            all,
            enumerate,
        ):
            _try(lambda: [*function(value)] if function in (iter, reversed, enumerate) else function(value))
        for other in (value, [1], {1: 2}, {"a"}, (1,), None, "ab"):
            for function in (
                operator.eq,
                operator.lt,
                operator.add,
                operator.or_,
                operator.and_,
                operator.sub,
                operator.xor,
            ):
                _try(function, value, other)
        for key in (0, -1, 99, "a", slice(None, None, -1), slice(1, 2), None):
            _try(operator.getitem, value, key)
            _try(lambda: operator.setitem(copy.copy(value), key, [7]))
            _try(lambda: operator.delitem(copy.copy(value), key))
        _try(copy.deepcopy, value)
    _try(lambda: sorted([(2, "b"), (1, "a")] * 40, key=operator.itemgetter(1), reverse=True))
    _try(lambda: sorted([0.5, 1, math.inf, -1] * 40))
    _try(lambda: {key: [*group] for key, group in itertools.groupby("aabbc")})
    _try(lambda: (collections.Counter("abca").most_common(2), collections.ChainMap({}, {"a": 1})["a"]))
    _try(lambda: collections.OrderedDict(a=1, b=2).move_to_end("a"))
    _try(lambda: collections.defaultdict(list)["a"].append(1))
    _try(lambda: collections.namedtuple("Pair", "one other")(1, 2)._replace(one=3))
    for name in (
        name for name in dir(itertools) if not name.startswith("_") and name not in ("count", "cycle", "repeat")
    ):
        for arguments in (([1, 2, 3],), ([1, 2, 3], 2), (bool, [0, 1]), ([1, 2], [3, 4]), (operator.add, [(1, 2)])):
            _try(lambda: [*itertools.islice(getattr(itertools, name)(*arguments), 20)])
    heap = [5, 3, 8]
    _try(
        lambda: (
            heapq.heapify(heap),
            heapq.heappush(heap, 1),
            heapq.heappop(heap),
            heapq.nsmallest(2, heap),
            heapq.nlargest(1, heap),
        )
    )
    _try(lambda: (bisect.bisect([1, 2, 3], 2), bisect.insort([1, 3], 2), [*heapq.merge([1], [2])]))


def _arrays() -> None:
    for code in "bBhHiIlLqQfd":
        for name in (name for name in dir(array.array) if not name.startswith("__")):
            for arguments in ((), (1,), (0, 5), ([1, 9],), (array.array(code, [4]),), (b"12345678",)):
                _try(lambda: getattr(array.array(code, [3, 1, 2]), name)(*arguments))
        value, other = array.array(code, [3, 1, 2]), array.array(code, [3, 1, 4])
        for function in (
            len,
            repr,
            sorted,
            list,
            tuple,
            max,
            min,
            sum,
            any,
            reversed,
            math.fsum,
            memoryview,
            copy.copy,
        ):
            _try(lambda: [*function(value)] if function is reversed else function(value))
        for name in ("eq", "lt", "le", "gt", "ge", "add", "iadd", "contains"):
            _try(getattr(operator, name), value, other)
        for key in (0, -1, 99, "a", slice(None, None, -1), slice(1, 2), slice(0, 3, 2)):
            _try(operator.getitem, value, key)
            _try(lambda: operator.setitem(copy.copy(value), key, other if isinstance(key, slice) else 7))
            _try(lambda: operator.delitem(copy.copy(value), key))
        _try(
            lambda: (value * 2, 2 * value, operator.imul(copy.copy(value), 3), value.index(2), bisect.bisect(value, 2))
        )
        _try(lambda: [*map(math.isnan, value), *zip(value, other, strict=True), *itertools.accumulate(value, min)])
    for given in (
        (array.array("d", (x / 2 for x in range(99))),),
        ("u", "ab"),
        ("d", b"12345678"),
        ("d", ["x"]),
        ("?",),
    ):
        _try(lambda: array.array(*given))
    for newline in (None, "", "\n", "\r\n"):
        _try(lambda: [*itertools.islice(io.StringIO("\ufeffa\rb\r\nc\n\nd", newline=newline), 9)])


def _functions() -> None:
    @functools.lru_cache(maxsize=4)
    def cached(value: int, *rest: int, name: str = "", **more: int) -> int:
        return value + len(rest) + len(name) + len(more)

    def generator():
        received = yield 1
        try:
            yield from (received, 2)
        finally:
            yield 3

    async def coroutine() -> int:
        return 1

    _try(lambda: [cached(number % 6) for number in range(20)] + [cached(1, 2, 3, name="x", y=1), *cached.cache_info()])
    running = generator()
    _try(lambda: (next(running), running.send(5), running.throw(KeyError)))
    _try(running.close)
    _try(lambda: coroutine().send(None))
    _try(lambda: functools.reduce(operator.mul, range(1, 20)))
    _try(lambda: functools.partial(cached, 1)(name="y"))
    _try(lambda: [*map(str, range(3)), *zip("ab", [1, 2], strict=True), *filter(None, [0, 1])])
    _try(lambda: eval(compile("[x for x in range(5) if x] + [*'ab'] and (lambda y: y)(1)", "x", "eval")))
    _try(
        exec,
        "import math as m\nglobal_value = 1\nwith open('/tmp/x', 'w') as f: f.write('a')\nmatch (1, 2):\n case (a, b): pass\n",
        {},
    )
    _try(
        exec,
        "for i in range(3):\n  if i: continue\n  while True: break\nelse: pass\ntry: assert 0\nexcept* ValueError: pass\n",
        {},
    )
    _try(exec, "x = = 1", {})
    weak = weakref.ref(cached)
    _try(lambda: (weak(), weakref.WeakValueDictionary(a=cached)["a"], sys.getrefcount(weak), callable(weak)))


def _classes() -> None:
    class Color(enum.Enum):
        RED = "red"
        BLUE = enum.auto()

    class Flag(enum.IntFlag):
        ONE = 1
        TWO = 2

    @dataclasses.dataclass(order=True, frozen=True, slots=True, kw_only=True)
    class Point:
        x: float = 0
        names: tuple[str, ...] = ()

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError(self.x)

    class Plain:
        def __getattr__(self, name: str) -> str:
            if name == "missing":
                raise AttributeError(name)
            return name

        @property
        def value(self) -> int:
            return 1

        @classmethod
        def make(cls) -> "Plain":
            return cls()

        @staticmethod
        def nothing() -> None: ...

    class Child(Plain):
        def __init__(self) -> None:
            super().__init__()
            self.held = {}

    _try(lambda: (Color("red"), Color["BLUE"], list(Color), Flag.ONE | Flag.TWO, repr(Flag(3)), Color("?")))
    _try(
        lambda: (
            Point(x=1) < Point(x=2),
            dataclasses.asdict(Point()),
            dataclasses.replace(Point(), x=2),
            hash(Point()),
            repr(Point()),
        )
    )
    _try(lambda: Point(x=-1))
    _try(lambda: setattr(Point(), "x", 3))
    _try(lambda: Point(1, 2))
    child = Child.make()
    _try(
        lambda: (
            child.value,
            child.other,
            child.nothing(),
            isinstance(child, Plain),
            issubclass(Child, Plain),
            vars(child),
        )
    )
    _try(lambda: child.missing)
    _try(lambda: setattr(child, "value", 2))
    _try(lambda: type("Made", (Child,), {"a": 1})().a)
    _try(lambda: (dir(child), child.__class__.__mro__, copy.copy(child), child == Plain(), hash(child), str(child)))


def _errors() -> None:
    for code in (
        "1 / 0", "[][1]", "{}['a']", "None.a", "undefined", "int('x')", "'a' + 1", "open('/nowhere')", "import nowhere",
        "len(1)", "(lambda: 0)(1)", "f(**{'a': 1})", "next(iter([]))", "float('x')", "b'\\xff'.decode()", "'ä'.encode('ascii')",
        "a, b = 1", "a, b = 1, 2, 3", "raise ValueError('x') from KeyError('y')", "raise ExceptionGroup('x', [ValueError()])",
        "(lambda f: f(f))(lambda f: f(f))", "'%d' % 'x'", "'{}'.format()", "range(1, 2, 0)", "10 ** 5000 and str(10 ** 5000)",
        "__import__('json').loads('{')", "sorted([1, 'a'])", "max([])", "{[]: 1}", "object() < object()", "raise SystemExit(2)",
        "raise KeyboardInterrupt", "math.sqrt(-1)", "2.0 ** 5000", "chr(-1)", "'a'.join([1])", "del x", "[1].remove(2)",
    ):  # fmt: skip
        try:
            exec(code, {"math": math})
        except BaseException as error:  # all of them are wanted
            error.add_note("seen")
            _try(lambda: (str(error), repr(error), error.__traceback__.tb_lineno, error.__context__, error.args))


def _library() -> None:
    value = {"a": [1, 2.5, None, True, 'ä\u2028"\\'], "b": {"c": []}, "d": 10**30, "e": math.nan}
    for options in (
        {},
        {"indent": 2},
        {"sort_keys": True, "ensure_ascii": False},
        {"separators": (",", ":")},
        {"default": str},
    ):
        _try(lambda: json.loads(json.dumps(value, **options), parse_float=str, object_pairs_hook=dict))
    for text in ("", "[1,", '{"a" 1}', "nul", "1e999", '"\\ud83d\\ude42"', '"\\x"', "[1]x", '{"a":1,}'):
        _try(json.loads, text)
    table = 'a;b\n"x ""y""";1,5\n\n"open'
    for dialect in ({}, {"delimiter": ";"}, {"delimiter": "\t", "quoting": csv.QUOTE_NONE}, {"strict": True}):
        _try(lambda: [*csv.reader(io.StringIO(table), **dialect)])
    _try(lambda: csv.Sniffer().sniff(table))
    _try(lambda: [*csv.DictReader(io.StringIO(table))])
    _try(lambda: csv.writer(io.StringIO()).writerows([[1, "a,b", None, 'c"d', 2.5]]))
    chance = random.Random(1)
    _try(
        lambda: (
            chance.random(),
            chance.randint(1, 9),
            chance.choice("ab"),
            chance.sample(range(9), 3),
            chance.gauss(0, 1),
        )
    )
    _try(
        lambda: (
            chance.shuffle([1, 2, 3]),
            chance.getrandbits(70),
            chance.getstate(),
            chance.seed("a"),
            chance.expovariate(1),
        )
    )
    _try(lambda: difflib.get_close_matches("ab", ["abc", "xy"]))
    _try(lambda: [*difflib.unified_diff(["a"], ["b"])])


def _times() -> None:
    moment = datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.UTC)
    zone = datetime.timezone(datetime.timedelta(hours=2), "X")
    _try(
        lambda: (
            moment.astimezone(zone),
            moment + datetime.timedelta(days=1.5),
            moment - moment,
            moment.isoformat(),
            moment.timetuple(),
        )
    )
    _try(
        lambda: (
            moment.strftime("%Y-%m-%dT%H:%M:%S%z %A %j %p"),
            moment.timestamp(),
            moment.isocalendar(),
            moment.weekday(),
            hash(moment),
        )
    )
    for text, form in (("2026-03-29 01:30:15.5", "%Y-%m-%d %H:%M:%S.%f"), ("29/Mar/26", "%d/%b/%y"), ("x", "%H")):
        _try(datetime.datetime.strptime, text, form)
    for text in ("2026-03-29", "2026-03-29T01:30:00+02:00", "20260329T013000Z", "x"):
        _try(datetime.datetime.fromisoformat, text)
        _try(datetime.date.fromisoformat, text)
        _try(datetime.time.fromisoformat, text[11:])
    span = datetime.timedelta(hours=1, seconds=0.5)
    _try(
        lambda: (
            span * 2.5,
            span / span,
            span // 7,
            divmod(span, span),
            str(span),
            span.total_seconds(),
            -span,
            abs(span),
            span < span,
        )
    )
    _try(lambda: datetime.datetime.combine(datetime.date.min, datetime.time(1, 2, fold=1)).replace(year=9999))


def _files() -> None:
    _try(print, TEXT, 1, sep=",", file=io.StringIO())
    _try(lambda: (io.StringIO("a\r\nb").readlines(), io.TextIOWrapper(io.BytesIO(b"a\n")).read()))


def _try(function: Callable[..., object], *arguments: object) -> None:
    with contextlib.suppress(Exception):
        function(*arguments)
