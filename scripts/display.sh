#!/usr/bin/env bash
# Says whether a window can be opened here: exit 0 when an X display answers, else 1 and one sentence.
# The window needs X11; on a Wayland desktop that is XWayland, which sets DISPLAY as well.
set -euo pipefail

no() {
	echo "$1"
	exit 1
}

if [ -z "${DISPLAY:-}" ]; then
	[ -z "${WAYLAND_DISPLAY:-}" ] || no "WAYLAND_DISPLAY is set but DISPLAY is not: the window needs X11 or XWayland"
	no "no display: DISPLAY is not set"
fi
for probe in "xset q" xdpyinfo; do
	if command -v "${probe%% *}" >/dev/null; then
		# shellcheck disable=SC2086 # the probe is a command and its argument
		timeout 5 $probe >/dev/null 2>&1 || no "DISPLAY is $DISPLAY, but no X server answers there"
		exit 0
	fi
done

# No probe is installed: look for the socket or the port itself.
host=${DISPLAY%:*}
number=${DISPLAY##*:}
number=${number%%.*}
case $number in '' | *[!0-9]*) no "DISPLAY is $DISPLAY, which names no display" ;; esac
if [ -z "$host" ] || [ "$host" = unix ]; then
	[ -S "/tmp/.X11-unix/X$number" ] || no "DISPLAY is $DISPLAY, but no X server has that socket"
else
	timeout 5 bash -c ": </dev/tcp/$host/$((6000 + number))" 2>/dev/null ||
		no "DISPLAY is $DISPLAY, but no X server answers there"
fi
