package cmd

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

// fakeMedia has pictures by id.
type fakeMedia map[content.ID]*content.Media

func (f fakeMedia) Media(_ context.Context, site, id content.ID) (*content.Media, error) {
	if m := f[id]; m != nil && m.Site == site {
		return m, nil
	}
	return nil, content.Fail(content.NotFound, nil)
}

type looksWorld struct {
	*testing.T
	*looks
	dir string
	log bytes.Buffer
}

func newLooksWorld(t *testing.T) *looksWorld {
	t.Helper()
	cat, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	w := &looksWorld{T: t, dir: t.TempDir()}
	media := fakeMedia{
		"logo": {ID: "logo", Site: "s", Version: 2, Renditions: []content.Rendition{{Name: "full.png", Type: "image/png", Width: 2000, Height: 500},
			{Name: "w640.png", Type: "image/png", Width: 640, Height: 160}, {Name: "w640.webp", Type: "image/webp", Width: 640, Height: 160}}},
		"folder": {ID: "folder", Site: "s", Version: 1, Renditions: []content.Rendition{{Name: "full.pdf", Type: "application/pdf"}}},
	}
	if w.looks, err = newLooks(testProgram.Kinds, cat, media, w.dir, slog.New(slog.NewTextHandler(&w.log, nil))); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *looksWorld) write(name, text string) {
	w.Helper()
	name = filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		w.Fatal(err)
	}
}

func look(site *content.Site, look web.Look) (string, error) {
	var b bytes.Buffer
	words := look.Words.T("nl", "nav.skip")
	err := look.Theme.Render(context.Background(), &b, "error", &page.Problem{Common: page.Common{Site: page.Site{Name: site.Name, Home: "/nl/"}, Lang: "nl", UI: "nl"}, Heading: "Kop"})
	return b.String() + words, err
}

func (w *looksWorld) sees(site *content.Site, want string) web.Look {
	w.Helper()
	l := w.of(site)
	got, err := look(site, l)
	if err != nil || !strings.Contains(got, want) {
		w.Errorf("%s: no %q (%v) in\n%.800s", site.Theme, want, err, got)
	}
	return l
}

func site(theme string, look map[string]string) *content.Site {
	return &content.Site{ID: "s", Name: "Bib", Origin: "https://bib.example", Theme: theme, Settings: content.Settings{Look: look}}
}

const house = `{{define "logo"}}<b>%s</b>{{end}}`

// TestThemesByName: a site has the theme it names, with its words and before it
// the files that only this site has.
func TestThemesByName(t *testing.T) {
	w := newLooksWorld(t)
	w.write("mol/theme.toml", "extends='quiet'\nhome=['text']")
	w.write("mol/partials/house.html", fmt.Sprintf(house, "mol"))
	w.write("mol/locale/nl.json", `{"nav.skip": "Spring"}`)
	w.sees(site("", nil), `href="/nl/"`)
	w.sees(site("marquee", nil), `href="/nl/"`)
	if l := w.sees(site("mol", nil), "<b>mol</b>"); len(l.Home) != 1 || l.Home[0] != "text" {
		t.Errorf("home %v", l.Home)
	}
	w.sees(site("mol", nil), "Spring")
	before := w.of(site("mol", nil)).Theme.Version()
	w.write("sites/bib.example/partials/own.html", fmt.Sprintf(house, "own"))
	l := w.sees(site("mol", nil), "<b>own</b>")
	if l.Theme.Version() == before {
		t.Error("cached pages of the theme without the site's own files would stay")
	}
	other := site("mol", nil)
	other.Origin = "https://other.example"
	w.sees(other, "<b>mol</b>")
	w.sees(site("", nil), "<b>own</b>")
}

