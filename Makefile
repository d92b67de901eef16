# The commands that scripts and guides rely on. `make run` and `make test` are
# all a newcomer needs on a machine with Go and a C compiler.

TAGS    := sqlite_fts5
VERSION ?= $(shell git describe --tags --match "v[0-9]*" --dirty 2>/dev/null | sed "s/^v//" | grep . || echo 0.1.0-dev+$$(git rev-parse --short HEAD 2>/dev/null || echo unknown))
LDFLAGS := -s -w -X vitrine/cmd.Version=$(VERSION)
GO      ?= go
export CGO_ENABLED := 1

.PHONY: run test test-all build bench fuzz clean

## run: builds what is needed and starts the three sample institutions
run: build
	./bin/vitrine demo

## build: bin/vitrine
build:
	@scripts/need-build
	$(GO) build -trimpath -tags $(TAGS) -ldflags "$(LDFLAGS)" -o bin/vitrine ./cmd/vitrine

## test: installs what the tests need where it is missing, then everything
test:
	@scripts/test

## test-all: as test, with every page in every theme in every sight (an hour)
test-all:
	@BROWSER_TESTS=all scripts/test

## bench: the benchmarks, each as a ratio to a stated limit in the same run
bench: build
	@scripts/bench

## fuzz: every fuzz test for FUZZTIME (default 20s) each
fuzz:
	@scripts/fuzz

clean:
	rm -rf bin
