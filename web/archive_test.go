package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/web"
	"vitrine/web/page"
)

func withYears(_ *web.Config, f *fake) {
	published := func(id content.ID, at time.Time) {
		f.add(id, "article", 0, func(it *content.Item) { it.Published = at })
	}
	published("maart", time.Date(2024, 3, 10, 12, 0, 0, 0, time.UTC))
	published("nieuwjaar", time.Date(2024, 12, 31, 23, 30, 0, 0, time.UTC)) // 2025 in Brussels
	for i := range 25 {
		published(content.ID(fmt.Sprint("juli", i)), time.Date(2025, 7, 1+i, 12, 0, 0, 0, time.UTC))
	}
}

func TestArchive(t *testing.T) {
	w, pages := recording(t, withYears)
	if rec := w.get(t, "/nl/archive"); rec.Code != 200 {
		t.Fatal(rec.Code)
	}
	p := pages["archive"].(*page.Archive)
	var got []string
	for _, y := range p.Years {
		got = append(got, fmt.Sprintf("%d:%d %s", y.Year, y.Count, y.Href))
		for _, m := range y.Months {
			got = append(got, fmt.Sprintf("%s:%d %s", m.Label, m.Count, m.Href))
		}
	}
	want := []string{"2026:4 /nl/archive/2026", "november:4 /nl/archive/2026/11", "2025:26 /nl/archive/2025", "juli:25 /nl/archive/2025/07",
		"januari:1 /nl/archive/2025/01", "2024:1 /nl/archive/2024", "maart:1 /nl/archive/2024/03"}
	if !slices.Equal(got, want) || len(p.Items) != 0 {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	w.get(t, "/nl/archive/2025/01")
	p = pages["archive"].(*page.Archive)
	if got := titles(p.Items); !slices.Equal(got, []string{"nieuwjaar"}) || p.Heading != "Archief: januari 2025" {
		t.Errorf("%s: %q: the months are those of the site's time zone", p.Heading, got)
	}
	if p.Newer == nil || p.Newer.Href != "/nl/archive/2025/07" || p.Older == nil || p.Older.Href != "/nl/archive/2024/03" {
		t.Errorf("beside it are %+v and %+v", p.Newer, p.Older)
	}
	if len(p.Crumbs) != 3 || p.Crumbs[2].Href != "/nl/archive/2025" || !p.Years[0].Months[1].Current {
		t.Errorf("crumbs %+v, years %+v", p.Crumbs, p.Years)
	}

	w.get(t, "/nl/archive/2025/07")
	p = pages["archive"].(*page.Archive)
	if len(p.Items) != 20 || p.More != "/nl/archive/2025/07?page=20" || p.NoIndex {
		t.Errorf("%d items, then %q", len(p.Items), p.More)
	}
	w.get(t, p.More)
	if p = pages["archive"].(*page.Archive); len(p.Items) != 5 || p.More != "" || !p.NoIndex {
		t.Errorf("%d items, then %q", len(p.Items), p.More)
	}
	w.get(t, "/nl/archive/2026")
	if p = pages["archive"].(*page.Archive); len(p.Items) != 4 || p.Year != 2026 || p.Month != 0 {
		t.Errorf("%d items of %d", len(p.Items), p.Year)
	}
}

// Months in which nothing was published, and those of another planet, are not
// found, and lead to the nearest ones.
func TestArchiveOfAnotherPlanet(t *testing.T) {
	w, pages := recording(t, withYears)
	for path, want := range map[string]string{
		"/nl/archive/2025/02": "/nl/archive/2025/07 /nl/archive/2025/01 /nl/archive /nl/ /nl/agenda",
		"/nl/archive/2023":    "/nl/archive/2024/03 /nl/archive /nl/ /nl/agenda",
		"/nl/archive/9999/12": "/nl/archive/2026/11 /nl/archive /nl/ /nl/agenda",
	} {
		rec := w.get(t, path)
		p := pages["error"].(*page.Problem)
		var got []string
		for _, l := range p.Links {
			got = append(got, l.Href)
		}
		if rec.Code != 404 || strings.Join(got, " ") != want || p.Text != "In deze periode werd niets gepubliceerd." {
			t.Errorf("%s: %d %q %s", path, rec.Code, got, p.Text)
		}
	}
	for _, path := range []string{"/nl/archive/2026/13", "/nl/archive/2026/00", "/nl/archive/2026/1", "/nl/archive/0000", "/nl/archive/26", "/nl/archive/x",
		"/nl/archive/2026/11/22", "/nl/archive/99999999999999999999", "/nl/archive/-001", "/nl/archive/%00", "/nl/archive/2026/%ff", "/nl/archive/٢٠٢٦"} {
		if rec := w.get(t, path); rec.Code != 404 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

func TestArchiveOfNothing(t *testing.T) {
	w := newWorld(t, func(_ *web.Config, f *fake) { f.items = nil })
	if rec := w.get(t, "/nl/archive"); rec.Code != 200 {
		t.Error(rec.Code)
	}
	if rec := w.get(t, "/nl/archive/2026/11"); rec.Code != 404 {
		t.Error(rec.Code)
	}
}
