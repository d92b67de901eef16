package themes

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
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

func hashAssets(layers Layers) (map[string]*File, error) {
	out := map[string]*File{}
	names, err := layers.files("assets")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		kind, ok := assetTypes[path.Ext(name)]
		if !ok {
			return nil, fmt.Errorf("theme: %s: a file of this type is not served", name)
		}
		data, err := layers.read(name, maxAsset)
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		sum := sha256.Sum256(data)
		f := &File{Name: strings.TrimPrefix(name, "assets/"), Hash: hex.EncodeToString(sum[:6]), Type: kind, Data: data}
		if strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "+json") {
			f.Gzip = squeeze(data)
		}
		out[f.Name] = f
	}
	return out, nil
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
