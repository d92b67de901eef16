package page_test

import (
	"io/fs"
	"reflect"
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
		{c.List([]string{"Roos", "ليان القمري"}), "Roos et \u2068ليان القمري\u2069"},
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
	for _, name := range []string{"home", "item", "channel", "tag", "author", "agenda", "embed", "search", "archive", "follow", "share", "form", "info", "zoom", "error"} {
		if len(s[name]) < 3 {
			t.Errorf("%s has %d samples", name, len(s[name]))
		}
	}
}

// kind is a kind of the name alone.
type kind string

func (k kind) Name() string        { return string(k) }
func (kind) New() content.Details  { return nil }
func (kind) Form() []content.Field { return nil }
func (kind) Templates() fs.FS      { return nil }

// TestSamplesFillEveryField finds fields that no sample fills, which no theme
// would be checked against.
func TestSamplesFillEveryField(t *testing.T) {
	filled, all := map[string]bool{}, map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if v.Type().PkgPath() != reflect.TypeFor[page.Common]().PkgPath() {
				return
			}
			for i := range v.NumField() {
				name := v.Type().Name() + "." + v.Type().Field(i).Name
				all[name] = true
				if !v.Field(i).IsZero() {
					filled[name] = true
				}
				walk(v.Field(i))
			}
		}
	}
	words, err := locale.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range page.Samples(words, content.Kinds{kind("article"), kind("event"), kind("highlight"), kind("edition")}) {
		walk(reflect.ValueOf(list))
	}
	for name := range all {
		if !filled[name] && name != "Item.Details" { // of the kinds themselves
			t.Errorf("%s is empty in every sample", name)
		}
	}
	if len(all) < 200 {
		t.Errorf("only %d fields were seen", len(all))
	}
}
