//go:build race

package cmd

// slower is how much more memory and time the race detector may take.
const slower = 8
