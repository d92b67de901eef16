// Command vitrine is a self-hosted, federated publishing hub for libraries and
// cultural venues. It names the kinds of items; a custom build copies this file
// and adds a line.
package main

import (
	"os"
	_ "time/tzdata" // events keep wall times: the zones travel with the program

	"vitrine/cmd"
	"vitrine/content"
	"vitrine/content/article"
	"vitrine/content/edition"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

func main() {
	program := cmd.Program{
		Kinds: content.Kinds{article.Kind{}, event.Kind{}, highlight.Kind{}, edition.Kind{}},
	}
	os.Exit(cmd.Main(program, os.Args[1:], os.Stdout, os.Stderr))
}
