package themes

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// File is an asset as served.
type File struct {
	Name string // below assets/: "style.css"
	Hash string // of the content; part of the address
	Type string // media type
	Data []byte
	Gzip []byte // nil when compressing does not help
}

// Path is the address, which changes with the content and so never expires.
func (f *File) Path() string { return "/assets/" + f.Hash + "/" + f.Name }

// assetTypes are the only files of a theme that are served.
var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
	".ico": "image/x-icon", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json",
	".txt": "text/plain; charset=utf-8",
}

// mainSheet is the style sheet to which every theme's styles are appended.
const mainSheet = "style.css"

// Asset gives the file by its name; ok is false when no layer has it.
func (s *Set) Asset(name string) (f *File, ok bool) {
	f, ok = s.cur.Load().assets[name]
	return f, ok
}

// asset is the template function: the address of a file. A file that does not
// exist is an error, which Check finds.
func (b *built) asset(name string) (string, error) {
	if f, ok := b.assets[name]; ok {
		return f.Path(), nil
	}
	return "", fmt.Errorf("assets/%s: %w", name, fs.ErrNotExist)
}

// readAssets reads what the layers serve: pictures and fonts first, then the
// style sheets, which name them, then the one that is made of the settings.
func (b *built) readAssets(layers Layers) error {
	b.assets = map[string]*File{}
	names, err := layers.files("assets")
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	errs := layers.checkFonts()
	sheets := map[string]string{}
	for _, file := range names {
		name := strings.TrimPrefix(file, "assets/")
		kind, ok := assetTypes[path.Ext(name)]
		if !ok {
			errs = append(errs, fmt.Errorf("theme: %s: a file of this type is not served", file))
			continue
		}
		data, err := layers.read(file, maxAsset)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("theme: %w", err))
		case path.Ext(name) == ".css":
			errs = append(errs, lintSheet(file, data)...)
			sheets[name] = string(data)
		case path.Ext(name) == ".svg":
			errs = append(errs, lintDrawing(file, data)...)
			b.serve(name, kind, data)
		case path.Ext(name) == ".woff2" && !b.def.ships(name):
			// of a theme below, whose fonts this one replaces
		default:
			b.serve(name, kind, data)
		}
	}
	main := sheets[mainSheet]
	for _, style := range b.def.Styles {
		text, ok := sheets[style]
		if !ok {
			errs = append(errs, fmt.Errorf("theme.toml: styles: assets/%s: %w", style, fs.ErrNotExist))
			continue
		}
		if style != mainSheet {
			main += "\n" + text
			delete(sheets, style)
		}
	}
	if main != "" {
		sheets[mainSheet] = main
	}
	for name, text := range sheets {
		text, err := b.address(name, text)
		if err != nil {
			errs = append(errs, err)
		}
		b.serve(name, assetTypes[".css"], []byte(text))
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	made, err := b.def.sheet(b.values, b.asset)
	if err != nil {
		return err
	}
	b.serve(settingsSheet, assetTypes[".css"], []byte(made))
	return nil
}

// serve makes an asset.
func (b *built) serve(name, kind string, data []byte) {
	sum := sha256.Sum256(data)
	f := &File{Name: name, Hash: hex.EncodeToString(sum[:6]), Type: kind, Data: data}
	if strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "+json") {
		f.Gzip = squeeze(data)
	}
	b.assets[name] = f
}

// sheetText matches texts in quotes, so that what looks like a comment in one
// stays, and comments, but for those that begin with /*! as licences do.
var sheetText = regexp.MustCompile(`(?s)"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*(?:[^!].*?)??\*/`)

// address gives the files that a style sheet names their addresses, and leaves
// its comments out.
func (b *built) address(sheet, text string) (string, error) {
	text = sheetText.ReplaceAllStringFunc(text, func(m string) string {
		if m[0] == '/' {
			return ""
		}
		return m
	})
	var errs []error
	out := sheetURL.ReplaceAllStringFunc(text, func(m string) string {
		ref := sheetURL.FindStringSubmatch(m)[1]
		name := path.Join(path.Dir(sheet), strings.Trim(ref, `"' `))
		f, ok := b.assets[name]
		if strings.HasPrefix(strings.Trim(ref, `"' `), "#") {
			return m
		}
		if !ok {
			errs = append(errs, fmt.Errorf("theme: assets/%s: %s: there is no assets/%s", sheet, m, name))
			return m
		}
		return fmt.Sprintf("url(%q)", f.Path())
	})
	return out, errors.Join(errs...)
}

// ships reports whether [fonts] names the file.
func (d *Definition) ships(file string) bool {
	return slices.ContainsFunc(d.Fonts, func(f Font) bool { return f.File == file })
}

// checkFonts holds the fonts of every layer against the limits.
func (l Layers) checkFonts() []error {
	var errs []error
	for _, layer := range l {
		names, err := Layers{layer}.files("assets")
		if err != nil {
			return []error{fmt.Errorf("theme: %w", err)}
		}
		names = slices.DeleteFunc(names, func(n string) bool { return path.Ext(n) != ".woff2" })
		if len(names) > MaxFonts {
			errs = append(errs, fmt.Errorf("theme: %s: a theme ships at most %d fonts, this is number %d", names[MaxFonts], MaxFonts, len(names)))
		}
		for _, n := range names {
			if info, err := fs.Stat(layer, n); err == nil && info.Size() > MaxFontSize {
				errs = append(errs, fmt.Errorf("theme: %s: %d bytes are more than the %d that a font may have; make a subset of it", n, info.Size(), MaxFontSize))
			}
		}
	}
	return errs
}

// squeeze compresses data, nil when that saves nothing.
func squeeze(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	_, _ = z.Write(data)                                  // a bytes.Buffer takes everything
	_ = z.Close()
	if b.Len() >= len(data) {
		return nil
	}
	return b.Bytes()
}