// TestRefusedThemeLeavesTheOldOne: whatever is wrong with a changed file, the
// site keeps what it had; a mended one is taken up without a restart.
func TestRefusedThemeLeavesTheOldOne(t *testing.T) {
	w := newLooksWorld(t)
	w.write("mol/partials/house.html", fmt.Sprintf(house, "one"))
	l := w.sees(site("mol", nil), "<b>one</b>")
	version := l.Theme.Version()
	for _, bad := range []string{`{{define "logo"}}{{.Nonsense}}{{end}}`, `{{if}}`, `<p style="x">`, `{{define "logo"}}{{template "logo" .}}{{end}}`, "\xff"} {
		w.write("mol/partials/house.html", bad)
		w.refresh()
		if l.Theme.Version() != version {
			t.Errorf("%q was taken", bad)
		}
		w.sees(site("mol", nil), "<b>one</b>")
	}
	if n := strings.Count(w.log.String(), "a theme is refused"); n != 5 || !strings.Contains(w.log.String(), "further pages") {
		t.Errorf("%d refusals in the log:\n%s", n, w.log.String())
	}
	w.refresh()
	w.write("mol/partials/house.html", fmt.Sprintf(house, "two"))
	w.refresh()
	if got, err := look(site("mol", nil), l); err != nil || !strings.Contains(got, "<b>two</b>") || l.Theme.Version() == version {
		t.Errorf("the mended theme was not taken up: %v", err)
	}
	if !strings.Contains(w.log.String(), "the theme is good again") {
		t.Error("nobody said so")
	}
	if err := os.RemoveAll(filepath.Join(w.dir, "mol")); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	w.sees(site("mol", nil), "<b>two</b>")
}

// TestNoThemeAtAll: a theme that never was good gives what the site had before,
// and the default theme where it had none.
func TestNoThemeAtAll(t *testing.T) {
	w := newLooksWorld(t)
	w.write("bad/home.html", "{{if}}")
	w.write("good/partials/house.html", fmt.Sprintf(house, "good"))
	w.sees(site("bad", nil), `href="/nl/"`)
	if !strings.Contains(w.log.String(), "sites that name it wear the default theme") || strings.Contains(w.log.String(), "keep what they had") {
		t.Errorf("the log does not say what its sites look like:\n%s", w.log.String())
	}
	w.sees(site("gone", nil), `href="/nl/"`)
	w.sees(site("../../etc", nil), `href="/nl/"`)
	w.sees(site("sites", nil), `href="/nl/"`)
	w.sees(site("good", nil), "<b>good</b>")
	w.sees(site("bad", nil), "<b>good</b>")
	if !strings.Contains(w.log.String(), "home.html:1: missing value for if") {
		t.Errorf("the log does not say why:\n%s", w.log.String())
	}
	w.write("bad/home.html", "{{define \"main\"}}{{end}}")
	w.refresh()
	w.sees(site("bad", nil), `href="/nl/"`)
}

// TestMendedWithoutAsking: what a page was given before goes on to show what the
// disk has: a theme that was broken at the start, files of the site's own.
func TestMendedWithoutAsking(t *testing.T) {
	w := newLooksWorld(t)
	w.write("mol/home.html", "{{if}}")
	l := w.sees(site("mol", nil), `href="/nl/"`)
	see := func(want string) {
		t.Helper()
		w.refresh()
		if got, err := look(site("mol", nil), l); err != nil || !strings.Contains(got, want) {
			t.Errorf("no %s (%v) in %.500s", want, err, got)
		}
	}
	before := l.Theme.Version()
	w.write("mol/home.html", `{{define "main"}}{{end}}`)
	w.write("mol/partials/house.html", fmt.Sprintf(house, "mended"))
	see("<b>mended</b>")
	if l.Theme.Version() == before {
		t.Error("cached pages of the default theme would stay")
	}
	w.write("sites/bib.example/partials/own.html", fmt.Sprintf(house, "own"))
	see("<b>own</b>")
	if err := os.RemoveAll(filepath.Join(w.dir, "sites")); err != nil {
		t.Fatal(err)
	}
	see("<b>mended</b>")
}

// TestSettingsThatFail: a theme that fails with a value is used without it.
func TestSettingsThatFail(t *testing.T) {
	w := newLooksWorld(t)
	w.write("mol/partials/house.html", `{{define "logo"}}{{if eq (setting "density") "compact"}}{{.Nonsense}}{{end}}<b>mol</b>{{end}}`)
	compact := map[string]string{"density": "compact"}
	l := w.sees(site("mol", compact), "<b>mol</b>")
	if _, ok := l.Theme.Asset("settings.css"); !ok {
		t.Error("it has no style sheet")
	}
	if n := strings.Count(w.log.String(), "fails with a site's settings"); n != 1 {
		t.Errorf("said %d times", n)
	}
	if got := w.problems(site("mol", compact), nil); got != "theme: problem.theme_refused" {
		t.Errorf("the rule says %q", got)
	}
}

