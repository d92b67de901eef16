package content

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// maxTranscript bounds a transcript, in bytes of HTML.
const maxTranscript = 1 << 20

// Film, sound or document: a file that is kept as it came. Its bytes are read
// from u.Stream, never held whole.
func (s *Service) storeFile(ctx context.Context, m *Media, u Upload) error {
	info, err := s.Files.Identify(u.Stream, u.Size)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(u.Stream, 0, u.Size)); err != nil {
		return Fail(Internal, fmt.Errorf("read upload: %w", err))
	}
	m.Type, m.Width, m.Height, m.Size = info.Type, info.Width, info.Height, u.Size
	m.Sum, m.Recording.Seconds = hex.EncodeToString(sum.Sum(nil)), info.Seconds
	r := Rendition{Name: "full" + info.Ext, Type: info.Type, Width: info.Width, Height: info.Height, Size: u.Size}
	if err := s.Blobs.PutFrom(ctx, m.Key(r.Name), r.Type, io.NewSectionReader(u.Stream, 0, u.Size), u.Size); err != nil {
		return noRoom(err)
	}
	m.Renditions = append(m.Renditions, r)
	return nil
}

// noRoom is an error of the blob store: one that says nothing of itself means
// that the file found no place.
func noRoom(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return Fail(Full, err)
}

// record changes what belongs to a film or a recording. Files are stored before
// the row that names them; old lists those that it will not name any more.
func (s *Service) record(ctx context.Context, m *Media, c MediaPatch, p *Problems) (old []Rendition, err error) {
	for field, named := range map[string]bool{"captions": c.Captions != nil, "descriptions": c.Descriptions != nil, "transcript": c.Transcript != nil,
		"poster": c.Poster != nil, "sound_suffices": c.SoundSuffices != nil, "uncaptioned": c.Uncaptioned != nil} {
		if named && !m.Playable() {
			p.Add(field, "problem.not_a_recording")
		}
	}
	if p.Err() != nil {
		return nil, nil
	}
	set(&m.Recording.SoundSuffices, c.SoundSuffices)
	if c.Uncaptioned != nil {
		if m.Recording.Uncaptioned = s.Clean.Plain(*c.Uncaptioned); utf8.RuneCountInString(m.Recording.Uncaptioned) > 500 {
			p.Add("uncaptioned", "problem.too_long", "Max", 500)
		}
	}
	if c.Transcript != nil {
		s.transcribe(m, *c.Transcript, p)
	}
	type file struct{ name, text string }
	var files []file
	for kind, texts := range map[string]*Localised{TrackCaptions: c.Captions, TrackDescriptions: c.Descriptions} {
		if texts == nil {
			continue
		}
		for lang, text := range *texts {
			field := kind + "." + string(lang)
			if !s.Words.ValidLang(lang) {
				p.Add(field, "problem.unknown_lang", "Value", string(lang))
				continue
			}
			out := ""
			if text != "" {
				line := 0
				if out, line = s.Files.Captions(text); line > 0 {
					p.Add(field, "problem.captions", "Line", line)
					continue
				}
			}
			old = append(old, m.dropTrack(kind, lang)...)
			if out != "" {
				sum := sha256.Sum256([]byte(out)) // in the name, for an address never changes its content
				name := kind + "-" + string(lang) + "-" + hex.EncodeToString(sum[:6]) + ".vtt"
				m.Recording.Tracks = append(m.Recording.Tracks, Track{Kind: kind, Lang: lang, Name: name})
				m.Renditions = append(m.Renditions, Rendition{Name: name, Type: "text/vtt", Size: int64(len(out))})
				files = append(files, file{name, out})
			}
		}
	}
	slices.SortFunc(m.Recording.Tracks, func(a, b Track) int { return compare(a.Kind+string(a.Lang), b.Kind+string(b.Lang)) })
	var poster *Media
	if c.Poster != nil && *c.Poster != "" {
		if poster, err = s.Store.Media(ctx, m.Site, *c.Poster); err != nil && !Is(err, NotFound) {
			return nil, err
		} else if err != nil || poster.Playable() {
			p.Add("poster", "problem.poster")
		}
	}
	if p.Err() != nil {
		return nil, nil
	}
	for _, f := range files {
		if err := s.Blobs.Put(ctx, m.Key(f.name), "text/vtt", []byte(f.text)); err != nil {
			return nil, noRoom(err)
		}
	}
	if c.Poster != nil {
		gone, err := s.pose(ctx, m, poster, p)
		if err != nil {
			return nil, err
		}
		old = append(old, gone...)
	}
	// What is written again under the same name stays.
	return slices.DeleteFunc(old, func(r Rendition) bool { _, kept := m.Named(r.Name); return kept }), nil
}

// transcribe merges transcripts by language; an empty one is taken away.
func (s *Service) transcribe(m *Media, texts Localised, p *Problems) {
	merged := Localised{}
	for l, v := range m.Recording.Transcript {
		merged[l] = v
	}
	for l, v := range texts {
		field := "transcript." + string(l)
		switch v = s.Clean.Staff(v); {
		case !s.Words.ValidLang(l):
			p.Add(field, "problem.unknown_lang", "Value", string(l))
		case len(v) > maxTranscript:
			p.Add(field, "problem.too_long", "Max", maxTranscript)
		case v == "":
			delete(merged, l)
		default:
			merged[l] = v
		}
	}
	m.Recording.Transcript = merged
}

// dropTrack forgets a track, and gives its file.
func (m *Media) dropTrack(kind string, lang Lang) (old []Rendition) {
	m.Recording.Tracks = slices.DeleteFunc(slices.Clone(m.Recording.Tracks), func(t Track) bool {
		gone := t.Kind == kind && t.Lang == lang
		if r, ok := m.Named(t.Name); ok && gone {
			old = append(old, r)
		}
		return gone
	})
	m.dropRenditions(old)
	return old
}

func (m *Media) dropRenditions(old []Rendition) {
	m.Renditions = slices.DeleteFunc(slices.Clone(m.Renditions), func(r Rendition) bool { return slices.Contains(old, r) })
}

// pose copies a picture of the library as the poster, nil takes it away. The
// copy stays when the picture goes.
func (s *Service) pose(ctx context.Context, m, poster *Media, p *Problems) (old []Rendition, err error) {
	if r, ok := m.Named(m.Recording.Poster); ok {
		old = append(old, r)
		m.dropRenditions(old)
	}
	m.Recording.Poster = ""
	if poster == nil {
		return old, nil
	}
	r, ok := poster.Rendition("image/jpeg", 1280)
	if !ok {
		p.Add("poster", "problem.poster")
		return nil, nil
	}
	name := "poster-" + string(poster.ID)[:min(len(poster.ID), 40)] + ".jpg"
	if err := s.Blobs.Copy(ctx, poster.Key(r.Name), m.Key(name), r.Type); err != nil {
		return nil, noRoom(err)
	}
	r.Name = name
	m.Renditions = append(m.Renditions, r)
	m.Recording.Poster, m.Blurhash = name, poster.Blurhash
	if m.Film() && m.Width == 0 {
		m.Width, m.Height = r.Width, r.Height
	}
	return old, nil
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
