"""The six named functions for the peers, and what both languages read about them: boxes, minimisers, starting points.

The Java side has the same functions in dev.luthier.bench.problem; a test holds them to the values in
initial_designs.json.
"""

import json
import math
import pathlib

import numpy as np

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "src/main/resources/dev/luthier/bench"
DESIGNS = json.loads((RESOURCES / "problem/initial_designs.json").read_text())
"""Per function: box, minimum, and per seed the ten points that every method starts from, with their values."""

HARTMANN_STEEPNESS = np.array(
    [
        [10.0, 3.0, 17.0, 3.5, 1.7, 8.0],
        [0.05, 10.0, 17.0, 0.1, 8.0, 14.0],
        [3.0, 3.5, 1.7, 10.0, 17.0, 8.0],
        [17.0, 8.0, 0.05, 10.0, 0.1, 14.0],
    ]
)
HARTMANN_CENTRES = np.array(
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ]
)
HARTMANN_DEPTHS = np.array([1.0, 1.2, 3.0, 3.2])


def branin(x):
    parabola = x[1] - 5.1 / (4 * math.pi**2) * x[0] ** 2 + 5 / math.pi * x[0] - 6
    return parabola**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x[0]) + 10


def hartmann(x):
    exponents = (HARTMANN_STEEPNESS * (x - HARTMANN_CENTRES) ** 2).sum(axis=1)
    return -float(HARTMANN_DEPTHS @ np.exp(-exponents))


def ackley(x):
    distance = math.sqrt(np.mean(x**2))
    return -20 * math.exp(-0.2 * distance) - math.exp(np.mean(np.cos(2 * math.pi * x))) + 20 + math.e


def rosenbrock(x):
    return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def levy(x):
    w = 1 + (x - 1) / 4
    middle = (w[:-1] - 1) ** 2 * (1 + 10 * np.sin(math.pi * w[:-1] + 1) ** 2)
    last = (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)
    return float(math.sin(math.pi * w[0]) ** 2 + middle.sum() + last)


def rastrigin(x):
    return float(10 * len(x) + np.sum(x**2 - 10 * np.cos(2 * math.pi * x)))


FUNCTIONS = {
    "branin2": branin,
    "hartmann6": hartmann,
    "ackley10": ackley,
    "rosenbrock5": rosenbrock,
    "levy10": levy,
    "rastrigin5": rastrigin,
}

MINIMISERS = {
    # One of three; the parabola vanishes there and the cosine is -1.
    "branin2": np.array([math.pi, 2.275]),
    # By Newton's method from the published six digits; see make_moved.py.
    "hartmann6": np.array([0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]),
    "ackley10": np.zeros(10),
    "rosenbrock5": np.ones(5),
    "levy10": np.ones(10),
    "rastrigin5": np.zeros(5),
}


def box(name):
    """Lower and upper corner."""
    return np.array(DESIGNS[name]["lower"]), np.array(DESIGNS[name]["upper"])


def starting_points(name, seed):
    return np.array(DESIGNS[name]["seeds"][str(seed)]["points"])
