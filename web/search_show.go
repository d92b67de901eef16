package web

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// Bounds of the forms. A network may ask twenty times at once and then twice a
// second; ten thousand networks are remembered.
const (
	searchesPerSecond = 2
	searchBurst       = 20
	searchNetworks    = 10_000
	maxSearchRunes    = 200
	maxSearchWords    = 8
	// maxCounted is how many hits the store counts: it ranks the newest of them.
	maxCounted = 2000
)

// searchShow finds items by words: every one must occur, the last as a
// beginning. What is found can be narrowed by kind, subject and channel. A word
// that occurs nowhere is taken for a typing error.
func searchShow(v *visit) (*shown, error) {
	q := clip(v.param("q"), maxSearchRunes)
	words := searchWords(q)
	p := &page.Search{Common: *v.common(v.say("nav.search"), v.everywhere("search")), Asked: len(words) > 0}
	p.Query = q
	v.keepQuery(&p.Common, "q")
	s := &shown{name: "search", data: p, common: &p.Common}
	if !p.Asked {
		p.TooShort = strings.TrimSpace(q) != ""
		p.NoIndex = q != ""
		return s, nil
	}
	if err := v.limited(); err != nil {
		return nil, err
	}
	p.Title, p.Canonical, p.NoIndex, s.once = v.say("search.title", "Query", q), "", true, true
	n, err := v.narrowing()
	if err != nil {
		return nil, err
	}
	found, err := v.find(words, n)
	if err != nil {
		return nil, err
	}
	if len(found.items) == 0 && v.param("page") == "" && v.param("literal") == "" {
		if found, words, err = v.findMeant(p, found, words, n); err != nil {
			return nil, err
		}
	}
	if p.Results, err = v.hits(found.items, words); err != nil {
		return nil, err
	}
	p.Count, p.More = len(found.items), v.more(found.next, "q", "literal", "kind", "tag", "channel")
	p.Total, p.Most = found.total, found.total >= maxCounted
	if p.Most {
		p.Total = maxCounted
	}
	p.Filters, p.Chosen = v.searchFilters(found, n)
	return s, nil
}

// searchWords are the words that are looked for.
func searchWords(q string) []string {
	words := locale.Words(q)
	return words[:min(len(words), maxSearchWords)]
}

// found is what a search gave.
type found struct {
	items []*content.Item
	next  string
	total int
	kinds []content.FacetCount
	tags  []content.TagCount
}

// find searches and counts.
func (v *visit) find(words []string, n narrowing) (out found, err error) {
	f := live()
	f.Order, f.Words, f.Cursor = content.Best, words, v.param("page")
	n.apply(&f)
	if out.items, out.next, err = v.cfg.Items.Items(v.ctx(), v.site.ID, f); err != nil {
		return out, err
	}
	f.Kind, f.Cursor = "", "" // what other kinds have is said too
	if err = v.count(&out, f); err != nil {
		return out, err
	}
	for _, k := range out.kinds {
		if n.kind == "" || n.kind == k.Facet.Value {
			out.total += k.Count
		}
	}
	out.total = max(out.total, len(out.items))
	return out, nil
}

// count counts the hits by kind and by tag: over all channels at once, or the
// sum of those that were chosen, for an item is of one channel.
func (v *visit) count(out *found, f content.ItemFilter) error {
	chans := f.Channels
	if f.Channels = nil; len(chans) == 0 {
		chans = []content.ID{""}
	}
	kinds, tags := map[string]int{}, map[content.ID]int{}
	for _, f.Channel = range chans {
		ks, ts, err := v.cfg.Reading.KindCounts(v.ctx(), v.site.ID, f)
		if err != nil {
			return err
		}
		for _, k := range ks {
			if kinds[k.Facet.Value] == 0 {
				out.kinds = append(out.kinds, k)
			}
			kinds[k.Facet.Value] += k.Count
		}
		for _, t := range ts {
			if tags[t.Tag.ID] == 0 {
				out.tags = append(out.tags, t)
			}
			tags[t.Tag.ID] += t.Count
		}
	}
	for i, k := range out.kinds {
		out.kinds[i].Count = kinds[k.Facet.Value]
	}
	for i, t := range out.tags {
		out.tags[i].Count = tags[t.Tag.ID]
	}
	slices.SortStableFunc(out.kinds, func(a, b content.FacetCount) int { return b.Count - a.Count })
	slices.SortStableFunc(out.tags, func(a, b content.TagCount) int { return b.Count - a.Count })
	return nil
}

// findMeant searches for the words nearest to those that occur nowhere, says
// so, and offers the search as it was typed. When that finds nothing either,
// it suggests other searches.
func (v *visit) findMeant(p *page.Search, nothing found, words []string, n narrowing) (found, []string, error) {
	similar, err := v.cfg.Reading.Similar(v.ctx(), v.site.ID, v.lang, words)
	if err != nil {
		return nothing, words, err
	}
	if mended, changed := mend(words, similar); changed {
		got, err := v.find(mended, n)
		if err != nil {
			return nothing, words, err
		}
		if len(got.items) > 0 {
			p.Corrected = strings.Join(mended, " ")
			p.Literal = v.searchPath(p.Query, n) + "&literal=1"
			p.Suggestions = v.otherMeanings(words, similar, n)
			return got, mended, nil
		}
	}
	p.Suggestions, err = v.suggestions(words, similar, n)
	return nothing, words, err
}

