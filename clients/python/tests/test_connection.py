"""What the client does when the other end misbehaves; needs no Luthier."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

import support
from support import fake

import luthier
from luthier import ConnectionLost, InvalidParams, Luthier, LuthierError

EXCEPTIONS = [InvalidParams("x = 1: is wrong", -32602, "x", "1", "is wrong"), ConnectionLost("it is gone", 3, "words")]


@contextlib.contextmanager
def killed_if_it_hangs(other: Luthier):
    """A call for which no answer comes is a failed test then, and no endless one."""
    def kill() -> None:
        other._connection.process.kill()
        other._connection._end("said nothing")

    timer = threading.Timer(20, kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class ConnectionTest(unittest.TestCase):
    def test_replies_go_to_those_who_wait_for_them_whatever_their_order(self):
        answers = {}
        with Luthier(fake("reverses")) as other:
            def ask(i: int) -> None:
                answers[i] = other.call("echo", value=i)

            threads = [threading.Thread(target=ask, args=(i,)) for i in range(30)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual({i: {"value": i} for i in range(30)}, answers)

    def test_requests_and_replies_larger_than_a_pipe_block_nobody(self):
        text = "x" * 1_000_000
        lengths = []
        with Luthier(fake("echoes")) as other:
            threads = [threading.Thread(target=lambda: lengths.append(len(other.call("echo", text=text)["text"])))
                       for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual([len(text)] * 6, lengths)

    def test_standard_error_is_passed_on_and_blocks_nothing(self):
        with contextlib.redirect_stderr(io.StringIO()) as shown:
            with Luthier(fake("chatters")) as other:
                other.call("anything")
        self.assertEqual(100_000, shown.getvalue().count("a word too many\n"))

    def test_the_death_of_the_process_says_its_exit_code_and_last_words(self):
        with contextlib.redirect_stderr(io.StringIO()), Luthier(fake("dies")) as other:
            with self.assertRaises(ConnectionLost) as lost:
                other.call("anything")
            self.assertEqual((1, "out of strings"), (lost.exception.exit_code, lost.exception.stderr))
            self.assertIn("exit code 1", str(lost.exception))
            with self.assertRaises(ConnectionLost):
                other.call("anything else")

    def test_a_kill_reaches_all_who_wait(self):
        losses = []
        with Luthier(fake("ignores")) as other:
            def ask() -> None:
                try:
                    other.call("anything")
                except ConnectionLost as lost:
                    losses.append(lost.exit_code)

            threads = [threading.Thread(target=ask) for _ in range(5)]
            for thread in threads:
                thread.start()
            other._connection.process.kill()
            for thread in threads:
                thread.join()
        self.assertEqual([-signal.SIGKILL] * 5, losses)

    def test_what_is_no_reply_ends_the_connection(self):
        for behaviour, method, words in [("babbles", "anything", "a line that is no reply"),
                                         ("digs", "anything", "a line that is no reply"),
                                         ("echoes", "misunderstand", "nests too deep")]:
            with self.subTest(behaviour), Luthier(fake(behaviour)) as other, killed_if_it_hangs(other):
                with self.assertRaisesRegex(ConnectionLost, words):
                    other.call(method)

    def test_another_protocol_is_refused(self):
        with self.assertRaisesRegex(LuthierError, "speaks protocol 1, and that Luthier speaks 2"):
            Luthier(fake("newer"))

    def test_after_a_request_that_was_broken_off_the_next_one_is_understood(self):
        class BreaksOff:
            def __init__(self, whole, after: int):
                self.whole, self.after = whole, after

            def write(self, line: bytes) -> None:
                self.whole.write(line[:self.after])
                self.whole.flush()
                raise KeyboardInterrupt

        for after in [0, 20, 1_000_000]:  # Nothing of it was written, a part, or all.
            with self.subTest(after), Luthier(fake("echoes")) as other, killed_if_it_hangs(other):
                connection = other._connection
                whole = connection._stdin
                for i in range(3):
                    connection._stdin = BreaksOff(whole, after)
                    with self.assertRaises(KeyboardInterrupt):
                        other.call("echo", value=1)
                    connection._stdin = whole
                    self.assertEqual({"value": i}, other.call("echo", value=i))
                # One answer to each half line has been passed over, and no more than that.
                with self.assertRaisesRegex(ConnectionLost, "nests too deep"):
                    other.call("misunderstand")

    def test_close_ends_a_process_that_does_not_want_to(self):
        with mock.patch.object(luthier, "_PATIENCE", 0.2):
            other = Luthier(fake("stays"))
            other.call("anything")
            other.close()
        self.assertEqual(-signal.SIGKILL, other._connection.process.wait(60))

    def test_nothing_can_be_said_after_close(self):
        other = Luthier(fake("echoes"))
        other.close()
        other.close()
        with self.assertRaisesRegex(ConnectionLost, "has been closed"):
            other.call("anything")

    def test_restart_does_not_go_on_for_ever(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertLogs("luthier") as log:
            with Luthier(fake("dies"), restart=True) as other, self.assertRaises(ConnectionLost):
                other.call("anything")
        self.assertEqual(1, len(log.records))

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork on this system")
    def test_a_forked_process_has_no_share_in_it(self):
        with Luthier(fake("echoes")) as other:
            child = os.fork()
            if child == 0:
                try:
                    other.call("echo")
                except LuthierError:
                    signal.pause()  # Lives on while the parent closes.
                os._exit(1)
            try:
                self.assertEqual({}, other.call("echo"))
                other.close()  # Would have to terminate it if the child still held the pipe.
                self.assertEqual(0, other._connection.process.returncode)
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork on this system")
    def test_a_forked_process_starts_nothing_again_and_waits_for_no_lock_of_its_parent(self):
        with Luthier(fake("echoes"), restart=True) as other:
            for is_locked in [False, True]:
                if is_locked:  # As if another thread had it.
                    other._lock.acquire()
                child = os.fork()
                if child == 0:
                    signal.alarm(20)  # Ends it if it hangs.
                    said = 0
                    try:
                        for action in [other.hello, lambda: other.create("study", {})]:
                            with self.assertRaisesRegex(LuthierError, "needs a Luthier of its own"):
                                action()
                            said += 1
                        other.close()
                        said += 1
                    finally:
                        os._exit(said)
                with self.subTest(is_locked=is_locked):
                    self.assertEqual(3 << 8, os.waitpid(child, 0)[1])
            other._lock.release()

    def test_the_ctrl_c_of_a_terminal_does_not_reach_the_process(self):
        program = (f"import os, signal, sys; sys.path.insert(0, {str(support.CLIENT)!r})\nfrom luthier import Luthier\n"
                   f"signal.signal(signal.SIGINT, lambda *_: None)\n"
                   f"with Luthier({fake('echoes')!r}) as other:\n"
                   f"    os.killpg(0, signal.SIGINT)\n"
                   f"    print(other.call('echo', still='there'))")
        done = subprocess.run([sys.executable, "-c", program], check=False, start_new_session=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual("{'still': 'there'}\n", done.stdout)

    def test_the_process_ends_when_nobody_remembers_it(self):
        other = Luthier(fake("echoes"))
        process = other._connection.process
        del other
        gc.collect()
        self.assertEqual(0, process.wait(60))

    def test_the_process_ends_with_the_interpreter_that_forgot_it(self):
        for end in ["pass", "import os; os.kill(os.getpid(), 9)"]:
            with self.subTest(end), tempfile.TemporaryDirectory() as folder:
                tail = pathlib.Path(folder, "tail")
                # The fake inherits the write end of a pipe, which closes when the last process that has it ends.
                command = ["sh", "-c", f"exec 3>{tail}; exec {' '.join(fake('echoes'))}"]
                program = (f"import sys; sys.path.insert(0, {str(support.CLIENT)!r})\nfrom luthier import Luthier\n"
                           f"other = Luthier({command!r})\n{end}")
                os.mkfifo(tail)
                with subprocess.Popen([sys.executable, "-c", program]) as started:
                    with open(tail, "rb") as reader:
                        self.assertEqual(b"", reader.read())  # Returns when the fake has ended.
                self.assertIsNotNone(started.returncode)

    def test_exceptions_survive_pickling(self):
        for exception in EXCEPTIONS:
            copy = pickle.loads(pickle.dumps(exception))
            self.assertEqual((type(exception), exception.__dict__, str(exception)),
                             (type(copy), copy.__dict__, str(copy)))

    def test_a_command_that_is_not_there_is_an_oserror(self):
        with self.assertRaises(OSError):
            Luthier(["/there/is/no/such/luthier", "rpc"])

    def test_the_command_is_looked_for_in_the_environment_then_on_the_path_then_beside_this_file(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, "luthier")
            program.write_text("#!/bin/sh\n")
            program.chmod(0o755)
            file = str(pathlib.Path(folder, "clients", "python", "luthier.py"))
            with mock.patch.dict(os.environ, {"LUTHIER": "/opt/luthier", "PATH": folder}):
                self.assertEqual(["/opt/luthier", "rpc"], luthier._default_command())
                del os.environ["LUTHIER"]
                self.assertEqual([str(program), "rpc"], luthier._default_command())
                os.environ["PATH"] = "/nowhere"
                with mock.patch.object(luthier, "__file__", file):
                    self.assertEqual([str(program.resolve()), "rpc"], luthier._default_command())
                    program.unlink()
                    with self.assertRaisesRegex(FileNotFoundError, "LUTHIER"):
                        luthier._default_command()


class ValuesTest(unittest.TestCase):
    def test_numbers_of_other_libraries_become_numbers(self):
        from fractions import Fraction

        class Scalar:
            def tolist(self) -> float:
                return 0.5

        class Array:
            def tolist(self) -> list[float]:
                return [1.5, float("nan")]

        with Luthier(fake("echoes")) as other:
            sent = {"scalar": Scalar(), "array": Array(), "fraction": Fraction(1, 4), "yes": True,
                    "tuple": (1, "a", None), "infinite": [float("inf"), float("-inf")]}
            come = {"scalar": 0.5, "array": [1.5, "NaN"], "fraction": 0.25, "yes": True,
                    "tuple": [1, "a", None], "infinite": ["Infinity", "-Infinity"]}
            self.assertEqual(come, other.call("echo", **sent))

    def test_numpy_scalars_become_numbers(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("NumPy is not installed")
        with Luthier(fake("echoes")) as other:
            sent = {"a": numpy.float32(0.5), "b": numpy.int64(7), "c": numpy.bool_(True), "d": numpy.array([1.0, 2.0]),
                    "e": numpy.float64("nan"), "f": numpy.str_("text"), "g": numpy.longdouble(0.5)}
            self.assertEqual({"a": 0.5, "b": 7, "c": True, "d": [1.0, 2.0], "e": "NaN", "f": "text", "g": 0.5},
                             other.call("echo", **sent))

    def test_what_cannot_be_sent_is_said_before_anything_is(self):
        with Luthier(fake("echoes")) as other:
            for wrong in [object(), {1: 2}, {"deep": [{"set": {1}}]}]:
                with self.subTest(wrong), self.assertRaises(TypeError):
                    other.call("echo", value=wrong)
            for limit, words, wrong in [("_LONGEST_LINE", "takes 100$", "x" * 100),
                                        ("_MOST_VALUES", "108 values .* takes 100$", {"a": [0] * 101})]:
                with self.subTest(limit), mock.patch.object(luthier, limit, 100):
                    with self.assertRaisesRegex(ValueError, words):
                        other.call("echo", value=wrong)
            self.assertEqual({}, other.call("echo"))


if __name__ == "__main__":
    unittest.main()
