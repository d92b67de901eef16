package web_test

import (
	"context"
	"io"
	"strings"
)

// Render remembers the page under its name, "item" for items of every kind.
func (r recorded) Render(ctx context.Context, w io.Writer, name string, data any) error {
	short, _, _ := strings.Cut(name, "/")
	r.pages[short] = data
	return r.Theme.Render(ctx, w, name, data)
}
