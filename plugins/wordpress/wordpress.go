// Package wordpress imports WordPress exports (WXR 1.0 to 1.2), also those that
// other systems write in its dress.
//
// The files are read twice, as streams: once for what posts refer to (people,
// attachments, which may stand in another file), once for the posts. Real ones
// are rarely well formed: a bare "&", characters that XML forbids, a post that
// is broken. Whatever is whole is imported, whatever is not is named.
package wordpress

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"

	"vitrine/plugins"
)

// Name is the source of the items that this package imports.
const Name = "wordpress"

// Export imports the files of one export. Posts and pages become articles.
type Export struct {
	Sources []plugins.Source
	// Types are further post types to import. They are left out unless named,
	// because plugins keep letters from visitors, orders and forms as posts.
	Types []string
}

var _ plugins.Importer = (*Export)(nil)

// Import implements plugins.Importer.
func (e *Export) Import(ctx context.Context, h plugins.Host) error {
	ix := newIndex()
	for _, s := range e.Sources {
		if err := ix.read(ctx, s); err != nil {
			return err
		}
	}
	r := &reading{Export: e, host: h, index: ix, seen: map[string]uint64{}, told: map[string]bool{}}
	var errs []error
	for _, s := range e.Sources {
		err := r.file(ctx, s)
		var cut *plugins.CutError
		if err != nil && !errors.As(err, &cut) {
			return errors.Join(append(errs, err)...)
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// reading is the second pass: the posts.
type reading struct {
	*Export
	host  plugins.Host
	index *index
	seen  map[string]uint64 // external id to what it stood for
	told  map[string]bool
}

func (r *reading) file(ctx context.Context, s plugins.Source) error {
	return scan(ctx, s, func(c *channel, p *post) error { return r.post(ctx, s, c, p) }, func(line int, what string) {
		r.host.Problem(plugins.Problem{Record: s.Name, About: fmt.Sprintf("line %d", line), What: what, Remedy: "Look at that place of the file."})
	})
}

// technical are types that WordPress uses for itself.
var technical = []string{"nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part",
	"wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face"}

func (r *reading) post(ctx context.Context, s plugins.Source, c *channel, p *post) error {
	r.host.Count("comments left out", p.comments)
	switch {
	case p.kind == "attachment":
		r.host.Count("attachments known, stored when a post uses them", 1)
		return nil
	case slices.Contains(technical, p.kind):
		r.host.Count("entries of the type "+p.kind+" left out", 1)
		return nil
	case p.kind == "" || p.kind == "post":
	case p.kind == "page":
		r.host.Count("pages imported as articles", 1)
	case slices.Contains(r.Types, p.kind):
		r.host.Count("entries of the type "+p.kind+" imported as articles", 1)
	default:
		r.host.Count("entries of the type "+p.kind+" left out", 1)
		if !r.told[p.kind] {
			r.told[p.kind] = true
			r.host.Problem(plugins.Problem{Record: p.title, Link: p.link, About: p.kind, What: "Entries of this type are not imported.", Remedy: "If they are articles, import again with --type " + p.kind + "."})
		}
		return nil
	}
	if p.id == "" && p.name == "" {
		r.host.Problem(plugins.Problem{Record: p.title, Link: p.link, About: fmt.Sprintf("%s, line %d", s.Name, p.line), What: "This entry has no number and no name: it is damaged and left out.", Remedy: "Look at that place of the file."})
		return nil
	}
	rec := r.record(c, p)
	if !r.fresh(&rec, p) {
		r.host.Count("entries that repeat another one", 1)
		return nil
	}
	_, err := r.host.Upsert(ctx, rec)
	return err
}

// fresh tells an entry from a repetition of one that was read before. Two that
// only share their number (some exporters count badly) stay apart.
func (r *reading) fresh(rec *plugins.Record, p *post) bool {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.kind + "\x00" + p.name + "\x00" + p.title))
	what := h.Sum64()
	before, seen := r.seen[rec.ExternalID]
	if seen && before != what {
		rec.ExternalID += "/" + p.name
		before, seen = r.seen[rec.ExternalID]
	}
	if seen {
		return false
	}
	r.seen[rec.ExternalID] = what
	return true
}
