package demo

import (
	_ "embed"
	"fmt"

	"vitrine/content"
)

// File is a film, a sound recording or a document of a house.
type File struct {
	Name          string // key of bodies
	File          string // name of the file, for people
	Title         content.Localised
	Captions      content.Localised // WebVTT, of a film
	Transcript    content.Localised // HTML, of a film or a recording
	Poster        string            // picture
	SoundSuffices bool
	Make          func() ([]byte, error)
}

// File finds a file of the house by name.
func (in Institution) File(name string) (File, bool) {
	for _, f := range in.Files {
		if f.Name == name {
			return f, true
		}
	}
	return File{}, false
}

// foxFilm is six seconds of shadow theatre, drawn frame by frame on the canvas
// of this package and put together by ffmpeg (H.264, 480 × 270).
//
//go:embed files/fox.mp4
var foxFilm []byte

func film() ([]byte, error) { return foxFilm, nil }

// cues writes captions from the beginnings, in seconds, of lines that stand
// until the next one begins.
func cues(end int, lines ...cue) string {
	out := "WEBVTT\n"
	for i, l := range lines {
		until := end
		if i+1 < len(lines) {
			until = lines[i+1].at
		}
		out += fmt.Sprintf("\n00:00:%02d.000 --> 00:00:%02d.000\n%s\n", l.at, until, l.words)
	}
	return out
}

// cue is a line of captions.
type cue struct {
	at    int
	words string
}
