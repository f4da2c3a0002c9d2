"""Luthier for Python: one file, no dependencies, Python 3.9 or newer.

    from luthier import Luthier

    with Luthier() as luthier:
        study = luthier.create("bowl", {"x": {"type": "float", "low": -5, "high": 5}}, directions=["minimize"])
        best = study.optimize(lambda trial: trial.parameters["x"] ** 2, trials=50)
        print(best.parameters, best.values)

A `Luthier` starts the command `luthier rpc`, talks to it over its standard input and output (docs/rpc.md says how)
and ends it with itself. Any number of threads may use it at the same time:

    your threads ──► requests, one at a time ──► luthier rpc ──► a thread of ours ──► each reply to who waits for it

A process that was forked from yours has no share in it and needs a `Luthier` of its own.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import itertools
import json
import logging
import math
import numbers
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import threading
import uuid
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Union, cast

PROTOCOL = 1
"""The protocol that this file speaks."""

_log = logging.getLogger("luthier")


# --- Luthier and its studies ------------------------------------------------------------------------------------------


class Luthier:
    """A running Luthier, and the studies that are open in it. A context manager; `close` it otherwise.

    command: the whole command, `["…/luthier", "rpc"]`. If left out: what the environment variable LUTHIER names, else
        the `luthier` on the PATH, else that of the checkout which this file lies in.
    restart: when the process is gone (killed, out of memory), starts it again, opens the studies with a store again,
        and repeats what had not been answered, once. Every ask, enqueue and add has a key then, so that nothing
        happens twice. Studies without a store are gone with the process.
    """

    def __init__(self, command: Sequence[str] | None = None, *, restart: bool = False):
        self.command = list(command) if command else _default_command()
        self._restart = restart
        self._closed = False
        self._lock = threading.Lock()  # Guards what follows.
        self._studies: dict[str, Study] = {}
        self._connection = self._connect()

    def __enter__(self) -> Luthier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process. Studies with a store can be created again, and go on."""
        if self._connection.is_inherited:  # Perhaps with a lock that no thread here will ever release.
            return
        with self._lock:
            self._closed = True
        self._connection.close()

    def hello(self) -> dict[str, Any]:
        """What runs at the other end: its `protocol`, its `version`, and the names of all `methods`."""
        return cast("dict[str, Any]", self.call("rpc.hello"))

    def studies(self) -> list[StudyInfo]:
        """What is open, in alphabetical order."""
        return [StudyInfo(s["study"], s["store"], s["trials"], s["running"])
                for s in self.call("study.list")["studies"]]

    def create(self, name: str, space: Mapping[str, Any], *, objectives: Mapping[str, str] | None = None,
               directions: Sequence[str] | None = None, constraints: Sequence[str] | None = None,
               forbidden: Sequence[Mapping[str, Any]] | None = None,
               linear: Sequence[str | Mapping[str, Any]] | None = None, strategy: str | Mapping[str, Any] | None = None,
               seed: int | None = None, warm_start: Sequence[str] | None = None,
               budget: int | Mapping[str, Any] | None = None,
               store: str | os.PathLike[str] | None = None, if_exists: str | None = None,
               pruner: str | Mapping[str, Any] | None = None) -> Study:
        """Opens a study, or goes on with the one that `store` has: the words are those of a study file
        (docs/study-file.md). A `strategy` and a `pruner` may be their names alone, and a `budget` the number of
        trials."""
        creation = {
            "name": name, "space": space, "objectives": objectives, "directions": directions,
            "constraints": constraints, "forbidden": forbidden, "linear": linear,
            "strategy": {"name": strategy} if isinstance(strategy, str) else strategy,
            "pruner": {"name": pruner} if isinstance(pruner, str) else pruner, "seed": seed,
            "warm_start": warm_start,
            "budget": {"trials": budget} if isinstance(budget, numbers.Integral) else budget,
            # Absolute: this program may have changed its folder since Luthier was started.
            "store": None if store is None else os.path.abspath(store), "ifExists": if_exists}
        while True:
            connection = self._connection
            existing = self.call("study.create", **creation)["trials"]
            with self._lock:
                if self._connection is connection:
                    study = self._studies.setdefault(name, Study(self, name, existing))
                    study.creation = creation  # The latest: the budget may have grown.
                    return study
            creation["ifExists"] = "resume"  # It was started again meanwhile, and did not know of this study.

    def call(self, method: str, **params: Any) -> Any:
        """Any method of docs/rpc.md, by its name and its parameters. None says that one is not given."""
        given = _plain({name: value for name, value in params.items() if value is not None})
        connection = self._connection
        try:
            return connection.call(method, given)
        except ConnectionLost as lost:
            if not self._may_repeat(given):
                raise
            return self._connection_after(connection, lost).call(method, given)

    def _connect(self) -> _Connection:
        connection = _Connection(self.command, self)
        protocol = connection.call("rpc.hello", {})["protocol"]
        if protocol != PROTOCOL:
            connection.close()
            raise LuthierError(f"this client speaks protocol {PROTOCOL}, and that Luthier speaks {protocol}")
        return connection

    def _may_repeat(self, params: Mapping[str, Any]) -> bool:
        """Not about a study that is gone with its process, nor a creation that would find itself in its way."""
        if not self._restart or self._closed:
            return False
        study = self._studies.get(params.get("study", ""))
        is_gone = "study" in params and (study is None or not study.has_store)
        return not is_gone and params.get("ifExists") != "fail"

    def _connection_after(self, dead: _Connection, lost: ConnectionLost) -> _Connection:
        with self._lock:
            if self._connection is dead and not self._closed:  # Otherwise somebody else was faster.
                _log.warning("%s\nIt is started again.", lost)
                connection = self._connect()
                try:
                    for study in self._studies.values():
                        if study.has_store:
                            creation = _plain({**study.creation, "ifExists": "resume"})
                            connection.call("study.create", creation)
                except BaseException:
                    connection.close()
                    raise
                self._connection = connection
                dead.close()  # Frees what there is left of it.
            return self._connection

    def _new_key(self) -> str | None:
        """Only where calls may be repeated: Luthier keeps keys for good."""
        return uuid.uuid4().hex if self._restart else None

    def _forget(self, study: str) -> None:
        with self._lock:
            self._studies.pop(study, None)


