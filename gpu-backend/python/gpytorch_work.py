"""The work of Luthier's figures by cuSOLVER, PyTorch and GPyTorch on the same GPU, one JSON object a line.

    machine     copy bandwidth and FP64 rate, as a copy and a product through PyTorch reach them
    cusolver    potrf and potri of order n, called directly
    likelihood  log p(y | theta) / n and its gradient, n x 20, ARD Matern 5/2, Cholesky, FP64
    posterior   mean and variance of many candidates at once
    studies     a likelihood and its gradient for each of many small studies, as one batch

Data are drawn here: of the same shape as Luthier's, not the same numbers. Times are of the wall, between two
synchronisations. What a machine lacks is a line with the reason, and the exit code stays 0.
"""

import argparse
import ctypes
import json
import statistics
import sys
import time

DIMENSION = 20
NOISE = 0.01


def emit(**members):
    print(json.dumps(members), flush=True)


def skip(part, reason):
    emit(figure=part, skipped=reason)


class Clock:
    """Repeats a function until some seconds are over; the first time warms up."""

    def __init__(self, torch, device, seconds):
        self.torch, self.device, self.seconds = torch, device, seconds

    def wait(self):
        if self.device.type == "cuda":
            self.torch.cuda.synchronize()

    def times(self, before, timed, most=20):
        milliseconds = []
        end = time.monotonic() + self.seconds
        while len(milliseconds) < 2 or (len(milliseconds) <= most and time.monotonic() < end):
            before()
            self.wait()
            start = time.perf_counter()
            timed()
            self.wait()
            milliseconds.append((time.perf_counter() - start) * 1e3)
        return milliseconds[1:]

    def line(self, figure, timed, before=lambda: None, **members):
        milliseconds = self.times(before, timed)
        emit(figure=figure, **members, median_ms=statistics.median(milliseconds), times_ms=milliseconds)
        return statistics.median(milliseconds)


def machine(torch, clock, order):
    a = torch.rand(order, order, dtype=torch.float64, device=clock.device)
    b = torch.empty_like(a)
    copy = statistics.median(clock.times(lambda: None, lambda: b.copy_(a)))
    product = statistics.median(clock.times(lambda: None, lambda: torch.mm(a, a, out=b)))
    emit(
        figure="machine",
        n=order,
        copy_gigabytes_per_second=16 * order**2 / copy / 1e6,
        product_gigaflops=2 * order**3 / product / 1e6,
    )


def covariance(torch, n, device):
    """A matrix as a model has it."""
    x = torch.rand(n, DIMENSION, dtype=torch.float64, device=device)
    scaled = x / (1.2 + 0.1 * torch.arange(DIMENSION, dtype=torch.float64, device=device))
    t = (5 * torch.cdist(scaled, scaled).square()).sqrt()
    k = 1.5 * (1 + t + t * t / 3) * torch.exp(-t)
    k.diagonal().add_(NOISE)
    return k


def loaded_library(name):
    """The path of a shared library that this process has loaded already."""
    with open("/proc/self/maps") as maps:
        for line in maps:
            path = line.split()[-1]
            if name in path.rsplit("/", 1)[-1]:
                return path
    return None


def cusolver(torch, clock, n):
    """potrf and potri through cuSOLVER's own functions; PyTorch has no potri of it."""
    torch.linalg.cholesky(torch.eye(8, dtype=torch.float64, device=clock.device))  # loads the library
    path = loaded_library("libcusolver.so")
    if path is None:
        return skip("cusolver", "PyTorch did not load libcusolver.so")
    library = ctypes.CDLL(path)
    handle = ctypes.c_void_p()

    def call(name, *arguments):
        status = getattr(library, name)(*arguments)
        if status != 0:
            raise RuntimeError(f"{name}: status {status}")

    call("cusolverDnCreate", ctypes.byref(handle))
    stream = ctypes.c_void_p(torch.cuda.current_stream().cuda_stream)
    call("cusolverDnSetStream", handle, stream)
    k = covariance(torch, n, clock.device)
    a = torch.empty_like(k)
    info = torch.zeros(1, dtype=torch.int32, device=clock.device)
    pointer = ctypes.c_void_p(a.data_ptr())
    lower, order, lead = ctypes.c_int(0), ctypes.c_int(n), ctypes.c_int(n)
    sizes = []
    for name in ("cusolverDnDpotrf_bufferSize", "cusolverDnDpotri_bufferSize"):
        size = ctypes.c_int()
        call(name, handle, lower, order, pointer, lead, ctypes.byref(size))
        sizes.append(size)
    work = torch.empty(max(1, *(size.value for size in sizes)), dtype=torch.float64, device=clock.device)
    for name, size in zip(("potrf", "potri"), sizes):

        def run(routine=f"cusolverDnD{name}", size=size):
            workspace, status = ctypes.c_void_p(work.data_ptr()), ctypes.c_void_p(info.data_ptr())
            call(routine, handle, lower, order, pointer, lead, workspace, size, status)

        if name == "potrf":
            factor, before = run, lambda: a.copy_(k)
        else:

            def before():
                a.copy_(k)
                factor()

        clock.line("cusolver", run, before, part=name, n=n)
        if info.item() != 0:
            raise RuntimeError(f"{name}: info {info.item()}")


