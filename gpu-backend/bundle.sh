#!/usr/bin/env bash
# Makes the bundle for a machine with a GPU and no Java: a runtime made by jlink, the jars, OpenBLAS and the scripts.
#
#   gpu-backend/target/bundle                       the folder
#   gpu-backend/target/luthier-gpu-bundle.tar.xz    the same, at most 45 MiB (.tar.zst where there is no xz)
#
# Environment: LUTHIER_JAVA_HOME, the JDK 25 to use; MAVEN_OPTIONS, more words for mvn (such as -o).

set -euo pipefail

usage() {
  cat <<'END'
Usage: bundle.sh [--no-build] [--check]

Makes gpu-backend/target/bundle and, of it, an archive of at most 45 MiB.

  --no-build  takes the jars as an earlier run has built them
  --check     makes nothing: checks what is there, and starts it in an empty environment
END
}

# Git's checkout and the archive travel together within 64 MiB.
most_bytes=$((45 * 1024 * 1024))

# What the jars need of the JDK: the Vector API; java.sql for the API of SQLite's store, which does not travel;
# management for doctor and JMH; unsupported for JMH's Unsafe; zipfs and logging for JUnit and JMH.
modules=java.base,java.logging,java.management,java.sql,java.xml,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs

# Of the class path of "luthier bench": sqlite-jdbc carries twenty systems' libraries, openblas is unpacked below.
left_out='sqlite-jdbc.jar openblas-linux-x86_64.jar'

here=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$here")
target=$here/target
bundle=$target/bundle

say() { printf 'bundle: %s\n' "$*" >&2; }
give_up() {
  say "$*"
  exit 1
}

is_jdk_25() { [[ -x $1/bin/jlink && -r $1/release ]] && grep -q '^JAVA_VERSION="25[".+-]' "$1/release"; }

find_jdk() {
  local candidate on_path=
  if command -v jlink >/dev/null; then on_path=$(dirname "$(dirname "$(readlink -f "$(command -v jlink)")")"); fi
  if [[ -n ${LUTHIER_JAVA_HOME:-} ]]; then
    is_jdk_25 "$LUTHIER_JAVA_HOME" || give_up "LUTHIER_JAVA_HOME = $LUTHIER_JAVA_HOME is no JDK 25 with jlink"
    jdk=$LUTHIER_JAVA_HOME
    return
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/*; do
    if [[ -n $candidate ]] && is_jdk_25 "$candidate"; then
      jdk=$candidate
      return
    fi
  done
  give_up "no JDK 25 with jlink was found; set LUTHIER_JAVA_HOME"
}

build() {
  command -v mvn >/dev/null || give_up "Maven (mvn) was not found"
  say "building the jars"
  # shellcheck disable=SC2086 # words
  (
    cd "$root"
    mvn -q ${MAVEN_OPTIONS:-} -Dmaven.test.skip=true -pl jmh-benchmarks,cli -am package
    # Of all tests these alone travel.
    mvn -q ${MAVEN_OPTIONS:-} -Pbundle -DskipTests -pl gpu-backend -am package
  )
}

# The four files of OpenBLAS, out of a jar of stubs and headers.
unpack_openblas() {
  local jar=$root/jmh-benchmarks/target/luthier/lib/openblas-linux-x86_64.jar folder=org/bytedeco/openblas/linux-x86_64 file
  local files=(libopenblas.so.0 libgfortran.so.5 libquadmath.so.0 libgcc_s.so.1)
  mkdir "$bundle/openblas" "$bundle/unpacked"
  (cd "$bundle/unpacked" && "$jdk/bin/jar" xf "$jar" "${files[@]/#/$folder/}")
  for file in "${files[@]}"; do
    [[ -s $bundle/unpacked/$folder/$file ]] || give_up "$file is not in $jar"
    mv "$bundle/unpacked/$folder/$file" "$bundle/openblas/"
  done
  rm -r "$bundle/unpacked"
}

copy_jars() {
  local jar name
  mkdir "$bundle/lib" "$bundle/test-lib"
  for jar in "$root"/jmh-benchmarks/target/luthier/lib/*.jar "$root/cli/target/luthier/lib/luthier-cli.jar"; do
    [[ -s $jar ]] || give_up "$jar is missing; run without --no-build"
    name=$(basename "$jar")
    [[ " $left_out " == *" $name "* ]] || cp "$jar" "$bundle/lib/"
  done
  for jar in "$target"/test-lib/*.jar "$target"/luthier-gpu-backend-*-tests.jar; do
    [[ -s $jar ]] || give_up "$jar is missing; run without --no-build"
    name=$(basename "$jar")
    [[ -e $bundle/lib/$name || " $left_out " == *" $name "* ]] || cp "$jar" "$bundle/test-lib/"
  done
  [[ -s $bundle/lib/luthier-gpu-backend.jar ]] || give_up "luthier-gpu-backend.jar is not among the jars"
}

make() {
  find_jdk
  rm -rf "$bundle"
  mkdir -p "$bundle"
  say "linking a runtime with $jdk"
  # zip-0: the archive compresses better what is not compressed.
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress zip-0 \
    --output "$bundle/runtime"
  unpack_openblas
  copy_jars
  cp "$here/run-on-gpu.sh" "$bundle/"
  cp -r "$here/python" "$bundle/python"
  find "$bundle/python" -name __pycache__ -prune -exec rm -r {} +
  {
    git -C "$root" log -1 --format='commit %H' 2>/dev/null || echo 'commit unknown'
    sed -n 's/^JAVA_RUNTIME_VERSION=/java /p' "$jdk/release"
  } >"$bundle/VERSION"
}

archive() {
  rm -f "$target"/luthier-gpu-bundle.tar.*
  if command -v xz >/dev/null; then
    say "compressing (xz)"
    tar -C "$target" -cf - bundle | xz -3 -T2 >"$target/luthier-gpu-bundle.tar.xz"
  elif command -v zstd >/dev/null; then
    say "compressing (zstd)"
    tar -C "$target" -cf - bundle | zstd -q -10 -o "$target/luthier-gpu-bundle.tar.zst"
  else
    give_up "neither xz nor zstd was found"
  fi
}

check() {
  local file size=0 found=0
  for file in "$target"/luthier-gpu-bundle.tar.*; do
    [[ -s $file ]] || continue
    found=1
    size=$(wc -c <"$file")
    ((size <= most_bytes)) || give_up "$file has $size bytes; at most $most_bytes are allowed"
    say "$file: $((size / 1024 / 1024)) MiB"
  done
  ((found)) || give_up "there is no archive; run without --check"
  [[ -x $bundle/runtime/bin/java ]] || give_up "there is no runtime in $bundle"
  bash -n "$bundle/run-on-gpu.sh"
  local out
  out=$(mktemp -d)
  # Nothing of this machine but the path of the ordinary tools.
  if ! env -i PATH=/usr/bin:/bin OUT="$out" bash "$bundle/run-on-gpu.sh" probe >"$out/said" 2>&1; then
    cat "$out/said" >&2
    give_up "the bundle does not start in an empty environment"
  fi
  grep -q '"openblas"' "$out/probe.json" || give_up "the probe does not know openblas: $(cat "$out/probe.json")"
  say "starts in an empty environment: $(head -c 300 "$out/probe.json")"
  rm -r "$out"
}

build=yes
only_check=no
while (($#)); do
  case $1 in
    --no-build) build=no ;;
    --check) only_check=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift
done

if [[ $only_check == no ]]; then
  if [[ $build == yes ]]; then build; fi
  make
  archive
fi
check
