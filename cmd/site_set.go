package cmd

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vitrine/content"
	"vitrine/content/media"
)

// siteSetCmd decides how a site looks. What is not given stays as it is.
type siteSetCmd struct {
	Site     string   `env:"VITRINE_SITE" help:"Host of the site; with one site it may be left out."`
	Theme    string   `help:"Theme: default, marquee, quiet, or the name of a folder in DATA/themes."`
	Setting  []string `sep:"none" placeholder:"NAME=VALUE" help:"A setting of the theme, accent=#7a1f3d; empty (accent=) goes back to the theme's. May be repeated."`
	Home     []string `placeholder:"KIND" help:"Sections of the home page in their order: lead,latest,agenda,highlights,edition,channels,tags,text; 'theme' goes back to what the theme proposes."`
	Logo     string   `type:"path" help:"Image file of the logo."`
	LogoDark string   `name:"logo-dark" type:"path" help:"Image file of the logo for dark screens."`
}

// Run changes a site's look by the same rules as the desk and the API.
func (c *siteSetCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		if err := a.openLooks(); err != nil {
			return err
		}
		who := content.System(site.ID)
		settings := c.Setting
		for _, logo := range []struct{ name, file string }{{"logo", c.Logo}, {"logo_dark", c.LogoDark}} {
			if logo.file == "" {
				continue
			}
			m, err := a.upload(who, logo.file)
			if err != nil {
				return fmt.Errorf("%s: %w", logo.file, err)
			}
			settings = append(settings, logo.name+"="+string(m.ID))
		}
		site, err = a.service.ChangeSite(a.ctx, who, func(s *content.Site) error { return c.change(s, settings) })
		if err != nil {
			return err
		}
		if e.opts.JSON {
			return e.json(map[string]any{"host": site.Host(), "theme": site.Theme, "look": site.Settings.Look, "home": site.Settings.Home})
		}
		fmt.Fprintf(e.out, "%s has the theme %s.\n", site.Name, site.Theme)
		return nil
	})
}

// change puts the flags into the site; the rules judge it afterwards.
func (c *siteSetCmd) change(s *content.Site, settings []string) error {
	if c.Theme != "" {
		s.Theme = c.Theme
	}
	if s.Theme == "" {
		s.Theme = "default"
	}
	for _, pair := range settings {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("--setting %q is not NAME=VALUE", pair)
		}
		if s.Settings.Look == nil {
			s.Settings.Look = map[string]string{}
		}
		if s.Settings.Look[name] = value; value == "" {
			delete(s.Settings.Look, name)
		}
	}
	var home []content.HomeSection
	for _, list := range c.Home {
		for _, kind := range strings.Split(list, ",") {
			if kind = strings.TrimSpace(kind); kind != "" && kind != "theme" {
				home = append(home, keepSection(s.Settings.Home, kind))
			}
		}
	}
	if len(c.Home) > 0 {
		s.Settings.Home = home
	}
	return nil
}

// keepSection is a section of that kind with what staff decided for it: the
// order alone is changed.
func keepSection(have []content.HomeSection, kind string) content.HomeSection {
	for _, h := range have {
		if h.Kind == kind {
			return h
		}
	}
	return content.HomeSection{Kind: kind}
}

// openLooks gives the rules the themes, and what uploads need.
func (a *admin) openLooks() error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	l, err := newLooks(a.program.Kinds, cat, a.store, a.opts.themesDir(), a.opts.logger(a.err))
	if err != nil {
		return err
	}
	blobs, err := a.opts.openBlobs()
	if err != nil {
		return err
	}
	a.service.Looks, a.service.Images, a.service.Blobs = l, media.NewProcessor(media.Limits{}, 1), media.Bytes{Blobs: blobs}
	return nil
}

// maxLogo bounds the file of a logo, in bytes; the processor bounds its pixels.
const maxLogo = 8 << 20

// upload stores an image file; it is decoration, since the name stands beside
// or instead of it as alternative text.
func (a *admin) upload(who content.Staff, file string) (*content.Media, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxLogo+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxLogo {
		return nil, &content.Error{Code: content.TooLarge, Fields: map[string]content.Problem{"logo": {Key: "problem.file_too_large", Args: map[string]any{"Max": "8 MB"}}}}
	}
	return a.service.AddMedia(a.ctx, who, content.Upload{Name: filepath.Base(file), Data: data, Decorative: true})
}
