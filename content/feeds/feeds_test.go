package feeds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
	"vitrine/content/locale"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func sample(t testing.TB) Feed {
	t.Helper()
	cat, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	site := &content.Site{ID: "s", Name: "Bibliotheek & Co", Origin: "https://bib.example", HandleDomain: "bib.example", Languages: []content.Lang{"nl"}, TimeZone: "Europe/Brussels", Created: at("2025-01-02T00:00:00Z")}
	media := &content.Media{ID: "mediaaaaaaaaaaaaaaaaaaaaaa", Site: "s", Version: 1, Type: "image/png", Width: 1600, Height: 900, Credit: "An <Peeters>", Alt: content.Localised{"nl": `Een "vos" & een raaf`},
		Renditions: []content.Rendition{{Name: "w1024.jpg", Type: "image/jpeg", Width: 1024, Height: 576, Size: 12345}, {Name: "w640.webp", Type: "image/webp", Width: 640, Height: 360, Size: 999}}}
	view := func(it *content.Item) Entry {
		say := func(k string, a ...any) string { return cat.T("nl", k, a...) }
		return Entry{View: content.View{Site: site, Item: it, Text: it.Texts[0], URL: site.ItemURL(it.Kind, it.Texts[0]), Say: say}, Body: it.Texts[0].Body}
	}
	article := view(&content.Item{ID: "articleaaaaaaaaaaaaaaaaaaa", Kind: "article", Texts: []content.Text{{Lang: "nl", Slug: "lezen", Title: "Lezen & <schrijven> ]]>", Summary: "Kort, maar: goed; zo.", Body: "<p>Een ]]&gt; <b>vet</b> woord – café.</p>"}},
		Tags:    []content.Tag{{Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd"}}, {Slug: "lokale-geschiedenis", Labels: content.Localised{"nl": "Lokale geschiedenis"}}},
		Authors: []content.Author{{Name: "An Peeters"}, {Name: "Jan Claes", Handle: "@jan@x.example"}}, Media: []content.Use{{ID: media.ID, Role: content.RoleLead, Media: media}},
		Published: at("2026-11-01T09:00:00Z"), Updated: at("2026-11-02T09:00:00Z"), Live: 2})
	d := &event.Details{}
	if err := json.Unmarshal([]byte(`{"occurrences":[{"id":"occurrenceaaaaaaaaaaaaaaaa","start":"2026-12-05T20:00","end":"2026-12-05T22:15","time_zone":"Europe/Brussels","status":"cancelled","availability":"available","place":{"name":"Zaal; één, groot","street":"Markt 1","postal_code":"2400","locality":"Mol","latitude":51.19,"longitude":5.11}}]}`), d); err != nil {
		t.Fatal(err)
	}
	ev := view(&content.Item{ID: "eventaaaaaaaaaaaaaaaaaaaaa", Kind: "event", Texts: []content.Text{{Lang: "nl", Slug: "concert", Title: "Concert", Summary: "Met een heel lange omschrijving die zeker over de vijfenzeventig octetten van een regel gaat: né, naïef, Ångström 😀.\nTweede regel."}},
		Details: d, Published: at("2026-10-01T09:00:00Z"), Updated: at("2026-11-03T09:00:00Z"), Live: 3})
	start, end, err := d.Occurrences[0].Times("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	allDay := content.Occurrence{ID: "alldayaaaaaaaaaaaaaaaaaaaa", Start: "2027-03-27", End: "2027-03-28", AllDay: true, Status: content.EventScheduled}
	as, ae, err := allDay.Times("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	summer := content.Occurrence{ID: "summeraaaaaaaaaaaaaaaaaaaa", Start: "2027-07-01T10:00", TimeZone: "Europe/Brussels", Status: content.EventScheduled, OnlineURL: "https://stream.example/live"}
	ss, _, err := summer.Times("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	book := view(&content.Item{ID: "bookaaaaaaaaaaaaaaaaaaaaaa", Kind: "highlight", Texts: []content.Text{{Lang: "nl", Slug: "boek", Title: "Een boek"}}, Details: &highlight.Details{ISBN: "9789044642506", Creators: []string{"S. Hertmans"}},
		Published: at("2026-09-01T09:00:00Z"), Updated: at("2026-09-01T09:00:00Z"), Live: 1})
	return Feed{Site: site, Lang: "nl", Title: "Bibliotheek & Co – nieuws", Description: "Alles", Self: "https://bib.example/nl/feed.x", Home: "https://bib.example/nl/", Hub: "https://hub.example/", Updated: at("2026-11-03T09:00:00Z"),
		Entries: []Entry{article, ev, book},
		Dates:   []Date{{Entry: ev, Occurrence: d.Occurrences[0], Start: start, End: end}, {Entry: ev, Occurrence: allDay, Start: as, End: ae}, {Entry: ev, Occurrence: summer, Start: ss}}}
}

// TestGolden holds L6 too: each feed names its one language, as Atom's xml:lang
// and RSS's language, and dates have their offset (L10).
func TestGolden(t *testing.T) {
	for name, write := range Formats {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b, sample(t)); err != nil {
				t.Fatal(err)
			}
			golden(t, "feed."+name, b.Bytes())
			var empty bytes.Buffer
			f := sample(t)
			f.Entries, f.Dates, f.Updated, f.Hub, f.Description = nil, nil, time.Time{}, "", ""
			if err := write(&empty, f); err != nil {
				t.Fatal(err)
			}
			golden(t, "empty."+name, empty.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if err := checkGolden(filepath.Join("testdata", name), got, *update); err != nil {
		t.Error(err)
	}
}

// checkGolden holds a document against the file that was looked at and
// committed; with update it becomes that file.
func checkGolden(file string, got []byte, update bool) error {
	if update {
		return os.WriteFile(file, got, 0o644)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("differs from %s; run with %s after looking at\n%s", file, "-update", got)
	}
	return nil
}

// The check itself must fail when it should: on one byte, and without a file.
func TestGoldenCheckFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "doc")
	if err := checkGolden(file, []byte("a document"), false); err == nil {
		t.Error("a document without a golden file passes")
	}
	if err := checkGolden(file, []byte("a document"), true); err != nil {
		t.Fatal(err)
	}
	if err := checkGolden(file, []byte("a document"), false); err != nil {
		t.Error(err)
	}
	if err := checkGolden(file, []byte("a Document"), false); err == nil {
		t.Error("a changed document passes")
	}
}

// Whatever was written, a strict parser must read it.
func TestXMLIsWellFormed(t *testing.T) {
	for _, write := range []func(io.Writer, Feed) error{RSS, Atom} {
		var b bytes.Buffer
		if err := write(&b, sample(t)); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(&b)
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// RFC 5545: CRLF, at most 75 octets a line, and never a character cut in two.
// It holds L10: zone, identity, state and language of each date.
func TestCalendarLines(t *testing.T) {
	var b bytes.Buffer
	if err := Calendar(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	s := b.String()
	if strings.Count(s, "\n") != strings.Count(s, "\r\n") {
		t.Error("a line ends without CRLF")
	}
	for _, l := range strings.Split(s, "\r\n") {
		if len(l) > 75 || !validUTF8(l) {
			t.Errorf("%d octets: %q", len(l), l)
		}
	}
	unfolded := strings.ReplaceAll(s, "\r\n ", "")
	for _, want := range []string{
		"UID:occurrenceaaaaaaaaaaaaaaaa@bib.example", "STATUS:CANCELLED", "SEQUENCE:2", "DTSTART;TZID=Europe/Brussels:20261205T200000",
		"DTEND;TZID=Europe/Brussels:20261205T221500", "DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270329", "DTSTAMP:20261103T090000Z",
		`LOCATION;LANGUAGE=nl:Zaal\; één\, groot\, Markt 1\, 2400 Mol`, "TZID:Europe/Brussels", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "BEGIN:DAYLIGHT",
		"SUMMARY;LANGUAGE=nl:Geannuleerd: Concert", "METHOD:PUBLISH",
	} {
		if !strings.Contains(unfolded, want+"\r\n") {
			t.Errorf("the calendar misses %q", want)
		}
	}
	if t.Failed() {
		t.Log(unfolded)
	}
}

func validUTF8(s string) bool { return strings.ToValidUTF8(s, "?") == s }

// The VTIMEZONE must give the same instants as the zone itself.
// It is the VTIMEZONE of L10.
func TestTimezoneCoversItsDates(t *testing.T) {
	z := timezone("Europe/Brussels", at("2026-01-10T12:00:00Z"), at("2027-12-01T12:00:00Z"))
	if n := len(z.Components); n != 5 { // winter, summer, winter, summer, winter
		t.Errorf("%d observances, want 5", n)
	}
	if timezone("Mars/Base", time.Now(), time.Now()) != nil {
		t.Error("an unknown zone has a VTIMEZONE")
	}
}