class Study:
    """A study that is open; `Luthier.create` makes it. Its trials are named by their number or by their `Trial`."""

    def __init__(self, luthier: Luthier, name: str, existing: int):
        self.name = name
        self.existing = existing
        """How many trials it had when it was opened."""
        self.creation: Mapping[str, Any] = {}
        """The parameters that create it."""
        self._luthier = luthier
        self._lock = threading.Lock()  # Guards the next.
        self._left_over: list[Trial] | None = None

    def __repr__(self) -> str:
        return f"Study({self.name!r})"

    @property
    def has_store(self) -> bool:
        return self.creation.get("store") is not None

    def ask(self, count: int = 1, key: str | None = None, timeout_ms: int | None = None) -> Asked:
        """Up to `count` trials to evaluate. Under the same `key` again it answers with the same trials. After `timeout_ms`
        it answers with what there is, one trial at least: the best found so far, if the search is not over by then."""
        answer = self._call("study.ask", count=count, key=key or self._luthier._new_key(), timeout_ms=timeout_ms)
        return Asked([Trial(t["number"], t["parameters"], self) for t in answer["trials"]], answer["done"])

    def tell(self, trial: int | Trial, values: Values | None = None, *, state: str | None = None,
             stderr: float | None = None, cost: float | None = None, constraints: Mapping[str, float] | None = None,
             reason: str | None = None, key: str | None = None) -> str:
        """Records how a trial ended; returns the recorded state, which is "failed" when a value is NaN. Durable when it
        returns, if the study has a store. Saying the same again is fine; something else is `ToldOtherwise`."""
        answer = self._call("study.tell", number=_number(trial), values=values, state=state, stderr=stderr, cost=cost,
                            constraints=constraints, reason=reason, key=key)
        return str(answer["state"])

    def fail(self, trial: int | Trial, reason: str | None = None) -> str:
        """There is no value, because of the configuration."""
        return self.tell(trial, state="failed", reason=reason)

    def prune(self, trial: int | Trial, reason: str | None = None) -> str:
        """Stopped early, because it promised little."""
        return self.tell(trial, state="pruned", reason=reason)

    def abandon(self, trial: int | Trial, reason: str | None = None) -> str:
        """Gives a trial up for a reason that says nothing about its configuration; it uses up no budget."""
        return str(self._call("study.abandon", number=_number(trial), reason=reason)["state"])

    def report(self, trial: int | Trial, step: int, value: float) -> bool:
        """An intermediate value of the first objective. Returns whether the trial need not go on: the study's pruner
        finds that it promises too little, or it has ended already, told or abandoned by somebody else."""
        answer = self._call("study.report", number=_number(trial), step=step, value=value)
        if isinstance(trial, Trial):
            trial._stop[:] = [answer.get("reason")] if answer["stop"] else []
        return bool(answer["stop"])

    def enqueue(self, parameters: Mapping[str, Any], key: str | None = None) -> int:
        """Wants a configuration evaluated before anything the strategy proposes; returns its number."""
        answer = self._call("study.enqueue", parameters=parameters, key=key or self._luthier._new_key())
        return int(answer["number"])

    def add(self, trials: Iterable[Mapping[str, Any]], key: str | None = None) -> list[int]:
        """Takes in trials that were evaluated elsewhere, all or none: mappings with `parameters` and the words of
        `tell`. They use up no budget. Returns their numbers. All go in one request: where they are too many for one
        (64 MiB, or 2,000,000 values), ValueError says so, and it is for you to add them part by part."""
        answer = self._call("study.add", trials=list(trials), key=key or self._luthier._new_key())
        return list(answer["numbers"])

    def trials(self, since: int = 0) -> Iterator[TrialRecord]:
        """All trials from number `since` on, fetched page by page."""
        page: int | None = since
        while page is not None:
            answer = self._call("study.trials", since=page)
            yield from map(_record, answer["trials"])
            page = answer["next"]

    def best(self) -> TrialRecord | None:
        """The feasible trial with the best first objective, if there is one."""
        trial = self._call("study.best")["trial"]
        return None if trial is None else _record(trial)

    def front(self) -> list[TrialRecord]:
        """The Pareto front of several objectives: the feasible trials that no other dominates, in order of the first
        objective, best first. Of trials with equal values only the one that completed first."""
        return [_record(trial) for trial in self._call("study.front")["trials"]]

    def explain(self, trial: int | Trial | None = None) -> dict[str, Any]:
        """What the strategy has learnt, or why it proposed a trial, what it predicted and what came: the mapping that
        `study.explain` in docs/rpc.md describes."""
        return self._call("study.explain", number=None if trial is None else _number(trial))

    def close(self) -> None:
        """Frees all that the study holds in Luthier. With a store it can be created again, and goes on."""
        self._call("study.close")
        self._luthier._forget(self.name)

    def optimize(self, function: Callable[[Trial], Values | Result], trials: int | None = None, parallel: int = 1,
                 catch: tuple[type[Exception], ...] = (Exception,)) -> TrialRecord | None:
        """Evaluates trials by `function` until the study is done, `trials` of them at most, and returns the best.

        The function gets a `Trial` and returns its value, those of several objectives, or a `Result`. `parallel`
        threads call it at the same time. An exception of the kinds in `catch` is a result too: the trial failed, and
        its text says why; the log (`logging`, "luthier") has the traceback. `Pruned` prunes the trial. Every other
        exception gives the trial up, lets those that run beside it finish, and is raised. Ctrl-C gives up all that
        run. Where an earlier run of the program was killed, the trials that it had asked for come first.
        """
        if parallel < 1:
            raise ValueError(f"parallel = {parallel}: must be at least 1")
        _Run(self, function, math.inf if trials is None else trials, tuple(catch)).go(parallel)
        return self.best()

    def _call(self, method: str, **params: Any) -> Any:
        return self._luthier.call(method, study=self.name, **params)

    def _take_left_over(self) -> Trial | None:
        """A trial that was asked for before this process opened the study, and that nobody can be at work on: a store
        has one owner."""
        with self._lock:
            if self._left_over is None:
                old = itertools.takewhile(lambda t: t.number < self.existing, self.trials() if self.existing else ())
                self._left_over = [Trial(t.number, t.parameters, self) for t in old if t.state == "running"]
            return self._left_over.pop(0) if self._left_over else None


