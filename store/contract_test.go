package store

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/content"
)

// The contract: what package content expects of a store, on SQLite always and on
// PostgreSQL when VITRINE_TEST_DATABASE_URL names a database, where each test has
// a schema of its own.

// plainDetails are details of a kind without dates.
type plainDetails struct {
	ISBN  string       `json:"isbn,omitempty"`
	Holds []content.ID `json:"holds,omitempty"`
	For   []string     `json:"for,omitempty"`
}

func (*plainDetails) Check(*content.Problems) {}
func (d *plainDetails) Members() []content.ID { return d.Holds }
func (d *plainDetails) Facets(o *content.Occurrence) (out []content.Facet) {
	return audienceOf(o, d.For)
}

// datedDetails are details of a kind with dates. The dates are in no JSON of
// their own, so that a test notices when the store forgets them.
type datedDetails struct {
	Ticket string               `json:"ticket,omitempty"`
	For    []string             `json:"for,omitempty"`
	When   []content.Occurrence `json:"-"`
}

func (*datedDetails) Check(*content.Problems)               {}
func (d *datedDetails) Dates() []content.Occurrence         { return d.When }
func (d *datedDetails) SetDates(dates []content.Occurrence) { d.When = dates }

// Facets are an audience of the whole, a place and access of each date.
func (d *datedDetails) Facets(o *content.Occurrence) (out []content.Facet) {
	if o == nil || o.Place == nil {
		return audienceOf(o, d.For)
	}
	out = append(out, content.Facet{Name: content.FacetPlace, Value: slugOf(o.Place.Name), Label: o.Place.Name})
	for _, a := range o.Access {
		out = append(out, content.Facet{Name: content.FacetAccess, Value: a})
	}
	return out
}

func audienceOf(o *content.Occurrence, names []string) (out []content.Facet) {
	if o != nil {
		return nil
	}
	for _, n := range names {
		out = append(out, content.Facet{Name: content.FacetAudience, Value: n})
	}
	return out
}

type testKind struct {
	name string
	make func() content.Details
}

func (k testKind) Name() string          { return k.name }
func (k testKind) New() content.Details  { return k.make() }
func (k testKind) Form() []content.Field { return nil }
func (k testKind) Templates() fs.FS      { return fstest.MapFS{} }

var testKinds = content.Kinds{
	testKind{"article", func() content.Details { return &plainDetails{} }},
	testKind{"event", func() content.Details { return &datedDetails{} }},
}

// library is a site with a main channel and a branch, and a second site.
type library struct {
	*DB
	site, main, branch content.ID
	other, otherMain   content.ID
	now                time.Time
}

// contract runs a test on each database.
func contract(t *testing.T, f func(t *testing.T, l *library)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		f(t, newLibrary(t, openTest(t, Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: testKinds})))
	})
	t.Run("postgres", func(t *testing.T) {
		f(t, newLibrary(t, openTest(t, Config{URL: pooledSchema(t), Kinds: testKinds})))
	})
}

