package web_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

// sortedDates are dates with readers' facets, as events have them.
type sortedDates struct {
	dated
	audience []string
}

func (d *sortedDates) Facets(o *content.Occurrence) []content.Facet {
	var out []content.Facet
	if o == nil {
		for _, a := range d.audience {
			out = append(out, content.Facet{Name: content.FacetAudience, Value: a})
		}
		return out
	}
	if p := o.Place; p != nil {
		out = append(out, content.Facet{Name: content.FacetPlace, Value: strings.ReplaceAll(strings.ToLower(p.Name), " ", "-"), Label: p.Name})
		for _, a := range p.Access {
			out = append(out, content.Facet{Name: content.FacetAccess, Value: a})
		}
	}
	for _, a := range o.Access {
		out = append(out, content.Facet{Name: content.FacetAccess, Value: a})
	}
	for _, f := range o.Offers {
		price := "paid"
		if f.Price == "0" {
			price = "free"
		}
		out = append(out, content.Facet{Name: content.FacetPrice, Value: price})
	}
	return out
}

// calendar answers for dates as the store does, in memory.
type calendar struct {
	*fake
	asked  []content.ItemFilter
	counts int // how often facets were counted
	lock   sync.Mutex
}

func (c *calendar) Agenda(_ context.Context, _ content.ID, f content.ItemFilter) ([]content.Slot, string, error) {
	if err := c.ask(); err != nil {
		return nil, "", err
	}
	c.lock.Lock()
	c.asked = append(c.asked, f)
	c.lock.Unlock()
	skip := 0
	if f.Cursor != "" {
		n, err := strconv.Atoi(f.Cursor)
		if err != nil {
			return nil, "", &content.Error{Code: content.Malformed, Key: "error.cursor"}
		}
		skip = n
	}
	var out []content.Slot
	for _, it := range c.items {
		d, ok := it.Details.(content.Dated)
		if !ok || it.Status != content.Published || !matches(it, f) {
			continue
		}
		for _, o := range d.Dates() {
			start, end, err := o.Times(c.site.TimeZone)
			if err != nil {
				return nil, "", err
			}
			last := end
			if last.IsZero() {
				last = start
			}
			s := content.Slot{Item: it, Occurrence: o, Start: start, End: end}
			if (f.From.IsZero() || last.After(f.From)) && (f.To.IsZero() || start.Before(f.To)) && holds(s, f.Facets) {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b content.Slot) int { return a.Start.Compare(b.Start) })
	out = out[min(skip, len(out)):]
	if f.Limit > 0 && len(out) > f.Limit {
		return out[:f.Limit], strconv.Itoa(skip + f.Limit), nil
	}
	return out, "", nil
}

func matches(it *content.Item, f content.ItemFilter) bool {
	return (f.Channel == "" || it.Channel == f.Channel) && (f.Channels == nil || slices.Contains(f.Channels, it.Channel)) &&
		(f.Tags == nil || slices.ContainsFunc(it.Tags, func(t content.Tag) bool { return slices.Contains(f.Tags, t.Slug) })) &&
		(f.Tag == "" || slices.ContainsFunc(it.Tags, func(t content.Tag) bool { return t.Slug == f.Tag }))
}

// holds reports whether a date has one of the values of every name.
func holds(s content.Slot, want []content.Facet) bool {
	have := s.Item.Details.(content.Sorted).Facets(&s.Occurrence)
	have = append(have, s.Item.Details.(content.Sorted).Facets(nil)...)
	ok := map[string]bool{}
	for _, w := range want {
		ok[w.Name] = ok[w.Name] || slices.ContainsFunc(have, func(h content.Facet) bool { return h.Name == w.Name && h.Value == w.Value })
	}
	for _, found := range ok {
		if !found {
			return false
		}
	}
	return true
}

func (c *calendar) FacetCounts(_ context.Context, _ content.ID, f content.ItemFilter, names ...string) (map[string][]content.FacetCount, error) {
	c.lock.Lock()
	c.counts++
	c.lock.Unlock()
	by := map[content.Facet]map[content.ID]bool{}
	slots, _, err := c.Agenda(context.Background(), "site", content.ItemFilter{From: f.From})
	for _, s := range slots {
		d := s.Item.Details.(content.Sorted)
		for _, x := range append(d.Facets(nil), d.Facets(&s.Occurrence)...) {
			if by[x] == nil {
				by[x] = map[content.ID]bool{}
			}
			by[x][s.Item.ID] = true
		}
	}
	out := map[string][]content.FacetCount{}
	for x, items := range by {
		if slices.Contains(names, x.Name) {
			out[x.Name] = append(out[x.Name], content.FacetCount{Facet: x, Count: len(items)})
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b content.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Facet.Value, b.Facet.Value))
		})
	}
	return out, err
}

