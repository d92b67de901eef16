package web_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

const embedCSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self' https://stad.example"

// TestEmbedHeaders: only the named origins may frame it, it sets nothing, and it may be kept.
func TestEmbedHeaders(t *testing.T) {
	a := newAlmanac(t, season()...)
	for _, path := range []string{"/embed/nl/agenda", "/embed/nl/agenda?audience=children&count=3&theme=dark", "/embed/nl/agenda?audience=dogs"} {
		for range 2 { // rendered, and out of the cache
			rec := a.get(t, path)
			h := rec.Header()
			for name, want := range map[string]string{"Content-Security-Policy": embedCSP, "Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=300",
				"X-Robots-Tag": "noindex", "Vary": "Accept-Encoding", "X-Frame-Options": "", "Set-Cookie": "", "X-Content-Type-Options": "nosniff", "Content-Language": "nl"} {
				if got := h.Get(name); got != want {
					t.Errorf("%s: %s %q, want %q", path, name, got, want)
				}
			}
			if tag := h.Get("ETag"); rec.Code == 200 && a.get(t, path, "If-None-Match", tag).Code != 304 {
				t.Errorf("%s: the tag %q is not known again", path, tag)
			}
		}
	}
	// Every other page stays unframed.
	if got := a.get(t, "/nl/agenda").Header().Get("Content-Security-Policy"); got != csp {
		t.Errorf("the agenda itself: %q", got)
	}
	// What is no origin never gets into the header.
	a.site.Settings.EmbedHosts = []string{"https://ok.example", "https://x.example; script-src *", "*", "https://*.gemeente.example"}
	a.gen.Add(1)
	a.clock.forward(2 * time.Second)
	if got := a.get(t, "/embed/nl/agenda").Header().Get("Content-Security-Policy"); !strings.HasSuffix(got, "frame-ancestors 'self' https://ok.example https://*.gemeente.example") {
		t.Errorf("%q", got)
	}
}

// TestEmbedOff: without an origin it is refused, in the visitor's language, in no frame.
func TestEmbedOff(t *testing.T) {
	a := newAlmanac(t, season()...)
	a.get(t, "/embed/nl/agenda") // kept, and forgotten when the setting changes
	a.site.Settings.EmbedHosts = nil
	a.gen.Add(1)
	a.clock.forward(2 * time.Second)
	for lang, want := range map[string]string{"nl": "niet op een andere website", "fr": "pas être affiché sur un autre site", "de": "nicht auf einer anderen Website", "en": "cannot be shown on another website"} {
		rec := a.get(t, "/embed/"+lang+"/agenda")
		if rec.Code != 403 || !strings.Contains(rec.Body.String(), want) || !strings.Contains(rec.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s: %d %s", lang, rec.Code, rec.Header().Get("Content-Security-Policy"))
		}
		if rec := a.get(t, "/"+lang+"/embed"); rec.Code != 200 || !strings.Contains(rec.Body.String(), want) || strings.Contains(rec.Body.String(), "iframe") {
			t.Errorf("%s: the page with the code: %d", lang, rec.Code)
		}
	}
	if p := a.agenda(t, "/nl/agenda"); p.Embed != "" {
		t.Error("the agenda offers", p.Embed)
	}
}

