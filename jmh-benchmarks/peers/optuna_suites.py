"""Optuna's samplers on the suites that Java evaluates: noise, several objectives, unknown constraints, families, trees.

    python optuna_suites.py SUITE METHOD [FIRST-LAST] [FILE]

SUITE is a name in SUITES, METHOD one in SAMPLERS. `luthier bench evaluate` (the command is $LUTHIER, or else the script
of this checkout) says what the space is and where all methods begin, evaluates, and says how good a run is, so that
Optuna's runs and Luthier's are judged by the same code. Samplers get the seed, and the constraints where there are
some, and are otherwise as they come. Rows and resuming are as in optuna_runs.py.
"""

import json
import os
import subprocess
import sys
import time

from optuna_runs import CHECKPOINTS, SAMPLERS, main_of, optuna

LUTHIER = os.environ.get("LUTHIER", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../luthier"))

SUITES = {
    "noise": (100, ["branin2-noise", "hartmann6-noise", "levy10-noise", "ackley10-noise"]),
    "objectives": (100, ["zdt1", "zdt2", "zdt3", "dtlz2-2", "dtlz2-3"]),
    "constrained": (50, ["gardner1", "gardner2", "gramacy", "vessel"]),
    "families": (
        50,
        ["ellipsoid-4", "ellipsoid-8", "power-5", "root-5", "exp-3", "exp-6", "plateau-4", "steps-4"],
    ),
    "tree": (50, ["tree-9"]),
}
"""How many evaluations, and of what."""


class Evaluator:
    """The Java program: a line to it, a line back."""

    def __init__(self):
        self.process = subprocess.Popen(
            [LUTHIER, "bench", "evaluate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"no answer to {question}")
        return json.loads(answer)


def suggest(trial, space):
    """The active parameters, parents first, as the space lists them."""
    values = {}
    for name, parameter in space.items():
        conditions = parameter.get("when", {})
        if not all(values.get(parent) in allowed for parent, allowed in conditions.items()):
            continue
        if parameter["type"] in ("float", "int"):
            suggestion = trial.suggest_float if parameter["type"] == "float" else trial.suggest_int
            is_log = parameter["scale"] == "log"
            values[name] = suggestion(name, parameter["low"], parameter["high"], log=is_log)
        else:
            values[name] = trial.suggest_categorical(name, parameter["choices"])
    return values


def figures(evaluator, method, problem, seed, evaluations):
    """By the number of evaluations; asks Java."""
    begun = evaluator.ask(problem=problem, seed=seed)
    options = {}
    if begun["constraints"]:
        options["constraints_func"] = lambda trial: trial.user_attrs["constraints"]
    study = optuna.create_study(
        sampler=SAMPLERS[method](seed, **options), directions=["minimize"] * len(begun["objectives"])
    )
    for configuration in begun["start"]:
        study.enqueue_trial(configuration)

    def objective(trial):
        answer = evaluator.ask(configuration=suggest(trial, begun["space"]))
        trial.set_user_attr("constraints", answer["constraints"])
        return answer["values"]

    def figure():
        # Several objectives have no best trial; with constraints the figure asks for none.
        has_best = len(begun["objectives"]) == 1 and not begun["constraints"]
        return evaluator.ask(recommended=study.best_trial.number if has_best else -1)["figure"]

    reached = {}
    made = 0
    for count in [k for k in CHECKPOINTS if k <= evaluations]:
        study.optimize(objective, n_trials=count - made)
        made = count
        reached[str(count)] = figure()
    return reached


def runs(suite, method, seeds):
    evaluations, problems = SUITES[suite]
    evaluator = Evaluator()

    def row(problem, seed):
        began = time.perf_counter()
        best = figures(evaluator, method, problem, seed, evaluations)
        wall = round(time.perf_counter() - began, 2)
        return {"method": method, "problem": problem, "seed": seed, "n": evaluations, "best": best, "wall_s": wall}

    for problem in problems:
        for seed in seeds:
            yield problem, seed, lambda problem=problem, seed=seed: row(problem, seed)


if __name__ == "__main__":
    main_of(runs)
