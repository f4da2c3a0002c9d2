"""What ModelAskTell.java measures, with Optuna's GPSampler.  usage: optuna_gp.py N ...

Needs optuna and torch. 30 consecutive pairs of ask and tell after n trials, after one to warm up.
"""
import sys
import time

import numpy as np
import optuna

DIMENSION = 10
PAIRS = 30


def value(x, random):
    j = np.arange(DIMENSION)
    return float((np.sin(4 * x + j) / (1 + j)).sum() + 0.05 * random.standard_normal())


def measure(n):
    random = np.random.default_rng(0)
    space = {f"x{j}": optuna.distributions.FloatDistribution(0, 1) for j in range(DIMENSION)}
    study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=0))
    trials = []
    for x in random.random((n, DIMENSION)):
        params = {f"x{j}": float(v) for j, v in enumerate(x)}
        trials.append(optuna.trial.create_trial(params=params, distributions=space, value=value(x, random)))
    study.add_trials(trials)
    times = []
    for i in range(-1, PAIRS):
        began = time.perf_counter()
        trial = study.ask(space)
        asked = time.perf_counter()
        result = value(np.array([trial.params[f"x{j}"] for j in range(DIMENSION)]), random)
        evaluated = time.perf_counter()
        study.tell(trial, result)
        if i < 0:
            cold = asked - began
        else:
            times.append(asked - began + time.perf_counter() - evaluated)
    times = 1e3 * np.sort(times)
    print(f"optuna {optuna.__version__} GPSampler, n = {n}, d = {DIMENSION}: ask + tell median "
          f"{times[PAIRS // 2]:.0f} ms, least {times[0]:.0f}, most {times[-1]:.0f}; first ask {1e3 * cold:.0f} ms", flush=True)


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    for argument in sys.argv[1:]:
        measure(int(argument))
