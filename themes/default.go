package themes

import (
	"embed"
	"io/fs"
)

//go:embed default
var embedded embed.FS

// Default is the default theme: the layer below every other one. It is plain,
// and everything that law and good manners ask of a page is in it, so that a
// theme above it changes looks alone.
func Default() fs.FS {
	sub, err := fs.Sub(embedded, "default")
	if err != nil {
		panic(err) // the name is a valid path
	}
	return sub
}
