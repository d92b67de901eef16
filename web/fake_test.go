package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web"
)

// fake is one site in memory, enough for the pages.
type fake struct {
	site    *content.Site
	gen     atomic.Int64
	chans   []*content.Channel
	items   []*content.Item
	tags    []content.Tag
	objects []*content.ObjectRef
	replies []content.Reply
	blobs   map[string][]byte
	lookups atomic.Int64 // questions to the database
	down    atomic.Bool
	mu      sync.Mutex
	filters []content.ItemFilter
	similar map[string][]string
}

func (f *fake) ask() error {
	f.lookups.Add(1)
	if f.down.Load() {
		return content.Failf(content.Unavailable, "the database is away")
	}
	return nil
}

func (f *fake) SiteByHost(_ context.Context, host string) (*content.Site, error) {
	if err := f.ask(); err != nil {
		return nil, err
	}
	if host == f.site.Host() || host == f.site.HandleDomain || slices.Contains(f.site.Aliases, host) {
		s := *f.site
		return &s, nil
	}
	return nil, content.Failf(content.NotFound, "host %s", host)
}

func (f *fake) Generation(context.Context, content.ID) (int64, error) {
	return f.gen.Load(), f.ask()
}

func (f *fake) Channels(context.Context, content.ID) ([]*content.Channel, error) {
	return f.chans, f.ask()
}

