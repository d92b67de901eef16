package content

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"unicode/utf8"
)

// Upload is a file with what people say of it.
type Upload struct {
	ID         ID // of a call that may be repeated: see DeriveID; else empty
	Name       string
	Data       []byte
	Stream     io.ReaderAt // of a film, sound or document, instead of Data
	Size       int64       // bytes of Stream
	Alt        Localised
	Decorative bool
	Described  bool
	Credit     string
	Licence    string
	FocalX     float64
	FocalY     float64
	Source     string // address it was imported from
}

// MediaPatch changes what is said of a media item; nil leaves a field as it is.
type MediaPatch struct {
	Alt        *Localised
	Decorative *bool
	Described  *bool
	Credit     *string
	Licence    *string
	FocalX     *float64
	FocalY     *float64

	// Of films and recordings. Texts merge by language, "" takes one away.
	Captions      *Localised // WebVTT
	Descriptions  *Localised // WebVTT, to be spoken
	Transcript    *Localised // HTML
	Poster        *ID        // a picture of the library; "" for none
	SoundSuffices *bool
	Uncaptioned   *string
}

// AddMedia stores a file: all its renditions, or nothing.
func (s *Service) AddMedia(ctx context.Context, who Staff, u Upload) (*Media, error) {
	if err := s.mayMedia(who); err != nil {
		return nil, err
	}
	now := s.Now()
	id := u.ID
	if id != "" {
		have, err := s.Store.Media(ctx, who.Site, id)
		switch {
		case err == nil && now.Sub(have.Created) < repeatable:
			return have, nil
		case err == nil:
			id = ""
		case !Is(err, NotFound):
			return nil, err
		}
	}
	if id == "" {
		id = NewID()
	}
	sum := sha256.Sum256(u.Data)
	m := &Media{ID: id, Site: who.Site, Version: 1, Name: s.Clean.Plain(u.Name), Source: u.Source, By: who.User.ID,
		Created: now, Updated: now, Sum: hex.EncodeToString(sum[:]), Size: int64(len(u.Data))}
	p := NewProblems()
	s.describe(m, MediaPatch{Alt: &u.Alt, Decorative: &u.Decorative, Described: &u.Described, Credit: &u.Credit,
		Licence: &u.Licence, FocalX: &u.FocalX, FocalY: &u.FocalY}, p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	if u.Stream != nil {
		if err := s.storeFile(ctx, m, u); err != nil {
			return nil, err
		}
		if err := s.keep(ctx, m); err != nil {
			return nil, err
		}
		return m, nil
	}
	img, err := s.Images.Process(ctx, m.Name, u.Data)
	if err != nil {
		return nil, err
	}
	m.Type, m.Width, m.Height, m.Blurhash = img.Type, img.Width, img.Height, img.Blurhash
	for i, r := range img.Renditions {
		m.Renditions = append(m.Renditions, r.Rendition)
		if err := s.Blobs.Put(ctx, m.Key(r.Name), r.Type, r.Data); err != nil {
			s.dropBlobs(ctx, m, m.Renditions[:i+1])
			return nil, noRoom(err)
		}
	}
	if err := s.keep(ctx, m); err != nil {
		return nil, err
	}
	return m, nil
}

// keep writes the row of files that are stored, or takes them away again.
func (s *Service) keep(ctx context.Context, m *Media) error {
	err := s.Store.SaveMedia(ctx, m)
	if err != nil {
		s.dropBlobs(ctx, m, m.Renditions)
	}
	return err
}

func (s *Service) dropBlobs(ctx context.Context, m *Media, list []Rendition) {
	for _, r := range list {
		if err := s.Blobs.Delete(context.WithoutCancel(ctx), m.Key(r.Name)); err != nil && s.Log != nil {
			s.Log.Warn("blob left behind", "key", m.Key(r.Name), "err", err)
		}
	}
}

// ChangeMedia changes what is said of a media item.
func (s *Service) ChangeMedia(ctx context.Context, who Staff, id ID, c MediaPatch) (*Media, error) {
	if err := s.mayMedia(who); err != nil {
		return nil, err
	}
	m, err := s.Store.Media(ctx, who.Site, id)
	if err != nil {
		return nil, err
	}
	p := NewProblems()
	s.describe(m, c, p)
	old, err := s.record(ctx, m, c, p)
	if err != nil {
		return nil, err
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	m.Updated = later(m.Updated, s.Now())
	if err := s.Store.SaveMedia(ctx, m); err != nil {
		return nil, err
	}
	s.dropBlobs(ctx, m, old)
	return m, nil
}

// DeleteMedia removes a file that nothing uses. While something does, the
// Conflict carries the items in Args["Uses"] ([]ID); that of the site's logo
// has a sentence of its own.
func (s *Service) DeleteMedia(ctx context.Context, who Staff, id ID) error {
	if err := s.mayMedia(who); err != nil {
		return err
	}
	m, err := s.Store.Media(ctx, who.Site, id)
	if err != nil {
		return err
	}
	site, err := s.Store.Site(ctx, who.Site)
	if err != nil {
		return err
	}
	for _, v := range site.Settings.Look {
		if v == string(id) { // the logo
			return &Error{Code: Conflict, Key: "error.in_use_look"}
		}
	}
	if err := s.Store.DeleteMedia(ctx, who.Site, id); err != nil {
		if !Is(err, Conflict) {
			return err
		}
		uses, uerr := s.Store.MediaUses(ctx, who.Site, id)
		if uerr != nil {
			return uerr
		}
		return &Error{Code: Conflict, Key: "error.in_use", Args: map[string]any{"Uses": uses}, Err: err}
	}
	s.dropBlobs(ctx, m, m.Renditions)
	return nil
}

func (s *Service) mayMedia(who Staff) error {
	if who.System {
		return nil
	}
	for _, m := range who.Members {
		if m.Site == who.Site && m.Role != Moderator {
			return who.require(ScopeMediaWrite, Contributor, m.Channel)
		}
	}
	return who.require(ScopeMediaWrite, Contributor, "")
}

func (s *Service) describe(m *Media, c MediaPatch, p *Problems) {
	if c.Alt != nil {
		m.Alt = s.plainMap(*c.Alt)
		for l, v := range m.Alt {
			if !s.Words.ValidLang(l) {
				p.Add("alt."+string(l), "problem.unknown_lang", "Value", string(l))
			}
			if utf8.RuneCountInString(v) > 1500 {
				p.Add("alt."+string(l), "problem.too_long", "Max", 1500)
			}
		}
	}
	set(&m.Decorative, c.Decorative)
	set(&m.Described, c.Described)
	set(&m.FocalX, c.FocalX)
	set(&m.FocalY, c.FocalY)
	if c.Credit != nil {
		m.Credit = s.Clean.Plain(*c.Credit)
	}
	if c.Licence != nil {
		m.Licence = s.Clean.Plain(*c.Licence)
	}
	if m.Decorative && len(m.Alt) > 0 {
		p.Add("decorative", "problem.decorative_alt")
	}
	if m.FocalX < -1 || m.FocalX > 1 {
		p.Add("focal_x", "problem.out_of_range", "Min", -1, "Max", 1)
	}
	if m.FocalY < -1 || m.FocalY > 1 {
		p.Add("focal_y", "problem.out_of_range", "Min", -1, "Max", 1)
	}
	if utf8.RuneCountInString(m.Credit) > 500 {
		p.Add("credit", "problem.too_long", "Max", 500)
	}
	if utf8.RuneCountInString(m.Licence) > 500 {
		p.Add("licence", "problem.too_long", "Max", 500)
	}
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}
