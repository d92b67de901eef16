// Package cmd is the program: its commands, and Build, which wires every part
// together and starts nothing. The tests start what a user starts.
//
// cmd imports everything and is imported by cmd/vitrine alone; who else may
// import whom is a table in deps_test.go.
package cmd
