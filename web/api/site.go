package api

import (
	"slices"
	"strings"

	"vitrine/content"
)

// siteChange is what an administrator decides about the site.
type siteChange struct {
	Name      string           `json:"name,omitempty"`
	Languages []content.Lang   `json:"languages,omitempty"`
	TimeZone  string           `json:"time_zone,omitempty"`
	Theme     string           `json:"theme,omitempty"`
	Contact   content.Contact  `json:"contact,omitzero"`
	Settings  content.Settings `json:"settings,omitzero"`
}

// siteOut is the site as programs get it.
type siteOut struct {
	URL          string           `json:"url"`
	HandleDomain string           `json:"handle_domain"`
	Name         string           `json:"name"`
	Languages    []content.Lang   `json:"languages"`
	TimeZone     string           `json:"time_zone"`
	Theme        string           `json:"theme"`
	Contact      content.Contact  `json:"contact"`
	Settings     content.Settings `json:"settings"`
}

func describeSite(s *content.Site) siteOut {
	return siteOut{URL: s.Origin, HandleDomain: s.HandleDomain, Name: s.Name, Languages: append([]content.Lang{}, s.Languages...),
		TimeZone: s.TimeZone, Theme: s.Theme, Contact: s.Contact, Settings: s.Settings}
}

func (c *call) siteGet() (answer, error) { return ok(describeSite(c.site)) }

// siteChange merges the change into the site as it is stored at that moment.
func (c *call) siteChange() (answer, error) {
	if err := c.decode(&siteChange{}); err != nil {
		return answer{}, err
	}
	site, err := c.Service.ChangeSite(c.ctx(), c.who, func(s *content.Site) error {
		d, err := merge(siteChange{Name: s.Name, Languages: s.Languages, TimeZone: s.TimeZone, Theme: s.Theme, Contact: s.Contact, Settings: s.Settings}, c.body)
		if err != nil {
			return err
		}
		if d.Theme != "" && c.Themes != nil && !slices.Contains(c.Themes, d.Theme) {
			return invalid("theme", "problem.unknown_theme", "Value", d.Theme)
		}
		d.Contact.Email = strings.TrimSpace(d.Contact.Email)
		s.Name, s.Languages, s.TimeZone, s.Theme, s.Contact, s.Settings = d.Name, d.Languages, d.TimeZone, d.Theme, d.Contact, d.Settings
		return nil
	})
	if err != nil {
		return answer{}, err
	}
	return ok(describeSite(site))
}
