"""Optuna's own tests of a sampler, which it publishes since version 4.8, with Luthier as the sampler."""

from __future__ import annotations

import unittest
from collections.abc import Callable

from support import COMMAND, NO_LUTHIER

from luthier import Luthier

try:
    import optuna.testing.pytest_samplers as published
    import pytest

    from optuna_sampler import LuthierSampler
except ImportError as missing:
    # pytest understands this as well, and without it nobody else would.
    raise unittest.SkipTest(f"this needs pytest and Optuna 4.8 or newer: {missing}") from missing
if COMMAND is None:
    raise unittest.SkipTest(NO_LUTHIER)


@pytest.fixture(scope="module")
def luthier():
    """One for all tests: starting it takes longer than most of them."""
    with Luthier(COMMAND) as running:
        yield running


class _WithLuthier:
    strategy: str

    @pytest.fixture
    def sampler(self, luthier: Luthier) -> Callable[[], LuthierSampler]:
        return lambda: LuthierSampler(self.strategy, seed=1, luthier=luthier)

    @pytest.fixture(autouse=True)
    def luthier_is_not_given_up(self, recwarn: pytest.WarningsRecorder):
        """A sampler that falls back on another one would pass all the tests as well."""
        yield
        assert not [w for w in recwarn if "Luthier" in str(w.message)]


class TestRandom(_WithLuthier, published.BasicSamplerTestCase, published.RelativeSamplerTestCase,
                 published.MultiObjectiveSamplerTestCase):
    strategy = "random"


class TestSobol(_WithLuthier, published.BasicSamplerTestCase, published.RelativeSamplerTestCase,
                published.MultiObjectiveSamplerTestCase):
    strategy = "sobol"


class TestGaussianProcess(_WithLuthier, published.BasicSamplerTestCase, published.RelativeSamplerTestCase):
    strategy = "gp"
