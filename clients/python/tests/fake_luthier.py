"""Answers rpc.hello like a Luthier, and everything else in the way that its argument names."""

import json
import signal
import sys

behaviour = sys.argv[1]
held_back = []


def answer(number, result):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": number, "result": result}) + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    if not line.strip():
        continue
    try:
        request = json.loads(line)
    except ValueError:
        print('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is no JSON"}}', flush=True)
        continue
    number = request["id"]
    if request["method"] == "rpc.hello":
        answer(number, {"protocol": 2 if behaviour == "newer" else 1, "version": "fake", "methods": []})
    elif request["method"] == "misunderstand":
        print('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"nests too deep"}}', flush=True)
    elif behaviour == "echoes":
        answer(number, request["params"])
    elif behaviour == "reverses":  # Answers every three requests, the last first.
        held_back.append(request)
        if len(held_back) == 3:
            while held_back:
                last = held_back.pop()
                answer(last["id"], last["params"])
    elif behaviour == "chatters":  # Far more on standard error than a pipe holds.
        sys.stderr.write("a word too many\n" * 100_000)
        sys.stderr.flush()
        answer(number, {})
    elif behaviour == "dies":
        sys.exit("out of strings")
    elif behaviour == "babbles":
        print("Welcome to the shell of today!", flush=True)
    elif behaviour == "digs":  # Deeper than Python can read.
        print("[" * 200_000, flush=True)
    elif behaviour == "stays":  # Does not end with its input, nor when it is asked to.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        answer(number, {})
        signal.pause()
    elif behaviour == "ignores":
        pass
