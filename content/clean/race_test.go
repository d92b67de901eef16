//go:build race

package clean

func init() { slowed = true }
