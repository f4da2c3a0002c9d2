#!/usr/bin/env bash
# Runs Luthier's checks and measurements on a machine with a GPU and no Java, out of the bundle that bundle.sh makes.
# docs/gpu.md says what the files mean.

set -uo pipefail

usage() {
  cat <<'END'
Usage: run-on-gpu.sh [--rehearse] [STEP…]

Runs steps, all of them by default, and writes what they find into $OUT (default: ./out).
None stops the others; summary.jsonl has one line for each, and bars.jsonl (where there
is Python) one for each bar: what was measured, and whether it is met.

  probe       which backends work, and why not           probe.json, doctor.txt
  contract    LinearAlgebraContract on the GPU           contract.json
  operations  single operations, GPU beside two cores    operations.jsonl
  scenarios   likelihood, posterior, search, ask and     scenarios.jsonl
              small studies, GPU beside two cores
  gpytorch    the same work by cuSOLVER and GPyTorch     gpytorch.jsonl
  memory      10,000 sessions; 50,000 observations       memory.jsonl
  crossover   what auto takes, beside the times          crossover.jsonl

and, when it is named:

  jmh         operations and scenarios by JMH            jmh-gpu.json, jmh-cpu.json

  --rehearse  small sizes, to see that everything runs

Environment (default):
  OUT          where files go (./out)
  GPU_BACKEND  the backend that is judged (cuda)
  CPU_BACKEND  what it is compared with, on the processors CPU_SET (openblas; 0,1)
  CONTRACT     the test class (dev.luthier.gpu.CudaBackendTest)
  LIMIT        seconds for every step, in place of each one's own, which are 8 minutes together
  PYTHON       for gpytorch (python3)

Exit code 1: a step failed or took too long. What is skipped has not failed: summary.jsonl says so.
END
}

default_steps=(probe contract operations scenarios gpytorch memory crossover)
declare -A limits=([probe]=30 [contract]=100 [operations]=40 [scenarios]=110 [gpytorch]=60 [memory]=40
  [crossover]=85 [jmh]=300)

out=${OUT:-./out}
gpu_backend=${GPU_BACKEND:-cuda}
cpu_backend=${CPU_BACKEND:-openblas}
cpu_set=${CPU_SET:-0,1}
contract=${CONTRACT:-dev.luthier.gpu.CudaBackendTest}
python=${PYTHON:-python3}
rehearse=no
steps=()
unpacked=

say() { printf '%s\n' "$*" >&2; }

# --- The bundle -----------------------------------------------------------------------------------------------------

here=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

# This script's own folder, that which bundle.sh made beside it, or the archive: where only the archive travelled.
find_bundle() {
  local folder file
  for folder in "$here" "$here/bundle" "$here/target/bundle"; do
    if [[ -x $folder/runtime/bin/java ]]; then
      bundle=$folder
      return
    fi
  done
  for file in "$here"/luthier-gpu-bundle.tar.* "$here"/target/luthier-gpu-bundle.tar.*; do
    [[ -s $file ]] || continue
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    say "unpacking $file"
    # Python reads xz where there is no such program.
    if tar -xf "$file" -C "$unpacked" 2>/dev/null || "$python" -m tarfile -e "$file" "$unpacked"; then
      bundle=$unpacked/bundle
      return
    fi
  done
  say "run-on-gpu.sh: no bundle in $here or $here/target; bundle.sh makes it"
  exit 2
}

# Options of the virtual machine first. The cache of OpenBLAS's jar is not needed: LUTHIER_OPENBLAS names the file.
java() {
  LUTHIER_OPENBLAS=$bundle/openblas/libopenblas.so.0 "$bundle/runtime/bin/java" \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --add-modules=jdk.incubator.vector \
    -Dstdout.encoding=UTF-8 -cp "$bundle/lib/*:$bundle/test-lib/*" "$@"
}