# --- What comes and goes ----------------------------------------------------------------------------------------------

Values = Union[float, Sequence[float], Mapping[str, float]]
"""One number; or one for each objective, in order or by name."""


@dataclasses.dataclass(frozen=True)
class StudyInfo:
    """A study that is open: where it is kept, if anywhere, how many trials it has, and how many are being evaluated."""

    study: str
    store: str | None
    trials: int
    running: int


@dataclasses.dataclass(frozen=True)
class Trial:
    """A trial to evaluate. `parameters` has the active ones only."""

    number: int
    parameters: dict[str, Any]
    study: Study = dataclasses.field(repr=False, compare=False)
    _stop: list[str | None] = dataclasses.field(default_factory=list, init=False, repr=False, compare=False)

    def report(self, step: int, value: float) -> bool:
        """As `Study.report`: whether the trial need not go on."""
        return self.study.report(self, step, value)

    def should_stop(self) -> bool:
        """What the last report was answered with: raise `Pruned` then."""
        return bool(self._stop)

    def why_stop(self) -> str | None:
        """The pruner's reason, if it gave one."""
        return self._stop[0] if self._stop else None


@dataclasses.dataclass(frozen=True)
class Asked:
    """The answer to an ask. `done` is None while more may be asked for, otherwise "budget", "exhausted" or "target"."""

    trials: list[Trial]
    done: str | None


