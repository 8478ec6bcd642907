#!/bin/sh
# Gradescope runs this once, when the image of the grading machine is made; GitHub Classroom in each run.
# AUTOGRADER: where to build; SOURCE: where strata.tar.gz is; BIN: where the command goes.
set -eu
command -v strata >/dev/null && exit 0
root=${AUTOGRADER:-/autograder}
bin=${BIN:-/usr/local/bin}
mkdir -p "$root/strata"
tar -xzf "${SOURCE:-$root/source}/strata.tar.gz" -C "$root/strata" --strip-components=1
cd "$root/strata"
./bootstrap
ln -sf "$root/strata/build/strata" "$bin/strata"
"$bin/strata" --version
