package cmd

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the program itself, for scripts and for tests
// that start and kill processes, and the receivers of the fan-out benchmark.
func TestMain(m *testing.M) {
	switch {
	case os.Getenv("VITRINE_BENCH_RECEIVER") != "":
		receive()
	case os.Getenv("VITRINE_AS_PROGRAM") != "":
		asProgram()
	default:
		testscript.Main(m, map[string]func(){"vitrine": asProgram})
	}
}

func asProgram() { os.Exit(Main(testProgram, os.Args[1:], os.Stdout, os.Stderr)) }
