package demo

import (
	"bytes"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/edition"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

var started = time.Date(2026, 12, 30, 23, 30, 0, 0, time.UTC) // in Brussels, already the 31st

func TestInstitutions(t *testing.T) {
	items := 0
	tags := map[string]int{}
	for _, in := range Institutions(started) {
		pictures := map[string]bool{}
		for _, f := range in.Files {
			pictures[f.Name] = true
		}
		for _, p := range in.Pictures {
			pictures[p.Name] = true
			for _, l := range in.Languages {
				alt := p.Alt[l]
				if len([]rune(alt)) < 10 || len([]rune(alt)) > 250 {
					t.Errorf("%s: picture %s needs a description in %s, has %q", in.Host, p.Name, l, alt)
				}
			}
		}
		known := map[string]bool{}
		for _, tag := range in.Tags {
			tags[tag.Slug]++
		}
		fresh := 0
		for _, it := range in.Items {
			items++
			if it.Fresh {
				fresh++
			} else if it.Ago <= 0 {
				t.Errorf("%s/%s: no date", in.Host, it.Key)
			}
			if it.Lead != "" && !pictures[it.Lead] {
				t.Errorf("%s/%s: picture %s is not the house's", in.Host, it.Key, it.Lead)
			}
			checkTexts(t, in, it, pictures, known)
			checkDetails(t, in, it)
			if known[it.Key] {
				t.Errorf("%s/%s twice", in.Host, it.Key)
			}
			known[it.Key] = true
		}
		if fresh == 0 {
			t.Errorf("%s has nothing new to publish", in.Host)
		}
		for _, v := range in.Voices {
			if !known[v.Item] {
				t.Errorf("%s: %s answers %q, which does not exist", in.Host, v.Name, v.Item)
			}
			if !strings.HasSuffix(v.Handle, ".example") {
				t.Errorf("%s is not on an example domain", v.Handle)
			}
		}
	}
	if items < 90 {
		t.Errorf("%d items fill no archive", items)
	}
	for _, shared := range []string{"winter", "gezin", "erfgoed", "verhalen"} {
		if tags[shared] < 3 {
			t.Errorf("tag %s does not recur", shared)
		}
	}
}

// An item may name pictures of its house and items before it.
func checkTexts(t *testing.T, in Institution, it Item, pictures, known map[string]bool) {
	spoken := map[content.Lang]bool{}
	for _, l := range in.Languages {
		spoken[l] = true
	}
	labels := map[string]bool{}
	for _, tag := range in.Tags {
		labels[tag.Slug] = true
	}
	for _, slug := range it.Tags {
		if !labels[slug] {
			t.Errorf("%s/%s: tag %s is not the house's", in.Host, it.Key, slug)
		}
	}
	if len(it.Authors) == 0 {
		t.Errorf("%s/%s: no author", in.Host, it.Key)
	}
	for _, x := range it.Texts {
		if !spoken[x.Lang] {
			t.Errorf("%s/%s: the house does not speak %s", in.Host, it.Key, x.Lang)
		}
		delete(spoken, x.Lang)
		if x.Title == "" || x.Summary == "" || x.Body == "" {
			t.Errorf("%s/%s %s: incomplete", in.Host, it.Key, x.Lang)
		}
		for _, m := range reference.FindAllStringSubmatch(x.Body, -1) {
			if m[1] == "media" && !pictures[m[2]] || m[1] == "item" && !known[m[2]] {
				t.Errorf("%s/%s %s: %s leads nowhere", in.Host, it.Key, x.Lang, m[0])
			}
		}
	}
}

func checkDetails(t *testing.T, in Institution, it Item) {
	p := content.NewProblems()
	switch d := it.Details.(type) {
	case *event.Details:
		d.DefaultZone("Europe/Brussels")
		d.Normalise()
		d.Check(p)
		start, end, err := d.Occurrences[0].Times("Europe/Brussels")
		if err != nil || start.Before(started.AddDate(0, -4, 0)) || start.After(started.AddDate(0, 0, 75)) || end.Before(start) {
			t.Errorf("%s/%s: %v to %v is not around now (%v)", in.Host, it.Key, start, end, err)
		}
	case *edition.Details:
		d.Normalise()
		if d.Number == "" || len(d.Members()) < 3 {
			t.Errorf("%s/%s: no issue of a magazine: %+v", in.Host, it.Key, d)
		}
	case *highlight.Details:
		d.Normalise()
		d.Check(p)
		if d.ISBN == "" && d.Identifier == "" {
			t.Errorf("%s/%s: nothing identifies it", in.Host, it.Key)
		}
	}
	if err := p.Err(); err != nil {
		t.Errorf("%s/%s: %v", in.Host, it.Key, err)
	}
}

func TestCalendar(t *testing.T) {
	for d := range 14 { // whatever the day of the start
		c := newCalendar(started.AddDate(0, 0, d))
		for w := time.Sunday; w <= time.Saturday; w++ {
			for week := range 4 {
				on := c.on(week, w)
				ahead := int(on.Sub(c.today).Hours()) / 24
				if on.Weekday() != w || ahead < 1+7*week || ahead > 7+7*week {
					t.Fatalf("week %d, %v, from %v: %v", week, w, c.today, on)
				}
			}
		}
	}
}

func TestExpand(t *testing.T) {
	got := Expand(`<figure data-media="{media:a}"></figure><a data-item="{item:b}">x</a>`, map[string]content.ID{"a": "1"}, map[string]content.ID{"b": "2"})
	if got != `<figure data-media="1"></figure><a data-item="2">x</a>` {
		t.Error(got)
	}
}

// Every picture can be drawn, has its size, is the same each time, and weighs little.
func TestDraw(t *testing.T) {
	used := map[string]bool{}
	for _, in := range Institutions(started) {
		for _, p := range in.Pictures {
			used[p.Name] = true
		}
	}
	for _, name := range Pictures() {
		data, err := Draw(name)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := Draw(name)
		if !bytes.Equal(data, again) {
			t.Errorf("%s is drawn differently each time", name)
		}
		size, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil || size.Width != width && size.Width != 400 && size.Height <= size.Width {
			t.Errorf("%s: %v, %d wide", name, err, size.Width)
		}
		if len(data) > 300_000 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
		if !used[name] {
			t.Errorf("%s is shown nowhere", name)
		}
	}
	if _, err := Draw("nothing"); err == nil {
		t.Error("a picture that does not exist is drawn")
	}
}
