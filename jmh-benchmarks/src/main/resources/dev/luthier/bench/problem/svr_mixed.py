"""The mixed problem: support vector regression on scikit-learn's diabetes data, RMSE of 5-fold cross-validation.

As a program it evaluates what comes: one configuration a line of standard input, as a JSON object; its value a line of
standard output. The first line it writes is `ready VERSION`; a line that begins with `error:` says what is wrong.
"""

import json
import os
import sys
import warnings

# Before NumPy is loaded: two threads of BLAS are slower than one on matrices this small.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

MOST_ITERATIONS = 20_000
"""After so many a support vector machine that does not converge is taken as it is."""

WORST = 1e4
"""The value of whatever is worse, so that diverging kernels do not hide all other differences."""


def evaluate(p):
    from sklearn.datasets import load_diabetes
    from sklearn.decomposition import PCA
    from sklearn.model_selection import KFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler
    from sklearn.svm import SVR

    inputs, target = load_diabetes(return_X_y=True)
    scaler = {"standard": [StandardScaler()], "minmax": [MinMaxScaler()], "none": []}[p["scaler"]]
    svr = SVR(
        C=p["C"],
        epsilon=p["epsilon"],
        gamma=p["gamma"],
        kernel=p["kernel"],
        degree=p["degree"],
        coef0=p["coef0"],
        max_iter=MOST_ITERATIONS,
    )
    model = make_pipeline(*scaler, PCA(p["n_components"], svd_solver="full"), svr)
    folds = KFold(5, shuffle=True, random_state=0)
    scores = cross_val_score(model, inputs, target, cv=folds, scoring="neg_root_mean_squared_error")
    return min(float(-scores.mean()), WORST)


def serve():
    try:
        import sklearn
    except ImportError as e:
        print(f"error: {sys.executable} has no scikit-learn ({e})", flush=True)
        return
    print("ready", sklearn.__version__, flush=True)
    warnings.filterwarnings("ignore")
    for line in sys.stdin:
        try:
            print(repr(evaluate(json.loads(line))), flush=True)
        except Exception as e:
            print("error:", repr(e).replace("\n", " "), flush=True)


if __name__ == "__main__":
    serve()