# The same on two processors, so that "two cores" are two cores.
java_on_cpu_set() {
  if command -v taskset >/dev/null && taskset -c "$cpu_set" true 2>/dev/null; then
    export -f java
    export bundle
    taskset -c "$cpu_set" bash -c 'java "$@"' java "$@"
  else
    say "no taskset: all processors take part"
    java "$@"
  fi
}

# Figures of "luthier bench gpu"; lines of the incubating module's warning are not ours to read.
figures() { java dev.luthier.bench.Main gpu "$@" 2> >(grep -v '^WARNING: Using incubator' >&2); }
figures_on_cpu_set() { java_on_cpu_set dev.luthier.bench.Main gpu "$@" 2> >(grep -v '^WARNING: Using incubator' >&2); }

# --- Steps: each leaves its status in the exit code; 0 is done, 3 is skipped ------------------------------------------

step_probe() {
  command -v nvidia-smi >/dev/null && nvidia-smi >"$out/nvidia-smi.txt" 2>&1
  java dev.luthier.bench.run.BackendReport >"$out/probe.json" || return 1
  java dev.luthier.cli.Main doctor >"$out/doctor.txt" || return 1
  cat "$out/doctor.txt"
}

step_contract() {
  java dev.luthier.gpu.ContractRun "$contract" >"$out/contract.json"
  local code=$?
  if grep -q '"passed":0,"failed":0,"skipped":[1-9]' "$out/contract.json"; then return 3; fi
  return "$code"
}

step_operations() {
  local code=0
  if [[ $rehearse == yes ]]; then
    both operations.jsonl operations --size 50,100 --seconds 0.1
    return
  fi
  gpu operations.jsonl operations --size 2000,10000 --seconds 1 || code=$?
  ((code == 3)) && return 3
  # One product of order 10,000 takes two cores a quarter of a minute, and no bar asks for it.
  cpu operations.jsonl operations --size 2000 --seconds 1 || code=$?
  return "$code"
}

step_scenarios() {
  local code=0 file=scenarios.jsonl
  if [[ $rehearse == yes ]]; then
    both "$file" likelihood posterior search ask studies --size 60 --candidates 500 --count 10 --seconds 0.1
    return
  fi
  gpu "$file" likelihood posterior search ask --seconds 2 || code=$?
  ((code == 3)) && return 3
  gpu "$file" studies --seconds 1 || code=$?
  # What takes a GPU a moment takes two cores half a minute: one repetition, after a smaller size that warms up.
  cpu "$file" studies --seconds 1 || code=$?
  cpu "$file" posterior --size 500,5000 --seconds 0 || code=$?
  cpu "$file" likelihood --size 1000,10000 --seconds 0 || code=$?
  return "$code"
}

step_gpytorch() {
  local words=()
  [[ $rehearse == yes ]] && words=(--rehearse)
  "$python" "$bundle/python/gpytorch_work.py" "${words[@]}" >"$out/gpytorch.jsonl" || return 1
  cat "$out/gpytorch.jsonl"
  if ! grep -q '"median_ms"' "$out/gpytorch.jsonl"; then return 3; fi
  if grep -q '"failed"' "$out/gpytorch.jsonl"; then return 1; fi
}

step_memory() {
  local code=0
  if [[ $rehearse == yes ]]; then
    gpu memory.jsonl memory resident --size 60 --count 100
    return
  fi
  gpu memory.jsonl memory || code=$?
  ((code == 3)) && return 3
  gpu memory.jsonl resident || code=$?
  return "$code"
}

step_crossover() {
  local words=(--seconds 1)
  [[ $rehearse == yes ]] && words=(--seconds 0.1 --size 50,100)
  gpu crossover.jsonl likelihood --size 100 || return
  figures_on_cpu_set crossover --backend "$gpu_backend,$cpu_backend" "${words[@]}" --out "$out/crossover.jsonl"
}

step_jmh() {
  local size=1000,4000 code=0
  [[ $rehearse == yes ]] && size=50
  rm -f "$out/jmh-gpu.json" "$out/jmh-cpu.json"
  jmh java "$gpu_backend" "$size" 1 "$out/jmh-gpu.json" || code=$?
  jmh java_on_cpu_set "$cpu_backend" "$size" 2 "$out/jmh-cpu.json" || code=$?
  return "$code"
}

