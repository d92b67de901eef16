package web

import (
	"math"
	"strconv"
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
)

// searchShow finds items by words: every one must occur, the last as a beginning.
func searchShow(v *visit) (*shown, error) {
	q := clip(v.param("q"), maxSearchRunes)
	words := locale.Words(q)
	if len(words) > maxSearchWords {
		words = words[:maxSearchWords]
	}
	p := &page.Search{Common: *v.common(v.say("nav.search"), v.everywhere("search")), Asked: len(words) > 0}
	p.Query = q
	v.keepQuery(&p.Common, "q")
	s := &shown{name: "search", data: p, common: &p.Common}
	if !p.Asked {
		p.NoIndex = q != ""
		return s, nil
	}
	if err := v.limited(); err != nil {
		return nil, err
	}
	f := live()
	f.Order, f.Words, f.Cursor = content.Best, words, v.param("page")
	items, next, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	if p.Results, err = v.cards(v.ctx(), items); err != nil {
		return nil, err
	}
	p.Count, p.More = len(items), v.more(next, "q")
	p.Title, p.Canonical, p.NoIndex, s.once = v.say("search.title", "Query", q), "", true, true
	return s, nil
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
