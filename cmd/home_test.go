package cmd

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// What staff write on the home page and above every page is cleaned and checked
// before it is stored.
func TestHomeIsCleaned(t *testing.T) {
	app := benchApp(t, nil)
	site, _ := benchSite(t, app, "http://bib.example")
	who := content.System(site.ID)
	change := func(f func(*content.Settings)) error {
		_, err := app.Service.ChangeSite(t.Context(), who, func(s *content.Site) error { f(&s.Settings); return nil })
		return err
	}
	err := change(func(s *content.Settings) {
		s.Home = []content.HomeSection{
			{Kind: "text", Heading: content.Localised{"nl": "Wel<b>kom</b>"}, Text: content.Localised{"nl": `<p onclick="x()">Kom <em>binnen</em></p><script>alert(1)</script>`, "fr": " "}},
			{Kind: "latest"}}
		s.Notice = &content.Notice{Text: content.Localised{"nl": "<b>Dicht</b> vandaag"}, URL: "/nl/agenda"}
	})
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	app.Handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://bib.example/nl/", nil))
	body := rec.Body.String()
	for _, want := range []string{"Kom <em>binnen</em>", "Welkom", "Dicht vandaag", `href="/nl/agenda"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"onclick", "alert(1)"} {
		if strings.Contains(body, never) {
			t.Errorf("the page has %s", never)
		}
	}
	many := make([]content.HomeSection, 1000)
	for i := range many {
		many[i].Kind = "latest"
	}
	for name, f := range map[string]func(*content.Settings){
		"settings.home":         func(s *content.Settings) { s.Home = many },
		"settings.home.0.kind":  func(s *content.Settings) { s.Home = []content.HomeSection{{Kind: "onzin"}} },
		"settings.home.0.count": func(s *content.Settings) { s.Home = []content.HomeSection{{Kind: "latest", Count: 1000}} },
		"settings.home.0.text": func(s *content.Settings) {
			s.Home = []content.HomeSection{{Kind: "text", Text: content.Localised{"nl": "<script>x</script>"}}}
		},
		"settings.home.0.heading.nl": func(s *content.Settings) {
			s.Home = []content.HomeSection{{Kind: "latest", Heading: content.Localised{"nl": strings.Repeat("a", 201)}}}
		},
		"settings.notice.url":     func(s *content.Settings) { s.Notice.URL = "javascript:alert(1)" },
		"settings.notice.until":   func(s *content.Settings) { s.Notice.From, s.Notice.Until = time.Unix(20, 0), time.Unix(10, 0) },
		"settings.notice.text.nl": func(s *content.Settings) { s.Notice.Text = content.Localised{"nl": strings.Repeat("a", 501)} },
	} {
		err := change(f)
		var e *content.Error
		if !content.Is(err, content.Invalid) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		e, _ = err.(*content.Error)
		if _, ok := e.Fields[name]; !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
