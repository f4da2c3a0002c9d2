"""The sampler in Optuna, whatever its version; test_optuna_published.py has Optuna's own tests."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import unittest
import warnings
from unittest import mock

import support
from support import COMMAND

from luthier import Luthier, Study

try:
    import optuna
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
    from optuna.trial import TrialState, create_trial

    from optuna_sampler import LuthierSampler
except ImportError as missing:
    raise unittest.SkipTest(f"Optuna is not installed: {missing}") from missing

BOX = {"x": FloatDistribution(-1, 1), "y": IntDistribution(0, 100)}


def box(trial: optuna.Trial) -> float:
    return trial.suggest_float("x", -1, 1) ** 2 + trial.suggest_int("y", 0, 100)


ODD = (64, "relu", None)
"""A choice that no storage has a word for."""


def mixed(trial: optuna.Trial) -> float:
    a = trial.suggest_float("a", -5, 5)
    b = trial.suggest_float("a name with blanks", 1e-6, 1, log=True)
    c = trial.suggest_float("c", 0, 1, step=0.1)
    d = trial.suggest_int("d", 1, 1000, log=True)
    e = trial.suggest_int("e", -9, 9, step=3)
    f = trial.suggest_categorical("f", [None, True, 1.5, 7, "7", ODD])
    g = trial.suggest_categorical("g", ["only"])
    assert (type(a), type(b), type(c), type(d), type(e)) == (float, float, float, int, int)
    assert g == "only" and f in (None, True, 1.5, 7, "7", ODD)
    return a * a + b + c + d + e


def breaking_off(carry_out, after: bool):
    """A call that a Ctrl-C breaks off."""
    def call(*args, **kwargs):
        if after:
            carry_out(*args, **kwargs)
        raise KeyboardInterrupt

    return call


class SamplerTest(unittest.TestCase):
    luthier: Luthier

    @classmethod
    def setUpClass(cls) -> None:
        if COMMAND is None:
            raise unittest.SkipTest(support.NO_LUTHIER)
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        cls.luthier = Luthier(COMMAND)
        cls.addClassCleanup(cls.luthier.close)

    def sampler(self, strategy: str = "random", **how) -> LuthierSampler:
        return LuthierSampler(strategy, **{"seed": 1, "luthier": self.luthier, **how})

    def study(self, sampler: LuthierSampler, **how) -> optuna.Study:
        return optuna.create_study(sampler=sampler, **how)

    def told(self, sampler: LuthierSampler, study: optuna.Study) -> list:
        """What Luthier knows after the next proposal, by the latest search space; the proposal itself left out."""
        study.ask(sampler.infer_relative_search_space(study, None))
        return [t for t in sampler._mirrors_of(study).all[-1]._study.trials() if t.state != "running"]

    def optimize_quietly(self, study: optuna.Study, objective, **how) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message="Choices for a categorical distribution")
            warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)
            study.optimize(objective, **how)

    def test_a_mixed_space(self):
        for strategy in ["random", "sobol", "gp"]:
            with self.subTest(strategy):
                sampler = self.sampler(strategy)
                study = self.study(sampler)
                self.optimize_quietly(study, mixed, n_trials=30)
                self.assertEqual([TrialState.COMPLETE] * 30, [t.state for t in study.trials])
                told = self.told(sampler, study)
                self.assertEqual([t.value for t in study.trials[:30]], [t.values["value"] for t in told])
                # The first came from the independent sampler, and was added; the others were proposed.
                self.assertEqual(30, len(told))

    def test_with_a_declared_space_the_first_trial_is_proposed_too(self):
        params = []
        for _ in range(2):
            study = self.study(self.sampler(search_space=BOX))
            self.optimize_quietly(study, box, n_trials=5)
            params.append([t.params for t in study.trials])
        self.assertEqual(params[0], params[1])
        other = self.study(self.sampler(search_space=BOX, seed=2))
        self.optimize_quietly(other, box, n_trials=5)
        self.assertTrue(all(t.params not in params[0] for t in other.trials))

    def test_each_trial_is_told_once_whoever_sampled_it(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)

        def objective(trial: optuna.Trial) -> float:
            value = box(trial)
            if trial.number == 2:
                raise optuna.TrialPruned
            return math.nan if trial.number == 3 else math.inf if trial.number == 4 else value

        self.optimize_quietly(study, objective, n_trials=6)
        study.enqueue_trial({"x": 0.125})
        self.optimize_quietly(study, box, n_trials=2)
        study.add_trial(create_trial(params={"x": 0.25, "y": 18}, distributions=BOX, value=3.0))
        study.add_trial(create_trial(params={"x": 0.25}, distributions={"x": BOX["x"]}, value=3.0))
        wider = {**BOX, "x": FloatDistribution(-9, 9)}
        study.add_trial(create_trial(params={"x": 7.0, "y": 18}, distributions=wider, value=3.0))
        self.optimize_quietly(study, box, n_trials=3)
        told = self.told(sampler, study)
        finished = study.get_trials(states=(TrialState.COMPLETE,))
        fitting = [t for t in finished if len(t.params) == 2 and t.params["x"] != 7.0]
        self.assertCountEqual([(t.params["x"], t.params["y"], t.value) for t in fitting],
                              [(t.parameters["x"], t.parameters["y"], t.values["value"])
                               for t in told if t.state == "completed"])
        states = [t.state for t in told]
        self.assertEqual((1, 1, 1), tuple(map(states.count, ["pruned", "failed", "abandoned"])))
        self.assertEqual(len(fitting) + 3, len(told))

    def test_trials_of_other_processes_are_learnt_when_they_have_finished(self):
        storage = optuna.storages.InMemoryStorage()
        one, two = self.sampler(search_space=BOX), self.sampler("sobol", search_space=BOX, seed=2)
        study = self.study(one, storage=storage, study_name="shared")
        other = optuna.load_study(study_name="shared", storage=storage, sampler=two)
        for part in [study, other] * 3:
            self.optimize_quietly(part, box, n_trials=2)
        for sampler, part in [(one, study), (two, other)]:
            told = self.told(sampler, part)
            self.assertCountEqual([t.value for t in study.trials[:12]], [t.values["value"] for t in told])

    def test_trials_that_were_there_before_are_learnt(self):
        first = self.study(self.sampler())
        self.optimize_quietly(first, box, n_trials=7)
        sampler = self.sampler()
        second = self.study(sampler)
        second.add_trials(first.trials)
        told = self.told(sampler, second)
        self.assertEqual([t.value for t in first.trials], [t.values["value"] for t in told])

    def test_a_step_with_a_rounding_error_is_learnt(self):
        space = {"s": FloatDistribution(0, 1, step=0.1)}
        sampler = self.sampler(search_space=space)
        study = self.study(sampler)
        study.add_trial(create_trial(params={"s": 3 * 0.1}, distributions=space, value=1.0))
        self.assertEqual([0.3], [t.parameters["s"] for t in self.told(sampler, study)])

    def test_threads_share_one_luthier(self):
        sampler = self.sampler(search_space={"n": IntDistribution(0, 999)})
        study = self.study(sampler)
        self.optimize_quietly(study, lambda trial: trial.suggest_int("n", 0, 999), n_trials=60, n_jobs=2)
        numbers = [t.params["n"] for t in study.trials]
        self.assertEqual((60, 60), (len(numbers), len(set(numbers))))

    def test_conditional_parameters(self):
        def objective(trial: optuna.Trial) -> float:
            if trial.suggest_categorical("kind", ["a", "b"]) == "a":
                return trial.suggest_float("of a", 0, 1)
            return -trial.suggest_float("of b", 0, 1)

        study = self.study(self.sampler())
        self.optimize_quietly(study, objective, n_trials=20)
        self.assertEqual({"a", "b"}, {t.params["kind"] for t in study.trials})

    def test_ranges_that_change(self):
        sampler = self.sampler("sobol")
        study = self.study(sampler)
        for low, high in [(0, 10), (0, 20), (30, 40)]:
            def objective(trial: optuna.Trial, low=low, high=high) -> float:
                return trial.suggest_float("v", low, high) + trial.suggest_int("w", 0, 5)

            self.optimize_quietly(study, objective, n_trials=5)
        self.assertTrue(all(30 <= t.params["v"] <= 40 for t in study.trials[10:]))
        self.assertEqual(15, len(self.told(sampler, study)))

    def test_when_all_has_been_tried_the_independent_sampler_repeats(self):
        study = self.study(self.sampler(search_space={"c": CategoricalDistribution(["a", "b", "c"])}))
        self.optimize_quietly(study, lambda t: ord(t.suggest_categorical("c", ["a", "b", "c"])), n_trials=8)
        self.assertEqual({"a", "b", "c"}, {t.params["c"] for t in study.trials[:3]})

    def test_several_objectives_and_constraints(self):
        space = {"x": FloatDistribution(0, 1)}

        def constraints(trial: optuna.Trial) -> tuple[float, float]:
            return trial.params["x"] - 0.5, -1.0

        def objective(trial: optuna.Trial) -> tuple[float, float]:
            x = trial.suggest_float("x", 0, 1)
            if is_new:
                for name, value in zip("ab", constraints(trial)):
                    trial.set_constraint(name, value)
            return x, 2.0

        is_new = hasattr(optuna.Trial, "set_constraint")  # Optuna 5; until then it is for the sampler to say.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            other = optuna.samplers.TPESampler(**({} if is_new else {"constraints_func": constraints}))
        sampler = self.sampler(search_space=space, independent_sampler=other)
        study = self.study(sampler, directions=["minimize", "maximize"])
        self.optimize_quietly(study, objective, n_trials=5)
        told = self.told(sampler, study)
        self.assertEqual([t.values for t in study.trials[:5]], [list(t.values.values()) for t in told])
        self.assertEqual([{"constraint0": t.params["x"] - 0.5, "constraint1": -1.0} for t in study.trials[:5]],
                         [t.constraints for t in told])

    def test_hyperband_shows_a_part_of_the_study_at_a_time(self):
        def objective(trial: optuna.Trial) -> float:
            value = box(trial)
            for step in range(9):
                trial.report(value, step)
                if trial.should_prune():
                    raise optuna.TrialPruned
            return value

        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler, pruner=optuna.pruners.HyperbandPruner(min_resource=1, max_resource=9))
        self.optimize_quietly(study, objective, n_trials=30)
        self.assertEqual(1, len(sampler._mirrors_of(study).all))

    def test_a_killed_process_is_one_warning_and_the_study_finishes(self):
        sampler = self.sampler(luthier=COMMAND)
        study = self.study(sampler)

        def objective(trial: optuna.Trial) -> float:
            if trial.number == 5:
                sampler._luthier._connection.process.kill()
            return box(trial)

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            study.optimize(objective, n_trials=15)
        said = [str(w.message) for w in caught if "Luthier" in str(w.message)]
        self.assertEqual(1, len(said), said)
        self.assertIn("RandomSampler goes on alone", said[0])
        self.assertEqual([TrialState.COMPLETE] * 15, [t.state for t in study.trials])

    def test_what_luthier_refuses_or_does_not_have_is_one_warning(self):
        huge = {"n": IntDistribution(0, 2**60)}
        for sampler, words in [
            (self.sampler(search_space=huge), "must lie within"),
            (self.sampler("gradient", search_space=BOX), "gradient"),
            (self.sampler(luthier=["/there/is/no/luthier", "rpc"], search_space=BOX), "no/luthier"),
        ]:
            with self.subTest(words):
                study = self.study(sampler)
                with self.assertWarnsRegex(UserWarning, words) as caught:
                    study.optimize(lambda t: box(t) + t.suggest_int("n", 0, 2**60), n_trials=4)
                self.assertEqual(1, len([w for w in caught.warnings if "Luthier" in str(w.message)]))
                self.assertEqual(4, len(study.trials))

    def test_copies_start_their_own(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)
        self.optimize_quietly(study, box, n_trials=3)
        for other in [pickle.loads(pickle.dumps(sampler)), copy.deepcopy(sampler)]:
            self.assertIsNone(other._luthier)
            again = self.study(other)
            self.optimize_quietly(again, box, n_trials=3)
            self.assertIsNot(self.luthier, other._luthier)
            self.assertEqual([t.params for t in study.trials], [t.params for t in again.trials])
            other._luthier.close()

    def test_a_copy_that_is_reseeded_proposes_something_else(self):
        params = []
        for _ in range(2):
            sampler = self.sampler(search_space=BOX)
            sampler.reseed_rng()
            study = self.study(sampler)
            self.optimize_quietly(study, box, n_trials=3)
            params.append([t.params["x"] for t in study.trials])
        self.assertFalse(set(params[0]) & set(params[1]))

    def test_studies_that_are_gone_are_closed(self):
        sampler = self.sampler(search_space=BOX)
        before = len(self.luthier.studies())
        for _ in range(5):
            study = self.study(sampler)
            self.optimize_quietly(study, box, n_trials=2)
            del study
            gc.collect()
        self.assertLessEqual(len(self.luthier.studies()), before + 2)

    def test_a_study_that_somebody_else_closed_does_not_matter(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)
        self.optimize_quietly(study, box, n_trials=1)
        sampler._mirrors_of(study).all[0]._study.close()
        del study
        gc.collect()
        self.assertEqual(1, len(sampler._orphans))
        again = self.study(sampler)
        self.optimize_quietly(again, box, n_trials=2)
        self.assertFalse(sampler._orphans)

    def test_what_a_ctrl_c_broke_off_is_learnt_once(self):
        for after in [False, True]:  # Whether Luthier has carried it out.
            with self.subTest(after=after):
                sampler = self.sampler(search_space=BOX)
                study = self.study(sampler)
                self.optimize_quietly(study, box, n_trials=2)
                for i in range(3):
                    study.add_trial(create_trial(params={"x": i / 8, "y": i}, distributions=BOX, value=i))
                mirror = sampler._mirrors_of(study).all[0]
                for call in ["tell", "add"]:
                    with mock.patch.object(mirror._study, call, breaking_off(getattr(mirror._study, call), after)):
                        with self.assertRaises(KeyboardInterrupt):
                            study.ask(BOX)
                    # One more than there was: it must not be lost in what is said again.
                    study.add_trial(create_trial(params={"x": 0.5, "y": 9}, distributions=BOX, value=9))
                told = self.told(sampler, study)
                self.assertCountEqual([t.value for t in study.trials if t.state == TrialState.COMPLETE],
                                      [t.values["value"] for t in told])
                self.assertEqual(set(), {t.number for t in study.trials if t.state.is_finished()} - mirror._known)

    def test_many_trials_and_wide_spaces_are_sent_in_parts(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)
        for i in range(7):
            study.add_trial(create_trial(params={"x": 0.5, "y": i}, distributions=BOX, value=i))
        with mock.patch("optuna_sampler._MOST_AT_ONCE", 6), mock.patch.object(Study, "add", autospec=True,
                                                                              side_effect=Study.add) as add:
            self.assertEqual(7, len(self.told(sampler, study)))
        self.assertEqual([3, 3, 1], [len(call.args[1]) for call in add.call_args_list])

    def test_a_trial_that_is_sampled_again_gives_its_first_proposal_up(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)
        other = {"x": BOX["x"]}
        trial = study.ask(BOX)
        for space in [BOX, other]:
            sampler.sample_relative(study, study.trials[trial.number], space)
        box_mirror, other_mirror = sampler._mirrors_of(study).all
        self.assertEqual((0, 1), (len(box_mirror._proposed), len(other_mirror._proposed)))
        self.assertEqual(["abandoned"] * 2, [t.state for t in box_mirror._study.trials()])
        self.assertEqual(["running"], [t.state for t in other_mirror._study.trials()])

    def test_what_was_proposed_in_a_space_of_the_past_is_given_up_when_its_trial_has_ended(self):
        sampler = self.sampler(search_space=BOX)
        study = self.study(sampler)
        trials = [study.ask(BOX) for _ in range(3)]
        sampler._search_space = {"x": BOX["x"]}
        for trial in trials[:2]:
            study.tell(trial, 1.0)
        study.ask(sampler._search_space)
        self.assertEqual([2], list(sampler._mirrors_of(study).all[0]._proposed))

    def test_what_cannot_be_sent_is_one_warning_too(self):
        strange = create_trial(params={"x": 0.5, "y": 7}, distributions=BOX, value=1.0,
                               system_attrs={"constraints": ["strange"]})
        for limit, trials, words in [(100, [], "too long"), (1 << 26, [strange], "must be real number")]:
            with self.subTest(words), mock.patch("luthier._LONGEST_LINE", limit):
                study = self.study(self.sampler(search_space=BOX))
                study.add_trials(trials)
                with self.assertWarnsRegex(UserWarning, words) as caught:
                    study.optimize(box, n_trials=3)
                self.assertEqual(1, len([w for w in caught.warnings if "Luthier" in str(w.message)]))
                self.assertEqual(3 + len(trials), len(study.trials))

    def test_options_of_the_strategy(self):
        study = self.study(self.sampler("grid", options={"points": 3}, search_space={"x": FloatDistribution(0, 1)}))
        self.optimize_quietly(study, lambda t: t.suggest_float("x", 0, 1), n_trials=3)
        self.assertEqual([0.0, 0.5, 1.0], sorted(t.params["x"] for t in study.trials))
        with self.assertRaises(ValueError):
            LuthierSampler(options={"points": 3})

    def test_the_examples_of_the_readme_run(self):
        support.run_examples(self, "optuna")


if __name__ == "__main__":
    unittest.main()
