#!/usr/bin/env bash
# Opens the window on a demo hall; without a display it runs the same demo in the terminal. "make run" calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
if why=$(scripts/display.sh); then
	echo "make run: installing what is missing (if anything), building, opening the window on a demo hall with its own county on loopback"
	"${MAKE:-make}" --no-print-directory window
	exec bin/bianmin --demo
fi
echo "make run: $why"
echo "make run: the demo runs without a window instead; nothing is installed, and its papers go to out/"
"${MAKE:-make}" --no-print-directory ctl
exec bin/bianminctl demo --out out
