# What a person types. "make" alone says what there is; "make run" opens the program; "make test" checks it.

GO        ?= go
FUZZTIME  ?= 10s
VERSION   ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)
TAGS      := migrated_fynedo
TESTTAGS  := ci migrated_fynedo
BUILDINFO := -trimpath -ldflags "-s -w -X main.version=$(VERSION)"

GOLANGCI_VERSION := v2.15.0
GOFUMPT_VERSION  := v0.12.0
GOLANGCI := bin/tools/golangci-lint-$(GOLANGCI_VERSION)
GOFUMPT  := bin/tools/gofumpt-$(GOFUMPT_VERSION)

WINDOW_PACKAGES := gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev \
	libxinerama-dev libxi-dev libxxf86vm-dev
E2E_PACKAGES := $(WINDOW_PACKAGES) xvfb openbox xdotool x11-xserver-utils imagemagick libgl1-mesa-dri poppler-utils qpdf libreoffice-calc-nogui \
	cups-ipp-utils dbus-daemon cups cups-client cups-filters printer-driver-cups-pdf

# A checkout owned by another user must still build; the version comes from git describe above.
export GOFLAGS := $(strip $(GOFLAGS) -buildvcs=false)
export GO MAKE

.DEFAULT_GOAL := help
.PHONY: help setup build window ctl programs run test race lint fuzz bench e2e gallery screens dist go

help: ## say what each target does
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

go:
	@command -v $(GO) >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl (an older Go from 1.21 on fetches it by itself)" >&2; exit 1; }

setup: go ## install what building, linting and e2e need (Debian/Ubuntu), and fetch the modules
	scripts/need.sh git $(E2E_PACKAGES)
	$(GO) mod download
	$(MAKE) --no-print-directory $(GOLANGCI) $(GOFUMPT)

build: window programs ## build bin/bianmin, bin/bianminctl and bin/bianmin-county

window: go
	@scripts/need.sh $(WINDOW_PACKAGES)
	CGO_ENABLED=1 $(GO) build -tags "$(TAGS)" $(BUILDINFO) -o bin/bianmin .

ctl: go
	CGO_ENABLED=0 $(GO) build $(BUILDINFO) -o bin/bianminctl ./cmd/bianminctl

programs: ctl
	CGO_ENABLED=0 $(GO) build $(BUILDINFO) -o bin/bianmin-county ./cmd/bianmin-county

run: go ## open the window on a demo hall; without a display, run the same demo in the terminal
	@scripts/run.sh

test: go ## run every test that needs no display, C compiler or server
	CGO_ENABLED=0 $(GO) test -tags "$(TESTTAGS)" ./...

race: go ## run the tests of every package without Fyne under the race detector, random ones shorter (needs gcc)
	@scripts/need.sh gcc libc6-dev
	CGO_ENABLED=1 $(GO) test -race -short -timeout 20m -tags "$(TESTTAGS)" $$(CGO_ENABLED=0 $(GO) list -tags "$(TESTTAGS)" \
		-f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -v 'fyne\.io/' | cut -d' ' -f1)

lint: go $(GOLANGCI) $(GOFUMPT) ## check formatting, go vet and the linters of .golangci.yml
	@list=$$($(GOFUMPT) -l $$(find . -name '*.go' -not -path './out/*' -not -path './bin/*' -not -path './dist/*')) && \
		{ [ -z "$$list" ] || { echo "gofumpt would change:"; echo "$$list"; exit 1; }; }
	CGO_ENABLED=0 $(GO) vet -tags "$(TESTTAGS)" ./...
	GOOS=windows CGO_ENABLED=0 $(GO) vet ./paper/... ./internal/station ./cmd/bianminctl
	CGO_ENABLED=0 $(GOLANGCI) run ./...

fuzz: go ## fuzz every parser for FUZZTIME each (default 10s)
	scripts/fuzz.sh $(FUZZTIME)

bench: go ## measure beside the peers and write bench/RESULTS.md
	CGO_ENABLED=0 $(GO) run -tags "$(TAGS)" ./bench

e2e: go ## install Xvfb and friends, build, and drive the built programs
	scripts/need.sh $(E2E_PACKAGES)
	$(MAKE) --no-print-directory build
	$(GO) test -count=1 -v -tags "e2e $(TAGS)" ./e2e/...

gallery: go ## draw every paper into docs/gallery, and its PDF into out/gallery
	rm -rf out/gallery docs/gallery && mkdir -p out/gallery docs/gallery
	CGO_ENABLED=0 BIANMIN_GALLERY=$(CURDIR)/docs/gallery BIANMIN_GALLERY_PDF=$(CURDIR)/out/gallery $(GO) test -count=1 -run TestGallery ./paper

screens: go ## draw every screen of the window into out/screens, without a display
	mkdir -p out/screens
	CGO_ENABLED=0 BIANMIN_SCREENS=$(CURDIR)/out/screens $(GO) test -count=1 -tags "$(TESTTAGS)" -run Screen ./app/...
	@ls out/screens

dist: build ## pack the programs into dist/
	scripts/dist.sh $(VERSION)

$(GOLANGCI):
	@echo "fetching golangci-lint $(GOLANGCI_VERSION), once"
	CGO_ENABLED=0 GOBIN=$(CURDIR)/bin/tools $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv bin/tools/golangci-lint $@

$(GOFUMPT):
	@echo "fetching gofumpt $(GOFUMPT_VERSION), once"
	CGO_ENABLED=0 GOBIN=$(CURDIR)/bin/tools $(GO) install mvdan.cc/gofumpt@$(GOFUMPT_VERSION)
	@mv bin/tools/gofumpt $@
