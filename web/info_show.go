package web

import "vitrine/web/page"

// infoSections says which sections the pages about the site have; their words
// are in the catalogue under info.{page}.{section}.
var infoSections = map[string][]infoSection{
	"about":         {{name: "who", contact: true}, {name: "follow", channels: true}},
	"accessibility": {{name: "aim"}, {name: "status"}, {name: "feedback", contact: true}},
	"privacy":       {{name: "visitors"}, {name: "fediverse"}, {name: "rights", contact: true}},
}

type infoSection struct {
	name     string
	contact  bool // the institution's contact data follow
	channels bool // the handles to follow are listed
}

// infoHeadings are the titles, which the footer has too.
var infoHeadings = map[string]string{"about": "nav.about", "accessibility": "footer.accessibility", "privacy": "footer.privacy"}

// infoShow is a page about the site itself: who is behind it (S10), how
// accessible it is (S3), and what it knows of visitors.
func infoShow(v *visit) (*shown, error) {
	name := v.vars["info"]
	heading := v.say(infoHeadings[name])
	p := &page.Info{Common: *v.common(heading, v.everywhere(name)), Name: name, Heading: heading}
	for _, s := range infoSections[name] {
		key := "info." + name + "." + s.name
		out := page.Section{Heading: v.say(key + ".heading"), Contact: s.contact}
		out.Paragraphs = []string{v.say(key+".text", "Site", v.site.Name)}
		if s.channels {
			chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
			if err != nil {
				return nil, err
			}
			for _, c := range chans {
				out.List = append(out.List, c.Name+": @"+c.Acct(v.site))
			}
		}
		p.Sections = append(p.Sections, out)
	}
	return &shown{name: "info", data: p, common: &p.Common}, nil
}
