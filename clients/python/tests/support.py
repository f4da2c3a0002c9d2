"""What the tests share: the client on the path, and the command that starts the real Luthier."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
CLIENT = FOLDER.parent
sys.path.insert(0, str(CLIENT))

COMMAND: list[str] | None = json.loads(os.environ.get("LUTHIER_RPC", "null"))
NO_LUTHIER = "LUTHIER_RPC is not set: a JSON list, the command that starts `luthier rpc`"

needs_luthier = unittest.skipUnless(COMMAND, NO_LUTHIER)


def fake(behaviour: str) -> list[str]:
    """The command of a Luthier that misbehaves."""
    return [sys.executable, str(FOLDER / "fake_luthier.py"), behaviour]


def examples(about: str) -> list[str]:
    """The README's examples, in order: those about the sampler, or the others."""
    text = (CLIENT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return [example for example in found if ("optuna" in example) == (about == "optuna")]


def run_examples(test: unittest.TestCase, about: str) -> None:
    """Each as a program of its own, in a folder of its own; what is printed is not looked at."""
    for i, example in enumerate(examples(about)):
        with test.subTest(f"example {i} about {about}"), tempfile.TemporaryDirectory() as folder:
            start = f"import luthier\nluthier._default_command = lambda: {COMMAND!r}\n"
            done = subprocess.run([sys.executable, "-c", start + example], cwd=folder, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  env={**os.environ, "PYTHONPATH": os.pathsep.join([str(CLIENT), *sys.path])})
            test.assertEqual(0, done.returncode, done.stdout)
    test.assertTrue(examples(about))