def exact_model(gpytorch, x, y, batch):
    """An exact GP with the kernel of Luthier's figures, at hyperparameters of the same kind."""
    shape = gpytorch.kernels.MaternKernel(nu=2.5, ard_num_dims=DIMENSION, batch_shape=batch)
    kernel = gpytorch.kernels.ScaleKernel(shape, batch_shape=batch)
    likelihood = gpytorch.likelihoods.GaussianLikelihood(batch_shape=batch)

    class Model(gpytorch.models.ExactGP):
        def __init__(self):
            super().__init__(x, y, likelihood)
            self.mean_module = gpytorch.means.ZeroMean(batch_shape=batch)
            self.covar_module = kernel

        def forward(self, points):
            return gpytorch.distributions.MultivariateNormal(self.mean_module(points), self.covar_module(points))

    model = Model().to(x)
    model.covar_module.outputscale = 1.5
    model.covar_module.base_kernel.lengthscale = 2.0
    likelihood.noise = NOISE
    return model, likelihood


def values(torch, x):
    terms = torch.sin(3 * x + torch.arange(DIMENSION, dtype=x.dtype, device=x.device))
    return terms.sum(-1) / DIMENSION**0.5 + NOISE * torch.randn(x.shape[:-1], dtype=x.dtype, device=x.device)


def step(gpytorch, model, likelihood, y):
    """One evaluation of the likelihood with its gradient."""
    x = model.train_inputs[0]
    marginal = gpytorch.mlls.ExactMarginalLogLikelihood(likelihood, model)

    def run():
        model.zero_grad()
        marginal(model(x), y).sum().backward()

    return run


def likelihood(torch, gpytorch, clock, n):
    x = torch.rand(n, DIMENSION, dtype=torch.float64, device=clock.device)
    y = values(torch, x)
    model, of = exact_model(gpytorch, x, y, torch.Size())
    model.train()
    clock.line("likelihood", step(gpytorch, model, of, y), n=n, library="gpytorch")


def studies(torch, gpytorch, clock, n, count):
    x = torch.rand(count, n, DIMENSION, dtype=torch.float64, device=clock.device)
    y = values(torch, x)
    model, of = exact_model(gpytorch, x, y, torch.Size([count]))
    model.train()
    clock.line("studies", step(gpytorch, model, of, y), n=n, studies=count, library="gpytorch")


def posterior(torch, gpytorch, clock, n, candidates):
    x = torch.rand(n, DIMENSION, dtype=torch.float64, device=clock.device)
    z = torch.rand(candidates, DIMENSION, dtype=torch.float64, device=clock.device)
    y = values(torch, x)
    model, of = exact_model(gpytorch, x, y, torch.Size())
    model.eval()
    of.eval()
    part = 10_000  # A joint distribution of all candidates would be candidates^2 numbers.

    def run():
        with torch.no_grad():
            for begin in range(0, candidates, part):
                at = model(z[begin : begin + part])
                at.mean.sum()
                at.variance.sum()

    clock.line("posterior", run, n=n, candidates=candidates, library="gpytorch")


def attempt(part, run):
    try:
        run()
    except Exception as failure:  # Too little memory, a missing function: the others go on.
        emit(figure=part, failed=f"{type(failure).__name__}: {failure}"[:500])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rehearse", action="store_true", help="small sizes, on the processor if there is no GPU")
    rehearse = parser.parse_args().rehearse
    try:
        import torch
    except ImportError as missing:
        return skip("gpytorch", str(missing))
    if not torch.cuda.is_available() and not rehearse:
        return skip("gpytorch", "PyTorch sees no GPU")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    clock = Clock(torch, device, 0.2 if rehearse else 2)
    emit(figure="versions", torch=torch.__version__, device=torch.cuda.get_device_name() if device.type == "cuda" else "cpu")
    attempt("machine", lambda: machine(torch, clock, 200 if rehearse else 10_000))
    if device.type == "cuda":
        attempt("cusolver", lambda: cusolver(torch, clock, 200 if rehearse else 10_000))
    else:
        skip("cusolver", "PyTorch sees no GPU")
    try:
        import gpytorch
    except ImportError as missing:
        return skip("gpytorch", str(missing))
    emit(figure="versions", gpytorch=gpytorch.__version__)
    with gpytorch.settings.max_cholesky_size(10**6), gpytorch.settings.fast_computations(False, False, False):
        attempt("likelihood", lambda: likelihood(torch, gpytorch, clock, 100 if rehearse else 10_000))
        attempt("posterior", lambda: posterior(torch, gpytorch, clock, *((60, 500) if rehearse else (5_000, 100_000))))
        attempt("studies", lambda: studies(torch, gpytorch, clock, *((50, 10) if rehearse else (50, 10_000))))


if __name__ == "__main__":
    sys.exit(main())
