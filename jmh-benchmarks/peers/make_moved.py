"""Writes moved.json: where and how the moved variant of each named function lies, for seeds 0 to 9.

    g(x) = f(x* + D R D^-1 (x - x0)),  D = diag(box widths),  x* a minimiser of f,  x0 = lo + (0.1 + 0.8 u)(hi - lo)

so that x0 minimises g. For each function and seed, from a fresh numpy.random.default_rng(2000 + seed): first u, d
uniform numbers; then a d x d matrix of standard normals, row by row. R is the Q of its QR factorisation with every
column multiplied by the sign of the triangle's diagonal entry: without that, Q is not Haar (Mezzadri, Notices of the
AMS 54, 2007).

`values` are g at the ten common starting points, by which the other language checks its reading.

Run once: LAPACK's last digits differ from machine to machine, and all who read moved.json must read the same.
"""

import json

import numpy as np
from functions import FUNCTIONS, MINIMISERS, RESOURCES, box, starting_points
from scipy.optimize import minimize

SEEDS = range(10)


def haar(normals):
    q, r = np.linalg.qr(normals)
    return q * np.sign(np.diag(r))


def polished(name):
    """The minimiser, to the last digits that the function's values tell."""
    start = MINIMISERS[name]
    if name != "hartmann6":
        return start
    return minimize(FUNCTIONS[name], start, method="BFGS", options={"gtol": 1e-9}).x


def moved(name, minimiser, seed):
    lower, upper = box(name)
    random = np.random.default_rng(2000 + seed)
    centre = lower + (0.1 + 0.8 * random.random(len(lower))) * (upper - lower)
    rotation = haar(random.standard_normal((len(lower), len(lower))))
    entry = {"centre": centre.tolist(), "rotation": rotation.tolist()}
    function = moved_function(name, {"minimiser": minimiser.tolist()}, entry)
    return entry | {"values": [function(x) for x in starting_points(name, seed)]}


def moved_function(name, problem, entry):
    """g, from what moved.json says of a function and of one seed."""
    lower, upper = box(name)
    minimiser, centre, rotation = map(np.array, (problem["minimiser"], entry["centre"], entry["rotation"]))
    return lambda x: FUNCTIONS[name](minimiser + (upper - lower) * (rotation @ ((x - centre) / (upper - lower))))


def main():
    problems = {}
    for name in FUNCTIONS:
        minimiser = polished(name)
        seeds = {str(seed): moved(name, minimiser, seed) for seed in SEEDS}
        problems[name] = {"minimiser": minimiser.tolist(), "seeds": seeds}
    (RESOURCES / "problem/moved.json").write_text(json.dumps(problems, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
