#!/usr/bin/env bash
# Writes THIRD_PARTY_NOTICES.md: the modules linked into the programs, with version, licence and copyright
# lines read from the licence files of the module cache, and the licence texts themselves.
# Run it after go.mod changes. A module without a recognised licence file ends it with exit 1.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
out=THIRD_PARTY_NOTICES.md

linked() { # what is compiled in, for the window and the programs without one, on both systems it is made for
	for system in linux windows; do
		GOOS=$system CGO_ENABLED=0 "$go" list -e -deps -tags "ci migrated_fynedo" \
			-f '{{with .Module}}{{if not .Main}}{{.Path}}|{{.Version}}|{{.Dir}}{{end}}{{end}}' ./...
		GOOS=$system CGO_ENABLED=1 "$go" list -e -deps -tags migrated_fynedo \
			-f '{{with .Module}}{{if not .Main}}{{.Path}}|{{.Version}}|{{.Dir}}{{end}}{{end}}' ./...
	done | grep . | sort -u
}

kind() { # kind FILE: the short names of every licence whose text is in it
	local text found=()
	text=$(tr -s ' \n\r\t#*/' ' ' <"$1")
	case $text in *"TERMS AND CONDITIONS FOR USE"* | *"under the Apache License, Version 2.0"*) found+=(Apache-2.0) ;; esac
	case $text in *"Mozilla Public License"*) found+=(MPL-2.0) ;; esac
	case $text in *"Permission is hereby granted, free of charge"*) found+=(MIT) ;; esac
	case $text in *"Permission to use, copy, modify, and"*"distribute this software"*) found+=(ISC) ;; esac
	case $text in
	*"Redistribution and use in source and binary forms"*"to endorse or promote products"*) found+=(BSD-3-Clause) ;;
	*"Redistribution and use in source and binary forms"*) found+=(BSD-2-Clause) ;;
	esac
	[ "${#found[@]}" -gt 0 ] || return 1
	local joined
	printf -v joined ', %s' "${found[@]}"
	echo "${joined:2}"
}

licence_files() { # licence_files DIR: its licence and notice files, the licence first
	find "$1" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'unlicense*' \) | sort
	find "$1" -maxdepth 1 -type f -iname 'notice*' | sort
}

copyrights() { # copyrights FILE: its copyright lines, joined
	grep -ahiE '^.{0,20}copyright (\(c\)|©|[0-9]|the )' "$1" | grep -viE 'copyright (owner|notice|holder|license|statement)' |
		sed -E 's/^[[:space:]*#/]+//; s/[[:space:]]+$//; s/\|/\//g' | sort -u | head -5 | paste -sd ';' | sed 's/;/; /g'
}

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
	echo "# Third-party notices"
	echo
	echo "Made by \`scripts/notices.sh\`; do not edit by hand."
	echo
	echo "## Fonts"
	echo
	echo "| font | licence | copyright |"
	echo "|---|---|---|"
	echo "| Noto Sans SC, Noto Serif SC (subsets) | SIL Open Font License 1.1 | $(copyrights assets/fonts/OFL.txt) |"
	echo
	echo "The full text of the font licence lies beside the fonts, in \`assets/fonts\`."
	echo
	echo "## Go modules linked into the programs"
	echo
	echo "| module | version | licence | copyright |"
	echo "|---|---|---|---|"
} >"$out"

while IFS='|' read -r path version dir; do
	files=()
	while IFS= read -r f; do files+=("$f"); done < <(licence_files "$dir")
	[ "${#files[@]}" -gt 0 ] || { echo "notices: $path $version has no licence file" >&2; exit 1; }
	name=$(kind "${files[0]}") || { echo "notices: $path: ${files[0]##*/} is not a licence known here" >&2; exit 1; }
	echo "| $path | $version | $name | $(copyrights "${files[0]}") |" >>"$out"
	for f in "${files[@]}"; do
		printf '\n### %s %s: %s\n\n' "$path" "$version" "${f##*/}"
		if [ "$name" = Apache-2.0 ] && [[ ${f##*/} != [Nn][Oo][Tt][Ii][Cc][Ee]* ]]; then
			echo "Apache License 2.0, as in the file LICENSE of this repository."
		else
			printf '~~~text\n'
			tr -d '\r' <"$f" | sed -e '$a\' -e 's/[[:space:]]*$//'
			printf '~~~\n'
		fi
	done >>"$body"
done < <(linked)

{
	echo
	echo "## Licence texts"
	cat "$body"
} >>"$out"
echo "notices: $(grep -c '^| [a-z].*/' "$out") modules in $out" >&2
