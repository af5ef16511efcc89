#!/usr/bin/env bash
# Prints the papers of the demo hall into out/gallery and a picture of each page beside it, to be looked at.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf out/gallery
mkdir -p out/gallery
bin/bianminctl demo --out out/gallery
pages=0
while IFS= read -r -d '' pdf; do
	pdftoppm -png -r 100 "$pdf" "${pdf%.pdf}"
	pages=$((pages + 1))
done < <(find out/gallery -name '*.pdf' -print0 | sort -z)
[ "$pages" -gt 0 ] || { echo "gallery: the demo printed no PDF" >&2; exit 1; }
echo "gallery: $pages papers in out/gallery"