@dataclasses.dataclass(frozen=True)
class Result:
    """For functions that have more to say than `values`: the standard error of the first of them, what the evaluation
    cost, and the study's constraints, feasible at 0 and below."""

    values: Values
    stderr: float | None = None
    cost: float | None = None
    constraints: Mapping[str, float] | None = None


class Pruned(Exception):
    """Raise it in a function that is optimized: the trial promises too little to go on. Without a text the reason is
    the pruner's, if it gave one."""


@dataclasses.dataclass(frozen=True)
class TrialRecord:
    """All that is known of a trial: docs/trials.md says which entries there are in which state, and what they mean.
    Those that are not there are None here; times are texts, and measurements pairs of a step and its values."""

    number: int
    state: str
    parameters: dict[str, Any]
    values: dict[str, float] | None = None
    stderr: float | None = None
    cost: float | None = None
    constraints: dict[str, float] | None = None
    failure: dict[str, str] | None = None
    reason: str | None = None
    measurements: tuple[tuple[int, dict[str, float]], ...] = ()
    worker: str | None = None
    start: str | None = None
    lease_until: str | None = None
    end: str | None = None


# --- What can go wrong ------------------------------------------------------------------------------------------------


class LuthierError(Exception):
    """What Luthier answers instead of a result: a sentence in `message`, and where it has them a `code`, the `field`
    that is wrong, its `value` as text, and the `reason`. Nothing was changed, unless it is a `StoreError`, a
    `ConnectionLost`, or the code is -32603, a bug in Luthier: then it may have been."""

    def __init__(self, message: str, code: int | None = None, field: str | None = None, value: str | None = None,
                 reason: str | None = None):
        super().__init__(message, code, field, value, reason)
        self.message, self.code, self.field, self.value, self.reason = message, code, field, value, reason

    def __str__(self) -> str:
        return self.message


class InvalidParams(LuthierError):
    """A parameter is missing or wrong: `field` says which one."""


class UnknownStudy(LuthierError):
    """No study of that name is open here."""


class UnknownTrial(LuthierError):
    """There is no trial of that number, or nobody has asked for it yet."""


class ToldOtherwise(LuthierError):
    """The trial was told something else before, and the first word stands."""


class Closed(LuthierError):
    """The study has been closed."""


class Conflict(LuthierError):
    """A study of that name exists and is another one, or should not exist."""


class StoreError(LuthierError):
    """The store cannot be opened, read or written. When a full disk has space again the same may be said again."""


class Busy(LuthierError):
    """Another process has the store, or too many requests wait. Try again later."""


class ConnectionLost(LuthierError):
    """The process is gone: `exit_code` is its exit code (minus a signal's number), `stderr` the end of what it wrote
    there. Whether the request was carried out is not known; see `Luthier(restart=True)`."""

    def __init__(self, message: str, exit_code: int | None = None, stderr: str = ""):
        super().__init__(message)
        self.args = (message, exit_code, stderr)
        self.exit_code, self.stderr = exit_code, stderr


