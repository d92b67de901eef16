package page_test

import (
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// TestCommonSpeaks finds that a page speaks its interface's language, in the site's zone.
func TestCommonSpeaks(t *testing.T) {
	words, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 23, 30, 0, 0, time.UTC)
	c := page.Common{Lang: "nl", UI: "fr", Words: words, Zone: zone}
	for _, tt := range []struct{ got, want string }{
		{c.T("nav.agenda"), words.T("fr", "nav.agenda")},
		{c.Foreign(), "fr"},
		{c.Dir(), "ltr"},
		{c.Date(at), "25 novembre 2026"},
		{c.Machine(at), "2026-11-25T00:30:00+01:00"},
		{c.MachineDate(at), "2026-11-25"},
		{c.Money("1234.50", "EUR"), "1\u202f234,50\u00a0€"},
		{c.Money("much", "EUR"), "much EUR"},
		{c.LanguageName("de"), "Deutsch"},
		{(&page.Common{}).T("x"), "x"},
		{(&page.Common{Lang: "nl", UI: "nl"}).Foreign(), ""},
		{(&page.Common{UI: "en"}).MachineDate(at), "2026-11-24"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

// TestSamplesCoverEveryPage finds full and empty samples of each page and kind.
func TestSamplesCoverEveryPage(t *testing.T) {
	s := page.Samples(nil, content.Kinds{})
	for _, name := range []string{"home", "item", "channel", "tag", "agenda", "search", "info", "error"} {
		if len(s[name]) < 2 {
			t.Errorf("%s has %d samples", name, len(s[name]))
		}
	}
}
