package federation

import (
	"testing"

	"vitrine/content"
)

func TestRecordingIsAnAttachment(t *testing.T) {
	site := &content.Site{Origin: "https://bib.example", Languages: []content.Lang{"nl"}}
	film := &content.Media{ID: "film", Version: 2, Type: "video/mp4", Width: 640, Height: 360, Alt: content.Localised{"nl": "Rondleiding"},
		Renditions: []content.Rendition{{Name: "poster-1.jpg", Type: "image/jpeg"}, {Name: "full.mp4", Type: "video/mp4"}}}
	for name, c := range map[string]struct {
		use  content.Use
		want content.Attachment
	}{
		"film":            {content.Use{Media: film}, content.Attachment{Type: "Video", MediaType: "video/mp4", URL: "https://bib.example/media/film/2/full.mp4", Name: "Rondleiding", Width: 640, Height: 360}},
		"under a caption": {content.Use{Media: &content.Media{ID: "s", Version: 1, Type: "audio/mpeg", Renditions: []content.Rendition{{Name: "full.mp3", Type: "audio/mpeg"}}}, Caption: content.Localised{"nl": "Gesprek"}}, content.Attachment{Type: "Audio", MediaType: "audio/mpeg", URL: "https://bib.example/media/s/1/full.mp3", Name: "Gesprek"}},
	} {
		if got := recording(site, &c.use, "nl"); got == nil || *got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := recording(site, &content.Use{Media: &content.Media{Type: "audio/mpeg"}}, "nl"); got != nil {
		t.Errorf("a recording without a file: %+v", got)
	}
}
