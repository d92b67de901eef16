package cmd

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/content/locale"
)

// kindOfPage is a page as visitors know it, with the way to one on a site.
type kindOfPage struct {
	name   string
	path   func(h institution) string
	status int // 0 means 200
}

// institution is one of the demo's sites, as the tests look for its pages.
type institution struct {
	*runningDemo
	site demoSite
	lang content.Lang
}

// at is a path in the house's first language.
func at(rest string) func(institution) string {
	return func(h institution) string { return "/" + string(h.lang) + "/" + rest }
}

// items are the published ones of a kind.
func (h institution) items(kind string) []*content.Item {
	h.t.Helper()
	list, _, err := h.db.Items(context.Background(), h.site.ID, content.ItemFilter{Kind: kind, Limit: 100, Status: []content.Status{content.Published}})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// item is the path of the item of a kind for which like is greatest.
func item(kind string, like func(*content.Item) int, rest string) func(institution) string {
	return func(h institution) string {
		list := h.items(kind)
		if len(list) == 0 {
			h.t.Fatalf("%s has no %s", h.site.Host, kind)
		}
		best := slices.MaxFunc(list, func(a, b *content.Item) int { return like(a) - like(b) })
		t, _ := best.Text(h.lang)
		return content.ItemPath(kind, t) + rest
	}
}

func longest(it *content.Item) int   { return len(it.Original().Body) }
func shortest(it *content.Item) int  { return -len(it.Original().Body) }
func longTitle(it *content.Item) int { return len(it.Original().Title) }

// noPicture counts for items without a picture.
func noPicture(it *content.Item) int {
	if it.Lead() == nil {
		return 1
	}
	return 0
}

// dated likes events with a date in a state.
func dated(want func(content.Occurrence) bool) func(*content.Item) int {
	return func(it *content.Item) int {
		n := 0
		if d, ok := it.Details.(content.Dated); ok {
			for _, o := range d.Dates() {
				if want(o) {
					n++
				}
			}
		}
		return n
	}
}

// pagesOfAHouse is every kind of page and every state that a page can be in.
var pagesOfAHouse = []kindOfPage{
	{name: "home", path: at("")},
	{name: "long article", path: item("article", longest, "")},
	{name: "article without a picture", path: item("article", noPicture, "")},
	{name: "article with a long title", path: item("article", longTitle, "")},
	{name: "event", path: item("event", longest, "")},
	{name: "cancelled event", path: item("event", dated(func(o content.Occurrence) bool { return o.Status == content.EventCancelled }), "")},
	{name: "sold out event", path: item("event", dated(func(o content.Occurrence) bool { return o.Availability == content.SoldOut }), "")},
	{name: "postponed event", path: item("event", dated(func(o content.Occurrence) bool { return o.Status == content.EventPostponed }), "")},
	{name: "series", path: item("event", dated(func(content.Occurrence) bool { return true }), "")},
	{name: "highlight", path: item("highlight", longest, "")},
	{name: "edition", path: item("edition", longest, "")},
	{name: "agenda", path: at("agenda")},
	{name: "week", path: at("agenda?view=week")},
	{name: "month", path: at("agenda?view=month")},
	{name: "filtered agenda", path: at("agenda?audience=families&price=free")},
	{name: "embedded agenda", path: func(h institution) string { return "/embed/" + string(h.lang) + "/agenda" }},
	{name: "embedding", path: at("embed")},
	{name: "all articles", path: at("a/")},
	{name: "archive", path: at("archive")},
	{name: "month of the archive", path: func(h institution) string {
		return "/" + string(h.lang) + "/archive/" + h.items("article")[0].Published.Format("2006/01")
	}},
	{name: "author", path: author},
	{name: "tag", path: func(h institution) string { return "/" + string(h.lang) + "/t/" + tagOf(h) }},
	{name: "follow", path: at("follow")},
	{name: "share", path: func(h institution) string {
		return "/" + string(h.lang) + "/share?url=" + url.QueryEscape(h.site.URL+item("article", longest, "")(h))
	}},
	{name: "feedback", path: at("feedback")},
	{name: "notice", path: at("report")},
	{name: "terms", path: at("terms")},
	{name: "unknown filter", path: at("agenda?audience=martians&view=sideways&from=soon")},
	{name: "search", path: at("search?q=de")},
	{name: "search without a hit", path: at("search?q=qwrtzpsdf")},
	{name: "contact", path: at("about")},
	{name: "accessibility", path: at("accessibility")},
	{name: "privacy", path: at("privacy")},
	{name: "not found", path: at("a/bestaat-niet"), status: 404},
	{name: "channel", path: func(h institution) string {
		return "/" + string(h.lang) + "/c/" + strings.TrimPrefix(strings.SplitN(h.site.Handles[0], "@", 3)[1], "@")
	}},
}

// author is the page of the first byline.
func author(h institution) string {
	h.t.Helper()
	for _, it := range h.items("article") {
		if len(it.Authors) > 0 {
			a := it.Authors[0]
			return "/" + string(h.lang) + "/by/" + locale.Slug(string(h.lang), a.Name) + "-" + string(a.ID[:8])
		}
	}
	h.t.Fatalf("%s has no author", h.site.Host)
	return ""
}

// tagOf is the tag of most items.
func tagOf(h institution) string {
	h.t.Helper()
	list, err := h.db.TagCounts(context.Background(), h.site.ID, "", 1)
	if err != nil || len(list) == 0 {
		h.t.Fatalf("%s has no tags (%v)", h.site.Host, err)
	}
	return list[0].Tag.Slug
}

// TestEveryPage holds F1, F3 (as far as layout shifts go), F5, L12, A23, A27, P1,
// P2, H1 and what axe knows of WCAG for each kind of page in each sight, spread over the three houses and so over their themes: every pair of
// page, theme and sight occurs. With BROWSER_TESTS=all every triple does.
func TestEveryPage(t *testing.T) {
	b := startBrowser(t)
	dir := t.TempDir()
	d := startDemo(t, dir)
	d.until("finished demo", func() bool {
		card, err := readCard(dir)
		return err == nil && card.Done
	})
	validate(t, d)
	all := os.Getenv("BROWSER_TESTS") == "all"
	only := os.Getenv("BROWSER_PAGE")
	for i, p := range pagesOfAHouse {
		if only != "" && !strings.Contains(p.name, only) {
			continue
		}
		for j, s := range sights {
			for k, site := range d.Sites {
				if !all && (i+j)%len(d.Sites) != k {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", p.name, site.Host, s.name), func(t *testing.T) {
					mine := *d
					mine.t, b.t = t, t
					b.inspect(s, max(p.status, 200), site.URL, p.path(institution{&mine, site, content.Lang(site.Pages[0][len(site.URL)+1 : len(site.URL)+3])}))
				})
			}
		}
	}
}

