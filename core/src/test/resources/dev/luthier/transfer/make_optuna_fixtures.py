"""Writes the Optuna files beside it: what OptunaFixturesTest reads.

    TZ=UTC          python3 make_optuna_fixtures.py 3.1    (Optuna 3.1.0)
    TZ=Asia/Kolkata python3 make_optuna_fixtures.py 5.0    (Optuna 5.0.0)

For each of SQLite and journal: optuna-VERSION.db or .journal, and beside it a .json with what Optuna
itself says about every trial. The time zone of 5.0 differs from UTC on purpose: it writes UTC.
"""

import datetime
import json
import math
import os
import sqlite3
import sys

import optuna
from optuna.distributions import (
    CategoricalDistribution,
    DiscreteUniformDistribution,
    FloatDistribution,
    IntDistribution,
    IntLogUniformDistribution,
    IntUniformDistribution,
    LogUniformDistribution,
    UniformDistribution,
)
from optuna.trial import TrialState, create_trial

VERSION = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
optuna.logging.set_verbosity(optuna.logging.ERROR)


def conditional(storage):
    """One value to maximize; every kind of parameter; every state of a trial."""
    sampler = optuna.samplers.RandomSampler(seed=7)
    study = optuna.create_study(
        storage=storage, study_name="conditional", direction="maximize", sampler=sampler
    )

    def objective(trial):
        optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "näïve, \"quoted\""])
        x = trial.suggest_float("x", -1.0, 2.0)
        trial.suggest_float("rate", 1e-5, 0.1, log=True)
        trial.suggest_float("dropout", 0.0, 0.5, step=0.05)
        trial.suggest_float("third", 0.1, 0.7, step=0.1)
        trial.suggest_int("width", 16, 512, log=True)
        trial.suggest_int("layers", 1, 9, step=2)
        trial.suggest_categorical("mixed", ["1", 1, 2.5, False])
        if optimizer == "sgd":
            trial.suggest_float("sgd.momentum", 0.0, 0.99)
        n = trial.number
        if n % 5 == 1:
            trial.report(x, step=1)
            trial.report([math.nan, math.inf, -math.inf, 0.1 + 0.2][n % 4], step=10)
        if n % 6 == 2:
            trial.report(x / 3, step=2)
            raise optuna.TrialPruned()
        if n % 7 == 3:
            raise RuntimeError("out of memory")
        if n == 4:
            return math.inf
        if n == 5:
            return -math.inf
        if n == 6:
            return math.nan
        return math.sin(3 * x)

    study.optimize(objective, n_trials=20, catch=(RuntimeError,))
    study.enqueue_trial({"x": 0.5})  # WAITING
    study.add_trial(
        create_trial(
            params={"optimizer": "adam", "x": 0.25, "rate": 0.001, "dropout": 0.1, "third": 0.3,
                    "width": 32, "layers": 3, "mixed": "1"},
            distributions={
                "optimizer": CategoricalDistribution(["sgd", "adam", "näïve, \"quoted\""]),
                "x": FloatDistribution(-1.0, 2.0),
                "rate": FloatDistribution(1e-5, 0.1, log=True),
                "dropout": FloatDistribution(0.0, 0.5, step=0.05),
                "third": FloatDistribution(0.1, 0.7, step=0.1),
                "width": IntDistribution(16, 512, log=True),
                "layers": IntDistribution(1, 9, step=2),
                "mixed": CategoricalDistribution(["1", 1, 2.5, False]),
            },
            value=0.75,
            intermediate_values={3: 0.5, 1: 0.25},
        )
    )
    running = study.ask()  # takes the enqueued trial; a second one waits
    running.suggest_float("x", -1.0, 2.0)
    study.enqueue_trial({"x": 0.75})


