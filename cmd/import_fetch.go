package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"vitrine/content"
	"vitrine/federation/peer"
	"vitrine/plugins"
)

// maxDocument is the largest export that is downloaded, in bytes.
const maxDocument = 1 << 30

// fetcher lends the one outbound client to imports. It goes through the client's
// door for libraries, so that the hosts which the operator allows can be reached.
type fetcher struct {
	client *peer.Client
	http   *http.Client
	temp   string // folder of downloads, made when it is needed
}

var _ plugins.Client = (*fetcher)(nil)

// fetcher makes the client of an import. What it learns of silent hosts is
// forgotten with it: running an import again tries every image again.
func (e *env) fetcher(site *content.Site) (*fetcher, error) {
	proxy, err := e.opts.proxy()
	if err != nil {
		return nil, err
	}
	c, err := peer.New(peer.Options{UserAgent: peer.UserAgent(Version, site.Origin), AllowPrivate: e.opts.AllowPrivate, AllowHosts: e.opts.AllowHosts,
		Proxy: proxy, MaxFile: maxDocument, Now: now})
	if err != nil {
		return nil, err
	}
	return &fetcher{client: c, http: c.HTTPClient()}, nil
}

func (f *fetcher) close() {
	f.client.Close()
	if f.temp != "" {
		_ = os.RemoveAll(f.temp) // in the system's folder for such things
	}
}

// Fetch implements plugins.Client.
func (f *fetcher) Fetch(ctx context.Context, address string, max int64, types ...string) (*plugins.File, error) {
	var out *plugins.File
	err := f.get(ctx, address, types, func(head *plugins.File, body io.Reader) error {
		b, err := io.ReadAll(io.LimitReader(body, max+1))
		if err != nil {
			return netError(err)
		}
		if int64(len(b)) > max {
			return fmt.Errorf("it is larger than %d MB", max>>20)
		}
		head.Body = b
		out = head
		return nil
	})
	return out, err
}

// get asks for an address and hands the answer to read.
func (f *fetcher) get(ctx context.Context, address string, types []string, read func(*plugins.File, io.Reader) error) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("its address is not one that can be fetched")
	}
	if len(types) > 0 {
		req.Header.Set("Accept", strings.Join(types, ", "))
	}
	res, err := f.http.Do(req)
	if err != nil {
		return netError(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %d (%s)", req.URL.Host, res.StatusCode, strings.ToLower(http.StatusText(res.StatusCode)))
	}
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil && len(types) > 0 || !oneOf(kind, types) {
		return fmt.Errorf("%s sent %q where an image was expected", req.URL.Host, kind)
	}
	return read(&plugins.File{URL: res.Request.URL.String(), ContentType: kind, Charset: params["charset"]}, res.Body)
}

func oneOf(kind string, types []string) bool {
	for _, t := range types {
		if class, ok := strings.CutSuffix(t, "/*"); t == kind || ok && strings.HasPrefix(kind, class+"/") {
			return true
		}
	}
	return len(types) == 0
}

// netError says in words why nothing arrived.
func netError(err error) error {
	words := map[string]string{
		peer.ReasonAddress:    "its address is not one that can be fetched",
		peer.ReasonPort:       "its port is refused (the operator may allow it with --allow-hosts)",
		peer.ReasonRefused:    "its address is private and therefore refused (the operator may allow it with --allow-hosts)",
		peer.ReasonDNS:        "its host is unknown",
		peer.ReasonTLS:        "its host has no valid certificate",
		peer.ReasonTimeout:    "its host did not answer in time",
		peer.ReasonConnection: "its host cannot be reached",
		peer.ReasonCircuit:    "its host did not answer before",
		peer.ReasonRedirect:   "it is forwarded too often, or to where we do not go",
		peer.ReasonTooLarge:   "it is too large",
	}
	if w, ok := words[peer.ReasonOf(err)]; ok {
		return fmt.Errorf("%s%w", w, quiet{err})
	}
	return errors.New("its host cannot be reached")
}

// quiet keeps a cause for programs without its text.
type quiet struct{ err error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.err }

// sources opens what an import names. What cannot be opened is in the error; the
// others are imported.
func (f *fetcher) sources(ctx context.Context, names []string) ([]plugins.Source, error) {
	var out []plugins.Source
	var errs []error
	for _, n := range names {
		s, err := f.source(ctx, n)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", n, err))
			continue
		}
		out = append(out, s)
	}
	return out, errors.Join(errs...)
}

func (f *fetcher) source(ctx context.Context, name string) (plugins.Source, error) {
	if lower := strings.ToLower(name); !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return plugins.Source{}, errors.New("there is no such file")
		case err != nil:
			return plugins.Source{}, errors.New("the file cannot be read")
		case info.IsDir():
			return plugins.Source{}, errors.New("this is a folder; name the file in it")
		}
		return plugins.Source{Name: filepath.Base(name), Open: func() (io.ReadCloser, error) { return os.Open(name) }}, nil
	}
	return f.download(ctx, name)
}

// download keeps what an address answers in a file, for it is read twice.
func (f *fetcher) download(ctx context.Context, address string) (plugins.Source, error) {
	if f.temp == "" {
		dir, err := os.MkdirTemp("", "vitrine-import-*")
		if err != nil {
			return plugins.Source{}, err
		}
		f.temp = dir
	}
	file, err := os.CreateTemp(f.temp, "")
	if err != nil {
		return plugins.Source{}, err
	}
	defer file.Close()
	s := plugins.Source{Name: address, Open: func() (io.ReadCloser, error) { return os.Open(file.Name()) }}
	err = f.get(ctx, address, nil, func(head *plugins.File, body io.Reader) error {
		s.Base, s.Charset = head.URL, head.Charset
		if _, err := io.Copy(file, body); err != nil {
			return netError(err)
		}
		return nil
	})
	return s, err
}
