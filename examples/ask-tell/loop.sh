#!/bin/sh
# An ask/tell loop: asks Luthier for a configuration, evaluates it, tells the value, until the study is done. Run again,
# it goes on; a trial it was stopped in the middle of stays asked for, and can still be told.
#
#     LUTHIER=./luthier examples/ask-tell/loop.sh
#
# Environment: LUTHIER, the command (luthier on the PATH if unset).

set -eu
luthier=${LUTHIER:-luthier}
study=$(dirname "$0")/study.yaml

# A number of the line {"trial":3,"parameters":{"x":0.5,"y":1.25}}.
number() {
  printf '%s\n' "$line" | sed 's/.*"'"$1"'":\([^,}]*\).*/\1/'
}

while :; do
  line=$("$luthier" ask "$study" --json) || {
    code=$?
    [ "$code" -eq 6 ] && break # The study is done.
    exit "$code"
  }
  # In the C locale, whose decimal point JSON has too.
  value=$(LC_ALL=C awk -v x="$(number x)" -v y="$(number y)" \
    'BEGIN { printf "%.17g\n", (1 - x) ^ 2 + 100 * (y - x * x) ^ 2 }')
  "$luthier" tell "$study" "$(number trial)" "value=$value"
done
"$luthier" best "$study"
