package web_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// everyPage are pages of every sort.
var everyPage = []string{"/nl/", "/fr/", "/en/", "/nl/a/een-titel", "/fr/a/un-titre", "/en/a/een-titel", "/nl/a/xss", "/nl/e/voorlezen", "/fr/e/voorlezen",
	"/nl/c/bib", "/fr/c/bibfr", "/nl/t/jeugd", "/fr/t/jeugd", "/nl/agenda", "/nl/agenda?from=2026-12-01&to=2026-12-31", "/nl/search", "/nl/search?q=titel",
	"/nl/search?q=titel&kind=article", "/nl/search?q=...", "/nl/search?q=kwyjibo", "/nl/a/", "/fr/a/", "/nl/archive", "/fr/archive/2026", "/nl/archive/2026/11", "/nl/archive/2025",
	"/nl/by/an-peeters-anpeeter", "/nl/?page=1",
	"/nl/about", "/fr/accessibility", "/en/privacy", "/nl/terms", "/nl/feedback", "/fr/report", "/nl/a/klad", "/nl/a/weg", "/xx/"}

// TestPagesAreSound looks at what every page must have and must not have; no
// frame, so nothing of another party's, a catalogue or tickets (S9).
func TestPagesAreSound(t *testing.T) {
	w := newWorld(t)
	for _, path := range everyPage {
		rec := w.get(t, path)
		d := parse(t, rec.Body.String())
		if !strings.HasPrefix(rec.Body.String(), "<!DOCTYPE html>") {
			t.Errorf("%s: no doctype", path)
		}
		for _, once := range []string{"title", "h1", "main", "a[class=skip][href=#main]", "meta[name=viewport]", "header[class=site]", "footer[class=site]", "meta[charset]"} {
			if n := len(d.all(once)); n != 1 {
				t.Errorf("%s: %d of %s", path, n, once)
			}
		}
		if lang := value(d.all("html")[0], "lang"); lang == "" || (strings.HasPrefix(path, "/fr/a") && lang != "fr") {
			t.Errorf("L2 %s: lang %q", path, lang)
		}
		for _, never := range []string{"[style]", "[onclick]", "[onerror]", "iframe", "base", "style"} {
			if n := len(d.all(never)); n != 0 {
				t.Errorf("%s: %d of %s", path, n, never)
			}
		}
		for _, s := range d.all("script") {
			if strings.HasPrefix(value(s, "src"), "/assets/") && text(s) == "" {
				continue // the theme's own, from our own address
			}
			if value(s, "type") != "application/ld+json" {
				t.Errorf("%s: a script: %s", path, text(s))
			}
			if !json.Valid([]byte(text(s))) {
				t.Errorf("%s: JSON-LD does not parse: %s", path, text(s))
			}
		}
		// P2: nothing is loaded from elsewhere.
		for _, load := range []struct{ tag, attr string }{{"img", "src"}, {"img", "srcset"}, {"source", "srcset"}, {"script", "src"}, {"video", "src"}, {"link[rel=stylesheet]", "href"}, {"link[rel=icon]", "href"}} {
			for _, n := range d.all(load.tag) {
				if v := value(n, load.attr); strings.Contains(v, "//") {
					t.Errorf("P2 %s: loads %s", path, v)
				}
			}
		}
		for _, n := range d.all("img") {
			if _, ok := attr(n, "alt"); !ok || value(n, "width") == "" || value(n, "height") == "" {
				t.Errorf("F2 %s: picture %s lacks alt, width or height", path, value(n, "src"))
			}
		}
		ids := map[string]bool{}
		for _, n := range d.all("[id]") {
			if id := value(n, "id"); ids[id] {
				t.Errorf("%s: id %s twice", path, id)
			} else {
				ids[id] = true
			}
		}
		for _, n := range d.all("[aria-labelledby]") {
			if !ids[value(n, "aria-labelledby")] {
				t.Errorf("%s: aria-labelledby %s leads nowhere", path, value(n, "aria-labelledby"))
			}
		}
		for _, n := range d.all("input") {
			if value(n, "type") != "hidden" && !slices.ContainsFunc(d.all("label"), func(l *html.Node) bool { return value(l, "for") == value(n, "id") }) {
				t.Errorf("%s: field %s has no label", path, value(n, "id"))
			}
		}
		// S3, S10: statements and contact are in every footer.
		for _, want := range []string{"/accessibility", "/privacy", "/about"} {
			if len(d.all("a[href*="+want+"]")) == 0 {
				t.Errorf("S3 %s: no link to %s", path, want)
			}
		}
		if len(d.all("a[href=mailto:info@bib.example]")) == 0 {
			t.Errorf("S10 %s: no contact", path)
		}
		if n := len(rec.Body.String()); n > 30<<10 {
			t.Errorf("F1 %s: %d bytes of HTML", path, n)
		}
		if strings.Contains(rec.Body.String(), "info.") && strings.Contains(rec.Body.String(), ".heading") {
			t.Errorf("%s: a key without a sentence", path)
		}
	}
}

