"""Reads the files of run-on-gpu.sh and says which bars are met: one JSON object a line.

    python3 bars.py OUT [GPU_BACKEND [CPU_BACKEND]]

A figure that was not measured is no figure: "met" is null. Ratios are of medians of one run on one machine.
"""

import json
import pathlib
import sys


def lines(folder, name):
    """The objects of a file; none where it is missing, or a line was cut off by a time limit."""
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except OSError:
        return []
    objects = []
    for line in text.splitlines():
        try:
            objects.append(json.loads(line))
        except ValueError:
            pass
    return objects


def first(objects, key, **wanted):
    """A member of the first object that has it and all that is wanted."""
    for each in objects:
        if key in each and all(each.get(name) == value for name, value in wanted.items()):
            return each[key]
    return None


def ratio(a, b):
    return None if a is None or b is None or b <= 0 else a / b


def total(*parts):
    return None if any(part is None for part in parts) else sum(parts)


def bars(folder, gpu="cuda", cpu="openblas"):
    """Triples of a name, what was measured, and the bar: at most it if it is positive, at least −it if negative."""
    scenarios, operations = lines(folder, "scenarios.jsonl"), lines(folder, "operations.jsonl")
    peers, memory = lines(folder, "gpytorch.jsonl"), lines(folder, "memory.jsonl")

    def median(objects, **wanted):
        return first(objects, "median_ms", **wanted)

    for contract in lines(folder, "contract.json"):
        passed = contract["passed"] or None
        yield "contract: failed or skipped", passed and contract["failed"] + contract["skipped"], 0
    own = median(scenarios, figure="likelihood", backend=gpu, n=10_000)
    library = [median(peers, figure="cusolver", part=part, n=10_000) for part in ("potrf", "potri")]
    yield "likelihood over cuSOLVER's potrf + potri", ratio(own, total(*library)), 1.15
    seam = [median(operations, backend=gpu, part=part, n=10_000) for part in ("cholesky", "inverse")]
    yield "likelihood over factor + inverse of this backend", ratio(own, total(*seam)), None
    yield "GPyTorch over likelihood", ratio(median(peers, figure="likelihood", n=10_000), own), -3
    for part in ("covariance", "contraction", "multiply"):
        shares = [
            ratio(
                first(operations, rate, backend=gpu, part=part, n=10_000),
                first(operations, rate, backend=gpu, part=peak, n=10_000),
            )
            for rate, peak in (("gigabytes_per_second", "copy"), ("gigaflops", "product"))
        ]
        known = [share for share in shares if share is not None]
        yield f"{part}: share of copy or product", max(known, default=None), None if part == "multiply" else -0.6
    for n, most in ((10_000, 30), (30_000, 200)):
        yield f"ask at {n}, ms", median(scenarios, figure="ask", backend=gpu, n=n), most
        yield f"search at {n}, ms", median(scenarios, figure="search", backend=gpu, n=n), most
    times = [median(scenarios, figure="posterior", backend=backend, n=5_000) for backend in (cpu, gpu)]
    yield "posterior: two cores over GPU", ratio(*times), -100
    # A batch computes on one session, and so on one core of the processor: two cores would take half as long.
    one_core = median(scenarios, figure="studies", backend=cpu, n=50, batched=True)
    together = median(scenarios, figure="studies", backend=gpu, n=50, batched=True)
    yield "studies: two cores over GPU", ratio(None if one_core is None else one_core / 2, together), -20
    taken = [each["taken_over_best"] for each in lines(folder, "crossover.jsonl") if "taken_over_best" in each]
    yield "crossover: worst of what auto takes over the better", max(taken, default=None), 1.2
    before, after = (first(memory, key, figure="memory") or {} for key in ("before", "after"))
    yield "memory: MiB more on devices", difference(after, before), 0
    resident = first(memory, "after", figure="resident", n=50_000) or {}
    yield "resident at 50,000: MiB on devices", resident.get("devices_mib"), 141_000_000_000 // 2**20


def difference(after, before):
    key = "devices_mib"
    return after[key] - before[key] if key in after and key in before else None


def is_met(value, bar):
    if value is None or bar is None:
        return None
    return value >= -bar if bar < 0 else value <= bar


def main(words):
    for name, value, bar in bars(pathlib.Path(words[0]), *words[1:3]):
        met = is_met(value, bar)
        limit = None if bar is None else {"at_least" if bar < 0 else "at_most": abs(bar)}
        print(json.dumps({"figure": name, "value": value, "bar": limit, "met": met}))


if __name__ == "__main__":
    main(sys.argv[1:])