def two_objectives(storage):
    """Two values, constraints, and from 3.2 on names of the objectives."""

    def constraints(trial):
        return trial.user_attrs["constraints"]

    sampler = optuna.samplers.NSGAIISampler(
        population_size=4, seed=3, constraints_func=constraints
    )
    study = optuna.create_study(
        storage=storage, study_name="two objectives", directions=["minimize", "maximize"],
        sampler=sampler,
    )
    if hasattr(study, "set_metric_names"):
        study.set_metric_names(["loss", "speed"])

    def objective(trial):
        x = trial.suggest_float("x", 0, 1)
        n = trial.suggest_int("n", 1, 8)
        trial.set_user_attr("constraints", [x - 0.8, 2.0 - n])
        return x * n, (math.inf if trial.number == 3 else n / (1 + x))

    study.optimize(objective, n_trials=10)


def old_distributions(storage):
    """The classes of Optuna 2, and a range that changes from trial to trial."""
    study = optuna.create_study(storage=storage, study_name="old distributions")
    for i in range(6):
        trial_id = storage.create_new_trial(study._study_id)
        high = 10.0 * (i + 1)
        for name, stored, distribution in [
            ("u", high - 0.5, UniformDistribution(0.0, high)),
            ("lu", 0.01 * (i + 1), LogUniformDistribution(1e-3, 1.0)),
            ("du", 0.1 * i, DiscreteUniformDistribution(0.0, 1.0, 0.1)),
            ("iu", 2 * i, IntUniformDistribution(0, 10, 2)),
            ("ilu", 2**i, IntLogUniformDistribution(1, 64)),
        ]:
            storage.set_trial_param(trial_id, name, stored, distribution)
        storage.set_trial_state_values(trial_id, TrialState.COMPLETE, [float(i)])


def fill(storage):
    optuna.create_study(storage=storage, study_name="gone")
    optuna.load_study(storage=storage, study_name="gone").optimize(
        lambda trial: trial.suggest_float("x", 0, 1), n_trials=2
    )
    optuna.delete_study(storage=storage, study_name="gone")
    conditional(storage)
    two_objectives(storage)
    old_distributions(storage)
    optuna.create_study(storage=storage, study_name="empty")


def number(value):
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def utc(local):
    return None if local is None else local.astimezone(datetime.timezone.utc).timestamp()


def constraints_of(trial):
    if hasattr(trial, "constraints"):
        return [number(value) for value in trial.constraints.values()]
    return [number(value) for value in trial.system_attrs.get("constraints", [])]


def describe(storage):
    studies = {}
    for summary in optuna.get_all_study_summaries(storage=storage):
        study = optuna.load_study(storage=storage, study_name=summary.study_name)
        studies[study.study_name] = {
            "directions": [direction.name for direction in study.directions],
            "trials": [
                {
                    "number": trial.number,
                    "state": trial.state.name,
                    "params": trial.params,
                    "values": [number(v) for v in trial.values or []],
                    "steps": {str(k): number(v) for k, v in trial.intermediate_values.items()},
                    "constraints": constraints_of(trial),
                    "start": trial.datetime_start and trial.datetime_start.isoformat(),
                    "end": trial.datetime_complete and trial.datetime_complete.isoformat(),
                    "start_epoch": utc(trial.datetime_start),
                    "end_epoch": utc(trial.datetime_complete),
                }
                for trial in study.trials
            ],
        }
    return studies


def write(storage, path):
    fill(storage)
    with open(path + ".json", "w", encoding="utf-8") as out:
        json.dump(describe(storage), out, ensure_ascii=False, indent=1)
        out.write("\n")


def main():
    database = os.path.join(HERE, f"optuna-{VERSION}.db")
    journal = os.path.join(HERE, f"optuna-{VERSION}.journal")
    for path in (database, journal):
        if os.path.exists(path):
            os.remove(path)
    write(optuna.storages.RDBStorage("sqlite:///" + database), database)
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA page_size = 1024")  # mostly empty tables and indices
        connection.commit()
        connection.execute("VACUUM")
    try:
        backend = optuna.storages.journal.JournalFileBackend(journal)
    except AttributeError:
        backend = optuna.storages.JournalFileStorage(journal)
    write(optuna.storages.JournalStorage(backend), journal)


main()
