package feeds

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/mmcdole/gofeed"
)

// atomValid holds a feed against the grammar of RFC 4287.
func atomValid(t *testing.T, feed []byte) error {
	t.Helper()
	file := filepath.Join(t.TempDir(), "feed.atom")
	if err := os.WriteFile(file, feed, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", "/usr/share/java/jing.jar", "-c", "testdata/atom.rnc", file).CombinedOutput()
	if err != nil {
		return &invalid{string(out)}
	}
	return nil
}

type invalid struct{ what string }

func (e *invalid) Error() string { return e.what }

// TestAtomPassesItsGrammar holds full and empty feeds against RFC 4287, and
// finds that what is none does not pass.
func TestAtomPassesItsGrammar(t *testing.T) {
	tool(t, "/usr/share/java/jing.jar")
	for _, name := range []string{"feed.atom", "empty.atom"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := atomValid(t, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for what, change := range map[string][2]string{
			"no id": {"<id>", "<x>"}, "a date without offset": {"<updated>2026", "<updated>x2026"}, "a link without href": {" href=", " hraf="},
		} {
			broken := bytes.Replace(b, []byte(change[0]), []byte(change[1]), 1)
			if what == "no id" {
				broken = bytes.Replace(broken, []byte("</id>"), []byte("</x>"), 1)
			}
			if !bytes.Equal(broken, b) && atomValid(t, broken) == nil {
				t.Errorf("%s with %s passes", name, what)
			}
		}
	}
}

// TestAnotherParserReads finds that readers that we did not write find in each
// format what we put there.
func TestAnotherParserReads(t *testing.T) {
	f := sample(t)
	for _, format := range []string{"rss", "atom", "json"} {
		var b bytes.Buffer
		if err := Formats[format](&b, f); err != nil {
			t.Fatal(err)
		}
		got, err := gofeed.NewParser().Parse(&b)
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		if got.FeedType != format || got.Title != f.Title || got.Link != f.Home || len(got.Items) != len(f.Entries) {
			t.Errorf("%s: %s %q %s with %d items", format, got.FeedType, got.Title, got.Link, len(got.Items))
		}
		for i, e := range f.Entries {
			it := got.Items[i]
			if it.GUID != e.ID() || it.Title != e.Title() || it.Link != e.URL || it.PublishedParsed == nil || !it.PublishedParsed.Equal(e.Item.Published) {
				t.Errorf("%s: item %d is %q %q %s", format, i, it.GUID, it.Title, it.Link)
			}
			if !strings.Contains(it.Content, e.Body) {
				t.Errorf("%s: item %d holds %q", format, i, it.Content)
			}
		}
		if it := got.Items[0]; len(it.Categories) != 2 || len(it.Authors) != 2 && format != "rss" {
			t.Errorf("%s: categories %v, authors %d", format, it.Categories, len(it.Authors))
		}
	}
}

// TestAnotherParserReadsTheCalendar finds each date at its instant.
func TestAnotherParserReadsTheCalendar(t *testing.T) {
	f := sample(t)
	var b bytes.Buffer
	if err := Calendar(&b, f); err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(&b).Decode()
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != len(f.Dates) {
		t.Fatalf("%d dates, want %d", len(events), len(f.Dates))
	}
	for i, d := range f.Dates {
		e := events[i]
		start, err := e.DateTimeStart(d.Start.Location())
		if err != nil || !start.Equal(d.Start) {
			t.Errorf("date %d begins at %s, want %s: %v", i, start.Format(time.RFC3339), d.Start.Format(time.RFC3339), err)
		}
		if !d.End.IsZero() {
			if end, err := e.DateTimeEnd(d.End.Location()); err != nil || !end.Equal(d.End) {
				t.Errorf("date %d ends at %s, want %s: %v", i, end.Format(time.RFC3339), d.End.Format(time.RFC3339), err)
			}
		}
		if uid, err := e.Props.Text(ical.PropUID); err != nil || !strings.HasPrefix(uid, string(d.Occurrence.ID)) {
			t.Errorf("date %d has the UID %q: %v", i, uid, err)
		}
		if summary, err := e.Props.Text(ical.PropSummary); err != nil || summary != d.Title() {
			t.Errorf("date %d is called %q: %v", i, summary, err)
		}
	}
}
