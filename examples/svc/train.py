#!/usr/bin/env python3
"""Cross-validates a support vector machine on handwritten digits, with the parameters that Luthier gives.

Nothing of Luthier is imported: the parameters are arguments, the results are lines of output.
"""

import argparse
import json
import os

from sklearn.datasets import load_digits
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

FOLDS = 5


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--c", type=float, required=True)
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--gamma", type=float, default=1.0)  # not given where the kernel has none
    parser.add_argument("--degree", type=int, default=3)  # given for the polynomial kernel alone
    return parser.parse_args()


def say(**result):
    # flush: what stays in Python's buffer cannot be seen while the trial runs.
    print("luthier:", json.dumps(result), flush=True)


def main():
    given = arguments()
    # The trial's own seed; scikit-learn takes 32 bits of it.
    seed = int(os.environ.get("LUTHIER_SEED", "0")) % 2**32
    x, y = load_digits(return_X_y=True)
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=seed)
    scores = []
    for fold, (train, test) in enumerate(folds.split(x, y), start=1):
        machine = make_pipeline(
            StandardScaler(),
            SVC(C=given.c, kernel=given.kernel, gamma=given.gamma, degree=given.degree),
        )
        machine.fit(x[train], y[train])
        scores.append(machine.score(x[test], y[test]))
        say(step=fold, accuracy=sum(scores) / len(scores))
    mean = sum(scores) / FOLDS
    variance = sum((score - mean) ** 2 for score in scores) / (FOLDS - 1)
    say(accuracy=mean, stderr=(variance / FOLDS) ** 0.5)


if __name__ == "__main__":
    main()