_ERRORS: dict[int, type[LuthierError]] = {
    -32602: InvalidParams, 1: UnknownStudy, 2: UnknownTrial, 3: ToldOtherwise, 4: Closed, 5: Conflict, 6: StoreError,
    7: Busy}


# --- Below the surface: values ----------------------------------------------------------------------------------------


def _number(trial: int | Trial) -> int:
    return trial.number if isinstance(trial, Trial) else trial


def _record(trial: Mapping[str, Any]) -> TrialRecord:
    """Entries that a later Luthier adds are passed over."""
    known = {field.name: trial[field.name] for field in dataclasses.fields(TrialRecord) if field.name in trial}
    for name in known.keys() & {"values", "constraints"}:
        known[name] = _floats(known[name])
    for name in known.keys() & {"stderr", "cost"}:
        known[name] = float(known[name])
    known["measurements"] = tuple((m["step"], _floats(m["values"])) for m in trial.get("measurements", ()))
    return TrialRecord(**known)


def _floats(written: Mapping[str, Any]) -> dict[str, float]:
    """Python's float also reads "NaN", "Infinity" and "-Infinity", as numbers that are not finite come."""
    return {name: float(value) for name, value in written.items()}


def _plain(value: Any, depth: int = 2) -> Any:
    """A value as JSON has it. NumPy's and PyTorch's scalars and arrays say what they are by `tolist`.

    depth: where the value lies in its request, which is 1 itself; its parameters are 2.
    """
    if isinstance(value, str) and len(value) > _LONGEST_STRING:
        raise ValueError(f"a string of {len(value)} characters is too long: Luthier takes {_LONGEST_STRING}")
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, numbers.Integral):
        integer = int(value)
        if integer.bit_length() > 1024:
            raise ValueError(f"an integer of {integer.bit_length()} bits is too large: no double reaches beyond 1024")
        return integer
    if isinstance(value, numbers.Real):
        number = float(value)
        if math.isfinite(number):
            return number
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    if isinstance(value, (Mapping, list, tuple)) and depth > _DEEPEST:
        raise ValueError(f"a request that nests more than {_DEEPEST} deep is too deep for Luthier")
    if isinstance(value, Mapping):
        return {_plain_name(name): _plain(item, depth + 1) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth + 1) for item in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist(), depth)
    raise TypeError(f"a {type(value).__name__} cannot be sent to Luthier: {value!r}")


