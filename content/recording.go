package content

import "strings"

// Recording is what belongs to a film or a sound recording beside the file
// itself. The files of tracks and poster are renditions of the media item.
type Recording struct {
	Seconds    int       `json:"seconds,omitempty"` // how long it is, 0 unknown
	Tracks     []Track   `json:"tracks,omitempty"`
	Transcript Localised `json:"transcript,omitempty"` // what is said and shown, cleaned HTML
	Poster     string    `json:"poster,omitempty"`     // rendition: the picture before it plays
	// SoundSuffices: the pictures say nothing that the sound does not, so that
	// no audio description is needed (WCAG 1.2.3, 1.2.5).
	SoundSuffices bool `json:"sound_suffices,omitempty"`
	// Uncaptioned is the reason why a film has no captions, for the
	// accessibility statement: nothing is said in it, it was live (WCAG 1.2.2).
	Uncaptioned string `json:"uncaptioned,omitempty"`
}

// Track is text that is shown or spoken in time with a recording (WebVTT).
type Track struct {
	Kind string `json:"kind"` // captions or descriptions
	Lang Lang   `json:"lang"`
	Name string `json:"name"` // rendition
}

// The kinds of tracks.
const (
	TrackCaptions     = "captions"
	TrackDescriptions = "descriptions"
)

// Playable reports whether the media item is a film or a sound recording.
func (m *Media) Playable() bool { return m.Film() || strings.HasPrefix(m.Type, "audio/") }

// Film reports whether it has moving pictures.
func (m *Media) Film() bool { return strings.HasPrefix(m.Type, "video/") }

// File is the stored form that is played or downloaded, of a media item that is
// no image.
func (m *Media) File() (Rendition, bool) {
	for _, r := range m.Renditions {
		if r.Type == m.Type {
			return r, true
		}
	}
	return Rendition{}, false
}

// Named is the rendition of that name.
func (m *Media) Named(name string) (Rendition, bool) {
	for _, r := range m.Renditions {
		if r.Name == name && name != "" {
			return r, true
		}
	}
	return Rendition{}, false
}

// Captioned reports whether everyone can follow a film: it has captions, or a
// reason why not is given. Sound without pictures needs a transcript instead.
func (m *Media) Captioned() bool {
	switch {
	case !m.Playable():
		return true
	case !m.Film():
		return len(m.Recording.Transcript) > 0
	case m.Recording.Uncaptioned != "":
		return true
	}
	for _, t := range m.Recording.Tracks {
		if t.Kind == TrackCaptions {
			return true
		}
	}
	return false
}
