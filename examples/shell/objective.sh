#!/bin/sh
# An objective in shell: how far a thrown ball flies, by its equation of motion in the air, in awk. Luthier gives the
# parameters as arguments; results are lines of output.
#
#   objective.sh SPEED ANGLE [SPIN]

set -eu
speed=$1
angle=$2
spin=${3:-0} # left out by Luthier where the throw has none

# In the C locale, whose decimal point JSON has too.
LC_ALL=C awk -v v="$speed" -v degrees="$angle" -v spin="$spin" 'BEGIN {
  # A ball of 0.15 kg and 7 cm: drag 0.0009 v^2 N, lift by spin up to as much. Time in seconds, lengths in metres.
  dt = 0.001; x = 0; y = 1.8; a = degrees * atan2(0, -1) / 180
  vx = v * cos(a); vy = v * sin(a); k = 0.0009 / 0.15
  while (y > 0) {
    s = sqrt(vx * vx + vy * vy)
    ax = -k * s * (vx + spin * vy); ay = -9.81 - k * s * (vy - spin * vx)
    vx += ax * dt; vy += ay * dt; x += vx * dt; y += vy * dt; t += dt
    # What is known on the way: the distance after each second, as a step.
    if (int(t) > seconds) { seconds = int(t); printf "luthier: {\"step\": %d, \"distance\": %.6g}\n", seconds, x }
  }
  # The arm tires: the effort of the throw must stay below that of 40 m/s without spin.
  effort = v * v * (1 + spin) / 1600 - 1
  printf "luthier: {\"distance\": %.10g, \"cost\": %.4g, \"constraints\": {\"effort\": %.6g}}\n", x, t, effort
}'
