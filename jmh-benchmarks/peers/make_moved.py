"""Writes moved.json: where and how the moved variant of each named function lies, for seeds 0 to 19.

    g(x) = f(x* + D R D^-1 (x - x0)),  D = diag(box widths),  x* a minimiser of f,  x0 = lo + (0.1 + 0.8 u)(hi - lo)

so that x0 minimises g. For each function and seed, from a fresh numpy.random.default_rng(2000 + seed): first u, d
uniform numbers; then a d x d matrix of standard normals, row by row. R is the Q of its QR factorisation with every
column multiplied by the sign of the triangle's diagonal entry: without that, Q is not Haar (Mezzadri, Notices of the
AMS 54, 2007).

`values` are g at the ten common starting points, by which the other language checks its reading.

LAPACK's last digits differ from machine to machine, and all who read moved.json must read the same: what it has stays as
it is, and seeds that it lacks are added.
"""

import json

import numpy as np
from functions import FUNCTIONS, MINIMISERS, RESOURCES, box, starting_points
from scipy.optimize import minimize

SEEDS = range(20)
MOVED = RESOURCES / "problem/moved.json"


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
    problems = json.loads(MOVED.read_text()) if MOVED.exists() else {}
    for name in FUNCTIONS:
        problem = problems.setdefault(name, {"minimiser": None, "seeds": {}})
        if problem["minimiser"] is None:
            problem["minimiser"] = polished(name).tolist()
        for seed in SEEDS:
            if str(seed) not in problem["seeds"]:
                problem["seeds"][str(seed)] = moved(name, np.array(problem["minimiser"]), seed)
    MOVED.write_text(json.dumps(problems, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
