# Ends what the commands of a worker left running when Luthier is gone.
#   $1  the worker, as in LUTHIER_WORKER
#   $2  folder of parameter files to delete, or nothing
# Its standard input is a pipe that ends when Luthier does, however it does. Nobody writes to it.

# Luthier's terminal, and whoever ends Luthier politely, must not end this first.
trap '' HUP INT QUIT TERM
while read -r ignored; do :; done

entry=LUTHIER_WORKER=$1

# Prints the environment files of the marked processes. One process reads them all where grep knows lines that end
# with NUL; else two for each.
if printf 'a\0b\0' | grep -qzxF b 2>/dev/null; then
  marked() { grep -lzxF -e "$entry" [0-9]*/environ 2>/dev/null; }
else
  marked() {
    for file in [0-9]*/environ; do
      tr '\0' '\n' 2>/dev/null <"$file" | grep -qxF -e "$entry" && echo "$file"
    done
  }
fi

# Not every sleep knows fractions.
pause() { sleep "$1" 2>/dev/null || sleep 1; }

# Until five looks in a row, over a second, find nothing: one may miss a fork, or a command that Luthier was just
# starting when it was killed, which has its mark a few milliseconds later. A hundred looks at most, for what no
# signal ends.
if cd /proc 2>/dev/null; then
  looks=0
  quiet=0
  while [ "$quiet" -lt 5 ] && [ "$looks" -lt 100 ]; do
    looks=$((looks + 1))
    quiet=$((quiet + 1))
    for file in $(marked); do
      quiet=0
      kill -KILL "${file%%/*}" 2>/dev/null
    done
    if [ "$quiet" -gt 0 ]; then pause 0.25; else pause 0.02; fi
  done
fi

if [ -n "$2" ]; then
  rm -f "$2"/trial-*.json
  rmdir "$2"
fi