// searchPath is the search for a text within what was narrowed to.
func (v *visit) searchPath(q string, n narrowing) string {
	return v.below("search?q=" + queryEscape(q) + n.query())
}

// maxSuggestions is how many other searches are offered.
const maxSuggestions = 6

// otherMeanings are the searches with the second and further likely words.
func (v *visit) otherMeanings(words []string, similar map[string][]string, n narrowing) []page.Link {
	var out []page.Link
	for i, w := range words {
		for _, s := range similar[w][min(1, len(similar[w])):] {
			other, _ := mend(words, similar)
			other[i] = s
			q := strings.Join(other, " ")
			if len(out) < maxSuggestions {
				out = append(out, page.Link{Href: v.searchPath(q, n), Label: q})
			}
		}
	}
	return out
}

// suggestions help when nothing was found: the same words everywhere, fewer
// words, and the subjects that the site writes about. Only searches that find
// something are offered.
func (v *visit) suggestions(words []string, similar map[string][]string, n narrowing) ([]page.Link, error) {
	var out []page.Link
	offer := func(words []string) error {
		f := live()
		f.Order, f.Words, f.Limit = content.Best, words, 1
		items, _, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
		if q := strings.Join(words, " "); err == nil && len(items) > 0 {
			out = append(out, page.Link{Href: v.searchPath(q, narrowing{}), Label: q})
		}
		return err
	}
	mended, _ := mend(words, similar)
	if !n.none() {
		if err := offer(mended); err != nil {
			return nil, err
		}
	}
	if len(mended) > 1 && len(out) == 0 {
		for _, w := range mended[:min(len(mended), 4)] {
			if utf8.RuneCountInString(w) < nearWord {
				continue
			}
			if err := offer([]string{w}); err != nil {
				return nil, err
			}
		}
	}
	tags, err := v.tagCloud("")
	if err != nil {
		return nil, err
	}
	return append(out, tags[:min(len(tags), max(0, maxSuggestions-len(out)))]...), nil
}

// hits shows what was found, with the words around the hit.
func (v *visit) hits(items []*content.Item, words []string) ([]page.Card, error) {
	cards, err := v.cards(v.ctx(), items)
	for i, it := range items {
		if err == nil {
			cards[i].Snippet = v.snippet(it, words)
		}
	}
	return cards, err
}

// limited refuses a network that asks too much of the forms (H8). Pages that
// were kept cost nothing and are not counted.
func (v *visit) limited() error {
	ok, wait := v.searches.Allow(v.cfg.Proxies.Visitor(v.r))
	if ok {
		return nil
	}
	v.w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return content.Fail(content.RateLimited, nil)
}

// clip cuts s after n runes; what is no UTF-8 is left out.
func clip(s string, n int) string {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// narrowing is what the results of a search are narrowed to. Of what does not
// exist nothing is left.
type narrowing struct {
	kind  string
	tag   *content.Tag
	chans []*content.Channel
}

func (v *visit) narrowing() (n narrowing, err error) {
	for _, k := range v.params("kind") {
		if _, ok := v.cfg.Kinds.Get(k); ok && n.kind == "" {
			n.kind = k
		}
	}
	for _, slug := range v.params("tag") {
		if n.tag != nil {
			break
		}
		if n.tag, err = v.cfg.Tags.TagBySlug(v.ctx(), v.site.ID, slug); err != nil && !content.Is(err, content.NotFound) {
			return n, err
		}
	}
	all, err := v.st.channels(v.ctx(), v.cfg.Channels)
	if err != nil {
		return n, err
	}
	wanted := v.params("channel")
	for _, c := range all {
		if slices.Contains(wanted, c.Handle) {
			n.chans = append(n.chans, c)
		}
	}
	return n, nil
}

func (n narrowing) none() bool { return n.kind == "" && n.tag == nil && len(n.chans) == 0 }

func (n narrowing) apply(f *content.ItemFilter) {
	f.Kind = n.kind
	if n.tag != nil {
		f.Tag = n.tag.Slug
	}
	for _, c := range n.chans {
		f.Channels = append(f.Channels, c.ID)
	}
}

// query is the narrowing as part of an address.
func (n narrowing) query() string {
	var b strings.Builder
	if n.kind != "" {
		b.WriteString("&kind=" + queryEscape(n.kind))
	}
	if n.tag != nil {
		b.WriteString("&tag=" + queryEscape(n.tag.Slug))
	}
	for _, c := range n.chans {
		b.WriteString("&channel=" + queryEscape(c.Handle))
	}
	return b.String()
}
