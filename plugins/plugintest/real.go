package plugintest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/plugins"
)

// Row is what the first run over a document gave.
type Row struct {
	Items    int // created
	Drafts   int // of these
	Authors  int // different ones
	Tags     int
	Images   int // stored, when every second one can be fetched
	Failed   int // the others
	Problems int // lines of the report
	Error    string
}

// Document imports a document four times: with every second image missing; again,
// which changes nothing; with all images, which completes; and again, which
// changes nothing. It returns what the first run gave.
func Document(t *testing.T, source string, open func(testing.TB) content.ServiceStore, imp func() plugins.Importer) Row {
	t.Helper()
	all := addresses(t, source, open, imp)
	w := New(t, open(t))
	for i, a := range all {
		if i%2 == 0 {
			w.Web.PutImage(a)
		}
	}
	run := func() *plugins.Report {
		r, err := w.Runner(source).Run(context.Background(), imp())
		if err != nil && r.Records() > 0 {
			t.Errorf("import: %v", err)
		}
		return r
	}
	first, err := w.Runner(source).Run(context.Background(), imp())
	row := Row{Items: first.Outcomes[plugins.Created], Drafts: first.Drafts, Images: first.Images, Failed: first.ImagesFailed, Problems: len(first.Problems)}
	if err != nil {
		row.Error = err.Error()
	}
	authors, tags := map[string]bool{}, map[string]bool{}
	for id, it := range w.Items(t) {
		for _, a := range it.Authors {
			authors[a.Name] = true
			if strings.Contains(a.Name, "@") {
				t.Errorf("%s: author %q", id, a.Name)
			}
		}
		for _, tag := range it.Tags {
			tags[tag.Slug] = true
		}
	}
	row.Authors, row.Tags = len(authors), len(tags)
	before := w.State(t)
	if again := run(); again.Images > 0 {
		t.Errorf("the second run fetched %d images", again.Images)
	}
	Same(t, before, w.State(t))
	w.Web.PutImage(all...)
	if third := run(); third.Images != row.Failed || third.ImagesFailed > 0 {
		t.Errorf("the third run fetched %d images of %d", third.Images, row.Failed)
	}
	before = w.State(t)
	if fourth := run(); fourth.Outcomes[plugins.Unchanged] != len(before) {
		t.Errorf("the fourth run: %v", fourth.Outcomes)
	}
	Same(t, before, w.State(t))
	return row
}

// addresses are those of all images that a document names.
func addresses(t *testing.T, source string, open func(testing.TB) content.ServiceStore, imp func() plugins.Importer) []string {
	w := New(t, open(t))
	_, _ = w.Runner(source).Run(context.Background(), imp())
	var out []string
	for a := range w.Web.asked {
		out = append(out, a)
	}
	sort.Strings(out)
	return out
}

// Shared is the folder of documents that other people wrote, beside the
// checkout; the test is skipped where it is absent.
func Shared(t testing.TB, below string) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	real := filepath.Join(dir, "..", "shared", "testdata", "real", below)
	if _, err := os.Stat(real); err != nil {
		t.Skip("the folder ../shared/testdata is absent: no real documents to import")
	}
	return real
}

// File is a source that is a file.
func File(name string) plugins.Source {
	return plugins.Source{Name: filepath.Base(name), Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}
