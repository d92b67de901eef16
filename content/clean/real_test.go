package clean

import (
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Real exports, feeds and messages, as files: the markup in them is read as it
// is, as the text of a CDATA section, and once unescaped.
func TestReal(t *testing.T) {
	const root = "../../../shared/testdata"
	if _, err := os.Stat(root); err != nil {
		t.Skip("the folder of real files is not here")
	}
	n := 0
	for _, dir := range []string{"real/wxr", "real/feeds", "real/ghost", "real/uitdatabank", "peers"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || len(data) > 1<<20 || slowed && len(data) > 20<<10 {
				return err
			}
			n++
			text := strings.NewReplacer("<![CDATA[", "<div>", "]]>", "</div>").Replace(string(data))
			for _, in := range []string{text, Autop(text), html.UnescapeString(string(data)), strings.ReplaceAll(string(data), `\"`, `"`)} {
				check(t, in)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d files", n)
}