// validate has the Nu HTML checker read one page of each kind in each house,
// where VNU_JAR names its jar (npm: vnu-jar, Debian: default-jre-headless).
func validate(t *testing.T, d *runningDemo) {
	jar := os.Getenv("VNU_JAR")
	if jar == "" {
		t.Log("HTML is not validated: set VNU_JAR to the jar of the Nu HTML checker")
		return
	}
	dir := t.TempDir()
	args := []string{"-jar", jar, "--errors-only"}
	for i, p := range pagesOfAHouse {
		for _, site := range d.Sites {
			h := institution{d, site, content.Lang(site.Pages[0][len(site.URL)+1 : len(site.URL)+3])}
			_, body := d.do("GET", site.URL+p.path(h), "", nil)
			name := filepath.Join(dir, fmt.Sprintf("%s-%02d.html", site.Host, i))
			if err := os.WriteFile(name, body, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, name)
		}
	}
	if out, err := exec.Command("java", args...).CombinedOutput(); err != nil {
		t.Errorf("vnu: %v\n%s", err, out)
	}
}

// inspect visits a page and reports everything that is wrong with it.
func (b *browser) inspect(s sight, status int, origin, path string) {
	b.t.Helper()
	b.visit(s, origin+path)
	fail := func(rule, what string) {
		b.t.Helper()
		b.t.Errorf("%s: %s", rule, what)
	}
	if got := ask[int](b, `performance.getEntriesByType("navigation")[0].responseStatus`); got != status {
		fail("answer", fmt.Sprintf("%d at %s", got, path))
	}
	if ask[int](b, `document.querySelectorAll("h1").length`) != 1 {
		fail("A5", "not one h1")
	}
	if w := b.wide(); w != "" {
		fail("1.4.10 sticks out", w)
	}
	if s.name == "light" {
		if total, n, parts := b.weight(); total > 100<<10 || n > 10 {
			fail("F1, F5", fmt.Sprintf("%.0f bytes in %d requests: %v", total, n, parts))
		}
	}
	for _, v := range b.violations(s.forced) {
		fail("axe", v)
	}
	if s.name == "light" {
		if w := b.walk(); w != "" {
			fail("2.1.2, 2.4.1", w)
		}
	}
	for _, v := range b.unmarked() {
		fail("2.4.7", v)
	}
	for _, v := range b.small() {
		fail("2.5.8", v)
	}
	for _, v := range ask[[]string](b, `[...document.images].filter(i => !i.hasAttribute("alt") || !i.getAttribute("width") || !i.getAttribute("height")).map(i => i.outerHTML.slice(0, 120))`) {
		fail("F2, A1", v)
	}
	if ask[int](b, `localStorage.length + sessionStorage.length + document.cookie.length`) != 0 {
		fail("P1", "something is stored")
	}
	switch s.name {
	case "320 px":
		ask[any](b, spaced)
		if w := b.wide(); w != "" {
			fail("1.4.12 sticks out", w)
		}
		ask[any](b, wordy)
		if w := b.wide(); w != "" {
			fail("L12 sticks out", w)
		}
	case "light":
		if v := b.shifts(); v.CLS > 0.02 {
			fail("F3 shifts", fmt.Sprintf("%.3f: %q", v.CLS, v.Moved))
		}
		ask[any](b, `void (document.documentElement.style.fontSize = "200%")`)
		if w := b.wide(); w != "" {
			fail("A27 text of 200 % sticks out", w)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.said {
		if !strings.Contains(m, "404") && !strings.Contains(m, "410") && !strings.Contains(m, "503") { // of the error pages themselves
			fail("H1", m)
		}
	}
	for _, r := range b.asked {
		if !strings.HasPrefix(r, origin+"/") && r != "about:blank" {
			fail("P2", r)
		}
	}
	if len(b.asked) == 0 {
		fail("P2", "no request was seen")
	}
}
