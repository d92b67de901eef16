package cmd

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/article"
	"vitrine/content/event"
)

// The sizes whose answers are compared. VITRINE_BENCH_ITEMS makes the large one
// smaller, for a look while working.
const (
	fewItems  = 1000
	manyItems = 100_000
)

// shelves is a site of n items, half of them events of the next sixty days,
// published over two years.
type shelves struct {
	app   *App
	site  *content.Site
	start time.Time
	n     int
	asked int
}

// benchReading compares what readers' lists cost with many items and with few:
// what the store answers, and whole pages past every cache. Both have as many
// rows, for every list has more than a page.
func benchReading(b *testing.B) []row {
	large := manyItems
	fmt.Sscan(os.Getenv("VITRINE_BENCH_ITEMS"), &large)
	few, many := newShelves(b, fewItems), newShelves(b, large)
	note := fmt.Sprintf(", %d items against %d", large, fewItems)
	var rows []row
	add := func(what string, ask func(*shelves) func() error) {
		ratio, a, z := inTurn(func() float64 { return many.times(b, what, ask(many)) }, func() float64 { return few.times(b, what, ask(few)) })
		rows = append(rows, row{what: what + note, value: ratio, limit: 1.5, atMost: true, note: fmt.Sprintf(" (%.3f ms, %.3f ms)", a, z)})
	}
	for _, q := range readingQuestions {
		add("store: "+q.what, func(s *shelves) func() error { return func() error { return q.ask(context.Background(), s) } })
	}
	for _, p := range []struct {
		what string
		path func(*shelves) string
	}{
		{"agenda", func(*shelves) string { return "/nl/agenda" }},
		{"agenda with two filters", func(*shelves) string { return "/nl/agenda?audience=children&place=zaal-1" }},
		{"archive of a month", func(s *shelves) string { return s.start.AddDate(0, -6, 0).Format("/nl/archive/2006/01") }},
		{"search for a rare word", func(s *shelves) string { return "/nl/search?q=" + s.rare() }},
		{"search for a misspelled word", func(s *shelves) string { return "/nl/search?q=" + s.rare() + "x" }},
	} {
		add("page: "+p.what, func(s *shelves) func() error { return func() error { return s.page(p.path(s)) } })
	}
	return rows
}

// readingQuestions are what pages ask of the store; each must find something.
var readingQuestions = []struct {
	what string
	ask  func(ctx context.Context, s *shelves) error
}{
	{"agenda of a month", func(ctx context.Context, s *shelves) error {
		slots, _, err := s.app.Store.Agenda(ctx, s.site.ID, s.month())
		return some(len(slots), err)
	}},
	{"agenda of a month with two filters", func(ctx context.Context, s *shelves) error {
		f := s.month()
		f.Facets = []content.Facet{{Name: content.FacetAudience, Value: "children"}, {Name: content.FacetPlace, Value: "zaal-1"}}
		slots, _, err := s.app.Store.Agenda(ctx, s.site.ID, f)
		return some(len(slots), err)
	}},
	{"counts of four filters to come", func(ctx context.Context, s *shelves) error {
		counts, err := s.app.Store.FacetCounts(ctx, s.site.ID, content.ItemFilter{Lang: "nl", From: s.start.AddDate(0, 0, 9)},
			content.FacetAudience, content.FacetPlace, content.FacetAccess, content.FacetPrice)
		return some(len(counts), err)
	}},
	{"archive of a month", func(ctx context.Context, s *shelves) error {
		f := content.ItemFilter{Lang: "nl", PubFrom: s.start.AddDate(0, -7, 0), PubTo: s.start.AddDate(0, -6, 0)}
		items, _, err := s.app.Store.Items(ctx, s.site.ID, f)
		return some(len(items), err)
	}},
	{"months", func(ctx context.Context, s *shelves) error {
		months, err := s.app.Store.Months(ctx, s.site.ID, content.ItemFilter{Lang: "nl"})
		return some(len(months), err)
	}},
	{"search for a rare word", func(ctx context.Context, s *shelves) error {
		items, _, err := s.app.Store.Items(ctx, s.site.ID, content.ItemFilter{Lang: "nl", Words: []string{s.rare()}, Order: content.Best})
		return some(len(items), err)
	}},
	{"kinds and tags of a rare word", func(ctx context.Context, s *shelves) error {
		kinds, _, err := s.app.Store.KindCounts(ctx, s.site.ID, content.ItemFilter{Lang: "nl", Words: []string{s.rare()}})
		return some(len(kinds), err)
	}},
	{"words like a misspelled one", func(ctx context.Context, s *shelves) error {
		words, err := s.app.Store.Similar(ctx, s.site.ID, "nl", []string{s.rare() + "x"})
		return some(len(words), err)
	}},
}