// TestEmbed: how many, which, in which colours; hostile parameters included.
func TestEmbed(t *testing.T) {
	a := newAlmanac(t, season()...)
	for _, c := range []struct {
		query, want, scheme, more string
		status                    int
	}{
		{"", "Voorlezen,Theater,Lezing,Online,Fuif", "", "/nl/agenda", 200},
		{"count=2", "Voorlezen,Theater", "", "/nl/agenda", 200},
		{"count=9999", "Voorlezen,Theater,Lezing,Online,Fuif,Voorlezen", "", "/nl/agenda", 200},
		{"count=0", "Voorlezen,Theater,Lezing,Online,Fuif", "", "/nl/agenda", 200},
		{"count=-3&theme=<script>", "Voorlezen,Theater,Lezing,Online,Fuif", "", "/nl/agenda", 200},
		{"theme=dark&count=1", "Voorlezen", "dark", "/nl/agenda", 200},
		{"theme=auto&count=1", "Voorlezen", "", "/nl/agenda", 200},
		{"audience=children&channel=jeugd", "Theater", "", "/nl/agenda?audience=children&channel=jeugd", 200},
		{"tag=jeugd&view=month&date=2030-01", "Voorlezen,Theater,Voorlezen", "", "/nl/agenda?tag=jeugd", 200},
		{"when=today", "", "", "/nl/agenda?when=today", 200},
		{"audience=dogs", "", "", "/nl/agenda", 404},
		{"place=elders&audience=children", "", "", "/nl/agenda?audience=children", 404},
		{"from=nonsense", "", "", "/nl/agenda", 404},
	} {
		a.gen.Add(1)
		a.clock.forward(2 * time.Second)
		rec := a.get(t, "/embed/nl/agenda?"+c.query)
		p, _ := a.glass.seen["embed"].(*page.Agenda)
		if rec.Code != c.status || p == nil {
			t.Errorf("%s: %d", c.query, rec.Code)
			continue
		}
		if got := allTitles(p); got != c.want || p.Scheme != c.scheme || p.More != c.more || p.Unknown != (c.status == 404) {
			t.Errorf("%s: %s in %q, more at %s", c.query, got, p.Scheme, p.More)
		}
	}
}

// TestEmbedIsADocument: links leave the frame, nothing runs, nothing comes from elsewhere.
func TestEmbedIsADocument(t *testing.T) {
	a := newAlmanac(t, season()...)
	for _, path := range []string{"/embed/nl/agenda?theme=light", "/embed/fr/agenda?audience=children", "/embed/nl/agenda?audience=dogs"} {
		body := a.get(t, path).Body.String()
		d := parse(t, body)
		for _, once := range []string{"title", "h1", "main", "meta[name=viewport]"} {
			if n := len(d.all(once)); n != 1 {
				t.Errorf("%s: %d of %s", path, n, once)
			}
		}
		for _, never := range []string{"iframe", "[style]", "style", "[onclick]", "form", "header[class=site]", "footer[class=site]", "base[href]"} {
			if n := len(d.all(never)); n != 0 {
				t.Errorf("%s: %d of %s", path, n, never)
			}
		}
		for _, n := range d.all("a[href]") {
			if href := value(n, "href"); !strings.HasPrefix(href, "/") {
				t.Errorf("%s: a link to %s", path, href)
			}
			if value(n, "target") != "_top" && len(d.all("base[target=_top]")) == 0 {
				t.Errorf("%s: the link to %s stays in the frame", path, value(n, "href"))
			}
		}
		root := d.all("html")[0]
		if strings.Contains(path, "light") != strings.Contains(value(root, "class")+value(root, "data-scheme"), "light") {
			t.Errorf("%s: its colours", path)
		}
		if strings.Contains(path, "dogs") && !strings.Contains(body, "bestaat niet meer") {
			t.Errorf("%s: says nothing", path)
		}
		if n := len(body); n > 30<<10 {
			t.Errorf("F1 %s: %d bytes", path, n)
		}
	}
}

// TestEmbedCode: the page gives the code for the choice in its own address.
func TestEmbedCode(t *testing.T) {
	a := newAlmanac(t, season()...)
	if p := a.agenda(t, "/nl/agenda?view=month&audience=children&place=bibliotheek-lindebeke"); p.Embed != "/nl/embed?audience=children&place=bibliotheek-lindebeke" {
		t.Errorf("the agenda leads to %s", p.Embed)
	}
	for path, want := range map[string]string{
		"/nl/embed": "<iframe src=\"https://bib.example/embed/nl/agenda\"\n  title=\"Agenda – Bib &lt;Mol&gt;\"\n  lang=\"nl\" width=\"100%\" height=\"1000\" loading=\"lazy\"></iframe>",
		"/fr/embed?count=3&theme=dark&audience=children": "<iframe src=\"https://bib.example/embed/fr/agenda?audience=children&amp;count=3&amp;theme=dark\"\n  title=\"Agenda : Enfants – Bib &lt;Mol&gt;\"\n  lang=\"fr\" width=\"100%\" height=\"680\" loading=\"lazy\"></iframe>",
	} {
		a.clock.forward(time.Second)
		rec := a.get(t, path)
		d := parse(t, rec.Body.String())
		code := text(d.one(t, "code"))
		if rec.Code != 200 || code != want {
			t.Errorf("%s: %d\n%s\nwant\n%s", path, rec.Code, code, want)
		}
		// What is copied works.
		frame := parse(t, code).one(t, "iframe")
		a.clock.forward(time.Second)
		if rec := a.get(t, value(frame, "src")); rec.Code != 200 || value(frame, "title") == "" {
			t.Errorf("%s: the frame answers %d", path, rec.Code)
		}
		if len(d.all("iframe")) != 0 {
			t.Errorf("%s: shows a frame itself", path)
		}
		for _, s := range d.all("h2") {
			if strings.HasPrefix(text(s), "embed.") {
				t.Errorf("%s: no words for %s", path, text(s))
			}
		}
	}
	if rec := a.get(t, "/nl/embed?audience=dogs"); rec.Code != 200 || !strings.Contains(rec.Body.String(), "bestaat niet meer") {
		t.Errorf("an unknown choice: %d", rec.Code)
	}
}

