package api

import (
	"reflect"

	"vitrine/content"
)

// shapes: an object by language, or a text.
func (alternative) shapes() []reflect.Type {
	return []reflect.Type{reflect.TypeFor[content.Localised](), reflect.TypeFor[string]()}
}

// mediaPatch is the body of PATCH /media/{id}.
type mediaPatch struct {
	Alt        optional[alternative] `json:"alt"`
	Decorative optional[bool]        `json:"decorative"`
	Described  optional[bool]        `json:"described"`
	Credit     optional[string]      `json:"credit"`
	Licence    optional[string]      `json:"licence"`
	FocalX     optional[float64]     `json:"focal_x"`
	FocalY     optional[float64]     `json:"focal_y"`

	Captions      optional[content.Localised] `json:"captions"`
	Descriptions  optional[content.Localised] `json:"descriptions"`
	Transcript    optional[content.Localised] `json:"transcript"`
	Poster        optional[content.ID]        `json:"poster"`
	SoundSuffices optional[bool]              `json:"sound_suffices"`
	Uncaptioned   optional[string]            `json:"uncaptioned"`
}

// mediaChange changes what is said of a file.
func (c *call) mediaChange() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	var in mediaPatch
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	change := content.MediaPatch{Decorative: in.Decorative.pointer(), Described: in.Described.pointer(), Credit: in.Credit.pointer(),
		Licence: in.Licence.pointer(), FocalX: in.FocalX.pointer(), FocalY: in.FocalY.pointer(),
		Captions: in.Captions.pointer(), Descriptions: in.Descriptions.pointer(), Transcript: in.Transcript.pointer(),
		Poster: in.Poster.pointer(), SoundSuffices: in.SoundSuffices.pointer(), Uncaptioned: in.Uncaptioned.pointer()}
	if in.Alt.Named {
		alt := in.Alt.Value.in(c.site.DefaultLang())
		change.Alt = &alt
	}
	m, err := c.Service.ChangeMedia(c.ctx(), c.who, id, change)
	if err != nil {
		return answer{}, err
	}
	return ok(c.media(m))
}
