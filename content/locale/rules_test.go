package locale

import (
	"testing"

	"vitrine/content"
)

func TestRules(t *testing.T) {
	var r Rules
	if got := r.Fold("L’été, «Straße» 2026!"); got != "l ete strasse 2026" {
		t.Errorf("%q", got)
	}
	if r.Slug("de", "Öl") != "oel" || r.SortKey("nl", "é") != SortKey("nl", "é") {
		t.Error("Rules differ from the functions")
	}
	for lang, want := range map[string]bool{"nl": true, "nl-BE": true, "nl-be": false, "NL": false, "": false, "../x": false} {
		if r.ValidLang(content.Lang(lang)) != want {
			t.Errorf("ValidLang(%q) is not %v", lang, want)
		}
	}
}
