package store

import (
	"context"
	"database/sql"

	"vitrine/content"
)

const messageColumns = "id, site, kind, topic, lang, page, item, reply, text, name, email, mailed, snapshot, received, closed, decision, reasons, closer"

func scanMessage(rows *sql.Rows) (m content.Message, err error) {
	var mailed, received, closed int64
	var snapshot string
	err = rows.Scan(&m.ID, &m.Site, &m.Kind, &m.Topic, &m.Lang, &m.Page, &m.Item, &m.Reply, &m.Text, &m.Name, &m.Email, &mailed, &snapshot,
		&received, &closed, &m.Decision, &m.Reasons, &m.By)
	m.Mailed, m.Received, m.Closed = mailed == 1, at(received), at(closed)
	if snapshot != "" {
		m.Snapshot = []byte(snapshot)
	}
	return m, err
}

// SaveMessage stores what a visitor sent, with its jobs. A message that is there
// already stays as it is.
func (db *DB) SaveMessage(ctx context.Context, m *content.Message, jobs ...content.Job) (fresh bool, err error) {
	err = db.inTx(ctx, func(t *tx) error {
		fresh = false
		if err := requireSite(ctx, t, m.Site); err != nil {
			return err
		}
		if m.Item != "" { // what it is about is the site's, or nothing
			var one int
			if err := t.row(ctx, "SELECT 1 FROM items WHERE id = $1 AND site = $2", m.Item, m.Site).Scan(&one); err != nil {
				return fail(err, "item %s of site %s", m.Item, m.Site)
			}
		}
		if m.Reply != "" {
			var one int
			if err := t.row(ctx, "SELECT 1 FROM replies WHERE id = $1 AND site = $2", m.Reply, m.Site).Scan(&one); err != nil {
				return fail(err, "reply %s of site %s", m.Reply, m.Site)
			}
		}
		n, err := t.exec(ctx, `INSERT INTO messages (`+messageColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
			ON CONFLICT (id) DO NOTHING`,
			m.ID, m.Site, m.Kind, m.Topic, m.Lang, m.Page, m.Item, m.Reply, m.Text, m.Name, m.Email, m.Mailed, string(m.Snapshot),
			m.Received, m.Closed, m.Decision, m.Reasons, m.By)
		if err != nil || n == 0 {
			return fail(err, "save message %s", m.ID)
		}
		fresh = true
		return db.enqueue(ctx, t, jobs)
	})
	return fresh && err == nil, err
}

// Message loads a message.
func (db *DB) Message(ctx context.Context, site, id content.ID) (*content.Message, error) {
	rows, err := db.query(ctx, "SELECT "+messageColumns+" FROM messages WHERE id = $1 AND site = $2", id, site)
	return onlyOne(rows, err, scanMessage, "message %s", id)
}

// Messages lists messages by arrival, newest first.
func (db *DB) Messages(ctx context.Context, site content.ID, f content.MessageFilter) ([]content.Message, string, error) {
	c, err := readCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	if err := requireSite(ctx, db, site); err != nil {
		return nil, "", err
	}
	limit := pageSize(f.Limit)
	args := []any{site, limit + 1, c.before(), c.id}
	where := "(received < $3 OR received = $3 AND id > $4)"
	if f.Kind != "" {
		args = append(args, f.Kind)
		where += " AND kind = " + placeholder(len(args))
	}
	switch f.State {
	case content.MessageOpen:
		where += " AND closed = 0"
	case content.MessageClosed:
		where += " AND closed > 0"
	}
	rows, err := db.query(ctx, "SELECT "+messageColumns+" FROM messages WHERE site = $1 AND "+where+" ORDER BY received DESC, id LIMIT $2", args...)
	list, err := collect(rows, err, scanMessage)
	if err != nil {
		return nil, "", fail(err, "messages of site %s", site)
	}
	list, next := page(list, limit, func(m content.Message) cursor { return cursor{n: ms(m.Received), id: string(m.ID)} })
	return list, next, nil
}

// CloseMessage writes the decision on an open message, with its jobs.
func (db *DB) CloseMessage(ctx context.Context, m *content.Message, jobs ...content.Job) error {
	return db.inTx(ctx, func(t *tx) error {
		n, err := t.exec(ctx, "UPDATE messages SET closed = $3, decision = $4, reasons = $5, closer = $6 WHERE id = $1 AND site = $2 AND closed = 0",
			m.ID, m.Site, m.Closed, m.Decision, m.Reasons, m.By)
		if err != nil {
			return fail(err, "close message %s", m.ID)
		}
		if n == 0 {
			var one int
			if err := t.row(ctx, "SELECT 1 FROM messages WHERE id = $1 AND site = $2", m.ID, m.Site).Scan(&one); err != nil {
				return fail(err, "message %s", m.ID)
			}
			return &content.Error{Code: content.Conflict, Key: "error.message_closed", Err: conflict("message %s is closed", m.ID)}
		}
		return db.enqueue(ctx, t, jobs)
	})
}