func some(n int, err error) error {
	if err == nil && n == 0 {
		err = fmt.Errorf("nothing was found")
	}
	return err
}

func (s *shelves) month() content.ItemFilter {
	return content.ItemFilter{Lang: "nl", From: s.start.AddDate(0, 0, 9), To: s.start.AddDate(0, 0, 39)}
}

// rare is a word of 25 titles.
func (s *shelves) rare() string { return rareWord(0) }

// rareWord is the i-th of many words that are as different as those of titles.
func rareWord(i int) string {
	const consonants, vowels = "bcdfghjklmnpqrstvwxz", "aeiou"
	n := i*7919%160_000 + 1
	var b []byte
	for range 4 {
		b = append(b, consonants[n%20], vowels[n%5])
		n /= 20
	}
	return string(b)
}

// times is the median of 40 questions in milliseconds.
func (s *shelves) times(b *testing.B, what string, ask func() error) float64 {
	b.Helper()
	var ms []float64
	for range 40 {
		start := time.Now()
		if err := ask(); err != nil {
			b.Fatalf("%s: %v", what, err)
		}
		ms = append(ms, float64(time.Since(start).Microseconds())/1000)
	}
	return median(ms)
}

func (s *shelves) page(path string) error {
	req, err := http.NewRequest("GET", path, nil)
	if err != nil {
		return err
	}
	req.Host = s.site.Host()
	s.asked++ // each from another address: one visitor may not ask that often
	req.RemoteAddr = fmt.Sprintf("%d.%d.%d.9:4000", 20+s.asked>>16, s.asked>>8&255, s.asked&255)
	w := &sink{header: http.Header{}}
	s.app.Handler.ServeHTTP(w, req)
	if w.status != 0 && w.status != 200 {
		return fmt.Errorf("%s: %d", path, w.status)
	}
	return nil
}

func newShelves(b *testing.B, n int) *shelves {
	b.Helper()
	app := benchApp(b, func(bu *Build) { bu.CacheBytes = 1; bu.Options.Synchronous = "OFF" })
	site, ch := benchSite(b, app, "http://read.example")
	s := &shelves{app: app, site: site, start: now().Truncate(time.Hour), n: n}
	for i := range n {
		if err := app.Store.SaveItem(context.Background(), s.item(ch, i)); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// item is the i-th of the site's items, published.
func (s *shelves) item(ch *content.Channel, i int) content.Save {
	title := fmt.Sprintf("item %s %d", rareWord(i%max(s.n/25, 1)), i)
	at := s.start.Add(-time.Duration(i) * (2 * 365 * 24 * time.Hour / time.Duration(s.n)))
	it := &content.Item{ID: content.NewID(), Site: s.site.ID, Channel: ch.ID, Kind: "article", Status: content.Published, Created: at, Changed: at, Published: at, Updated: at,
		Texts:   []content.Text{{Lang: "nl", Slug: fmt.Sprintf("item-%d", i), Title: title, Summary: "Een samenvatting.", Body: "<p>Een alinea met gewone woorden.</p>"}},
		Tags:    []content.Tag{{Site: s.site.ID, Slug: fmt.Sprintf("tag-%d", i%7)}},
		Details: &article.Details{}}
	if e := i / 2; i%2 == 0 {
		begin := s.start.Add(time.Duration(e*37%(60*96)) * 15 * time.Minute)
		place := &content.Place{Name: fmt.Sprintf("Zaal %d", e%4), Access: []string{"wheelchair", "toilet"}}
		d := &event.Details{Audience: []string{content.Audiences[1+e/4%2]}, Occurrences: []content.Occurrence{{Start: begin.UTC().Format("2006-01-02T15:04"),
			End: begin.Add(2 * time.Hour).UTC().Format("2006-01-02T15:04"), TimeZone: "UTC", Place: place, Offers: []content.Offer{{Price: fmt.Sprint(e % 3)}}}}}
		d.Normalise()
		it.Kind, it.Details = "event", d
	}
	return content.Save{Item: it, Revision: true, GoLive: true, Index: []content.IndexText{{Lang: "nl", Title: title, Words: "gewone woorden bibliotheek", Sort: fmt.Sprintf("%08d", i)}}}
}
