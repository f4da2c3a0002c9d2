"""What SequentialStudy.java measures, with Optuna's GPSampler.  usage: optuna_sequential.py TRIALS

Needs optuna and torch. A whole study, one trial at a time, fits included; cumulative seconds of ask and tell.
"""
import sys
import time

import numpy as np
import optuna

from optuna_gp import DIMENSION, value

EVERY = 100

optuna.logging.set_verbosity(optuna.logging.ERROR)
random = np.random.default_rng(0)
space = {f"x{j}": optuna.distributions.FloatDistribution(0, 1) for j in range(DIMENSION)}
study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=0))
seconds = 0.0
for i in range(1, int(sys.argv[1]) + 1):
    began = time.perf_counter()
    trial = study.ask(space)
    seconds += time.perf_counter() - began
    result = value(np.array([trial.params[f"x{j}"] for j in range(DIMENSION)]), random)
    began = time.perf_counter()
    study.tell(trial, result)
    seconds += time.perf_counter() - began
    if i % EVERY == 0:
        print(f"optuna {optuna.__version__} GPSampler, {i} trials: {seconds:.1f} s", flush=True)
