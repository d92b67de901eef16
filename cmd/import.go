package cmd

import (
	"errors"
	"fmt"
	"strings"

	"vitrine/content/media"
	"vitrine/plugins"
	"vitrine/plugins/rss"
	"vitrine/plugins/wordpress"
)

type importCmd struct {
	RSS       importRSSCmd       `cmd:"" name:"rss" help:"Feeds: RSS, RDF, Atom, JSON Feed."`
	WordPress importWordPressCmd `cmd:"" name:"wordpress" help:"WordPress exports (WXR)."`
}

// importFlags are what every import is told.
type importFlags struct {
	onSite
	Channel  string `help:"Handle of the channel that gets the items; the main one when left out."`
	Draft    bool   `help:"Make drafts of what is new instead of publishing it."`
	Announce bool   `help:"Tell followers; otherwise old news is imported quietly."`
}

type importRSSCmd struct {
	importFlags
	Source []string `arg:"" name:"file-or-url" help:"Feeds: files or addresses."`
}

// Run imports feeds, each with a report of its own.
func (c *importRSSCmd) Run(e *env) error {
	return c.run(e, rss.Name, c.Source, func(sources []plugins.Source) []plugins.Importer {
		var out []plugins.Importer
		for _, s := range sources {
			out = append(out, rss.Feed{Source: s})
		}
		return out
	})
}

type importWordPressCmd struct {
	importFlags
	Type   []string `help:"A further post type to import as articles; posts and pages are."`
	Source []string `arg:"" name:"file-or-url" help:"The files of one export: files or addresses."`
}

// Run imports the files of one export together: posts in one refer to pictures
// in another.
func (c *importWordPressCmd) Run(e *env) error {
	return c.run(e, wordpress.Name, c.Source, func(sources []plugins.Source) []plugins.Importer {
		return []plugins.Importer{&wordpress.Export{Sources: sources, Types: c.Type}}
	})
}

// run imports, prints the report, and fails when something was not imported.
func (c importFlags) run(e *env, source string, names []string, importers func([]plugins.Source) []plugins.Importer) error {
	return e.with(func(a *admin) error {
		site, err := a.site(c.Site)
		if err != nil {
			return err
		}
		if c.Channel != "" {
			if _, err := a.channel(site, c.Channel); err != nil {
				return err
			}
		}
		blobs, err := e.opts.openBlobs()
		if err != nil {
			return err
		}
		a.service.Images, a.service.Blobs = media.NewProcessor(media.Limits{}, 1), media.Bytes{Blobs: blobs}
		fetch, err := e.fetcher(site)
		if err != nil {
			return err
		}
		defer fetch.close()
		sources, missing := fetch.sources(e.ctx, names)
		if len(sources) == 0 {
			return sentences([]error{missing})
		}
		errs := []error{missing}
		refused := 0
		var reports []*plugins.Report
		for i, imp := range importers(sources) {
			r := &plugins.Runner{Service: a.service, Client: fetch, Site: site, Source: source, Channel: c.Channel, Draft: c.Draft, Announce: c.Announce}
			if source == rss.Name && len(sources) > 1 {
				r.Name = sources[i].Name
			}
			report, err := r.Run(e.ctx, imp)
			errs = append(errs, err)
			refused += report.Outcomes[plugins.Refused]
			if err == nil || report.Records() > 0 || len(report.Problems) > 0 {
				reports = append(reports, report)
			}
			if e.ctx.Err() != nil {
				break
			}
		}
		if err := e.printReports(reports); err != nil {
			return err
		}
		if refused > 0 {
			errs = append(errs, fmt.Errorf("%s; the report says why", amount(refused, "record was not imported", "records were not imported")))
		}
		return sentences(errs)
	})
}

// sentences joins errors for people, each in their language.
func sentences(errs []error) error {
	var out []string
	for _, err := range errs {
		if err == nil {
			continue
		}
		if list, ok := err.(interface{ Unwrap() []error }); ok {
			if err = sentences(list.Unwrap()); err == nil {
				continue
			}
		}
		out = append(out, explain(err))
	}
	if len(out) == 0 {
		return nil
	}
	return errors.New(strings.Join(out, "\n"))
}

func amount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
