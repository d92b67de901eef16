package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

//go:embed starter
var starter embed.FS

// Start writes a small theme that works into dir, which must be empty or not
// there: theme.toml, a style sheet, a piece of a page and a README.
func Start(dir, name, extends string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("new theme: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("new theme: %s is not empty", dir)
	}
	sub, err := fs.Sub(starter, "starter")
	if err != nil {
		return fmt.Errorf("new theme: %w", err)
	}
	return fs.WalkDir(sub, ".", func(file string, d fs.DirEntry, err error) error {
		to := filepath.Join(dir, filepath.FromSlash(file))
		switch {
		case err != nil:
			return fmt.Errorf("new theme: %w", err)
		case d.IsDir():
			if err := os.MkdirAll(to, 0o755); err != nil {
				return fmt.Errorf("new theme: %w", err)
			}
			return nil
		}
		text, err := fs.ReadFile(sub, file)
		if err != nil {
			return fmt.Errorf("new theme: %w", err)
		}
		written := name
		if strings.HasSuffix(file, ".toml") { // inside quotes
			quoted := strconv.Quote(name)
			written = quoted[1 : len(quoted)-1]
		}
		fill := strings.NewReplacer("NAME", written, "EXTENDS", extends, "FOLDER", filepath.Base(dir))
		if err := os.WriteFile(to, []byte(fill.Replace(string(text))), 0o644); err != nil {
			return fmt.Errorf("new theme: %w", err)
		}
		return nil
	})
}
