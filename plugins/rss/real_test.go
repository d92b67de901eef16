package rss

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"vitrine/content"
	"vitrine/plugins"
	"vitrine/plugins/plugintest"
	"vitrine/store"
)

func openStore(t testing.TB) content.ServiceStore {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: plugintest.Kinds, Synchronous: "NORMAL"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// real is what each feed that others wrote becomes.
var real = map[string]plugintest.Row{
	"duplicate-entries-all.xml":     {Items: 1, Authors: 1},
	"encoding_ISO-8859-1.xml":       {Items: 40, Images: 20, Failed: 20, Problems: 40},
	"events2.xml":                   {Items: 2, Tags: 6, Images: 1, Failed: 1, Problems: 2},
	"everything.xml":                {Items: 30},
	"invalid-prolog.xml":            {Error: "invalid-prolog.xml: its first line names the character set \"invalid\", which does not exist; correct the first line to encoding=\"UTF-8\", or to what the file is written in"},
	"iri.xml":                       {Items: 4, Authors: 1, Images: 1, Failed: 1, Problems: 2},
	"json10-sample.json":            {Items: 1, Authors: 1, Tags: 2, Images: 1, Problems: 1},
	"koi8r.xml":                     {Items: 2, Problems: 1},
	"large_rss.xml":                 {Items: 25, Authors: 1, Tags: 11, Images: 2, Failed: 2, Problems: 2},
	"libsyn-feed.xml":               {Items: 2, Authors: 1, Tags: 2, Images: 1, Problems: 1},
	"no_encoding_ISO-8859-1.xml":    {Items: 9, Problems: 1},
	"rss20_spec_sample_noerror.xml": {Items: 9, Images: 1, Problems: 1},
	"small_atom.xml":                {Items: 20, Authors: 3},
	"urdu_UTF8.xml":                 {Items: 26, Images: 13, Failed: 12, Problems: 26},
	"valid_dcterms_all2.xml":        {Items: 1},
	"xhtml_namespace_prefix.xml":    {Items: 1, Authors: 1},
}

func TestRealFeeds(t *testing.T) {
	dir := plugintest.Shared(t, "feeds")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name(), func(t *testing.T) {
			want, ok := real[f.Name()]
			got := plugintest.Document(t, Name, openStore, func() plugins.Importer { return Feed{plugintest.File(filepath.Join(dir, f.Name()))} })
			if !ok || got != want {
				t.Errorf("%q: %#v,", f.Name(), got)
			}
		})
	}
}
