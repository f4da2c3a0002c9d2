"""The client with the real Luthier."""

from __future__ import annotations

import gc
import itertools
import math
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import weakref

import support
from support import COMMAND

import luthier
from luthier import (
    Busy,
    Closed,
    Conflict,
    ConnectionLost,
    InvalidParams,
    Luthier,
    LuthierError,
    Pruned,
    Result,
    StoreError,
    ToldOtherwise,
    UnknownStudy,
    UnknownTrial,
)

BOWL = {"x": {"type": "float", "low": -5, "high": 5}}
SMALL = {"n": {"type": "int", "low": 0, "high": 3}}


class WithLuthier(unittest.TestCase):
    """One process for all tests of a class, a study of its own for each."""

    luthier: Luthier

    @classmethod
    def setUpClass(cls) -> None:
        if COMMAND is None:
            raise unittest.SkipTest(support.NO_LUTHIER)
        cls.luthier = Luthier(COMMAND)
        cls.addClassCleanup(cls.luthier.close)

    def create(self, space=BOWL, **how) -> luthier.Study:
        if "objectives" not in how:
            how.setdefault("directions", ["minimize"])
        return self.luthier.create(self.id(), space, **how)

    def folder(self) -> str:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name


class StudyTest(WithLuthier):
    def test_hello_names_the_methods(self):
        hello = self.luthier.hello()
        self.assertEqual(luthier.PROTOCOL, hello["protocol"])
        self.assertIn("study.ask", hello["methods"])

    def test_ask_tell_and_best(self):
        study = self.create(budget=4, strategy="random", seed=7)
        asked = study.ask(3)
        self.assertEqual(([0, 1, 2], None), ([t.number for t in asked.trials], asked.done))
        for trial in asked.trials:
            self.assertEqual("completed", study.tell(trial, trial.parameters["x"] ** 2))
        last = study.ask(3)
        self.assertEqual((1, "budget"), (len(last.trials), last.done))
        study.tell(last.trials[0].number, 99)
        self.assertEqual(luthier.Asked([], "budget"), study.ask())
        best = study.best()
        values = {t.number: t.values["value"] for t in study.trials()}
        self.assertEqual(min(values, key=values.get), best.number)
        self.assertEqual(best.parameters["x"] ** 2, best.values["value"])
        self.assertEqual((0, 4), (study.existing, len(values)))

    def test_the_front_of_several_objectives(self):
        study = self.create(objectives={"loss": "minimize", "speed": "maximize"})
        self.assertEqual([], study.front())
        values = [[3, 9], [1, 4], [2, 4], [1, 4]]
        for trial, told in zip(study.ask(4).trials, values):
            study.tell(trial, told)
        front = study.front()
        self.assertEqual([1, 0], [t.number for t in front])
        self.assertEqual({"loss": 1.0, "speed": 4.0}, front[0].values)

    def test_what_was_known_and_what_is_known_now(self):
        study = self.create(strategy="gp", directions=["minimize"])
        for _ in range(6):
            trial = study.ask().trials[0]
            study.tell(trial, trial.parameters["x"] ** 2)
        now = study.explain()
        self.assertEqual((4, 0), (now["proposals"]["design"], now["proposals"]["unexplained"]))
        self.assertEqual((6, "model"), (now["models"][0]["observations"], now["recommended"]["reason"]))
        self.assertIn("x", now["models"][0]["length_scales"])
        self.assertEqual("design", study.explain(0)["rationale"]["motive"])
        last = study.explain(trial)
        self.assertEqual(trial.parameters["x"] ** 2, last["outputs"][0]["observed"])
        self.assertGreater(last["outputs"][0]["predicted"]["deviation"], 0)

    def test_all_that_can_be_told_comes_back(self):
        study = self.create(objectives={"loss": "minimize", "speed": "maximize"}, constraints=["memory"])
        one, two, three, four, five = study.ask(5).trials
        study.tell(one, {"loss": math.inf, "speed": 0.1}, stderr=0.5, cost=81.5, constraints={"memory": -math.inf})
        self.assertEqual("failed", study.tell(two, [math.nan, 1], constraints={"memory": 0}))
        self.assertEqual("failed", study.fail(three, "exploded"))
        self.assertEqual("pruned", study.prune(four))
        self.assertFalse(five.report(1, 0.75))
        self.assertFalse(study.report(five.number, 2, math.nan))
        self.assertEqual("abandoned", study.abandon(five, "power cut"))
        self.assertTrue(five.report(3, 0.5))
        records = list(study.trials())
        self.assertEqual(["completed", "failed", "failed", "pruned", "abandoned"], [t.state for t in records])
        self.assertEqual(({"loss": math.inf, "speed": 0.1}, 0.5, 81.5, {"memory": -math.inf}),
                         (records[0].values, records[0].stderr, records[0].cost, records[0].constraints))
        self.assertEqual("exploded", records[2].failure["message"])
        self.assertEqual("power cut", records[4].reason)
        (step, value), (last, nan) = records[4].measurements
        self.assertEqual((1, {"loss": 0.75}, 2), (step, value, last))
        self.assertTrue(math.isnan(nan["loss"]))
        self.assertTrue(records[0].end.endswith("Z"))

    def test_the_pruner_stops_a_trial_and_its_reason_is_kept(self):
        study = self.create(directions=["minimize"], budget=2, pruner={"name": "threshold", "upper": 4})

        def function(trial: luthier.Trial) -> float:
            if trial.number == 1:
                trial.report(1, 5)  # And goes on all the same.
                return 1.0
            self.assertFalse(trial.should_stop())
            for step, loss in enumerate([3, 4, 5]):
                self.assertEqual(loss > 4, trial.report(step, loss))
                self.assertEqual(loss > 4, trial.should_stop())
            raise Pruned

        study.optimize(function)
        pruned, whole = study.trials()
        self.assertEqual(("pruned", "threshold: 5.0 at step 2, above 4.0"), (pruned.state, pruned.reason))
        self.assertEqual(("completed", {"value": 1.0}), (whole.state, whole.values))

    def test_a_study_begins_with_others_of_its_store(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        self.addCleanup(lambda: [self.luthier.call("study.close", study=name) for name in ("old", "young")])
        old = self.luthier.create("old", BOWL, directions=["minimize"], store=store)
        with self.assertRaisesRegex(InvalidParams, "warm_start = old: has no trial to learn from"):
            self.luthier.create("young", BOWL, directions=["minimize"], store=store, warm_start=["old"])
        old.add([{"parameters": {"x": 0.5}, "values": 1}])
        young = self.luthier.create("young", BOWL, directions=["minimize"], store=store, warm_start=["old"])
        self.assertEqual(0, young.existing)

    def test_trials_come_page_by_page(self):
        study = self.create()
        numbers = study.add({"parameters": {"x": i / 1000}, "values": i, "cost": None} for i in range(2_345))
        self.assertEqual(list(range(2_345)), numbers)
        self.assertEqual(numbers, [t.number for t in study.trials()])
        self.assertEqual([2_344], [t.number for t in study.trials(since=2_344)])
        self.assertEqual([], list(study.trials(since=2_345)))
        self.assertEqual(0.0, study.best().values["value"])

    def test_enqueued_trials_come_first(self):
        study = self.create()
        number = study.enqueue({"x": 1.25}, key="mine")
        self.assertEqual(number, study.enqueue({"x": 1.25}, key="mine"))
        self.assertEqual({"x": 1.25}, study.ask().trials[0].parameters)

    def test_the_same_key_is_the_same_ask(self):
        study = self.create(strategy="random")
        self.assertEqual(study.ask(2, key="a"), study.ask(2, key="a"))
        self.assertEqual(2, len(study.ask(5, key="a", timeout_ms=1000).trials))
        self.assertEqual([2], [t.number for t in study.ask(key="b").trials])

    def test_children_are_there_only_when_they_are_active(self):
        study = self.create({"kind": {"type": "categorical", "choices": ["a", "b"]},
                             "of_a": {"type": "bool", "when": {"kind": "a"}}}, strategy="grid")
        trials = study.ask(10)
        self.assertEqual("exhausted", trials.done)
        self.assertCountEqual([{"kind": "b"}, {"kind": "a", "of_a": True}, {"kind": "a", "of_a": False}],
                              [t.parameters for t in trials.trials])

    def test_studies_are_listed_until_they_are_closed(self):
        study = self.create()
        study.ask(2)
        self.assertIn(luthier.StudyInfo(self.id(), None, 2, 2), self.luthier.studies())
        study.close()
        self.assertNotIn(self.id(), [info.study for info in self.luthier.studies()])
        with self.assertRaises(Closed):
            study.ask()

    def test_a_study_goes_on_in_its_store(self):
        store = pathlib.Path(self.folder(), "a.luthier.db")
        study = self.create(store=store, budget=2)
        trial = study.ask().trials[0]
        study.close()
        again = self.create(store=store, budget={"trials": 3})
        self.assertEqual(1, again.existing)
        self.assertEqual("completed", again.tell(trial, 1))
        again.close()

    def test_a_relative_store_lies_in_the_folder_of_the_caller(self):
        folder, before = os.path.realpath(self.folder()), os.getcwd()
        os.chdir(folder)
        self.addCleanup(os.chdir, before)
        self.create(store="here.luthier.db").close()
        self.assertIn("here.luthier.db", os.listdir(folder))

    def test_many_threads_do_not_get_each_others_trials(self):
        def work(study: luthier.Study) -> None:
            for _ in range(50):
                for trial in study.ask(2).trials:
                    study.tell(trial, trial.parameters["x"])

        studies = [self.luthier.create(f"{self.id()} {i}", BOWL, directions=["maximize"], seed=i) for i in range(4)]
        threads = [threading.Thread(target=work, args=(study,)) for study in studies for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for study in studies:
            records = list(study.trials())
            self.assertEqual(300, len(records))
            self.assertEqual([t.parameters["x"] for t in records], [t.values["value"] for t in records])


class ErrorTest(WithLuthier):
    def test_each_kind_has_its_exception(self):
        study = self.create()
        trial = study.ask().trials[0]
        study.tell(trial, 1)
        study.tell(trial, 1)
        waiting = study.enqueue({"x": 0})
        nowhere = luthier.Study(self.luthier, "nowhere", 0)
        store = os.path.join(self.folder(), "missing", "folder", "a.luthier.db")
        for kind, code, call in [
            (InvalidParams, -32602, lambda: study.ask(-1)),
            (UnknownStudy, 1, nowhere.ask),
            (UnknownTrial, 2, lambda: study.tell(17, 1)),
            (UnknownTrial, 2, lambda: study.tell(waiting, 1)),
            (ToldOtherwise, 3, lambda: study.tell(trial, 2)),
            (Conflict, 5, lambda: self.create(SMALL)),
            (Conflict, 5, lambda: self.create(if_exists="fail")),
            (StoreError, 6, lambda: self.luthier.create("new", BOWL, directions=["minimize"], store=store)),
            (LuthierError, -32601, lambda: self.luthier.call("study.tune")),
        ]:
            with self.subTest(kind=kind.__name__), self.assertRaises(kind) as raised:
                call()
            self.assertIs(kind, type(raised.exception))
            self.assertEqual(code, raised.exception.code)
            self.assertTrue(str(raised.exception))

    def test_a_wrong_parameter_is_named(self):
        with self.assertRaises(InvalidParams) as raised:
            self.create({"x": {"type": "float", "low": 2, "high": 1}})
        error = raised.exception
        self.assertEqual(("space.x.low", "2.0", "must not exceed high (1.0)"), (error.field, error.value, error.reason))
        self.assertEqual("space.x.low = 2.0: must not exceed high (1.0)", str(error))

    def test_what_luthier_could_not_read_is_not_sent_and_what_it_just_can_is(self):
        def nested(depth: int) -> list:
            return [nested(depth - 1)] if depth > 1 else []

        # The request and its parameters are two of a hundred levels; they, three strings and the list six values.
        for limit, fits, wrong in [("100 deep", nested(98), nested(99)),
                                   ("2000000", [0] * (2_000_000 - 6), [0] * (2_000_000 - 5)),
                                   ("50000", {"n" * 50_000: 1}, {"n" * 50_001: 1}),
                                   ("1024", 2**1024 - 1, 2**1024),
                                   ("surrogates", "\udcff", {"\udcff": 1})]:
            with self.subTest(limit):
                with self.assertRaises(LuthierError):  # It was read, and is no name.
                    self.luthier.call("study.best", study=fits)
                with self.assertRaisesRegex(ValueError, limit):
                    self.luthier.call("study.best", study=wrong)
        circle: list = []
        circle.append(circle)
        with self.assertRaisesRegex(ValueError, "100 deep"):
            self.luthier.call("study.best", study=circle)

    def test_more_trials_than_a_request_holds_are_refused_and_none_is_taken(self):
        study = self.create()
        with self.assertRaisesRegex(ValueError, "values is too large"):
            study.add({"parameters": {"x": 1}, "values": 1} for _ in range(500_000))
        self.assertEqual([], list(study.trials()))

    def test_a_store_has_one_owner(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        study = self.create(store=store)
        with Luthier(COMMAND) as other, self.assertRaises(Busy):
            other.create(self.id(), BOWL, directions=["minimize"], store=store)
        study.close()


class OptimizeTest(WithLuthier):
    def test_until_the_budget_is_used_up(self):
        best = self.create(budget=20).optimize(lambda trial: (trial.parameters["x"] - 1) ** 2)
        self.assertLess(best.values["value"], 1)

    def test_until_everything_has_been_tried(self):
        study = self.create(SMALL)
        self.assertEqual({"n": 0}, study.optimize(lambda trial: trial.parameters["n"]).parameters)
        self.assertEqual(4, len(list(study.trials())))

    def test_no_more_trials_than_wanted(self):
        study = self.create()
        for parallel in [1, 3]:
            study.optimize(lambda trial: 1, trials=10, parallel=parallel)
        self.assertEqual(20, len(list(study.trials())))
        self.assertIsNotNone(study.optimize(lambda trial: 1, trials=0))
        self.assertIsNone(self.luthier.create(f"{self.id()} 2", BOWL, directions=["minimize"]).optimize(len, trials=0))

    def test_parallel_trials_run_at_the_same_time(self):
        together = threading.Barrier(4, timeout=60)
        study = self.create(budget=8)
        study.optimize(lambda trial: together.wait(), parallel=4)
        self.assertEqual(["completed"] * 8, [t.state for t in study.trials()])

    def test_results_with_everything(self):
        study = self.create(objectives={"a": "minimize", "b": "maximize"}, constraints=["c"])
        study.optimize(lambda trial: Result([1, 2], stderr=0.5, cost=3, constraints={"c": -1}), trials=1)
        record = next(study.trials())
        self.assertEqual(({"a": 1, "b": 2}, 0.5, 3, {"c": -1}),
                         (record.values, record.stderr, record.cost, record.constraints))

    def test_exceptions_fail_their_trials_with_their_text(self):
        def function(trial: luthier.Trial) -> float:
            if trial.number == 1:
                raise ZeroDivisionError("by nothing")
            if trial.number == 2:
                raise Pruned("hopeless")
            return 1

        study = self.create(budget=4)
        with self.assertLogs("luthier") as log:
            study.optimize(function)
        self.assertIn("ZeroDivisionError: by nothing", log.output[0])
        records = list(study.trials())
        self.assertEqual(["completed", "failed", "pruned", "completed"], [t.state for t in records])
        self.assertEqual("ZeroDivisionError: by nothing", records[1].failure["message"])
        self.assertEqual("hopeless", records[2].reason)

    def test_other_exceptions_give_their_trial_up_and_are_raised_when_the_others_are_done(self):
        for parallel in [1, 4]:
            with self.subTest(parallel=parallel):
                study = self.luthier.create(f"{self.id()} {parallel}", BOWL, directions=["minimize"])
                all_run = threading.Barrier(parallel, timeout=60)
                is_raised = threading.Event()

                def function(trial: luthier.Trial, all_run=all_run, is_raised=is_raised) -> float:
                    all_run.wait()
                    if trial.number == 0:
                        is_raised.set()
                        raise KeyError("no such key")
                    is_raised.wait(60)
                    return 1

                with self.assertRaises(KeyError):
                    study.optimize(function, parallel=parallel, trials=parallel, catch=(ZeroDivisionError,))
                self.assertEqual(["abandoned"] + ["completed"] * (parallel - 1), [t.state for t in study.trials()])

    def test_what_luthier_refuses_is_raised(self):
        study = self.create()
        with self.assertRaises(InvalidParams) as raised:
            study.optimize(lambda trial: [1, 2])
        self.assertEqual("values", raised.exception.field)
        self.assertEqual(["abandoned"], [t.state for t in study.trials()])

    def test_the_first_word_stands(self):
        def function(trial: luthier.Trial) -> float:
            trial.study.abandon(trial, "somebody else")
            self.assertTrue(trial.report(1, 0.5))
            return 1

        study = self.create()
        study.optimize(function, trials=2)
        self.assertEqual(["somebody else"] * 2, [t.reason for t in study.trials()])

    def test_ctrl_c_gives_up_all_that_run(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        program = f"""
import sys, threading
sys.path.insert(0, {str(support.CLIENT)!r})
from luthier import Luthier
all_run = threading.Barrier(3)
def function(trial):
    if trial.number >= 2:
        all_run.wait()
        if threading.current_thread() is threading.main_thread():
            print("ready", flush=True)
        threading.Event().wait()
    return 1
with Luthier({COMMAND!r}) as luthier:
    study = luthier.create("interrupted", {BOWL!r}, directions=["minimize"], store={store!r})
    study.optimize(function, parallel=3)
"""
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              start_new_session=True,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler)) as started:
            self.assertEqual(b"ready\n", started.stdout.readline())
            os.killpg(started.pid, signal.SIGINT)  # As a terminal does: to the whole group.
            _, errors = started.communicate(timeout=60)
        self.assertIn(b"KeyboardInterrupt", errors)
        study = self.luthier.create("interrupted", BOWL, directions=["minimize"], store=store)
        self.assertEqual(["completed"] * 2 + ["abandoned"] * 3, [t.state for t in study.trials()])
        study.close()

    def test_a_killed_program_goes_on_with_the_trials_that_it_had_asked_for(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        with Luthier(COMMAND) as killed:
            study = killed.create("killed", BOWL, directions=["minimize"], budget=6, store=store)
            study.tell(study.ask().trials[0], 1)
            asked = [t.parameters for t in study.ask(2).trials]
            killed._connection.process.kill()
            with self.assertRaises(ConnectionLost) as lost:
                study.ask()
        self.assertEqual(-signal.SIGKILL, lost.exception.exit_code)
        seen = []
        study = self.luthier.create("killed", BOWL, directions=["minimize"], budget=6, store=store)
        study.optimize(lambda trial: seen.append(trial.parameters) or 1.0)
        self.assertEqual(asked, seen[:2])
        self.assertEqual(["completed"] * 6, [t.state for t in study.trials()])
        study.close()


class RestartTest(WithLuthier):
    def test_kills_at_any_time_change_nothing(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        rounds = itertools.count()

        def kill_sometimes() -> None:
            """Runs while all three threads wait in their functions: their next calls find nobody there."""
            if next(rounds) in {1, 2, 12}:
                other._connection.process.kill()

        together = threading.Barrier(3, kill_sometimes, timeout=60)

        def function(trial: luthier.Trial) -> float:
            together.wait()
            if trial.number % 2:
                trial.report(1, 0.5)
            return trial.parameters["x"] ** 2

        with Luthier(COMMAND, restart=True) as other, self.assertLogs("luthier") as log:
            study = other.create("killed", BOWL, directions=["minimize"], strategy="random", budget=39, store=store)
            study.enqueue({"x": 0.5})
            study.add([{"parameters": {"x": 1}, "values": 1}])
            study.optimize(function, parallel=3)
            records = list(study.trials())
        self.assertEqual(3, len(log.records))
        self.assertEqual(["completed"] * 40, [t.state for t in records])
        self.assertEqual(list(range(40)), [t.number for t in records])

    def test_what_was_carried_out_but_not_answered_is_not_done_twice(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        with Luthier(COMMAND, restart=True) as other, self.assertLogs("luthier") as log:

            def losing_the_reply(action):
                connection = other._connection
                carry_out = connection.call

                def call(method: str, params: dict) -> None:
                    carry_out(method, params)
                    connection.process.kill()
                    connection._replies.join()
                    raise ConnectionLost("the reply was lost")

                connection.call = call
                return action()

            study = losing_the_reply(
                lambda: other.create("lost", BOWL, directions=["minimize"], strategy="random", store=store))
            self.assertEqual(0, losing_the_reply(lambda: study.enqueue({"x": 0.5})))
            self.assertEqual([1], losing_the_reply(lambda: study.add([{"parameters": {"x": 1}, "values": 1}])))
            trials = losing_the_reply(lambda: study.ask(3)).trials
            self.assertEqual([0, 2, 3], [t.number for t in trials])
            self.assertFalse(losing_the_reply(lambda: trials[0].report(1, 0.5)))
            self.assertEqual("completed", losing_the_reply(lambda: study.tell(trials[0], 0.25)))
            self.assertEqual("abandoned", losing_the_reply(lambda: study.abandon(trials[1], "no time")))
            self.assertEqual(["completed", "completed", "abandoned", "running"], [t.state for t in study.trials()])
        self.assertEqual(7, len(log.records))

    def test_a_study_that_is_being_created_outlives_the_restart_of_another_thread(self):
        store = os.path.join(self.folder(), "a.luthier.db")
        with Luthier(COMMAND, restart=True) as other, self.assertLogs("luthier"):
            connection = other._connection
            carry_out = connection.call

            def call(method: str, params: dict):
                answer = carry_out(method, params)
                connection.call = carry_out
                connection.process.kill()
                other.hello()  # As from another thread: finds it dead, and starts it again.
                return answer

            connection.call = call
            study = other.create("new", BOWL, directions=["minimize"], store=store, if_exists="fail")
            self.assertEqual([0], [trial.number for trial in study.ask().trials])

    def test_what_is_dead_is_forgotten(self):
        with Luthier(COMMAND, restart=True) as other:
            with self.assertLogs("luthier"):
                other._connection.process.kill()
                dead = weakref.ref(other._connection)
                other._connection._errors.join()
                other.hello()
            gc.collect()
            self.assertIsNone(dead())

    def test_a_study_without_a_store_is_gone(self):
        with Luthier(COMMAND, restart=True) as other, self.assertLogs("luthier"):
            study = other.create("memory", BOWL, directions=["minimize"])
            other._connection.process.kill()
            with self.assertRaises(ConnectionLost):
                study.ask()
            self.assertEqual([], other.studies())
            with self.assertRaises(UnknownStudy):
                study.ask()


class ReadmeTest(unittest.TestCase):
    def test_its_examples_run(self):
        if COMMAND is None:
            self.skipTest(support.NO_LUTHIER)
        support.run_examples(self, "luthier")


if __name__ == "__main__":
    unittest.main()
