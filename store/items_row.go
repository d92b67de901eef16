package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"vitrine/content"
)

// contents is what a revision holds, as stored.
type contents struct {
	Channel content.ID           `json:"channel"`
	Texts   []content.Text       `json:"texts"`
	Tags    []content.ID         `json:"tags,omitempty"`
	Authors []content.Author     `json:"authors,omitempty"`
	Media   []content.Use        `json:"media,omitempty"`
	Details json.RawMessage      `json:"details,omitempty"`
	Dates   []content.Occurrence `json:"dates,omitempty"`
}

// itemRow is a row of items with the columns that are not in content.Item, or
// are there in another form.
type itemRow struct {
	content.Item
	id, site        content.ID
	kind            string
	status, pending content.Status
	live, working   int
	published       int64
	updated         int64
	trashed         int64
	changed         int64
	listed          string
}

// shown is the state in which the live revision is listed.
func (it *itemRow) shown() string {
	if it.status == content.Published {
		return public
	}
	return hidden
}

// place is where the item stands in listings of a state.
func (it *itemRow) place(state string) int64 {
	if (state == working || state == trash) && it.published == 0 {
		return it.changed
	}
	return it.published
}

const itemColumns = `i.id, i.site, i.channel, i.kind, i.status, i.pending, i.live, i.working, i.approved_by, i.approved_rev,
	i.publish_at, i.published, i.updated, i.expires, i.withdrawn_reason, i.source, i.external_id, i.source_sum, i.created,
	i.trashed, i.changed, i.listed`

// scanItem reads itemColumns and more.
func scanItem(r scanner, more ...any) (*itemRow, error) {
	it := &itemRow{}
	var publishAt, expires, created int64
	dest := []any{&it.id, &it.site, &it.Channel, &it.kind, &it.status, &it.pending, &it.live, &it.working,
		&it.ApprovedBy, &it.ApprovedRev, &publishAt, &it.published, &it.updated, &expires, &it.WithdrawnReason,
		&it.Source, &it.ExternalID, &it.SourceSum, &created, &it.trashed, &it.changed, &it.listed}
	if err := r.Scan(append(dest, more...)...); err != nil {
		return nil, err
	}
	it.ID, it.Site, it.Kind, it.Status, it.Pending = it.id, it.site, it.kind, it.status, it.pending
	it.Live, it.Working = it.live, it.working
	it.PublishAt, it.Published, it.Updated, it.Expires = at(publishAt), at(it.published), at(it.updated), at(expires)
	it.Created, it.Trashed = at(created), at(it.trashed)
	return it, nil
}

// revisionColumns are of the revision that an item is loaded at.
const revisionColumns = `r.n, r.author, r.created, r.reason, r.data`

const itemQuery = `SELECT ` + itemColumns + `, ` + revisionColumns + ` FROM items i JOIN revisions r ON r.item = i.id `

// scanFull reads itemColumns and revisionColumns.
func scanFull(r scanner) (*content.Item, *contents, error) {
	var n int
	var by content.ID
	var changed int64
	var reason, data string
	row, err := scanItem(r, &n, &by, &changed, &reason, &data)
	if err != nil {
		return nil, nil, err
	}
	var c contents
	if err := decode(data, &c); err != nil {
		return nil, nil, err
	}
	it := row.Item
	it.Revision, it.By, it.Changed, it.Reason = n, by, at(changed), reason
	it.Channel, it.Texts, it.Authors, it.Media = c.Channel, c.Texts, c.Authors, c.Media
	return &it, &c, nil
}

// revisionOf is the condition that r is the revision meant.
func revisionOf(w content.Which) string {
	if w == content.WorkingRevision {
		return "r.n = i.working"
	}
	return "r.n = i.live"
}

// loaded is an item with the ids that are still to be looked up.
type loaded struct {
	item *content.Item
	c    *contents
}

func scanLoaded(r *sql.Rows) (loaded, error) {
	it, c, err := scanFull(r)
	return loaded{it, c}, err
}

// load reads items of a site by their ids, whole, with three queries however
// many there are. Ids that are not there are left out.
func (db *DB) load(ctx context.Context, site content.ID, ids []string, w content.Which) (map[content.ID]*content.Item, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	// By id alone: a planner without statistics may prefer all of a site's items
	// to a handful of ids.
	rows, err := db.query(ctx, itemQuery+` WHERE `+db.anyOf("i.id", 1)+` AND `+revisionOf(w), ids)
	list, err := collect(rows, err, scanLoaded)
	if err != nil {
		return nil, fail(err, "load items of site %s", site)
	}
	list = slices.DeleteFunc(list, func(l loaded) bool { return l.item.Site != site })
	if err := db.complete(ctx, db, site, list...); err != nil {
		return nil, err
	}
	byID := make(map[content.ID]*content.Item, len(list))
	for _, l := range list {
		byID[l.item.ID] = l.item
	}
	return byID, nil
}

// one reads a single item with a condition on i and r.
func (db *DB) one(ctx context.Context, site content.ID, where string, args ...any) (*content.Item, error) {
	it, c, err := scanFull(db.row(ctx, itemQuery+where, args...))
	if err != nil {
		return nil, err
	}
	return it, db.complete(ctx, db, site, loaded{it, c})
}

// complete fills in tags, media and details.
func (db *DB) complete(ctx context.Context, r reader, site content.ID, list ...loaded) error {
	var tagIDs, mediaIDs []string
	for _, l := range list {
		for _, t := range l.c.Tags {
			tagIDs = append(tagIDs, string(t))
		}
		for _, u := range l.c.Media {
			mediaIDs = append(mediaIDs, string(u.ID))
		}
	}
	tags, err := tagsByID(ctx, r, db.dialect, site, tagIDs)
	if err != nil {
		return err
	}
	media, err := mediaByID(ctx, r, db.dialect, site, mediaIDs)
	if err != nil {
		return err
	}
	for _, l := range list {
		for _, id := range l.c.Tags {
			if t, ok := tags[id]; ok {
				l.item.Tags = append(l.item.Tags, t)
			}
		}
		for i := range l.item.Media {
			l.item.Media[i].Media = media[l.item.Media[i].ID]
		}
		d, err := db.kinds.Decode(l.item.Kind, l.c.Details)
		if err != nil {
			return content.Fail(content.Internal, err)
		}
		if dated, ok := d.(content.Dated); ok {
			dated.SetDates(l.c.Dates)
		}
		l.item.Details = d
	}
	return nil
}

// contentsOf reads what a revision holds, nil for revision 0.
func (t *tx) contentsOf(ctx context.Context, item content.ID, n int) (*contents, error) {
	if n == 0 {
		return nil, nil
	}
	var data string
	if err := t.row(ctx, `SELECT data FROM revisions WHERE item = $1 AND n = $2`, item, n).Scan(&data); err != nil {
		return nil, fail(err, "revision %d of item %s", n, item)
	}
	c := &contents{}
	return c, decode(data, c)
}

// lockItem reads an item's row and keeps others from changing it.
func (t *tx) lockItem(ctx context.Context, site, id content.ID) (*itemRow, error) {
	it, err := scanItem(t.row(ctx, `SELECT `+itemColumns+` FROM items i WHERE i.id = $1 AND i.site = $2`+t.forUpdate(), id, site))
	if err != nil {
		return nil, fail(err, "item %s of site %s", id, site)
	}
	return it, nil
}

// encodeDetails writes a kind's details, null when there are none.
func encodeDetails(d content.Details) (json.RawMessage, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, errors.Join(errors.New("details cannot be stored"), err)
	}
	return b, nil
}
