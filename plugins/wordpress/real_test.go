package wordpress

import (
	"context"
	"path/filepath"
	"strings"
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

// real is what each export that others wrote becomes; several names are the
// files of one export, a word without a dot a further type.
var real = map[string]plugintest.Row{
	"attachments-only.xml":       {},
	"co-authors-plus.xml":        {Items: 4, Authors: 3, Tags: 1},
	"feature-image-captions.xml": {Items: 3, Images: 1, Failed: 1, Problems: 1},
	"has-audio-enclosure.xml":    {Items: 1, Authors: 1},
	"has-meta.xml":               {Problems: 1},
	"has-meta.xml enmse_message": {Items: 1},
	"multiple-cdata.xml":         {Items: 1},
	"pages-only.xml":             {Items: 1, Authors: 1},
	"posts-only.xml":             {Items: 3, Drafts: 1, Authors: 2, Tags: 3, Problems: 3},
	"posts-only.xml pages-only.xml attachments-only.xml": {Items: 4, Drafts: 1, Authors: 2, Tags: 3, Images: 1, Problems: 1},
	"sample.xml":             {Items: 4, Drafts: 1, Authors: 2, Tags: 3, Images: 1, Problems: 1},
	"sample.xml customcpt":   {Items: 5, Drafts: 1, Authors: 2, Tags: 3, Images: 1},
	"slashes.xml":            {Items: 1, Authors: 1, Tags: 1},
	"squarespace-sample.xml": {Items: 5, Drafts: 1, Authors: 2, Tags: 3, Images: 1, Failed: 1, Problems: 2},
}

func TestRealExports(t *testing.T) {
	dir := plugintest.Shared(t, "wxr")
	for names, want := range real {
		t.Run(names, func(t *testing.T) {
			e := &Export{}
			for _, n := range strings.Fields(names) {
				if strings.Contains(n, ".") {
					e.Sources = append(e.Sources, plugintest.File(filepath.Join(dir, n)))
				} else {
					e.Types = append(e.Types, n)
				}
			}
			got := plugintest.Document(t, Name, openStore, func() plugins.Importer { return e })
			if got != want {
				t.Errorf("%q: %#v,", names, got)
			}
		})
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := real[filepath.Base(f)]; !ok {
			t.Errorf("%s has no row", filepath.Base(f))
		}
	}
}
