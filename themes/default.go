package themes

import (
	"embed"
	"io/fs"
)

//go:embed default marquee quiet
var embedded embed.FS

// DefaultName is the name of the theme below every other one.
const DefaultName = "default"

// ShippedNames are the themes that are in the program.
var ShippedNames = []string{DefaultName, "marquee", "quiet"}

// Shipped gives a theme that is in the program: fs.ErrNotExist for any other name.
func Shipped(name string) (fs.FS, error) {
	for _, n := range ShippedNames {
		if n == name {
			return fs.Sub(embedded, n)
		}
	}
	return nil, fs.ErrNotExist
}

// Default is the default theme: the layer below every other one. Everything
// that law and good manners ask of a page is in it, so that a theme above it
// changes looks alone.
func Default() fs.FS {
	sub, err := Shipped(DefaultName)
	if err != nil {
		panic(err) // the name is a valid path
	}
	return sub
}