// TestLinksLeadSomewhere follows every link of every page (L3: each hreflang too).
func TestLinksLeadSomewhere(t *testing.T) {
	w := newWorld(t)
	seen := map[string]bool{}
	queue := []string{"/nl/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		rec := w.get(t, path)
		if rec.Code == 301 || rec.Code == 302 {
			t.Errorf("%s is linked to, but is a redirect to %s", path, rec.Header().Get("Location"))
			continue
		}
		if rec.Code != 200 {
			t.Errorf("%s is linked to, but answers %d", path, rec.Code)
			continue
		}
		if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
			continue
		}
		w.clock.forward(time.Second) // for the limit on forms
		if strings.Contains(rec.Header().Get("X-Robots-Tag"), "nofollow") {
			continue // a calendar has a next month for ever
		}
		d := parse(t, rec.Body.String())
		for _, n := range append(d.all("a[href]"), d.all("link[href]")...) {
			u, err := url.Parse(value(n, "href"))
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			if (u.Host != "" && u.Host != "bib.example") || u.Scheme == "mailto" || u.Scheme == "tel" || strings.HasPrefix(u.Path, "/ap/") || u.Path == "" {
				continue
			}
			next := u.RequestURI()
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

// TestHreflang holds L3: the set is closed and symmetric, with x-default, also in the sitemap.
func TestHreflang(t *testing.T) {
	w := newWorld(t)
	alternates := func(path string) map[string]string {
		out := map[string]string{}
		for _, n := range parse(t, w.get(t, path).Body.String()).all("link[rel=alternate][hreflang]") {
			out[value(n, "hreflang")] = value(n, "href")
		}
		return out
	}
	for path, want := range map[string]int{"/nl/a/een-titel": 3, "/nl/": 4, "/nl/agenda": 4, "/nl/t/jeugd": 4, "/nl/e/voorlezen": 0, "/fr/c/bibfr": 0, "/nl/c/bib": 4, "/en/a/een-titel": 3} {
		set := alternates(path)
		if len(set) != want {
			t.Errorf("%s: %v", path, set)
			continue
		}
		if want > 0 && set["x-default"] == "" {
			t.Errorf("%s: no x-default", path)
		}
		for lang, href := range set {
			p := strings.TrimPrefix(href, "https://bib.example")
			if other := alternates(p); !maps.Equal(other, set) {
				t.Errorf("%s in %s names other versions: %v, not %v", p, lang, other, set)
			}
			if lang != "x-default" && !strings.HasPrefix(p, "/"+lang+"/") {
				t.Errorf("%s: %s leads to %s", path, lang, p)
			}
		}
	}
	for path, want := range map[string]string{"/nl/a/een-titel": "/nl/a/een-titel", "/en/a/een-titel": "/nl/a/een-titel", "/fr/e/voorlezen": "/nl/e/voorlezen"} {
		n := parse(t, w.get(t, path).Body.String()).one(t, "link[rel=canonical]")
		if value(n, "href") != "https://bib.example"+want {
			t.Errorf("%s: canonical %s", path, value(n, "href"))
		}
	}
	sitemap := w.get(t, "/sitemap.xml").Body.String()
	entry := `<url><loc>https://bib.example/fr/a/un-titre</loc><lastmod>2026-11-20T12:00:00Z</lastmod><xhtml:link rel="alternate" hreflang="nl" href="https://bib.example/nl/a/een-titel"/><xhtml:link rel="alternate" hreflang="fr" href="https://bib.example/fr/a/un-titre"/><xhtml:link rel="alternate" hreflang="x-default" href="https://bib.example/nl/a/een-titel"/><image:image><image:loc>https://bib.example/media/`
	if !strings.Contains(sitemap, entry) {
		t.Errorf("sitemap lacks\n%s\n%s", entry, sitemap)
	}
	for _, never := range []string{"/klad", "/weg"} {
		if strings.Contains(sitemap, never) {
			t.Errorf("sitemap names %s", never)
		}
	}
}

// TestUntranslated holds L2, L4 and L13 on a page that shows the original.
func TestUntranslated(t *testing.T) {
	w := newWorld(t)
	d := parse(t, w.get(t, "/fr/e/voorlezen").Body.String())
	if lang := value(d.one(t, "html"), "lang"); lang != "nl" {
		t.Errorf("the content's language is %q", lang)
	}
	for _, s := range []string{"header[class=site]", "footer[class=site]", "p[class=notice]", "a[class=skip]"} {
		if lang := value(d.one(t, s), "lang"); lang != "fr" {
			t.Errorf("%s: lang %q", s, lang)
		}
	}
	var langs []string
	for _, n := range d.all("a[hreflang]") {
		langs = append(langs, value(n, "hreflang")+" "+text(n))
	}
	if !slices.Equal(langs, []string{"nl Nederlands"}) {
		t.Errorf("the switch lists %q", langs)
	}
	// In lists the foreign title says its language.
	d = parse(t, w.get(t, "/fr/").Body.String())
	for _, n := range d.all("h3") {
		if strings.Contains(text(n), "Voorlezen") && value(n, "lang") != "nl" {
			t.Errorf("a Dutch title in a French list without lang")
		}
	}
}

// TestLinkPreview holds the federation contract 5.4.
func TestLinkPreview(t *testing.T) {
	w := newWorld(t)
	d := parse(t, w.get(t, "/nl/a/een-titel").Body.String())
	for name, want := range map[string]string{
		"og:title": "Een titel", "og:description": "Kort", "og:image": "https://bib.example/media/m/1/w1200.jpg", "og:image:alt": "Een boek",
		"og:site_name": "Bib <Mol>", "og:type": "article", "article:published_time": "2026-11-20T13:00:00+01:00", "og:locale": "nl_BE", "og:locale:alternate": "fr_FR",
	} {
		if got := value(d.one(t, "meta[property="+name+"]"), "content"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := value(d.one(t, "meta[name=fediverse:creator]"), "content"); got != "@bib@mol.example" {
		t.Errorf("fediverse:creator: %q", got)
	}
	if got := value(d.one(t, "link[type=application/activity+json]"), "href"); got != "https://bib.example/ap/o/obj" {
		t.Errorf("alternate: %q", got)
	}
	var ld map[string]any
	if err := json.Unmarshal([]byte(text(d.one(t, "script[type=application/ld+json]"))), &ld); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"headline", "description", "author", "publisher", "datePublished", "inLanguage", "image"} {
		if ld[name] == nil {
			t.Errorf("JSON-LD lacks %s", name)
		}
	}
	if n := len(d.all("link[rel=alternate][type=application/rss+xml]")); n != 2 {
		t.Errorf("%d RSS feeds are offered, want the channel's and the site's", n)
	}
}

// TestHostileText finds that what staff type is text wherever it stands.
func TestHostileText(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/nl/a/xss", "/nl/", "/nl/search?q=%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", `/nl/search?q="onfocus=alert(1)+autofocus+x="`, "/nl/agenda?from=%22%3E%3Cscript%3E"} {
		d := parse(t, w.get(t, path).Body.String())
		for _, s := range d.all("script") {
			if strings.HasPrefix(value(s, "src"), "/assets/") && text(s) == "" {
				continue // the theme's own, from our own address
			}
			if value(s, "type") != "application/ld+json" {
				t.Errorf("%s: script %s", path, text(s))
			}
		}
		for _, bad := range []string{"[onerror]", "[onfocus]", "[autofocus]", "img[src=x]"} {
			if len(d.all(bad)) > 0 {
				t.Errorf("%s: %s", path, bad)
			}
		}
	}
	if got := text(parse(t, w.get(t, "/nl/a/xss").Body.String()).one(t, "h1")); got != `</title><script>alert("x")</script>` {
		t.Errorf("the title reads %q", got)
	}
}

func TestReplies(t *testing.T) {
	body := newWorld(t).get(t, "/nl/a/een-titel").Body.String()
	if !strings.Contains(body, "<p>Mooi</p>") {
		t.Error("an approved public reply is missing")
	}
	for _, never := range []string{"Geheim", "Wacht"} {
		if strings.Contains(body, never) {
			t.Errorf("%s is shown", never)
		}
	}
}
