#!/usr/bin/env bash
# Installs the Debian/Ubuntu packages named as arguments that are missing, and asks nothing.
# Exit 0: all are there, or this system has no apt and the build may try with what it has.
# Exit 1: something is missing and cannot be installed; the sentence on standard error says what to do.
set -euo pipefail

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "need: this is not Debian or Ubuntu; if the next step fails, install what these packages hold: $*" >&2
	exit 0
fi

missing=()
for package in "$@"; do
	if ! dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
		missing+=("$package")
	fi
done
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
		echo "need: these packages are missing and this user may not install them: ${missing[*]}" >&2
		echo "need: run once:  sudo apt-get install ${missing[*]}" >&2
		exit 1
	fi
	as_root=(sudo -n)
fi

echo "need: installing ${missing[*]}" >&2
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -qq)
"${apt[@]}" update </dev/null >&2 || echo "need: the package lists could not be refreshed; trying with the old ones" >&2
if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2; then
	echo "need: apt-get could not install: ${missing[*]}" >&2
	exit 1
fi
