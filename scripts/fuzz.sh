#!/usr/bin/env bash
# Runs every Fuzz function of the module, one after the other, for the time given (default 10s each).
# The first that fails ends the run; its input is kept by go test below the package's testdata/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."
each=${1:-10s}
found=0
while IFS=: read -r file name; do
	found=$((found + 1))
	package=./$(dirname "${file#./}")
	echo "== $name in $package for $each"
	CGO_ENABLED=0 "${GO:-go}" test -tags "ci migrated_fynedo" -run='^$' -fuzz="^$name\$" -fuzztime="$each" "$package"
done < <(grep -rHoE --include='*_test.go' --exclude-dir=out --exclude-dir=dist --exclude-dir=testdata \
	'^func Fuzz[A-Za-z0-9_]+' . | sed 's/:func /:/' | sort)
echo "fuzz: $found targets, $each each"
