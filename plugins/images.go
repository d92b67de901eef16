package plugins

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	_ "image/gif" // pixels that count readers are GIFs, mostly
	_ "image/png"
	"net/url"
	"path"
	"slices"
	"strings"

	"vitrine/content"
)

// maxImage is the size of the largest picture that is fetched, in bytes.
const maxImage = 32 << 20

// outstandingMark separates, in an item's sum, the record from the pictures that
// could not be fetched: the next run completes exactly those items.
const outstandingMark = "~"

// errPixel says that a picture is too small to be seen.
var errPixel = errors.New("a picture of one pixel")

// pictureSet is what became of a record's pictures.
type pictureSet struct {
	uses    []content.Use
	ids     map[string]string // address to medium
	missing []string
}

// outstanding is what the sum says of pictures to try again, "" for none.
func (s *pictureSet) outstanding() string {
	if len(s.missing) == 0 {
		return ""
	}
	slices.Sort(s.missing)
	h := sha256.Sum256([]byte(strings.Join(s.missing, "\n")))
	return outstandingMark + hex.EncodeToString(h[:8])
}

// pictures fetches what a record names, and makes references of it in the body.
func (r *run) pictures(ctx context.Context, rec *Record, all []Picture) (*pictureSet, error) {
	set := &pictureSet{ids: map[string]string{}}
	lead, tried := "", 0
	for i, p := range all {
		if _, done := set.ids[p.URL]; done && i >= len(rec.Images) {
			continue
		}
		if tried++; tried > content.MaxMedia {
			r.Problem(Problem{Record: name(*rec), Link: rec.Link, What: "It has more pictures than an item can hold: the last ones are left out."})
			break
		}
		m, err := r.picture(ctx, *rec, p)
		switch {
		case errors.Is(err, errPixel):
			continue
		case err != nil && (ctx.Err() != nil || !aboutImage(err)):
			return nil, err
		case err != nil:
			if !slices.Contains(set.missing, p.URL) {
				set.missing = append(set.missing, p.URL)
			}
			continue
		}
		set.ids[p.URL] = string(m.ID)
		if i >= len(rec.Images) {
			continue
		}
		u := content.Use{ID: m.ID, Role: content.RoleGallery}
		if p.Lead && lead == "" {
			lead, u.Role = p.URL, content.RoleLead
		}
		if p.Alt != "" && m.Alt[rec.Lang] != p.Alt {
			u.Alt = content.Localised{rec.Lang: p.Alt}
		}
		if p.Caption != "" {
			u.Caption = content.Localised{rec.Lang: p.Caption}
		}
		if !slices.ContainsFunc(set.uses, func(o content.Use) bool { return o.ID == u.ID }) {
			set.uses = append(set.uses, u)
		}
	}
	rec.Body = refer(rec.Body, lead, set.ids)
	return set, nil
}

// fetchError is a failure of the network or of the other server, not ours.
type fetchError struct{ err error }

func (e *fetchError) Error() string { return e.err.Error() }
func (e *fetchError) Unwrap() error { return e.err }

func aboutImage(err error) bool {
	var f *fetchError
	return errors.As(err, &f) || aboutRecord(err)
}

// picture is the medium of an address: the one that was stored before, or a new one.
func (r *run) picture(ctx context.Context, rec Record, p Picture) (*content.Media, error) {
	m, err := r.Service.Store.MediaBySource(ctx, r.who.Site, p.URL)
	if err == nil || !content.Is(err, content.NotFound) {
		return m, err
	}
	if err, ok := r.failed[p.URL]; ok {
		return nil, err
	}
	m, err = r.fetchPicture(ctx, rec, p)
	if err == nil || errors.Is(err, errPixel) {
		return m, err
	}
	if ctx.Err() == nil && aboutImage(err) {
		r.failed[p.URL] = err
		r.report.ImagesFailed++
		r.Problem(Problem{Record: name(rec), Link: rec.Link, About: p.URL, Err: err,
			What: "The image is left out: " + reason(err) + ".", Remedy: "The next run tries it again."})
	}
	return nil, err
}

// reason is why an image is missing. What is wrong with a file is said at the
// edge, of the error beside it.
func reason(err error) string {
	var e *content.Error
	if errors.As(err, &e) {
		return "its file is not taken"
	}
	return err.Error()
}

func (r *run) fetchPicture(ctx context.Context, rec Record, p Picture) (*content.Media, error) {
	f, err := r.Fetch(ctx, p.URL, maxImage, "image/*", "application/octet-stream", "binary/octet-stream")
	if err != nil {
		return nil, &fetchError{err}
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(f.Body)); err == nil && (c.Width <= 1 || c.Height <= 1) {
		return nil, errPixel
	}
	up := content.Upload{Name: fileName(p.URL), Data: f.Body, Source: p.URL, Credit: p.Credit}
	alt := p.Alt
	if alt == "" {
		alt = shorten(p.Caption, 1500)
	}
	if alt == "" {
		up.Described = true // publishing is not refused for what the source never had; the report asks for it
	} else {
		up.Alt = content.Localised{rec.Lang: alt}
	}
	m, err := r.Service.AddMedia(ctx, r.who, up)
	if err != nil {
		return nil, err
	}
	r.report.Images++
	if up.Described {
		r.report.ImagesBare++
		r.Problem(Problem{Record: name(rec), Link: rec.Link, About: p.URL, What: "The image has no alternative text.", Remedy: "Describe it, or say that it is decorative."})
	}
	return m, nil
}

// fileName is the last part of an address.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	n := path.Base(u.Path)
	if n == "." || n == "/" {
		return u.Host
	}
	return n
}