// last is the last filter that the agenda was asked with.
func (c *calendar) last() content.ItemFilter {
	c.lock.Lock()
	defer c.lock.Unlock()
	if len(c.asked) == 0 {
		return content.ItemFilter{}
	}
	return c.asked[len(c.asked)-1]
}

// glass is a theme that shows what a page is given.
type glass struct {
	theme
	mu   sync.Mutex
	seen map[string]any
}

func (g *glass) Render(ctx context.Context, w io.Writer, name string, data any) error {
	g.mu.Lock()
	g.seen[name] = data
	g.mu.Unlock()
	return g.theme.Render(ctx, w, name, data)
}

// almanac is a world with an agenda.
type almanac struct {
	*world
	cal   *calendar
	glass *glass
}

// newAlmanac has these events besides those of every world; the clock stands at
// Sunday 22 November 2026, 13:00 in Brussels.
func newAlmanac(t testing.TB, events ...*content.Item) *almanac {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	a := &almanac{glass: &glass{theme: theme{g.set}, seen: map[string]any{}}}
	a.world = newWorld(t, func(c *web.Config, f *fake) {
		f.items = slices.DeleteFunc(f.items, func(it *content.Item) bool { return it.Kind == "event" })
		f.items = append(f.items, events...)
		f.tags = append(f.tags, content.Tag{ID: "s", Site: "site", Slug: "sport", Labels: content.Localised{"nl": "Sport"}})
		f.site.Languages = []content.Lang{"nl", "fr", "de", "en"}
		f.site.Settings.EmbedHosts = []string{"https://stad.example"}
		f.chans = append(f.chans, &content.Channel{ID: "youth", Site: "site", Handle: "jeugd", Name: "Bib Jeugd"})
		a.cal = &calendar{fake: f}
		c.Items, c.Reading = a.cal, a.cal
		c.Look = func(*content.Site) web.Look { return web.Look{Theme: a.glass, Words: g.words} }
	})
	return a
}

// agenda asks for an agenda page and gives what the theme got.
func (a *almanac) agenda(t testing.TB, path string) *page.Agenda {
	t.Helper()
	a.clock.forward(time.Second) // for the limit on forms
	a.gen.Add(1)
	a.glass.mu.Lock()
	delete(a.glass.seen, "agenda")
	a.glass.mu.Unlock()
	rec := a.get(t, path)
	p, ok := a.glass.seen["agenda"].(*page.Agenda)
	if rec.Code != 200 || !ok {
		t.Fatalf("%s: %d %s\n%.300s", path, rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	return p
}

var eventNumber int

// event makes a published event; each date is "start", "start/end".
func event(title string, dates ...string) *content.Item {
	eventNumber++
	d := &sortedDates{}
	for i, s := range dates {
		start, end, _ := strings.Cut(s, "/")
		d.list = append(d.list, content.Occurrence{ID: content.DeriveID(title, strconv.Itoa(i)), Start: start, End: end, AllDay: len(start) == 10,
			Status: content.EventScheduled, Availability: content.Available})
	}
	return &content.Item{ID: content.DeriveID("item", title), Site: "site", Channel: "main", Kind: "event", Status: content.Published, Live: 1, Revision: 1,
		Published: start.Add(-time.Hour), Updated: start.Add(-time.Hour), Details: d,
		Texts: []content.Text{{Lang: "nl", Slug: fmt.Sprintf("activiteit-%d", eventNumber), Title: title}, {Lang: "fr", Slug: fmt.Sprintf("activite-%d", eventNumber), Title: title}}}
}

// forWhom changes every date of an event.
func forWhom(it *content.Item, audience []string, change func(o *content.Occurrence)) *content.Item {
	d := it.Details.(*sortedDates)
	d.audience = audience
	for i := range d.list {
		if change != nil {
			change(&d.list[i])
		}
	}
	return it
}
