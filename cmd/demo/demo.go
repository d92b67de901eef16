// Package demo is what the command "vitrine demo" shows: three invented
// institutions with their items, people and pictures. It is data and drawing
// only; package cmd stores it.
//
// The houses, towns, people and addresses in it do not exist. The books do, and
// so do their ISBNs. Bodies name media and earlier items by key, as
// data-media="{media:KEY}" and data-item="{item:KEY}"; see Expand.
package demo

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/edition"
)

// Institution is one site with all that is in it.
type Institution struct {
	Name, Host  string // Host is the label before ".localhost"
	Handle      string
	Languages   []content.Lang
	Contact     content.Contact
	Description content.Localised
	Summary     string // HTML of the main channel's profile
	Avatar      string // picture
	Branches    []Branch
	Tags        []content.Tag
	Pictures    []Picture
	Files       []File
	Items       []Item
	Staff       []Person
	Voices      []Voice
	Theme       string
	Settings    content.Settings      // but Description and Home
	Home        []content.HomeSection // Item is a key and Channel a handle; see Arrange
}

// Branch is a further channel.
type Branch struct {
	Handle, Name, Summary, Avatar string
	Kind                          content.ChannelKind
	Tag                           string // slug of a tag whose items it announces
}

// Picture is a drawing with what is said of it.
type Picture struct {
	Name           string // of the drawing, and the key of bodies
	Alt            content.Localised
	FocalX, FocalY float64 // what crops keep, -1 to 1
}

// Picture finds a picture of the house by name.
func (in Institution) Picture(name string) (Picture, bool) {
	for _, p := range in.Pictures {
		if p.Name == name {
			return p, true
		}
	}
	return Picture{}, false
}

// Credit and Licence are the same for every picture: the program drew them.
const (
	Credit  = "Vitrine"
	Licence = "CC0-1.0"
)

// Item is an item before its references have ids. The items of an edition are
// named by their keys; see Resolve.
type Item struct {
	Key       string
	Lead      string            // picture, may be empty
	Caption   content.Localised // of the lead
	Gallery   []string          // pictures
	Papers    []string          // files to take along
	Ago       time.Duration     // published so long before the start
	Fresh     bool              // published at the moment of the start
	Expired   bool              // goes by its own date, a moment after it came
	Withdrawn string            // taken back, for this reason
	content.Input
}

// Person is a member of staff.
type Person struct {
	Name, Email string
	Role        content.Role
	Channel     string // handle of the one channel the role is for
}

// Voice is a resident elsewhere who reacts to an item: with words, a like or a boost.
type Voice struct {
	Name, Handle string // "ida@social.example"
	Item         string // key
	Lang         content.Lang
	Words        string // HTML; empty: only a reaction
	Warning      string // content warning
	To           int    // answers the voice of this number in the house's list, counted from 1; 0: the item
	Approved     bool
	Like, Boost  bool
	After        time.Duration // after the item's publication
}

// Institutions are the three houses, with an agenda that begins after now.
func Institutions(now time.Time) []Institution {
	c := newCalendar(now)
	out := []Institution{bib(c), theater(c), museum(c)}
	for i := range out {
		out[i].Voices = append(out[i].Voices, crowd(out[i], len(out[i].Voices))...)
	}
	return out
}

var reference = regexp.MustCompile(`\{(media|item):([^}]*)\}`)

// Media lists the pictures and files of an item: its lead, its gallery, what
// goes with it, and what bodies name.
func (it Item) Media() []string {
	var out []string
	for _, name := range slices.Concat([]string{it.Lead}, it.Gallery, it.Papers) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, t := range it.Texts {
		for _, m := range reference.FindAllStringSubmatch(t.Body, -1) {
			if m[1] == "media" && !slices.Contains(out, m[2]) {
				out = append(out, m[2])
			}
		}
	}
	return out
}

// Expand puts ids in the place of keys.
func Expand(body string, media, items map[string]content.ID) string {
	var pairs []string
	for k, id := range media {
		pairs = append(pairs, "{media:"+k+"}", string(id))
	}
	for k, id := range items {
		pairs = append(pairs, "{item:"+k+"}", string(id))
	}
	return strings.NewReplacer(pairs...).Replace(body)
}

// Resolve puts ids in the place of the keys in an edition's details; others are
// as they are.
func Resolve(d content.Details, items map[string]content.ID) content.Details {
	e, ok := d.(*edition.Details)
	if !ok {
		return d
	}
	out := *e
	out.Parts = nil
	for _, p := range e.Parts {
		part := edition.Part{Heading: p.Heading}
		for _, key := range p.Items {
			part.Items = append(part.Items, items[string(key)])
		}
		out.Parts = append(out.Parts, part)
	}
	return &out
}

// Arrange puts ids in the place of the keys of home sections.
func Arrange(home []content.HomeSection, items, channels map[string]content.ID) []content.HomeSection {
	out := slices.Clone(home)
	for i := range out {
		out[i].Item, out[i].Channel = items[string(out[i].Item)], channels[string(out[i].Channel)]
	}
	return out
}

// calendar gives dates of the coming weeks as wall times in Brussels.
type calendar struct{ today time.Time }

func newCalendar(now time.Time) calendar {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		zone = time.UTC
	}
	y, m, d := now.In(zone).Date()
	return calendar{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// on is the given weekday of a coming week: week 0 is the one that begins
// tomorrow, so that no date is in the past.
func (c calendar) on(week int, day time.Weekday) time.Time {
	first := c.today.AddDate(0, 0, 1)
	ahead := (int(day) - int(first.Weekday()) + 7) % 7
	return first.AddDate(0, 0, ahead+7*week)
}

// at is a wall time on such a day, "20:00".
func (c calendar) at(week int, day time.Weekday, clock string) string {
	return c.day(week, day) + "T" + clock
}

// day is the day alone.
func (c calendar) day(week int, day time.Weekday) string {
	return c.on(week, day).Format("2006-01-02")
}

const hour = time.Hour

// days is how long ago something was published; the minutes are spread, so
// that not everything was written at the same hour.
func days(n float64) time.Duration {
	return time.Duration(n*24*float64(hour)) + time.Duration(int(n*211)%400+17)*time.Minute
}

// price is an offer in euro.
func price(name, amount string) content.Offer {
	return content.Offer{Name: name, Price: amount, Currency: "EUR"}
}

func text(lang content.Lang, title, summary, body string) content.TextInput {
	return content.TextInput{Lang: lang, Title: title, Summary: summary, Body: body}
}

func authors(names ...string) []content.Author {
	out := make([]content.Author, len(names))
	for i, n := range names {
		out[i] = content.Author{Name: n}
	}
	return out
}
