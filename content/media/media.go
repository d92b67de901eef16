// Package media prepares uploaded images and stores files.
//
// Inspect says what a file is, by its content and never by its name, and reads
// its size before anything is decoded. A Processor turns an image into what is
// published: turned upright, without any metadata, in several widths as WebP
// and JPEG, with a blurhash; what came in is not kept. Dir and S3 store the
// results under keys of the form {site}/{media id}/{version}/{rendition}.
package media

import (
	"errors"
	"fmt"

	"vitrine/content"
)

// The reasons for which a file is refused. Every error that is returned for a
// file is a *content.Error that wraps one of them.
var (
	ErrFormat  = errors.New("not an image that is accepted")
	ErrSVG     = errors.New("an SVG drawing is not accepted as an image")
	ErrMixed   = errors.New("the file is an image and something else at once")
	ErrBytes   = errors.New("the file has too many bytes")
	ErrPixels  = errors.New("the image has too many pixels")
	ErrDamaged = errors.New("the image cannot be read")
)

// Accepted is the list of formats that are taken, for people.
const Accepted = "JPEG, PNG, GIF, WebP"

// Limits bound what is accepted. The zero value of a field is its default.
type Limits struct {
	Bytes  int64 // of the file; 64 MiB
	Pixels int   // width × height; 50 million
	Side   int   // of the longer side; 30000
	Memory int64 // estimated bytes of the decoded image; 400 MiB
}

func (l Limits) orDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 64 << 20
	}
	if l.Pixels <= 0 {
		l.Pixels = 50_000_000
	}
	if l.Side <= 0 {
		l.Side = 30_000
	}
	if l.Memory <= 0 {
		l.Memory = 400 << 20
	}
	return l
}

// refuse makes the error for people of a reason. The field is the form's.
func refuse(code content.Code, reason error, detail, problem string, args ...any) error {
	p := content.NewProblems()
	p.Add("file", problem, args...)
	e := &content.Error{Code: code, Err: reason}
	if detail != "" {
		e.Err = fmt.Errorf("%w: %s", reason, detail)
	}
	var fields *content.Error
	if errors.As(p.Err(), &fields) {
		e.Fields = fields.Fields
	}
	return e
}

func refuseFormat(name string) error {
	return refuse(content.MediaType, ErrFormat, name, "problem.media_type", "Allowed", Accepted, "Format", name)
}

func refuseDamaged(err error) error {
	return refuse(content.Invalid, ErrDamaged, err.Error(), "problem.unreadable_image")
}

func refuseBytes(max int64) error {
	return refuse(content.TooLarge, ErrBytes, "", "problem.file_too_large", "Max", fmt.Sprintf("%d MB", max>>20))
}

func refusePixels(w, h int, l Limits) error {
	return refuse(content.TooLarge, ErrPixels, fmt.Sprintf("%d × %d", w, h), "problem.too_many_pixels",
		"Width", w, "Height", h, "Max", max(1, l.Pixels/1_000_000))
}