func newLibrary(t testing.TB, db *DB) *library {
	t.Helper()
	l := &library{DB: db, site: content.NewID(), main: content.NewID(), branch: content.NewID(),
		other: content.NewID(), otherMain: content.NewID(), now: t0}
	ctx := t.Context()
	check(t, db.CreateSite(ctx, aSite(l.site, "bib.example"), aChannel(l.main, "bib")))
	check(t, db.CreateSite(ctx, aSite(l.other, "museum.example"), aChannel(l.otherMain, "museum")))
	c := aChannel(l.branch, "jeugd")
	c.Site, c.Kind = l.site, content.ChannelBranch
	check(t, db.SaveChannel(ctx, c))
	return l
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func aSite(id content.ID, host string) *content.Site {
	return &content.Site{ID: id, Name: "Site " + host, Origin: "https://hub." + host, HandleDomain: host,
		Aliases: []string{"www." + host}, Languages: []content.Lang{"nl", "fr"}, TimeZone: "Europe/Brussels",
		Contact: content.Contact{Email: "info@" + host}, Settings: content.Settings{FourEyes: true},
		State: content.SiteActive, Created: t0, Updated: t0}
}

func aChannel(id content.ID, handle string) *content.Channel {
	return &content.Channel{ID: id, Handle: handle, Name: "Channel " + handle, Kind: content.ChannelMain,
		Fields: []content.ProfileField{{Name: "Web", Value: "https://example.org"}}, AlsoKnownAs: []string{"https://old.example/u"},
		Created: t0, Updated: t0}
}

// tick moves the library's clock and tells the time.
func (l *library) tick() time.Time {
	l.now = l.now.Add(time.Minute)
	return l.now
}

// draft is an item that was not stored yet.
func (l *library) draft(title string) *content.Item {
	now := l.tick()
	return &content.Item{ID: content.NewID(), Site: l.site, Channel: l.main, Kind: "article", Status: content.Draft,
		Texts:   []content.Text{{Lang: "nl", Slug: slugOf(title), Title: title, Summary: "Kort", Body: "<p>" + title + "</p>"}},
		Details: &plainDetails{}, By: content.NewID(), Changed: now, Created: now}
}

func slugOf(title string) string {
	b := []byte(title)
	for i, c := range b {
		switch {
		case c >= 'A' && c <= 'Z':
			b[i] = c + 32
		case c == ' ':
			b[i] = '-'
		}
	}
	return string(b)
}

// event is a draft with dates.
func (l *library) event(title string, dates ...content.Occurrence) *content.Item {
	it := l.draft(title)
	it.Kind, it.Details = "event", &datedDetails{When: dates}
	return it
}

// save stores contents as a new revision.
func (l *library) save(t testing.TB, it *content.Item, more ...func(*content.Save)) *content.Item {
	t.Helper()
	s := content.Save{Item: it, Expect: it.Working, Revision: true}
	for _, f := range more {
		f(&s)
	}
	check(t, l.SaveItem(t.Context(), s))
	return it
}

// publish stores contents and makes them live.
func (l *library) publish(t testing.TB, it *content.Item, more ...func(*content.Save)) *content.Item {
	t.Helper()
	return l.save(t, it, append([]func(*content.Save){func(s *content.Save) {
		if it.Published.IsZero() {
			it.Published, it.Updated = it.Changed, it.Changed
		}
		it.Status, s.GoLive = content.Published, true
		for _, text := range it.Texts {
			s.Index = append(s.Index, content.IndexText{Lang: text.Lang, Title: text.Title, Words: text.Summary + " " + text.Body, Sort: fmt.Sprintf("%x", text.Title)})
		}
	}}, more...)...)
}

// withdraw takes an item back.
func (l *library) withdraw(t testing.TB, it *content.Item) {
	t.Helper()
	it.Status, it.WithdrawnReason, it.Updated = content.Withdrawn, "error", l.tick()
	check(t, l.SaveItem(t.Context(), content.Save{Item: it, Expect: it.Working}))
}

// titles lists what a filter finds, over pages of two, so that every cursor is used.
func (l *library) titles(t testing.TB, f content.ItemFilter) []string {
	t.Helper()
	var out []string
	f.Limit = 2
	for range 100 {
		items, next, err := l.Items(t.Context(), l.site, f)
		check(t, err)
		if len(items) > f.Limit {
			t.Fatalf("%d items on a page of %d", len(items), f.Limit)
		}
		for _, it := range items {
			out = append(out, it.Original().Title)
		}
		if f.Cursor = next; next == "" {
			return out
		}
	}
	t.Fatal("the list does not end")
	return nil
}

// media stores a file.
func (l *library) media(t testing.TB) *content.Media {
	t.Helper()
	m := &content.Media{ID: content.NewID(), Site: l.site, Version: 1, Type: "image/jpeg", Name: "foto.jpg", Width: 1600, Height: 900,
		Size: 123456, Blurhash: "LEHV6nWB2yk8", Alt: content.Localised{"nl": "Een kat"}, Credit: "An", Licence: "CC-BY-4.0",
		FocalX: -0.25, FocalY: 0.5, Source: "https://oud.example/foto.jpg", Sum: "ab", By: content.NewID(), Created: t0, Updated: t0,
		Renditions: []content.Rendition{{Name: "w640.webp", Type: "image/webp", Width: 640, Height: 360, Size: 999}},
		Recording: content.Recording{Seconds: 63, Poster: "poster-1.jpg", Transcript: content.Localised{"nl": "<p>Dag</p>"}, SoundSuffices: true,
			Uncaptioned: "stomme film", Tracks: []content.Track{{Kind: content.TrackCaptions, Lang: "nl", Name: "captions-nl-1.vtt"}}}}
	check(t, l.SaveMedia(t.Context(), m))
	return m
}
