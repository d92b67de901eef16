// Package defaults is the default theme: the layer below every other one. It is
// plain, and everything that law and good manners ask of a page is in it, so
// that a theme above it changes looks alone.
package defaults

import "embed"

// Files are the theme.
//
//go:embed theme.toml *.html partials assets locale
var Files embed.FS
