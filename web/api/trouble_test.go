package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/store"
)

// failing is a database that refuses to store items.
type failing struct {
	*store.DB
	err error
}

func (f *failing) SaveItem(ctx context.Context, s content.Save) error {
	if f.err != nil {
		return f.err
	}
	return f.DB.SaveItem(ctx, s)
}

// A database that is full or away is said to be so, writes nothing, spends no
// key, and tells no stranger why.
func TestDatabaseTrouble(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	db := &failing{DB: w.db}
	w.service.Store = db
	key := header("Idempotency-Key", "t")
	for code, status := range map[content.Code]int{content.Full: 507, content.Unavailable: 503, content.Internal: 500} {
		db.err = content.Failf(code, "disk /var/secret")
		r := w.refused(status, "", "POST", "/api/v1/items", tok, draft, key)
		if strings.Contains(string(r.raw), "secret") || r.str("detail") == "" || status == 503 && r.header.Get("Retry-After") == "" {
			t.Errorf("%d: %v %s", status, r.header, r.raw)
		}
	}
	db.err = nil
	if r := w.want(200, "GET", "/api/v1/items", tok, ""); r.at("items.0") != nil {
		t.Errorf("something was written: %s", r.raw)
	}
	w.want(201, "POST", "/api/v1/items", tok, draft, key)
}

// The full disk and the absent database are said for what they are.
func TestFullAndAway(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	w.blobs.full = true
	body, kind := formBody(t, picture(t), map[string]string{"alt": "x"})
	w.refused(507, "", "POST", "/api/v1/media", tok, body, header("Content-Type", kind))
	if len(w.blobs.held) != 0 {
		t.Error("half an upload was kept")
	}
	w.api.Site = func(*http.Request) (*content.Site, error) {
		return nil, content.Fail(content.Unavailable, io.ErrUnexpectedEOF)
	}
	if r := w.refused(503, "", "GET", "/api/v1/site", tok, ""); r.header.Get("Retry-After") == "" || strings.Contains(string(r.raw), "EOF") {
		t.Errorf("unavailable: %v %s", r.header, r.raw)
	}
}
