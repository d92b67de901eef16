package web_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web/page"
)

// TestEmbedDocument holds docs/EMBED.md against the program: every value it
// names exists, every value that exists is named, and the code is what the page gives.
func TestEmbedDocument(t *testing.T) {
	data, err := os.ReadFile("../docs/EMBED.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	a := newAlmanac(t, season()...)
	a.site.Name = "Bib"
	rows := map[string][]string{}
	quoted := regexp.MustCompile("`([^`]+)`")
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]*) \\| ([^|]*) \\|").FindAllStringSubmatch(doc, -1) {
		for _, name := range quoted.FindAllStringSubmatch(m[1], -1) {
			for _, v := range quoted.FindAllStringSubmatch(m[2], -1) {
				rows[name[1]] = append(rows[name[1]], v[1])
			}
			if rows[name[1]] == nil {
				rows[name[1]] = []string{}
			}
		}
	}
	for _, name := range []string{"view", "date", "when", "from", "to", "audience", "place", "tag", "price", "access", "channel", "count", "theme"} {
		if rows[name] == nil {
			t.Errorf("%s is not in the tables", name)
		}
	}
	if len(rows) != 13 {
		t.Errorf("the tables have %d parameters", len(rows))
	}
	if !slices.Equal(rows["audience"], content.Audiences) || !slices.Equal(rows["access"], content.Accesses) {
		t.Errorf("audiences %v, provisions %v", rows["audience"], rows["access"])
	}
	for name, values := range rows {
		for _, v := range values {
			if name == "count" || name == "theme" {
				continue
			}
			a.clock.forward(time.Second)
			rec := a.get(t, "/nl/agenda?"+name+"="+v)
			if loc := rec.Header().Get("Location"); loc != "" {
				rec = a.get(t, loc)
			}
			if p, ok := a.glass.seen["agenda"].(*page.Agenda); rec.Code != 200 || !ok || p.Unknown {
				t.Errorf("%s=%s: %d", name, v, rec.Code)
			}
		}
	}
	_, code, _ := strings.Cut(doc, "```html\n")
	code, _, _ = strings.Cut(code, "\n```")
	a.gen.Add(1)
	a.clock.forward(time.Minute) // the name is read again
	if got := text(parse(t, a.get(t, "/nl/embed?audience=children&count=3").Body.String()).one(t, "code")); got != code {
		t.Errorf("the page gives\n%s\nthe document has\n%s", got, code)
	}
	for _, m := range regexp.MustCompile("`(/\\{lang\\}/[a-z./]+)`").FindAllStringSubmatch(doc, -1) {
		a.clock.forward(time.Second)
		if rec := a.get(t, strings.Replace(m[1], "{lang}", "nl", 1)); rec.Code != 200 {
			t.Errorf("%s: %d", m[1], rec.Code)
		}
	}
}
