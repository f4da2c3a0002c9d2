"""Luthier as a sampler of Optuna, 3.1 or newer.

    import optuna
    from optuna_sampler import LuthierSampler

    study = optuna.create_study(sampler=LuthierSampler("gp", seed=1))
    study.optimize(lambda trial: trial.suggest_float("x", -5, 5) ** 2, n_trials=50)

Optuna keeps the trials; Luthier, in a process beside it, keeps a mirror of them and proposes:

    Optuna's trials ──► those that finished since the last proposal ──► a Luthier study ──► the next parameters
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import re
import secrets
import threading
import uuid
import warnings
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers import BaseSampler, RandomSampler
from optuna.trial import FrozenTrial, TrialState

from luthier import Luthier, LuthierError, Study, ToldOtherwise

try:
    from optuna.search_space import IntersectionSearchSpace
except ImportError:
    from optuna.samplers import IntersectionSearchSpace  # type: ignore  # Optuna 3.1

Space = Mapping[str, BaseDistribution]

_FINISHED = (TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL)

# Parameters and constraints in one message: far below the limits of a request, whatever the space.
_MOST_AT_ONCE = 10_000


class LuthierSampler(BaseSampler):
    """Suggests what Luthier proposes for the parameters that are known before a trial: those of `search_space`, or
    else those that all completed trials had in common. What else a trial asks for, and what Luthier cannot do, comes
    from `independent_sampler`. When the process is gone or refuses, one warning says so, and the independent sampler
    goes on alone.

    strategy, options: as in a study file; Luthier's default if left out.
    seed: random if left out. With equal seeds and results Luthier proposes the same.
    search_space: what every trial suggests, so that the first one is proposed by Luthier too.
    independent_sampler: a RandomSampler if left out.
    luthier: one that runs, to share it; or the command that starts one. If left out, one is started when needed, and
        ends with the sampler.

    Several studies and threads (`n_jobs`) may share a sampler. Copies, pickled or not, start their own Luthier. Trials
    that run in other processes are not known to it before they have finished.
    """

    def __init__(self, strategy: str | None = None, options: Mapping[str, Any] | None = None, *,
                 seed: int | None = None, search_space: Space | None = None,
                 independent_sampler: BaseSampler | None = None, luthier: Luthier | Sequence[str] | None = None):
        if options is not None and strategy is None:
            raise ValueError("options need the name of the strategy that they belong to")
        self._strategy = None if strategy is None else {"name": strategy, **({"options": options} if options else {})}
        self._seed = secrets.randbits(63) if seed is None else seed
        self._search_space = None if search_space is None else dict(search_space)
        self._independent_sampler = independent_sampler or RandomSampler(seed=seed)
        self._command = luthier.command if isinstance(luthier, Luthier) else luthier
        self._begin(luthier if isinstance(luthier, Luthier) else None)

    def _begin(self, luthier: Luthier | None) -> None:
        """What no copy has from another."""
        self._process = os.getpid()
        self._lock = threading.RLock()  # Guards what follows.
        self._luthier = luthier
        self._is_alone = False
        self._mirrors: weakref.WeakKeyDictionary[Any, dict[int, _Mirrors]] = weakref.WeakKeyDictionary()
        self._orphans: deque[str] = deque()

    def _locked(self) -> threading.RLock:
        if os.getpid() != self._process:  # Forked: neither the parent's Luthier nor its lock is ours.
            self._begin(None)
        return self._lock

    def __getstate__(self) -> dict[str, Any]:
        mine = {"_process", "_lock", "_luthier", "_is_alone", "_mirrors", "_orphans"}
        return {name: value for name, value in self.__dict__.items() if name not in mine}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._begin(None)

    def reseed_rng(self) -> None:
        """A copy that has proposed nothing yet gets another seed. Threads need none: they share one Luthier, which
        proposes nothing twice."""
        self._independent_sampler.reseed_rng()
        with self._locked():
            if not self._mirrors:
                self._seed = secrets.randbits(63)

    def before_trial(self, study: optuna.Study, trial: FrozenTrial) -> None:
        if hasattr(self._independent_sampler, "before_trial"):  # Not in Optuna 3.1 and 3.2.
            self._independent_sampler.before_trial(study, trial)

    def after_trial(self, study: optuna.Study, trial: FrozenTrial, state: TrialState,
                    values: Sequence[float] | None) -> None:
        self._independent_sampler.after_trial(study, trial, state, values)

    def sample_independent(self, study: optuna.Study, trial: FrozenTrial, param_name: str,
                           param_distribution: BaseDistribution) -> Any:
        return self._independent_sampler.sample_independent(study, trial, param_name, param_distribution)

    def infer_relative_search_space(self, study: optuna.Study, trial: FrozenTrial) -> dict[str, BaseDistribution]:
        with self._locked():
            space = self._search_space
            if space is None:
                space = self._mirrors_of(study).intersection.calculate(study)
            return {name: distribution for name, distribution in sorted(space.items()) if not distribution.single()}

    def sample_relative(self, study: optuna.Study, trial: FrozenTrial,
                        search_space: dict[str, BaseDistribution]) -> dict[str, Any]:
        with self._locked():
            proposed = self._propose_or_warn(study, trial, search_space)
        return {name: proposed[name] if name in proposed else self.sample_independent(study, trial, name, distribution)
                for name, distribution in search_space.items()}

    def _propose_or_warn(self, study: optuna.Study, trial: FrozenTrial, space: Space) -> dict[str, Any]:
        """What Luthier proposes, which is nothing for parameters of one value, or when it is gone."""
        open_space = {name: distribution for name, distribution in sorted(space.items()) if not distribution.single()}
        if self._is_alone or not open_space:
            return {}
        try:
            return self._propose(study, trial.number, open_space)
        except (LuthierError, OSError, ValueError, TypeError) as error:  # The latter two: what cannot be sent.
            self._is_alone = True
            kind = type(self._independent_sampler).__name__
            warnings.warn(f"Luthier proposes nothing any more, and {kind} goes on alone: {error}", stacklevel=3)
            return {}

    def _propose(self, study: optuna.Study, number: int, space: Space) -> dict[str, Any]:
        if self._luthier is None:
            self._luthier = Luthier(self._command)
        while self._orphans:
            with contextlib.suppress(LuthierError):  # Somebody else may have closed it, by a restart for example.
                Study(self._luthier, self._orphans.popleft(), 0).close()
        trials = study.get_trials(deepcopy=False, states=_FINISHED)
        constraints = _constraint_names(trials)
        mirrors = self._mirrors_of(study).all
        mirror = next((m for m in mirrors if m.space == space and m.constraints == constraints), None)
        if mirror is None:
            mirror = self._new_mirror(self._luthier, study, space, constraints)
            mirrors.append(mirror)
        mirror.learn(trials)
        over = {number, *(trial.number for trial in trials)}
        for each in mirrors:
            each.give_up(over)
        return mirror.propose(number)

    def _mirrors_of(self, study: optuna.Study) -> _Mirrors:
        """By storage and number: a pruner such as Hyperband shows the same study as another object each time."""
        return self._mirrors.setdefault(study._storage, {}).setdefault(study._study_id, _Mirrors())

    def _new_mirror(self, luthier: Luthier, study: optuna.Study, space: Space, constraints: list[str]) -> _Mirror:
        translation = _Translation(space)
        created = luthier.create(
            f"optuna-{uuid.uuid4().hex}", translation.space(), strategy=self._strategy, seed=self._seed,
            directions=[direction.name.lower() for direction in study.directions],
            constraints=[f"constraint{i}" for i in range(len(constraints))] or None)
        mirror = _Mirror(created, translation, constraints)
        # When Optuna's study is gone; in any thread and at any time, and so not by talking to Luthier there and then.
        weakref.finalize(mirror, self._orphans.append, created.name).atexit = False
        return mirror


class _Mirrors:
    """One Optuna study, as Luthier knows it: a mirror for each search space that it has had. There are few, because
    what all trials have in common only ever shrinks."""

    def __init__(self) -> None:
        self.intersection = IntersectionSearchSpace()
        self.all: list[_Mirror] = []


class _Mirror:
    """A Luthier study with the trials of an Optuna study that lie in one search space. Each is told once: what Luthier
    proposed under its number there, all else as a trial from elsewhere."""

    def __init__(self, study: Study, translation: _Translation, constraints: Sequence[str]):
        self.space = translation.distributions
        self.constraints = constraints
        self._study = study
        self._translation = translation
        self._known: set[int] = set()
        self._adding: dict[int, dict[str, Any]] = {}  # By Optuna's number, until Luthier is known to have them.
        self._proposed: dict[int, tuple[int, dict[str, Any]]] = {}  # By Optuna's number: Luthier's, and what it was.

    def learn(self, trials: Sequence[FrozenTrial]) -> None:
        """A trial is known when Luthier has answered: a Ctrl-C may break this off anywhere, and it is begun anew."""
        self._finish_adding()
        elsewhere = {}
        for trial in trials:
            if trial.number in self._known:
                continue
            parameters = self._translation.to_luthier(trial.params)
            outcome = self._outcome(trial)
            number, proposed = self._proposed.get(trial.number, (None, None))
            if number is not None and parameters == proposed and outcome is not None:
                self._study.tell(number, **outcome)
                self._known.add(trial.number)
                del self._proposed[trial.number]
            elif parameters is not None and outcome is not None:
                elsewhere[trial.number] = {"parameters": parameters, **outcome}
            else:
                self._known.add(trial.number)
        waiting = iter(elsewhere.items())
        at_once = max(1, _MOST_AT_ONCE // (len(self.space) + len(self.constraints)))
        while piece := dict(itertools.islice(waiting, at_once)):
            self._adding = piece
            self._finish_adding()

    def _finish_adding(self) -> None:
        """Also what was begun before, under the same key: it may have been carried out."""
        if self._adding:
            self._study.add(self._adding.values(), key=str(next(iter(self._adding))))
            self._known.update(self._adding)
            self._adding = {}

    def give_up(self, trials: set[int]) -> None:
        """Abandons what was proposed for them: Optuna evaluated something else, fixed by enqueue_trial or in a space
        that has changed meanwhile, or asks anew."""
        for trial in self._proposed.keys() & trials:
            with contextlib.suppress(ToldOtherwise):  # By a `learn` that was broken off then.
                self._study.abandon(self._proposed[trial][0], "Optuna evaluated something else")
            del self._proposed[trial]

    def propose(self, number: int) -> dict[str, Any]:
        """Nothing when every configuration has been tried; Optuna may well try one again."""
        asked = self._study.ask()
        if not asked.trials:
            return {}
        trial = asked.trials[0]
        self._proposed[number] = (trial.number, trial.parameters)
        return self._translation.to_optuna(trial.parameters)

    def _outcome(self, trial: FrozenTrial) -> dict[str, Any] | None:
        """None where it lacks a constraint."""
        if trial.state == TrialState.PRUNED:
            return {"state": "pruned", "reason": "pruned in Optuna"}
        constraints = _constraints(trial)
        if trial.state == TrialState.FAIL or any(map(math.isnan, (*trial.values, *constraints.values()))):
            return {"state": "failed", "reason": "failed in Optuna"}
        if not constraints.keys() >= set(self.constraints):
            return None
        named = {f"constraint{i}": constraints[name] for i, name in enumerate(self.constraints)}
        return {"values": list(trial.values), **({"constraints": named} if named else {})}


class _Translation:
    """Between Optuna's values and Luthier's. Choices are anything in Optuna, and None, 1, True and "1" at once; here
    they are their indices. Where Luthier would not take the names, it gets others."""

    _LEGAL = re.compile(r"[^\s{}\x00-\x1f\x7f]{1,200}")

    def __init__(self, distributions: Space):
        self.distributions = dict(distributions)
        are_legal = all(map(self._LEGAL.fullmatch, distributions))
        self._names = {name: name if are_legal else f"p{i}" for i, name in enumerate(distributions)}

    def space(self) -> dict[str, Any]:
        return {self._names[name]: self._parameter(d) for name, d in self.distributions.items()}

    @staticmethod
    def _parameter(distribution: BaseDistribution) -> dict[str, Any]:
        if isinstance(distribution, CategoricalDistribution):
            return {"type": "categorical", "choices": list(range(len(distribution.choices)))}
        if not isinstance(distribution, (FloatDistribution, IntDistribution)):
            raise LuthierError(f"{distribution} is of no kind that Luthier knows")
        parameter = {"type": "int" if isinstance(distribution, IntDistribution) else "float",
                     "low": distribution.low, "high": distribution.high}
        if distribution.log:
            parameter["scale"] = "log"
        elif distribution.step is not None:
            parameter["step"] = distribution.step
        return parameter

    def to_luthier(self, params: Mapping[str, Any]) -> dict[str, Any] | None:
        """None when they do not lie in the space: one is missing, or its range was another one then."""
        try:
            return {self._names[name]: self._value(d, params[name]) for name, d in self.distributions.items()}
        except (KeyError, ValueError):
            return None

    @staticmethod
    def _value(distribution: BaseDistribution, value: Any) -> Any:
        internal = distribution.to_internal_repr(value)
        if not distribution._contains(internal):
            raise ValueError(f"{value} is not in {distribution}")
        if isinstance(distribution, FloatDistribution):
            if distribution.step is None:
                return float(value)
            # Luthier's steps are decimals: 0.3, where Optuna may have 0.30000000000000004.
            low, step = Decimal(str(distribution.low)), Decimal(str(distribution.step))
            return float(low + round((value - distribution.low) / distribution.step) * step)
        return int(internal)

    def to_optuna(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name, distribution in self.distributions.items():
            value = parameters[self._names[name]]
            if isinstance(distribution, CategoricalDistribution):
                found[name] = distribution.choices[value]
            else:
                found[name] = float(value) if isinstance(distribution, FloatDistribution) else int(value)
        return found


def _constraint_names(trials: Sequence[FrozenTrial]) -> list[str]:
    """Those of the first trial that has any."""
    return next((sorted(found) for found in map(_constraints, trials) if found), [])


def _constraints(trial: FrozenTrial) -> dict[str, float]:
    """As Optuna keeps them: in a list until version 4, under their names since."""
    found = {str(i): value for i, value in enumerate(trial.system_attrs.get("constraints") or ())}
    for key, value in trial.system_attrs.items():
        if key.startswith("constraints:"):
            found[key[len("constraints:"):]] = value
    return found