def _plain_name(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError(f"names must be strings: {name!r}")
    if len(name.encode()) > _LONGEST_NAME:  # To encode half of a surrogate pair is a ValueError as well.
        raise ValueError(f"a name of {len(name)} characters is too long: Luthier takes {_LONGEST_NAME} bytes")
    return name


def _count(plain: Any) -> int:
    """How many values it is, itself among them."""
    items = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return 1 + sum(map(_count, items))


# --- Below the surface: optimize --------------------------------------------------------------------------------------


class _Run:
    """One call of `Study.optimize`: what its threads share."""

    def __init__(self, study: Study, function: Callable[[Trial], Any], trials: float,
                 catch: tuple[type[Exception], ...]):
        self._study, self._function, self._catch = study, function, catch
        self._lock = threading.Lock()  # Guards what follows.
        self._left = trials
        self._running: dict[int, Trial] = {}
        self._error: BaseException | None = None

    def go(self, parallel: int) -> None:
        # Daemons: a function that hangs must not keep a program from ending after Ctrl-C.
        threads = [threading.Thread(target=self._work, args=(BaseException,), daemon=True) for _ in range(parallel - 1)]
        try:
            for thread in threads:
                thread.start()
            self._work(Exception)
            for thread in threads:
                thread.join()
        except BaseException as interruption:  # Ctrl-C, sys.exit(): there is no time to wait for the others.
            with self._lock:
                self._left = 0
                running = list(self._running.values())
            for trial in running:
                self._give_up(trial, interruption)
            raise
        if self._error:
            raise self._error

    def _work(self, kept: type[BaseException]) -> None:
        try:
            while True:
                with self._lock:
                    if self._left <= 0:
                        return
                    self._left -= 1
                trial = self._study._take_left_over() or next(iter(self._study.ask().trials), None)
                if trial is None:
                    return
                self._evaluate(trial)
        except kept as error:
            with self._lock:
                self._left = 0
                self._error = self._error or error

    def _evaluate(self, trial: Trial) -> None:
        with self._lock:
            self._running[trial.number] = trial
        try:
            # Somebody else may have told or abandoned the trial meanwhile: the first word stands.
            with contextlib.suppress(ToldOtherwise):
                self._tell(trial)
        except BaseException as error:
            self._give_up(trial, error)
            raise
        finally:
            with self._lock:
                self._running.pop(trial.number, None)

    def _tell(self, trial: Trial) -> None:
        try:
            result = self._function(trial)
        except LuthierError:  # Says nothing about the configuration.
            raise
        except Pruned as pruned:
            self._study.prune(trial, str(pruned) or trial.why_stop())
        except self._catch as error:
            _log.warning("trial %d of %s failed", trial.number, self._study.name, exc_info=True)
            self._study.fail(trial, f"{type(error).__name__}: {error}")
        else:
            told = result if isinstance(result, Result) else Result(result)
            self._study.tell(trial, told.values, stderr=told.stderr, cost=told.cost, constraints=told.constraints)

    def _give_up(self, trial: Trial, error: BaseException) -> None:
        with contextlib.suppress(LuthierError):  # The process may be what is gone.
            self._study.abandon(trial, f"{type(error).__name__}: {error}")


# --- Below the surface: the process at the other end ------------------------------------------------------------------

# Luthier's own limits: a request beyond them could not even be answered by its id.
_LONGEST_LINE = 64 << 20
_LONGEST_NAME = 50_000
_LONGEST_STRING = 1_000_000
_MOST_VALUES = 2_000_000
_DEEPEST = 100

# Seconds that a process which was asked to end may take to write its last results to a slow disk.
_PATIENCE = 10.0


def _default_command() -> list[str]:
    beside = pathlib.Path(__file__).resolve().parent.parent.parent / "luthier"
    found = os.environ.get("LUTHIER") or shutil.which("luthier") or (beside.is_file() and str(beside))
    if not found:
        raise FileNotFoundError("there is no luthier: put it on the PATH, name it in the environment variable LUTHIER,"
                                " or say Luthier(command=[…, 'rpc'])")
    return [found, "rpc"]


class _Connection:
    """One process and its pipes. Requests are written by those who make them, in turns; one thread reads the replies
    all the time, so that neither side ever waits for the other to read, and a Ctrl-C never cuts a reply in two."""

    def __init__(self, command: Sequence[str], user: Luthier):
        self._owner = os.getpid()
        # A session of its own: the Ctrl-C of a terminal is for the program that uses Luthier, which may have trials
        # to give up before the process ends.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self._stdin, self._stdout, self._stderr = self.process.stdin, self.process.stdout, self.process.stderr
        self._ids = itertools.count(1)
        self._closing = False
        self._writing = threading.Lock()
        self._half_line = False  # An exception (Ctrl-C) broke off a write, perhaps in the middle of its line.
        self._mended = threading.Semaphore(0)  # As often as such a line has no answer yet.
        self._state = threading.Lock()  # Guards the next two.
        self._waiting: dict[int, queue.SimpleQueue[Any]] = {}
        self._lost: tuple[str, int, str] | None = None
        self._last_words: collections.deque[str] = collections.deque(maxlen=20)
        self._errors = threading.Thread(target=self._read_errors, name="luthier-stderr", daemon=True)
        self._replies = threading.Thread(target=self._read_replies, name="luthier-replies", daemon=True)
        self._errors.start()
        self._replies.start()
        self._finalizer = weakref.finalize(user, self.close)  # At the end of the interpreter too.
        _connections.add(self)

    @property
    def is_inherited(self) -> bool:
        """Whether this is a process that was forked from the one that it belongs to."""
        return os.getpid() != self._owner

    def call(self, method: str, params: Mapping[str, Any]) -> Any:
        if self.is_inherited:
            raise LuthierError("a forked process needs a Luthier of its own: this one belongs to its parent")
        number = next(self._ids)
        request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        line = json.dumps(request, separators=(",", ":"), allow_nan=False).encode() + b"\n"
        if len(line) > _LONGEST_LINE:
            raise ValueError(f"a request of {len(line)} bytes is too long: Luthier takes {_LONGEST_LINE}")
        if len(line) > _MOST_VALUES and _count(request) > _MOST_VALUES:  # Each is a byte at least.
            raise ValueError(f"a request of {_count(request)} values is too large: Luthier takes {_MOST_VALUES}")
        answer: queue.SimpleQueue[Any] = queue.SimpleQueue()
        with self._state:
            self._waiting[number] = answer
            if self._lost:
                answer.put(None)
        try:
            self._write(line)
            reply = answer.get()
        finally:
            with self._state:
                del self._waiting[number]
        if reply is None:
            assert self._lost
            raise ConnectionLost(*self._lost)
        if "error" in reply:
            error = reply["error"]
            data = error.get("data") or {}
            kind = _ERRORS.get(error["code"], LuthierError)
            raise kind(error["message"], error["code"], data.get("field"), data.get("value"), data.get("reason"))
        return reply["result"]

    def _write(self, line: bytes) -> None:
        try:
            with self._writing:
                if self._half_line:  # Whatever there is of it, this makes it, or is, a line that is refused.
                    self._mended.release()
                    line = b"!\n" + line
                self._half_line = True
                self._stdin.write(line)
                self._stdin.flush()
                self._half_line = False
        except OSError:  # It reads no more. The end of its output, which comes now, tells those who wait.
            self.process.kill()
        except ValueError:  # It is being closed; likewise.
            pass

    def _read_replies(self) -> None:
        complaint = "wrote a line that is no reply"
        try:
            # Any exception: the line may be no JSON, no object, too deep for Python, …
            with contextlib.suppress(Exception), self._stdout:
                for line in self._stdout:
                    reply = json.loads(line)
                    if reply["id"] is None and not self._mended.acquire(blocking=False):
                        complaint = f"could not read a request: {reply['error']['message']}"
                        break
                    with self._state:
                        answer = self._waiting.get(reply["id"])
                    if answer:  # Nobody waits any more when a Ctrl-C broke off the waiting.
                        answer.put(reply)
                else:
                    complaint = ""
        finally:  # Whatever has happened, nobody waits for ever.
            if complaint:
                self.process.kill()
            self._end(complaint)

    def _end(self, complaint: str) -> None:
        try:
            code = self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:  # It closed its output and lives on.
            self.process.kill()
            code = self.process.wait()
        self._errors.join(1)  # A moment at most: something that it started may hold the stream open.
        words = "".join(self._last_words).strip()
        if self._closing:
            message = "Luthier has been closed"
        else:
            message = f"Luthier {complaint or f'ended with exit code {code}'}" + (f":\n{words}" if words else "")
        with self._state:
            self._lost = (message, code, words)
            waiting = list(self._waiting.values())
        for answer in waiting:
            answer.put(None)

    def _read_errors(self) -> None:
        with self._stderr:
            for line in self._stderr:
                text = line.decode("utf-8", "replace")
                self._last_words.append(text)
                with contextlib.suppress(Exception):  # There may be no console, or a test that has taken it away.
                    sys.stderr.write(text)

    def close(self) -> None:
        """Ends the process: politely, by the end of its input; then less so."""
        if self.is_inherited:
            return
        self._finalizer.detach()  # It would remember this connection as long as its user lives.
        self._closing = True
        if self._writing.acquire(timeout=_PATIENCE):  # Not in the middle of somebody's line.
            with contextlib.suppress(OSError):
                self._stdin.close()
            self._writing.release()
        if threading.current_thread() is self._replies:  # The garbage collector runs in any thread.
            return
        self._replies.join(_PATIENCE)
        for end in (self.process.terminate, self.process.kill):
            if self._replies.is_alive():
                end()
                self._replies.join(_PATIENCE)

    def leave(self) -> None:
        """In a forked process: closes its ends of the pipes, lest Luthier outlive the process that has it."""
        for stream in (self._stdin, self._stdout, self._stderr):
            with contextlib.suppress(OSError):
                cast(Any, stream).raw.close()


_connections: weakref.WeakSet[_Connection] = weakref.WeakSet()


def _leave_connections() -> None:
    for connection in list(_connections):
        connection.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_connections)