// TestDates: a date has all that a page says about it.
func TestDates(t *testing.T) {
	e := forWhom(event("Lezing", "2026-01-10T20:00", "2026-12-12T20:00/2026-12-12T22:00", "2027-01-09T20:00"), []string{"adults", "seniors"}, func(o *content.Occurrence) {
		o.Place = &content.Place{Name: "Zaal", Access: []string{"wheelchair", "toilet"}, AccessNote: "Bel aan de zijdeur"}
		o.Access = []string{"sign-language", "wheelchair"}
		o.Offers = []content.Offer{{Price: "0.00"}}
	})
	d := e.Details.(*sortedDates)
	d.list[2].Status, d.list[2].Offers = content.EventPostponed, []content.Offer{{Price: "0"}, {Price: "5"}}
	a := newAlmanac(t, e)
	a.get(t, "/nl/e/"+e.Texts[0].Slug)
	p := a.glass.seen["item/event"].(*page.Item)
	if len(p.Dates) != 3 {
		t.Fatalf("%d dates", len(p.Dates))
	}
	got := p.Dates[1]
	if got.ID != d.list[1].ID || got.Calendar != "/nl/e/"+e.Texts[0].Slug+"/"+string(got.ID)+".ics" || got.Day != "12" || got.Month != "dec" || got.Weekday != "za" || !got.Free || got.Past ||
		strings.Join(got.Access, "|") != "Toegankelijk met een rolstoel|Aangepast toilet|Met gebarentaal" || strings.Join(got.Audience, "|") != "Volwassenen|Senioren" || got.Place.AccessNote == "" ||
		got.Offers[0].Price != "Gratis" {
		t.Errorf("%+v", got)
	}
	if !p.Dates[0].Past || p.Dates[2].Free || p.Dates[2].StatusLabel != "Uitgesteld" {
		t.Errorf("%+v %+v", p.Dates[0], p.Dates[2])
	}
	// Its calendar file holds it alone.
	for path, want := range map[string]string{got.Calendar: `"slots":1`, p.Calendar: `"slots":3`} {
		if rec := a.get(t, path); rec.Code != 200 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
	}
	if h := a.get(t, got.Calendar).Header().Get("Content-Disposition"); !strings.Contains(h, e.Texts[0].Slug+"-20261212.ics") {
		t.Errorf("saved as %s", h)
	}
	for _, path := range []string{strings.Replace(got.Calendar, string(got.ID), string(content.NewID()), 1), "/nl/e/" + e.Texts[0].Slug + "/x.ics", "/nl/a/een-titel/" + string(got.ID) + ".ics"} {
		if rec := a.get(t, path); rec.Code != 404 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	// In a list of items the next date stands for it, with how many more there are.
	a.get(t, "/nl/c/bib")
	channel := a.glass.seen["channel"].(*page.Channel)
	found := false
	for _, c := range channel.Items {
		if c.Kind == "event" {
			found = true
			if c.Date.ID != got.ID || c.Dates != 1 {
				t.Errorf("%s with %d more", c.Date.When, c.Dates)
			}
		}
	}
	if !found {
		t.Error("the channel has no event")
	}
	agenda := a.agenda(t, "/nl/agenda")
	if c := agenda.Days[0].Events[0]; c.Dates != 1 || c.Date.Calendar != got.Calendar {
		t.Errorf("%+v", c.Date)
	}
}
