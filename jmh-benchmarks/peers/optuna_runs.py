"""Optuna's samplers as peers: the rows that `luthier bench quality` compares with.

    python optuna_runs.py moved     METHOD [FIRST-LAST]  > runs.jsonl     the moved functions, 50 evaluations, seeds 0-9
    python optuna_runs.py svr_mixed METHOD [FIRST-LAST]  > runs.jsonl     the mixed problem, 50 evaluations, seeds 0-19

METHOD is random, tpe or gp. Samplers get the seed and are otherwise as they come; the moved functions begin with the
ten common points, svr_mixed with the sampler's own start-up. One JSON line a run. One thread, so that results do not
depend on the machine's number of cores.
"""

import json
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402 - after the thread counts
import optuna  # noqa: E402
from functions import FUNCTIONS, RESOURCES, box, starting_points  # noqa: E402
from make_moved import moved_function  # noqa: E402

sys.path.insert(0, str(RESOURCES / "problem"))

EVALUATIONS = 50
SEEDS = {"moved": "0-9", "svr_mixed": "0-19"}
CHECKPOINTS = (10, 25, 50, 100)
SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
}


def moved_runs(method, seeds):
    problems = json.loads((RESOURCES / "problem/moved.json").read_text())
    for name in FUNCTIONS:
        lower, upper = box(name)
        for seed in seeds:
            function = moved_function(name, problems[name], problems[name]["seeds"][str(seed)])
            study = new_study(method, seed)
            for point in starting_points(name, seed):
                study.enqueue_trial({f"x{i}": float(x) for i, x in enumerate(point)})

            def objective(trial, function=function, lower=lower, upper=upper):
                box_sides = enumerate(zip(lower, upper))
                return function(np.array([trial.suggest_float(f"x{i}", low, high) for i, (low, high) in box_sides]))

            yield run(study, objective, method, name + "-moved", seed)


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
        yield run(new_study(method, seed), objective, method, "svr_mixed", seed)


def new_study(method, seed):
    return optuna.create_study(sampler=SAMPLERS[method](seed))


def run(study, objective, method, problem, seed):
    began = time.perf_counter()
    study.optimize(objective, n_trials=EVALUATIONS)
    wall = time.perf_counter() - began
    best = np.minimum.accumulate([trial.value for trial in study.trials])
    return {
        "method": method,
        "problem": problem,
        "seed": seed,
        "n": EVALUATIONS,
        "best": {str(k): float(best[k - 1]) for k in CHECKPOINTS if k <= EVALUATIONS},
        "wall_s": round(wall, 2),
    }


def main():
    kind, method = sys.argv[1:3]
    seeds = sys.argv[3] if len(sys.argv) > 3 else SEEDS[kind]
    first, last = map(int, seeds.split("-"))
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    runs = {"moved": moved_runs, "svr_mixed": svr_mixed_runs}[kind]
    for result in runs(method, range(first, last + 1)):
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
