package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of what staff arrange on the home page and write above every page.
const (
	MaxHomeSections = 24
	MaxHomeEntries  = 48
	maxHeading      = 200
	maxHomeText     = 20_000
	maxNotice       = 500
)

// checkHome cleans and checks the sections of the home page. An item, a tag or
// a channel that does not exist any more is no mistake: the section shows the
// newest instead.
func (s *Service) checkHome(site *Site, p *Problems) {
	home := site.Settings.Home
	if len(home) > MaxHomeSections {
		p.Add("home", "problem.too_many", "Max", MaxHomeSections)
		return
	}
	for i := range home {
		h, at := &home[i], p.In(fmt.Sprintf("home.%d", i))
		if !slices.Contains(HomeKinds, h.Kind) {
			at.Add("kind", "problem.not_allowed", "Value", h.Kind, "Allowed", strings.Join(HomeKinds, ", "))
		}
		if h.Count < 0 || h.Count > MaxHomeEntries {
			at.Add("count", "problem.out_of_range", "Min", 0, "Max", MaxHomeEntries)
		}
		h.Heading = s.localised(h.Heading, s.Clean.Plain, at, "heading", maxHeading)
		if h.Text = s.localised(h.Text, s.Clean.Staff, at, "text", maxHomeText); h.Kind == "text" && len(h.Text) == 0 {
			at.Add("text", "problem.required")
		}
	}
}

// checkNotice cleans and checks the line above every page; a line without words is none.
func (s *Service) checkNotice(site *Site, p *Problems) {
	n := site.Settings.Notice
	if n == nil {
		return
	}
	at := p.In("notice")
	if n.Text = s.localised(n.Text, s.Clean.Plain, at, "text", maxNotice); len(n.Text) == 0 {
		site.Settings.Notice = nil
		return
	}
	if n.URL != "" && !ValidURL(n.URL) && !ownPath(n.URL) {
		at.Add("url", "problem.not_a_url", "Value", n.URL)
	}
	if !n.Until.IsZero() && !n.Until.After(n.From) {
		at.Add("until", "problem.end_before_start")
	}
}

// ownPath reports whether u is a path below the site's own origin.
func ownPath(u string) bool {
	return strings.HasPrefix(u, "/") && !strings.HasPrefix(u, "//") && len(u) <= 2048 && !strings.ContainsAny(u, " \t\r\n\"<>`\\")
}

// localised is a text that people typed in some languages, cleaned; languages
// without words are left out.
func (s *Service) localised(in Localised, clean func(string) string, p *Problems, field string, most int) Localised {
	var out Localised
	for lang, text := range in {
		if !s.Words.ValidLang(lang) {
			p.Add(field, "problem.unknown_lang", "Value", string(lang))
			continue
		}
		if text = strings.TrimSpace(clean(text)); text == "" {
			continue
		}
		if utf8.RuneCountInString(text) > most {
			p.Add(field, "problem.too_long", "Max", most)
		}
		if out == nil {
			out = Localised{}
		}
		out[lang] = text
	}
	return out
}
