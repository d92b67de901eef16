package web

import (
	"time"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

// statements are the pages about the site itself, by their name in the address,
// with the key of their title and what they say.
var statements = map[string]struct {
	heading string
	say     func(*visit) ([]page.Section, error)
}{
	"about":         {"nav.about", aboutSections},
	"accessibility": {"footer.accessibility", accessibilitySections},
	"privacy":       {"footer.privacy", privacySections},
	"terms":         {"footer.terms", termsSections},
}

// infoShow is a page about the site itself: who is behind it (M1, S10), how
// accessible it is (S1), what it knows of people (P11), and its terms (M2).
func infoShow(v *visit) (*shown, error) {
	name := v.vars["info"]
	s := statements[name]
	heading := v.say(s.heading)
	p := &page.Info{Common: *v.common(heading, v.everywhere(name)), Name: name, Heading: heading}
	var err error
	if p.Sections, err = s.say(v); err != nil {
		return nil, err
	}
	return &shown{name: "info", data: p, common: &p.Common}, nil
}

// section is a section with a heading and paragraphs.
func (v *visit) section(heading string, paragraphs ...string) page.Section {
	return page.Section{Heading: v.say(heading), Paragraphs: paragraphs}
}

// theirs gives words of the institution in the page's language, else in another
// one, which is named so that the page can mark it.
func (v *visit) theirs(l content.Localised) (text string, lang content.Lang) {
	text, lang = l.In(v.lang, v.site.DefaultLang())
	if lang == v.lang || lang == v.lang.Base() {
		lang = ""
	}
	return text, lang
}

// dated writes a day that settings hold as 2006-01-02, "" when it is none.
func (v *visit) dated(s string) (text string, ok bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", false
	}
	return locale.Date(string(v.lang), t), true
}

// terms lists name and value pairs, without those that have no value.
func terms(pairs ...page.Term) []page.Term {
	var out []page.Term
	for _, t := range pairs {
		if t.Text != "" {
			out = append(out, t)
		}
	}
	return out
}

func (v *visit) mail(address string) page.Term {
	return page.Term{Name: v.say("office.email"), Text: address, Href: "mailto:" + address}
}

func (v *visit) phone(number string) page.Term {
	return page.Term{Name: v.say("office.phone"), Text: number, Href: "tel:" + dial(number)}
}

// dial is a telephone number as tel: wants it.
func dial(number string) string {
	var b []byte
	for _, c := range []byte(number) {
		if c >= '0' && c <= '9' || c == '+' && len(b) == 0 {
			b = append(b, c)
		}
	}
	return string(b)
}

// office says who a public body is and how to reach it.
func (v *visit) office(o content.Office) []page.Term {
	name, _ := o.Name.In(v.lang, "en")
	return terms(page.Term{Name: v.say("office.name"), Text: name}, page.Term{Name: v.say("office.address"), Text: o.Address},
		v.mail(o.Email), v.phone(o.Phone), page.Term{Name: v.say("office.website"), Text: o.URL, Href: o.URL})
}
