#!/usr/bin/env bash
# Packs what can be given to a hall into dist/: the Linux programs built by "make build", and the two
# programs without a window for Windows and ARM. Usage: dist.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
papers=(LICENSE NOTICE THIRD_PARTY_NOTICES.md CHANGELOG.md)
[ ! -f README.md ] || papers+=(README.md)

rm -rf dist
mkdir -p dist
pack() { # pack NAME FILE...
	local name=bianmin-$version-$1
	shift
	mkdir -p "dist/$name"
	cp "$@" "${papers[@]}" "dist/$name/"
	tar --sort=name --owner=0 --group=0 --numeric-owner -C dist -czf "dist/$name.tar.gz" "$name"
	rm -r "dist/$name"
	echo "dist/$name.tar.gz"
}

host=$("${GO:-go}" env GOOS)-$("${GO:-go}" env GOARCH)
pack "$host" bin/bianmin bin/bianminctl bin/bianmin-county
for target in windows-amd64 linux-arm64; do
	[ "$target" != "$host" ] || continue
	exe=
	[ "${target%-*}" != windows ] || exe=.exe
	built=()
	for program in bianminctl bianmin-county; do
		CGO_ENABLED=0 GOOS=${target%-*} GOARCH=${target#*-} "${GO:-go}" build -trimpath \
			-ldflags "-s -w -X main.version=$version" -o "dist/build/$target/$program$exe" "./cmd/$program"
		built+=("dist/build/$target/$program$exe")
	done
	pack "$target" "${built[@]}"
done
rm -rf dist/build
(cd dist && sha256sum ./*.tar.gz >SHA256SUMS)
