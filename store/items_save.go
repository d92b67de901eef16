package store

import (
	"context"
	"time"

	"vitrine/content"
)

// SaveItem stores a change of an item; see content.Save.
func (db *DB) SaveItem(ctx context.Context, s content.Save) error {
	item := *s.Item
	if item.ID == "" {
		item.ID = content.NewID()
	}
	numberDates(item.Details)
	var saved *saving
	err := db.inTx(ctx, func(t *tx) error {
		copied := item
		saved = &saving{tx: t, s: s, item: &copied}
		return saved.run(ctx)
	})
	if err != nil {
		return fail(err, "save item %s", item.ID)
	}
	*s.Item = *saved.item
	return nil
}

// numberDates gives each occurrence an id, which iCalendar's UIDs come from.
func numberDates(d content.Details) {
	dated, ok := d.(content.Dated)
	if !ok {
		return
	}
	dates := dated.Dates()
	for i := range dates {
		if dates[i].ID == "" {
			dates[i].ID = content.NewID()
		}
	}
	dated.SetDates(dates)
}

// saving is one SaveItem within its transaction.
type saving struct {
	*tx
	s      content.Save
	item   *content.Item // what callers get back
	before *itemRow      // nil for a new item
	row    *itemRow
	live   *contents
	work   *contents
	public bool // pages change
}