func (w *looksWorld) problems(s, before *content.Site) string {
	w.Helper()
	p := content.NewProblems()
	if err := w.CheckSite(context.Background(), s, before, p); err != nil {
		w.Fatal(err)
	}
	err := p.Err()
	if err == nil {
		return ""
	}
	var all []string
	for field, problem := range err.(*content.Error).Fields {
		all = append(all, field+": "+problem.Key)
	}
	return strings.Join(all, ", ")
}

// TestCheckSite is the rule that the command line, the API and the desk share.
func TestCheckSite(t *testing.T) {
	w := newLooksWorld(t)
	w.write("bad/home.html", "{{if}}")
	w.write("mol/theme.toml", "[settings.own]\ntype='bool'\ndefault=true\nlabel={nl='a',en='a',fr='a',de='a'}")
	for _, c := range []struct {
		site *content.Site
		want string
	}{
		{site("", nil), ""},
		{site("quiet", map[string]string{"accent": "#7a1f3d", "logo": "logo"}), ""},
		{site("mol", map[string]string{"own": "false"}), ""},
		{site("none", nil), "theme: problem.unknown_theme"},
		{site("../mol", nil), "theme: problem.unknown_theme"},
		{site("sites", nil), "theme: problem.unknown_theme"},
		{site("bad", nil), "theme: problem.theme_refused"},
		{site("default", map[string]string{"own": "false"}), "settings.look.own: problem.theme_setting"},
		{site("default", map[string]string{"accent": "#eeeeee"}), "settings.look.accent: problem.theme_contrast"},
		{site("default", map[string]string{"logo": "nothing"}), "settings.look.logo: problem.theme_image"},
		{site("default", map[string]string{"logo": "folder"}), "settings.look.logo: problem.theme_image"},
	} {
		if got := w.problems(c.site, nil); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.site.Theme, c.site.Settings.Look, got, c.want)
		}
	}
	// What was decided for the theme before goes, what is new is refused.
	before := site("mol", map[string]string{"own": "false", "density": "compact"})
	after := site("default", map[string]string{"own": "false", "density": "compact"})
	if got := w.problems(after, before); got != "" || len(after.Settings.Look) != 1 {
		t.Errorf("%q, %v", got, after.Settings.Look)
	}
	after.Settings.Look["other"] = "x"
	if got := w.problems(after, before); got != "settings.look.other: problem.theme_setting" {
		t.Error(got)
	}
	other := site("default", map[string]string{"logo": "logo"})
	other.ID = "another"
	if got := w.problems(other, nil); got != "settings.look.logo: problem.theme_image" {
		t.Errorf("another site's picture: %q", got)
	}
}

// TestPreparedLooksAreBounded: however many looks there are, few are in memory,
// and one that was forgotten is made again.
func TestPreparedLooksAreBounded(t *testing.T) {
	w := newLooksWorld(t)
	w.limit = 3
	var first web.Look
	for i := range 8 {
		l := w.of(site("", map[string]string{"corners": fmt.Sprint(i)}))
		if i == 0 {
			first = l
		}
		if f, ok := l.Theme.Asset("settings.css"); !ok || !strings.Contains(string(f.Data), fmt.Sprintf("--radius:%dpx", i)) {
			t.Errorf("look %d", i)
		}
	}
	if len(w.sets) > 3 {
		t.Errorf("%d looks are kept", len(w.sets))
	}
	if f, ok := first.Theme.Asset("settings.css"); !ok || !strings.Contains(string(f.Data), "--radius:0px") {
		t.Error("the first one is gone for good")
	}
	if i, _ := lookImage(w.media.(fakeMedia)["logo"]); i.Src != "/media/logo/2/w640.png" || i.Width != 640 || i.Srcset != "/media/logo/2/full.png 2000w, /media/logo/2/w640.png 640w" {
		t.Errorf("%+v", i)
	}
}
