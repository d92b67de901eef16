package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestRoutes(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		path     string
		status   int
		location string
		contains string
	}{
		{"/nl/", 200, "", "<h1>Bib &lt;Mol&gt;</h1>"},
		{"/nl", 301, "/nl/", ""},
		{"/nl/a/een-titel", 200, "", "<p>Tekst</p>"},
		{"/fr/a/un-titre", 200, "", "<p>Texte</p>"},
		{"/fr/a/un-titre", 200, "", "An Peeters<"},
		{"/fr/a/een-titel", 301, "/fr/a/un-titre", ""},
		{"/en/a/een-titel", 200, "", "does not exist in English"},
		{"/nl/a/oud", 301, "/nl/a/nieuw", ""},
		{"/nl/a/klad", 404, "", "Pagina niet gevonden"},
		{"/nl/a/weg", 410, "", "Foute datum"},
		{"/nl/a/nergens", 404, "", ""},
		{"/nl/h/een-titel", 404, "", ""},
		{"/nl/e/voorlezen", 200, "", "Geannuleerd"},
		{"/nl/e/voorlezen.ics", 200, "", `"slots":1`},
		{"/nl/a/een-titel.ics", 404, "", ""},
		{"/nl/c/bib", 200, "", "@bib@mol.example"},
		{"/nl/c/niemand", 404, "", ""},
		{"/nl/c/bibfr", 301, "/fr/c/bibfr", ""},
		{"/fr/c/bibfr", 200, "", "Bib en français"},
		{"/nl/t/jeugd", 200, "", "Onderwerp: Jeugd"},
		{"/nl/t/geen", 404, "", ""},
		{"/nl/agenda", 200, "", "zaterdag 5 december 2026"},
		{"/nl/agenda?from=2026-12-06", 200, "", ">Agenda</h1>"},
		{"/nl/agenda?from=9999-99-99&to=x", 200, "", "Voorlezen"},
		{"/nl/search", 200, "", "<h1>Zoeken</h1>"},
		{"/nl/search?q=TITEL", 200, "", "Een titel"},
		{"/nl/about", 200, "", "BE 0123"},
		{"/fr/accessibility", 200, "", "WCAG 2.1"},
		{"/en/privacy", 200, "", "no cookies"},
		{"/toegankelijkheid", 302, "/nl/accessibility", ""},
		{"/favicon.ico", 302, "/assets/", ""},
		{"/@bib", 302, "/nl/c/bib", ""},
		{"/", 302, "/nl/", ""},
		{"/agenda?from=2026-12-01", 302, "/nl/agenda?from=2026-12-01", ""},
		{"/a/een-titel", 302, "/nl/a/een-titel", ""},
		{"/xx/", 404, "", "Pagina niet gevonden"},
		{"/xx/agenda", 404, "", ""},
		{"/fr/nulle/part", 404, "", "Page introuvable"},
		{"/nl/feed.rss", 200, "", `"items":4`},
		{"/fr/feed.atom", 200, "", `"items":1`},
		{"/nl/c/bib/feed.json", 200, "", `"home":"https://bib.example/nl/c/bib"`},
		{"/nl/t/jeugd/feed.rss", 200, "", `"items":1`},
		{"/nl/e/feed.rss", 200, "", `"items":1`},
		{"/nl/m/feed.rss", 404, "", ""},
		{"/nl/agenda.ics", 200, "", `"slots":1`},
		{"/nl/c/bib/agenda.ics", 200, "", `"slots":1`},
		{"/robots.txt", 200, "", "Sitemap: https://bib.example/sitemap.xml"},
		{"/sitemap.xml", 200, "", "<loc>https://bib.example/fr/a/un-titre</loc>"},
		{"/.well-known/security.txt", 200, "", "Contact: mailto:info@bib.example"},
		{"/media/nietgeldig/1/w640.jpg", 404, "", ""},
		{"/assets/0/style.css", 302, "/assets/", ""},
		{"/assets/0/../../etc/passwd", 301, "https://bib.example/etc/passwd", ""},
	}
	for _, tt := range tests {
		rec := w.get(t, tt.path)
		if rec.Code != tt.status {
			t.Errorf("%s: status %d, want %d\n%.500s", tt.path, rec.Code, tt.status, rec.Body)
			continue
		}
		if loc := rec.Header().Get("Location"); !strings.HasPrefix(loc, tt.location) || (tt.location == "") != (loc == "") {
			t.Errorf("%s: Location %q, want %q", tt.path, loc, tt.location)
		}
		if !strings.Contains(rec.Body.String(), tt.contains) {
			t.Errorf("%s: does not contain %q:\n%.3000s", tt.path, tt.contains, rec.Body)
		}
	}
}

func TestHosts(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		url, location string
		status        int
	}{
		{"https://www.bib.example/nl/a/x?y=1", "https://bib.example/nl/a/x?y=1", 301},
		{"https://mol.example/", "https://bib.example/", 301},
		{"https://BIB.example:443/nl/", "", 200},
		{"https://unknown.example/nl/", "", 421},
	} {
		rec := w.get(t, tt.url)
		if rec.Code != tt.status || rec.Header().Get("Location") != tt.location {
			t.Errorf("%s: %d %q, want %d %q", tt.url, rec.Code, rec.Header().Get("Location"), tt.status, tt.location)
		}
	}
	if rec := w.do(t, http.MethodPost, "/nl/"); rec.Code != 405 || rec.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, Allow %q", rec.Code, rec.Header().Get("Allow"))
	}
	if rec := w.do(t, http.MethodHead, "/nl/"); rec.Code != 200 || rec.Body.Len() != 0 || rec.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d with %d bytes", rec.Code, rec.Body.Len())
	}
}