func (v *saving) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		v.begin, v.revise, v.goLive, v.write, v.relate, v.finish,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// begin locks the item, or the place of a new one, and compares the revision.
func (v *saving) begin(ctx context.Context) error {
	it := v.item
	var one int
	if err := v.tx.row(ctx, `SELECT 1 FROM channels WHERE site = $1 AND id = $2`, it.Site, it.Channel).Scan(&one); err != nil {
		return fail(err, "channel %s of site %s", it.Channel, it.Site)
	}
	if v.s.Expect == 0 {
		return v.insert(ctx)
	}
	before, err := v.lockItem(ctx, it.Site, it.ID)
	if err != nil {
		return err
	}
	if before.working != v.s.Expect {
		return moved(it.ID, before.working)
	}
	v.before = before
	it.Kind, it.Created = before.kind, before.Created // frozen
	it.Source, it.ExternalID = first(it.Source, before.Source), first(it.ExternalID, before.ExternalID)
	it.Live, it.Working = before.live, before.working
	return nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// moved is the Conflict of a change that started from an older revision.
func moved(item content.ID, revision int) error {
	return &content.Error{Code: content.Conflict, Key: "error.conflict", Args: map[string]any{"Revision": revision},
		Err: conflict("item %s is at revision %d", item, revision)}
}

func (v *saving) insert(ctx context.Context) error {
	it := v.item
	v.s.Revision = true // a new item has contents
	it.Live, it.Working = 0, 0
	if it.Created.IsZero() {
		it.Created = it.Changed
	}
	n, err := v.exec(ctx, `INSERT INTO items (id, site, channel, kind, status, pending, live, working, approved_by,
			approved_rev, publish_at, published, updated, expires, withdrawn_reason, source, external_id, source_sum,
			created, trashed, changed, touched)
		VALUES ($1, $2, $3, $4, $5, '', 0, 0, '', 0, 0, 0, 0, 0, '', $6, $7, '', $8, 0, 0, 0)
		ON CONFLICT (id) DO NOTHING`, it.ID, it.Site, it.Channel, it.Kind, it.Status, it.Source, it.ExternalID, it.Created)
	if err != nil {
		return err // Conflict when another item has that source and id
	}
	if n == 0 {
		have, err := v.lockItem(ctx, it.Site, it.ID)
		if err != nil {
			return err
		}
		return moved(it.ID, have.working)
	}
	return nil
}

// revise stores the contents as a new revision, or reads those of the working one.
func (v *saving) revise(ctx context.Context) (err error) {
	it := v.item
	if !v.s.Revision {
		if v.work, err = v.contentsOf(ctx, it.ID, it.Working); err != nil {
			return err
		}
		it.Revision = it.Working
		return nil
	}
	it.Working++
	it.Revision = it.Working
	c := &contents{Channel: it.Channel, Media: it.Media}
	if it.Tags, err = v.resolveTags(ctx, it.Site, it.Tags); err != nil {
		return err
	}
	for _, t := range it.Tags {
		c.Tags = append(c.Tags, t.ID)
	}
	if it.Authors, err = v.resolveAuthors(ctx, it.Site, it.Authors); err != nil {
		return err
	}
	c.Authors = it.Authors
	if it.Texts, err = v.claimSlugs(ctx, it); err != nil {
		return err
	}
	c.Texts = it.Texts
	if c.Details, err = encodeDetails(it.Details); err != nil {
		return err
	}
	if d, ok := it.Details.(content.Dated); ok {
		c.Dates = d.Dates()
	}
	v.work = c
	_, err = v.exec(ctx, `INSERT INTO revisions (item, n, site, author, created, reason, title, data)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		it.ID, it.Working, it.Site, it.By, it.Changed, it.Reason, it.Original().Title, encode(c))
	return err
}

// goLive moves the live revision, or keeps it.
func (v *saving) goLive(ctx context.Context) (err error) {
	it := v.item
	if v.s.GoLive {
		it.Live = it.Working
		v.live = v.work
		if _, err := v.exec(ctx, `UPDATE revisions SET was_live = 1, reason = $3 WHERE item = $1 AND n = $2`,
			it.ID, it.Live, it.Reason); err != nil {
			return err
		}
	} else if v.live, err = v.contentsOf(ctx, it.ID, it.Live); err != nil {
		return err
	}
	changed := v.before != nil && it.Live > 0 && (v.before.status != it.Status || v.before.WithdrawnReason != it.WithdrawnReason)
	v.public = v.s.GoLive || changed
	if v.public && v.before != nil && v.before.live > 0 {
		// Peers take only what is newer.
		if least := at(v.before.updated).Add(time.Second); it.Updated.Before(least) {
			it.Updated = least
		}
	}
	if !v.public {
		return nil
	}
	return v.bump(ctx, it.Site)
}

// write stores the item's own columns.
func (v *saving) write(ctx context.Context) error {
	it := v.item
	channel := v.work.Channel
	if v.live != nil {
		channel = v.live.Channel
	}
	changed := ms(it.Changed)
	if !v.s.Revision {
		changed = v.before.changed
	}
	row := &itemRow{Item: *it, id: it.ID, site: it.Site, kind: it.Kind, status: it.Status, pending: it.Pending,
		live: it.Live, working: it.Working, published: ms(it.Published), updated: ms(it.Updated), trashed: ms(it.Trashed), changed: changed}
	if v.before != nil {
		row.listed = v.before.listed
	}
	v.row = row
	_, err := v.exec(ctx, `UPDATE items SET channel = $2, status = $3, pending = $4, live = $5, working = $6, approved_by = $7,
			approved_rev = $8, publish_at = $9, published = $10, updated = $11, expires = $12, withdrawn_reason = $13,
			source = $14, external_id = $15, source_sum = $16, trashed = $17, changed = $18, touched = $19
		WHERE id = $1`,
		it.ID, channel, it.Status, it.Pending, it.Live, it.Working, it.ApprovedBy, it.ApprovedRev, it.PublishAt,
		it.Published, it.Updated, it.Expires, it.WithdrawnReason, it.Source, it.ExternalID, it.SourceSum, it.Trashed,
		changed, max(changed, row.updated))
	return err
}

// relate keeps what hangs on the contents: media uses, slugs, search, dates, lists.
func (v *saving) relate(ctx context.Context) error {
	it := v.item
	if v.s.Revision {
		if err := v.useMedia(ctx, "working", v.work); err != nil {
			return err
		}
		if err := v.releaseSlugs(ctx, it); err != nil {
			return err
		}
	}
	if v.s.GoLive {
		if err := v.useMedia(ctx, "live", v.live); err != nil {
			return err
		}
		for _, t := range v.live.Texts {
			if _, err := v.exec(ctx, `UPDATE slugs SET live = 1 WHERE site = $1 AND lang = $2 AND slug = $3 AND item = $4 AND live = 0`,
				it.Site, t.Lang, t.Slug, it.ID); err != nil {
				return err
			}
		}
	}
	switch {
	case v.s.GoLive:
		if err := v.index(ctx, it.Site, it.ID, v.row.published, ofLive, v.s.Index); err != nil {
			return err
		}
	case v.s.Revision && len(v.s.Index) > 0:
		if err := v.index(ctx, it.Site, it.ID, v.row.place(working), ofWorking, v.s.Index); err != nil {
			return err
		}
	}
	if v.public {
		if err := v.reoccur(ctx, v.row, v.live); err != nil {
			return err
		}
	}
	return v.relist(ctx, v.row, v.live, v.work)
}

// finish stores the jobs; drawing their order comes last, under the item's lock.
func (v *saving) finish(ctx context.Context) error {
	it := v.item
	if len(v.s.Cancel) > 0 {
		if err := v.cancelTimers(ctx, v.tx, it.Site, v.s.Cancel, string(it.ID)); err != nil {
			return err
		}
	}
	return v.enqueue(ctx, v.tx, v.s.Jobs)
}

func (v *saving) useMedia(ctx context.Context, which string, c *contents) error {
	ids := map[content.ID]bool{}
	for _, u := range c.Media {
		ids[u.ID] = true
	}
	if _, err := v.exec(ctx, `DELETE FROM media_uses WHERE item = $1 AND which = $2`, v.item.ID, which); err != nil {
		return err
	}
	for id := range ids {
		n, err := v.exec(ctx, `INSERT INTO media_uses (item, which, media)
			SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), id FROM media WHERE id = $3 AND site = $4`, v.item.ID, which, id, v.item.Site)
		if err != nil {
			return err
		}
		if n == 0 {
			return notFound("media %s of site %s", id, v.item.Site)
		}
	}
	return nil
}
