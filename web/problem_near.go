package web

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// Bounds of looking for what was perhaps meant: words of the address, and links.
const (
	nearWords = 6
	nearLinks = 4
	nearWord  = 3 // letters of a word that says something
	nearTries = 3 // words that are looked for by themselves
)

// itemAddress is an address that an item could have, in a language or none.
var itemAddress = regexp.MustCompile(`^(?:/` + languageForm + `)?/([aehpsmlni])/([^/]+)/?$`)

// slugAddress is any address whose last part could be words.
var slugAddress = regexp.MustCompile(`([^/]+)/?$`)

// withHelp adds to a page that is not there where its visitor may have wanted
// to go: the item in another language or below another kind, items whose
// titles have the words of the address. That asks the database, so a network
// gets it as often as it may search.
func (v *visit) withHelp(status int, cause error) error {
	var h *helpful
	if errors.As(cause, &h) || !living(v.site) || v.limited() != nil {
		v.w.Header().Del("Retry-After")
		return cause
	}
	var links []page.Link
	var err error
	if gone := withdrawnTitle(cause); gone != "" {
		links, err = v.nearest(locale.Words(gone))
	} else if status == 404 {
		links, err = v.nearAddress(v.r.URL.Path)
	}
	if err != nil || len(links) == 0 { // the plain page is good enough
		return cause
	}
	return &helpful{err: cause, links: links}
}

// withdrawnTitle is the title of a withdrawn item, which the page does not
// show: what has the same words may have replaced it.
func withdrawnTitle(cause error) string {
	var e *content.Error
	if !errors.As(cause, &e) {
		return ""
	}
	title, _ := e.Args["Title"].(string)
	return title
}

// nearAddress finds what an address that does not exist may have meant.
func (v *visit) nearAddress(path string) ([]page.Link, error) {
	if !utf8.ValidString(path) || strings.ContainsRune(path, 0) {
		return nil, nil
	}
	if m := itemAddress.FindStringSubmatch(path); m != nil {
		it, t, moved, err := v.itemAt(content.KindOfLetter(m[1]), m[2])
		switch {
		case err == nil && moved == "":
			return []page.Link{v.nearLink(it, t)}, nil
		case err == nil:
			return []page.Link{{Href: moved, Label: moved}}, nil
		case !content.Is(err, content.NotFound) && !content.Is(err, content.Gone):
			return nil, err
		}
	}
	m := slugAddress.FindStringSubmatch(path)
	if m == nil {
		return nil, nil
	}
	return v.nearest(locale.Words(m[1]))
}

// nearest finds items by the words of an address: with all of them, else with
// typing errors mended, else with one of the longest.
func (v *visit) nearest(words []string) ([]page.Link, error) {
	var use []string
	for _, w := range words {
		if utf8.RuneCountInString(w) >= nearWord && !slices.Contains(use, w) && len(use) < nearWords {
			use = append(use, w)
		}
	}
	if len(use) == 0 {
		return nil, nil
	}
	links, err := v.nearBy(use)
	if err != nil || len(links) > 0 {
		return links, err
	}
	similar, err := v.cfg.Reading.Similar(v.ctx(), v.site.ID, v.lang, use)
	if err != nil {
		return nil, err
	}
	if mended, changed := mend(use, similar); changed {
		if links, err = v.nearBy(mended); err != nil || len(links) > 0 {
			return links, err
		}
		use = mended
	}
	if len(use) == 1 {
		return nil, nil
	}
	slices.SortStableFunc(use, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	for _, w := range use[:min(len(use), nearTries)] {
		if utf8.RuneCountInString(w) == nearWord {
			break
		}
		if links, err = v.nearBy([]string{w}); err != nil || len(links) > 0 {
			return links, err
		}
	}
	return nil, nil
}

func (v *visit) nearBy(words []string) ([]page.Link, error) {
	f := live()
	f.Order, f.Words, f.Limit = content.Best, words, nearLinks
	items, _, err := v.cfg.Items.Items(v.ctx(), v.site.ID, f)
	if err != nil {
		return nil, err
	}
	var links []page.Link
	for _, it := range items {
		t, _ := it.Text(v.lang)
		links = append(links, v.nearLink(it, t))
	}
	return links, nil
}

func (v *visit) nearLink(it *content.Item, t content.Text) page.Link {
	return page.Link{Href: v.itemPath(it.Kind, t), Label: t.Title, Lang: v.foreign(t.Lang)}
}

// mend puts the most likely word in the place of each that occurs nowhere.
func mend(words []string, similar map[string][]string) (mended []string, changed bool) {
	mended = slices.Clone(words)
	for i, w := range words {
		if s := similar[w]; len(s) > 0 && s[0] != w {
			mended[i], changed = s[0], true
		}
	}
	return mended, changed
}