jmh() {
  "$1" -Djmh.ignoreLock=true dev.luthier.bench.Main run --quick --backend "$2" --size "$3" --threads "$4" --out "$5" \
    '^(Cholesky|Copy|Covariance|CovarianceGradient|CrossCovariance|Inverse|SymmetricMultiply|Transfer)\.session' \
    '^(Likelihood|Predict)\.session'
}

# Exit code 3 where the backend that is judged does not work here: what it would be compared with is then not measured.
gpu() {
  local code=0
  figures "${@:2}" --backend "$gpu_backend" --out "$out/$1" || code=$?
  if grep -q '"skipped"' "$out/$1"; then return 3; fi
  return "$code"
}
cpu() { figures_on_cpu_set "${@:2}" --backend "$cpu_backend" --out "$out/$1"; }
both() {
  local code=0
  gpu "$@" || code=$?
  ((code == 3)) && return 3
  cpu "$@" || code=$?
  return "$code"
}

# --- Running them ---------------------------------------------------------------------------------------------------

# One step, in a process group of its own that its time limit ends: a step is a shell function.
run_step() {
  local step=$1 limit=${LIMIT:-${limits[$1]}} start code status
  say "--- $step (at most $limit s)"
  start=$(date +%s%N)
  timeout --kill-after=5 "$limit" bash "$here_script" --one-step "$step" >"$out/$step.log" 2>&1
  code=$?
  tail -n 40 "$out/$step.log"
  case $code in
    0) status=done ;;
    3) status=skipped ;;
    124 | 137) status=timeout ;;
    *) status=failed ;;
  esac
  local milliseconds=$((($(date +%s%N) - start) / 1000000))
  printf '{"step":"%s","status":"%s","exit_code":%d,"milliseconds":%d,"reason":"%s"}\n' "$step" "$status" "$code" \
    "$milliseconds" "$(reason "$step")" >>"$out/summary.jsonl"
  [[ $status == done || $status == skipped ]]
}

# The first reason, if any, why something was skipped in a step; as it is escaped there.
reason() {
  sed -n -E 's/.*"(skipped|reasons)": ?\[?"(([^"\\]|\\.)*)".*/\2/p' "$out/$1".json* 2>/dev/null | head -n 1
}

main() {
  local step failed=0
  mkdir -p "$out" || exit 2
  out=$(CDPATH='' cd -P -- "$out" && pwd -P)
  find_bundle
  here_script=$bundle/run-on-gpu.sh
  export OUT=$out GPU_BACKEND=$gpu_backend CPU_BACKEND=$cpu_backend CPU_SET=$cpu_set CONTRACT=$contract
  export PYTHON=$python REHEARSE=$rehearse
  rm -f "$out/summary.jsonl"
  for step in "${steps[@]}"; do
    rm -f "$out/$step.jsonl" "$out/$step.json"
    run_step "$step" || failed=1
  done
  say "--- summary ($out)"
  cat "$out/summary.jsonl"
  if [[ $rehearse == no ]] && command -v "$python" >/dev/null; then
    "$python" "$bundle/python/bars.py" "$out" "$gpu_backend" "$cpu_backend" | tee "$out/bars.jsonl"
  fi
  exit "$failed"
}

is_step() {
  local step
  for step in "${default_steps[@]}" jmh; do
    [[ $1 == "$step" ]] && return 0
  done
  return 1
}

if [[ ${1:-} == --one-step ]]; then
  bundle=$here
  rehearse=${REHEARSE:-no}
  "step_$2"
  exit
fi
while (($#)); do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --rehearse) rehearse=yes ;;
    *)
      if ! is_step "$1"; then
        say "run-on-gpu.sh: $1 is no step"
        usage >&2
        exit 2
      fi
      steps+=("$1")
      ;;
  esac
  shift
done
((${#steps[@]})) || steps=("${default_steps[@]}")
main
