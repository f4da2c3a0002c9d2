"""Optuna's samplers as peers: the rows that `luthier bench quality` compares with.

    python optuna_runs.py KIND METHOD [FIRST-LAST] [FILE]

KIND is named or moved, the six functions as they are or moved, 100 evaluations; or svr_mixed, the mixed problem, or
digits, the example, 50; LUTHIER_DIGITS is the command line that evaluates that one.
METHOD is random, tpe, gp or cmaes; seeds are 0-19. Samplers get the seed and are otherwise as they come; the functions
begin with the ten common points, svr_mixed and digits with the sampler's own start-up. One JSON line a run, to standard output or
behind what FILE has: runs that are there are not made again. One thread, so that results do not depend on the machine's
number of cores.
"""

import json
import os
import pathlib
import shlex
import subprocess
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402 - after the thread counts
import older_torch  # noqa: E402, F401 - for what it does
import optuna  # noqa: E402
from functions import FUNCTIONS, RESOURCES, box, starting_points  # noqa: E402
from make_moved import moved_function  # noqa: E402

sys.path.insert(0, str(RESOURCES / "problem"))

EVALUATIONS = {"named": 100, "moved": 100, "svr_mixed": 50, "digits": 50}
SEEDS = "0-19"
CHECKPOINTS = (10, 25, 50, 100)
SAMPLERS = {
    "random": lambda seed, **options: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed, **options: optuna.samplers.TPESampler(seed=seed, **options),
    "gp": lambda seed, **options: optuna.samplers.GPSampler(seed=seed, **options),
    "cmaes": lambda seed, **options: optuna.samplers.CmaEsSampler(seed=seed),
    "nsga2": lambda seed, **options: optuna.samplers.NSGAIISampler(seed=seed, **options),
}
"""By the seed, and by what a suite adds: `constraints_func`, which some have no use for."""


def named_runs(method, seeds):
    for name in FUNCTIONS:
        for seed in seeds:
            yield name, seed, lambda name=name, seed=seed: row(
                *box_run(name, FUNCTIONS[name], method, seed), method, name, seed, EVALUATIONS["named"]
            )


def moved_runs(method, seeds):
    problems = json.loads((RESOURCES / "problem/moved.json").read_text())
    for name in FUNCTIONS:
        for seed in seeds:
            function = moved_function(name, problems[name], problems[name]["seeds"][str(seed)])
            label = name + "-moved"
            yield label, seed, lambda name=name, label=label, seed=seed, function=function: row(
                *box_run(name, function, method, seed), method, label, seed, EVALUATIONS["moved"]
            )


def box_run(name, function, method, seed):
    """The study and the objective of a function on the box of a named one, from its ten common points."""
    lower, upper = box(name)
    study = new_study(method, seed)
    for point in starting_points(name, seed):
        study.enqueue_trial({f"x{i}": float(x) for i, x in enumerate(point)})

    def objective(trial):
        sides = enumerate(zip(lower, upper))
        return function(np.array([trial.suggest_float(f"x{i}", low, high) for i, (low, high) in sides]))

    return study, objective


def svr_mixed_runs(method, seeds):
    from svr_mixed import evaluate

    def objective(trial):
        return evaluate(
            {
                "C": trial.suggest_float("C", 1e-2, 1e4, log=True),
                "epsilon": trial.suggest_float("epsilon", 1e-3, 1e2, log=True),
                "gamma": trial.suggest_float("gamma", 1e-5, 1e1, log=True),
                "kernel": trial.suggest_categorical("kernel", ["rbf", "poly", "sigmoid", "linear"]),
                "degree": trial.suggest_int("degree", 2, 5),
                "coef0": trial.suggest_float("coef0", 0.0, 1.0),
                "scaler": trial.suggest_categorical("scaler", ["standard", "minmax", "none"]),
                "n_components": trial.suggest_int("n_components", 1, 10),
            }
        )

    for seed in seeds:
        yield "svr_mixed", seed, lambda seed=seed: row(
            new_study(method, seed), objective, method, "svr_mixed", seed, EVALUATIONS["svr_mixed"]
        )


def digits_runs(method, seeds):
    command = shlex.split(os.environ["LUTHIER_DIGITS"])
    java = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def objective(trial, seed):
        trial.suggest_float("learning_rate", 1e-4, 0.1, log=True)
        trial.suggest_float("weight_decay", 1e-6, 0.01, log=True)
        trial.suggest_int("width", 16, 256, log=True)
        trial.suggest_int("depth", 1, 3)
        trial.suggest_float("dropout", 0.0, 0.5, step=0.05)
        # Optuna has no ordinals: equal steps of the exponent, and of the place in the list.
        batch = 2 ** trial.suggest_int("log2_batch", 4, 7)
        trial.suggest_categorical("activation", ["relu", "tanh", "gelu"])
        if trial.suggest_categorical("optimizer", ["sgd", "adam"]) == "sgd":
            trial.suggest_float("momentum", 0.0, 0.99)
        else:
            trial.suggest_float("beta1", 0.8, 0.95)
            trial.suggest_int("beta2", 0, 4)
        parameters = {**trial.params, "batch": batch, "dropout": round(trial.params["dropout"], 2)}
        del parameters["log2_batch"]
        if "beta2" in parameters:
            parameters["beta2"] = [0.9, 0.97, 0.99, 0.997, 0.999][parameters["beta2"]]
        java.stdin.write(json.dumps({"seed": seed, "number": trial.number, "parameters": parameters}) + "\n")
        return float(java.stdout.readline())

    for seed in seeds:
        yield "digits", seed, lambda seed=seed: row(
            new_study(method, seed), lambda trial: objective(trial, seed), method, "digits", seed, EVALUATIONS["digits"]
        )


def new_study(method, seed):
    return optuna.create_study(sampler=SAMPLERS[method](seed))


def row(study, objective, method, problem, seed, evaluations):
    began = time.perf_counter()
    study.optimize(objective, n_trials=evaluations)
    wall = time.perf_counter() - began
    best = np.minimum.accumulate([trial.value for trial in study.trials])
    return {
        "method": method,
        "problem": problem,
        "seed": seed,
        "n": evaluations,
        "best": {str(k): float(best[k - 1]) for k in CHECKPOINTS if k <= evaluations},
        "wall_s": round(wall, 2),
    }


def main_of(runs):
    """Makes the runs of the command line that are not there yet: `runs` yields problem, seed and how to make a row."""
    kind, method, *rest = sys.argv[1:]
    first, last = map(int, (rest[0] if rest else SEEDS).split("-"))
    path = pathlib.Path(rest[1]) if len(rest) > 1 else None
    there = set()
    if path and path.exists():
        rows = map(json.loads, path.read_text().splitlines())
        there = {(made["method"], made["problem"], made["seed"]) for made in rows}
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    for problem, seed, make in runs(kind, method, range(first, last + 1)):
        if (method, problem, seed) in there:
            continue
        line = json.dumps(make())
        if path:
            with path.open("a") as file:
                file.write(line + "\n")
        else:
            print(line, flush=True)


def runs_of(kind, method, seeds):
    kinds = {"named": named_runs, "moved": moved_runs, "svr_mixed": svr_mixed_runs, "digits": digits_runs}
    return kinds[kind](method, seeds)


if __name__ == "__main__":
    main_of(runs_of)