func (f *fake) Public(_ context.Context, _ content.ID, lang content.Lang, kind, slug string) (*content.Item, error) {
	if err := f.ask(); err != nil {
		return nil, err
	}
	for _, it := range f.items {
		for _, t := range it.Texts {
			old := it.Source == "old" && slug == "oud"
			if it.Kind != kind || t.Lang != lang || (t.Slug != slug && !old) {
				continue
			}
			switch {
			case it.Status == content.Withdrawn:
				return it, &content.Error{Code: content.Gone, Args: map[string]any{"Reason": it.WithdrawnReason}}
			case it.Live == 0:
				return nil, content.Fail(content.NotFound, nil)
			}
			return it, nil
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (f *fake) Items(_ context.Context, _ content.ID, q content.ItemFilter) ([]*content.Item, string, error) {
	if err := f.ask(); err != nil {
		return nil, "", err
	}
	f.mu.Lock()
	f.filters = append(f.filters, q)
	f.mu.Unlock()
	var out []*content.Item
	for _, it := range f.items {
		hit := it.Status == content.Published
		for i, w := range q.Words {
			hit = hit && slices.ContainsFunc(locale.Words(it.Original().Title+" "+it.Original().Body), func(have string) bool {
				return have == w || i == len(q.Words)-1 && strings.HasPrefix(have, w)
			})
		}
		hit = hit && (q.IDs == nil || slices.Contains(q.IDs, it.ID)) && (q.Channels == nil || slices.Contains(q.Channels, it.Channel))
		hit = hit && (q.Author == "" || slices.ContainsFunc(it.Authors, func(a content.Author) bool { return a.ID == q.Author }))
		hit = hit && !it.Published.Before(q.PubFrom) && (q.PubTo.IsZero() || it.Published.Before(q.PubTo))
		_, has := it.Text(q.Lang)
		hit = hit && (q.Kind == "" || q.Kind == it.Kind) && (q.Channel == "" || q.Channel == it.Channel) && (q.Lang == "" || has)
		hit = hit && (q.Tag == "" || slices.ContainsFunc(it.Tags, func(t content.Tag) bool { return t.Slug == q.Tag }))
		if hit {
			out = append(out, it)
		}
	}
	if q.Order == content.Newest {
		slices.SortStableFunc(out, func(a, b *content.Item) int { return b.Published.Compare(a.Published) })
	}
	from, _ := strconv.Atoi(q.Cursor)
	if from < 0 { // as the store refuses a cursor that it did not make
		return nil, "", &content.Error{Code: content.Malformed, Key: "error.cursor"}
	}
	if from >= len(out) {
		return nil, "", nil
	}
	out = out[from:]
	if q.Limit > 0 && len(out) > q.Limit {
		return out[:q.Limit], strconv.Itoa(from + q.Limit), nil
	}
	return out, "", nil
}

func (f *fake) Agenda(ctx context.Context, site content.ID, q content.ItemFilter) ([]content.Slot, string, error) {
	var out []content.Slot
	q.Limit = 0
	cursor := q.Cursor
	q.Cursor = ""
	items, _, err := f.Items(ctx, site, q)
	for _, it := range items {
		d, ok := it.Details.(content.Dated)
		if !ok {
			continue
		}
		for _, o := range d.Dates() {
			start, end, _ := o.Times(f.site.TimeZone)
			last := end
			if last.IsZero() {
				last = start
			}
			if last.After(q.From) && (q.To.IsZero() || start.Before(q.To)) {
				out = append(out, content.Slot{Item: it, Occurrence: o, Start: start, End: end})
			}
		}
	}
	_ = cursor
	return out, "", err
}

func (f *fake) Objects(_ context.Context, _, item content.ID) ([]*content.ObjectRef, error) {
	var out []*content.ObjectRef
	for _, o := range f.objects {
		if o.Item == item {
			out = append(out, o)
		}
	}
	return out, f.ask()
}

func (f *fake) TagBySlug(_ context.Context, _ content.ID, slug string) (*content.Tag, error) {
	for _, t := range f.tags {
		if t.Slug == slug {
			return &t, nil
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (f *fake) TagCounts(context.Context, content.ID, content.ID, int) ([]content.TagCount, error) {
	var out []content.TagCount
	for _, t := range f.tags {
		out = append(out, content.TagCount{Tag: t, Count: 1})
	}
	return out, nil
}

func (f *fake) ReplyByURI(_ context.Context, _ content.ID, uri string) (*content.Reply, error) {
	for _, r := range f.replies {
		if r.URI == uri {
			return &r, nil
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (f *fake) Replies(_ context.Context, _ content.ID, q content.ReplyFilter) ([]content.Reply, string, error) {
	var out []content.Reply
	for _, r := range f.replies {
		if r.Item == q.Item && r.Status == q.Status && (r.Public || !q.Public) {
			out = append(out, r)
		}
	}
	from, _ := strconv.Atoi(q.Cursor)
	out = out[min(from, len(out)):]
	if q.Limit > 0 && len(out) > q.Limit {
		return out[:q.Limit], strconv.Itoa(from + q.Limit), nil
	}
	return out, "", nil
}

func (f *fake) Counts(_ context.Context, _ content.ID, objects ...content.ID) (map[content.ID]content.Counts, error) {
	return map[content.ID]content.Counts{objects[0]: {Likes: 2, Replies: 1}}, nil
}

func (f *fake) Text(html string) string { return text(parseNode(html)) }

func (f *fake) EditionsOf(_ context.Context, _, item content.ID) ([]*content.Item, error) {
	var out []*content.Item
	for _, it := range f.items {
		if c, ok := it.Details.(content.Collected); ok && it.Status == content.Published && slices.Contains(c.Members(), item) {
			out = append(out, it)
		}
	}
	return out, f.ask()
}

func (f *fake) FacetCounts(context.Context, content.ID, content.ItemFilter, ...string) (map[string][]content.FacetCount, error) {
	return nil, f.ask()
}

func (f *fake) Months(context.Context, content.ID, content.ItemFilter) ([]content.MonthCount, error) {
	counts := map[time.Time]int{}
	for _, it := range f.items {
		if t := it.Published.In(f.site.Zone()); it.Status == content.Published {
			counts[time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)]++
		}
	}
	var out []content.MonthCount
	for _, t := range slices.SortedFunc(maps.Keys(counts), func(a, b time.Time) int { return b.Compare(a) }) {
		out = append(out, content.MonthCount{Year: t.Year(), Month: t.Month(), Count: counts[t]})
	}
	return out, f.ask()
}

func (f *fake) KindCounts(ctx context.Context, site content.ID, q content.ItemFilter) ([]content.FacetCount, []content.TagCount, error) {
	q.Limit, q.Cursor = 0, ""
	items, _, err := f.Items(ctx, site, q)
	by := map[string]int{}
	tags := map[string]int{}
	for _, it := range items {
		by[it.Kind]++
		for _, t := range it.Tags {
			tags[t.Slug]++
		}
	}
	var kinds []content.FacetCount
	for _, k := range slices.Sorted(maps.Keys(by)) {
		kinds = append(kinds, content.FacetCount{Facet: content.Facet{Name: "kind", Value: k}, Count: by[k]})
	}
	var counts []content.TagCount
	for _, t := range f.tags {
		if tags[t.Slug] > 0 {
			counts = append(counts, content.TagCount{Tag: t, Count: tags[t.Slug]})
		}
	}
	return kinds, counts, err
}

func (f *fake) Similar(_ context.Context, _ content.ID, _ content.Lang, words []string) (map[string][]string, error) {
	out := map[string][]string{}
	for _, w := range words {
		if s := f.similar[w]; s != nil {
			out[w] = s
		}
	}
	return out, f.ask()
}

func (f *fake) Author(_ context.Context, _, id content.ID) (*content.Author, error) {
	return f.AuthorByPrefix(context.Background(), "", string(id))
}

func (f *fake) AuthorByPrefix(_ context.Context, _ content.ID, prefix string) (*content.Author, error) {
	for _, it := range f.items {
		for _, a := range it.Authors {
			if strings.HasPrefix(string(a.ID), prefix) {
				return &a, f.ask()
			}
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

func (f *fake) Media(_ context.Context, _, id content.ID) (*content.Media, error) {
	return nil, content.Fail(content.NotFound, nil)
}

func (f *fake) Page(_ context.Context, _ *content.Site, _ *content.Item, t content.Text) (template.HTML, error) {
	return template.HTML(t.Body), nil
}

func (f *fake) Article(_ context.Context, _ *content.Site, _ *content.Item, t content.Text) (web.Body, error) {
	return web.Body{HTML: template.HTML(t.Body), Minutes: len(t.Body) / 10}, nil
}

func (f *fake) Minutes(t content.Text) int { return len(t.Body) / 10 }

func (f *fake) Write(_ context.Context, w io.Writer, format string, v web.FeedView) error {
	b, err := json.Marshal(map[string]any{"format": format, "title": v.Title, "self": v.Self, "home": v.Home, "items": len(v.Items), "slots": len(v.Slots), "lang": v.Lang})
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func (f *fake) Open(_ context.Context, key string) (io.ReadSeekCloser, error) {
	b, ok := f.blobs[key]
	if !ok {
		return nil, content.Fail(content.NotFound, fs.ErrNotExist)
	}
	return blob{bytes.NewReader(b)}, nil
}

type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

func newFake() *fake {
	f := &fake{blobs: map[string][]byte{}}
	f.site = &content.Site{ID: "site", Name: "Bib <Mol>", Origin: "https://bib.example", HandleDomain: "mol.example", Aliases: []string{"www.bib.example"},
		Languages: []content.Lang{"nl", "fr", "en"}, TimeZone: "Europe/Brussels", State: content.SiteActive,
		Contact: content.Contact{Email: "info@bib.example", Address: "Markt 1", EnterpriseNo: "BE 0123"}}
	f.chans = []*content.Channel{{ID: "main", Site: "site", Handle: "bib", Name: "Bib Mol", Summary: "<p>Hallo</p>"},
		{ID: "fr", Site: "site", Handle: "bibfr", Name: "Bib en français", Lang: "fr"}}
	f.tags = []content.Tag{{ID: "t", Site: "site", Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd", "fr": "Jeunesse"}}}
	at := start.Add(-48 * time.Hour)
	item := func(id content.ID, kind string, texts ...content.Text) *content.Item {
		it := &content.Item{ID: id, Site: "site", Channel: "main", Kind: kind, Texts: texts, Status: content.Published, Live: 1, Revision: 1,
			Published: at, Updated: at, Details: &undated{}}
		f.items = append(f.items, it)
		return it
	}
	both := item("both", "article", content.Text{Lang: "nl", Slug: "een-titel", Title: "Een titel", Summary: "Kort", Body: "<p>Tekst</p>"},
		content.Text{Lang: "fr", Slug: "un-titre", Title: "Un titre", Body: "<p>Texte</p>"})
	both.Tags, both.Authors = f.tags, []content.Author{{ID: "anpeeters2345abcdefghijklmn", Name: "An Peeters", Handle: "@an@mastodon.example"}}
	both.Media = []content.Use{{Role: content.RoleLead, ID: "m", Media: &content.Media{ID: "m", Site: "site", Version: 1, Type: "image/jpeg", Alt: content.Localised{"nl": "Een boek"},
		Renditions: []content.Rendition{{Name: "w640.jpg", Type: "image/jpeg", Width: 640, Height: 480}, {Name: "w1200.jpg", Type: "image/jpeg", Width: 1200, Height: 900}, {Name: "w640.webp", Type: "image/webp", Width: 640, Height: 480}}}}}
	item("xss", "article", content.Text{Lang: "nl", Slug: "xss", Title: `</title><script>alert("x")</script>`, Summary: `"><img src=x onerror=alert(1)>`})
	old := item("old", "article", content.Text{Lang: "nl", Slug: "nieuw", Title: "Nieuw"})
	old.Source = "old"
	draft := item("draft", "article", content.Text{Lang: "nl", Slug: "klad", Title: "Klad"})
	draft.Status, draft.Live = content.Draft, 0
	gone := item("gone", "article", content.Text{Lang: "nl", Slug: "weg", Title: "Weg"})
	gone.Status, gone.WithdrawnReason = content.Withdrawn, "Foute datum"
	item("event", "event", content.Text{Lang: "nl", Slug: "voorlezen", Title: "Voorlezen"}).Details = &dated{list: []content.Occurrence{{Start: "2026-12-05T20:00", End: "2026-12-05T22:00",
		Status: content.EventCancelled, Place: &content.Place{Name: "Zaal", Locality: "Mol"}, Offers: []content.Offer{{Price: "12.50", Currency: "EUR"}}}}}
	f.objects = []*content.ObjectRef{{ID: "obj", Site: "site", Item: "both", Lang: "nl", Channel: "main", Type: "Article", Announced: at}}
	f.replies = []content.Reply{
		{ID: "r1", Item: "both", Name: "Ida", Handle: "ida@social.example", Content: "<p>Mooi</p>", Public: true, Status: content.ReplyApproved, URI: "https://social.example/notes/1", URL: "https://social.example/1", Published: at},
		{ID: "r2", Item: "both", Name: "Spion", Content: "<p>Geheim</p>", Public: false, Status: content.ReplyApproved},
		{ID: "r3", URI: "https://social.example/notes/3", Item: "both", Name: "Nieuw", Content: "<p>Wacht</p>", Public: true, Status: content.ReplyPending},
	}
	f.gen.Store(1)
	return f
}
