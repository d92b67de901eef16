package feeds

import (
	"bytes"
	"strings"
	"testing"

	"vitrine/content"
)

// A film or a recording is what a reader of feeds downloads and plays.
func TestRecordingsAreEnclosed(t *testing.T) {
	f := sample(t)
	f.Entries = f.Entries[:1]
	film := &content.Media{ID: "film", Site: "s", Version: 1, Type: "video/mp4", Width: 640, Height: 360, Alt: content.Localised{"nl": "Rondleiding"},
		Renditions: []content.Rendition{{Name: "full.mp4", Type: "video/mp4", Size: 777}, {Name: "captions-nl-1.vtt", Type: "text/vtt", Size: 5}, {Name: "poster-1.jpg", Type: "image/jpeg", Width: 320, Height: 180, Size: 6}}}
	f.Entries[0].Item.Media = append(f.Entries[0].Item.Media, content.Use{ID: film.ID, Role: content.RoleInline, Media: film})
	for format, want := range map[string][]string{
		"rss":  {`<enclosure url="https://bib.example/media/film/1/full.mp4" length="777" type="video/mp4">`, `w1024.jpg`},
		"atom": {`rel="enclosure"`, `href="https://bib.example/media/film/1/full.mp4"`, `type="video/mp4"`, `length="777"`},
		"json": {`"url": "https://bib.example/media/film/1/full.mp4"`, `"mime_type": "video/mp4"`, `"title": "Rondleiding"`},
	} {
		var b bytes.Buffer
		if err := Formats[format](&b, f); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s has no %s:\n%s", format, w, b.String())
			}
		}
	}
	// A film that leads is shown by its poster.
	f.Entries[0].Item.Media = []content.Use{{ID: film.ID, Role: content.RoleLead, Media: film}}
	if h := f.Entries[0].HTML(); !strings.Contains(h, `src="https://bib.example/media/film/1/poster-1.jpg"`) {
		t.Error(h)
	}
}
