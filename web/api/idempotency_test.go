package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/content"
)

func TestIdempotency(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	key := header("Idempotency-Key", "k1")
	first := w.want(201, "POST", "/api/v1/items", tok, draft, key)
	again := w.want(201, "POST", "/api/v1/items", tok, draft, key)
	if string(again.raw) != strings.TrimSpace(string(first.raw)) && again.str("id") != first.str("id") || again.header.Get("Location") != first.header.Get("Location") || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("again: %v %s", again.header, again.raw)
	}
	w.refused(409, "", "POST", "/api/v1/items", tok, with(draft, `"quiet":true`), key)
	w.want(201, "POST", "/api/v1/items", w.admin(w.bib), draft, key) // another token's key
	w.clock.add(25 * time.Hour)
	if later := w.want(201, "POST", "/api/v1/items", tok, draft, key); later.str("id") == first.str("id") {
		t.Error("a key lives for a day")
	}
	w.refused(422, "Idempotency-Key", "POST", "/api/v1/items", tok, draft, header("Idempotency-Key", strings.Repeat("k", 201)))

	// A refused request spends no key.
	key = header("Idempotency-Key", "k2")
	w.refused(422, "kind", "POST", "/api/v1/items", tok, `{"kind":"opera","texts":[{"lang":"nl","title":"T"}]}`, key)
	w.want(201, "POST", "/api/v1/items", tok, draft, key)

	// An upload is the same one whatever its boundary.
	key = header("Idempotency-Key", "k3")
	ids := map[string]bool{}
	for range 2 {
		body, kind := formBody(t, picture(t), map[string]string{"alt": "x"})
		ids[w.want(201, "POST", "/api/v1/media", tok, body, key, header("Content-Type", kind)).str("id")] = true
	}
	if len(ids) != 1 {
		t.Errorf("%d files from one key", len(ids))
	}
	body, kind := formBody(t, picture(t), map[string]string{"alt": "y"})
	w.refused(409, "", "POST", "/api/v1/media", tok, body, key, header("Content-Type", kind))
}

// Many at once with one key make one item; who comes while the first is under
// way is told so.
func TestIdempotencyInParallel(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	var ids sync.Map
	var made, busy atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			r := w.do("POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "same"))
			switch r.status {
			case 201:
				made.Add(1)
				ids.Store(r.str("id"), true)
			case 409:
				busy.Add(1)
				if r.header.Get("Retry-After") == "" {
					t.Error("a busy key says when to come back")
				}
			default:
				t.Errorf("%d: %s", r.status, r.raw)
			}
		})
	}
	wg.Wait()
	n := 0
	ids.Range(func(any, any) bool { n++; return true })
	list, _ := w.want(200, "GET", "/api/v1/items", tok, "").at("items").([]any)
	if n != 1 || len(list) != 1 || made.Load() < 1 {
		t.Errorf("%d ids, %d items, %d made, %d busy", n, len(list), made.Load(), busy.Load())
	}
}

// Of many changes that start from one revision, one is written.
func TestChangesInParallel(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	path := "/api/v1/items/" + w.item(tok, draft).str("id")
	var won, lost atomic.Int32
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			switch r := w.do("PATCH", path, tok, `{"revision":1,"reason":"x"}`); {
			case r.status == 200:
				won.Add(1)
			case r.status == 409 && r.int("current.revision") == 2:
				lost.Add(1)
			default:
				t.Errorf("%d: %s", r.status, r.raw)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 || lost.Load() != 11 {
		t.Errorf("%d won, %d lost", won.Load(), lost.Load())
	}
}

// Two importers that bring the same record make one item.
func TestUpsertInParallel(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if r := w.do("POST", "/api/v1/items", tok, with(draft, `"source":"wise","external_id":"7"`)); r.status != 200 && r.status != 201 && r.status != 409 {
				t.Errorf("%d: %s", r.status, r.raw)
			}
		})
	}
	wg.Wait()
	if list, _ := w.want(200, "GET", "/api/v1/items?source=wise", tok, "").at("items").([]any); len(list) != 1 {
		t.Errorf("%d items", len(list))
	}
}

// While the first request with a key is under way, a second one waits its turn;
// after a process died with the claim, the same call goes through, and makes
// nothing that is there already.
func TestBusyKey(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	sum := sha256.Sum256([]byte(tok))
	token, _, _, err := w.db.TokenByHash(t.Context(), hex.EncodeToString(sum[:]), w.clock.now())
	if err != nil {
		t.Fatal(err)
	}
	claim := digest([]byte("/api/v1/items"), []byte(draft))
	if fresh, _, _, err := w.db.Idempotent(t.Context(), w.bib.site.ID, token.ID, "busy", claim, w.clock.now()); err != nil || !fresh {
		t.Fatalf("claim: %v %v", fresh, err)
	}
	r := w.refused(409, "", "POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "busy"))
	if r.header.Get("Retry-After") != "1" || r.at("current") != nil {
		t.Errorf("busy: %v %s", r.header, r.raw)
	}
	if err := w.db.Answered(t.Context(), w.bib.site.ID, token.ID, "busy", 0, nil); err != nil {
		t.Fatal(err)
	}
	w.want(201, "POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "busy"))

	// Stored, and killed before it was said.
	id := content.DeriveID("api", string(w.bib.site.ID), string(token.ID), "killed", claim)
	if _, _, err := w.service.Create(t.Context(), content.System(w.bib.site.ID), content.Input{ID: id, Kind: "article", Texts: []content.TextInput{{Lang: "nl", Title: "x"}}}); err != nil {
		t.Fatal(err)
	}
	if r := w.want(201, "POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "killed")); r.str("id") != string(id) {
		t.Errorf("the call was killed after it made %s, and made %s again", id, r.str("id"))
	}
}

// An action that panics gives its claim back.
func TestPanicGivesTheKeyBack(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	clean := w.service.Clean
	w.service.Clean = nil
	if r := w.do("POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "p")); r.status != 500 {
		t.Errorf("a panic: %d", r.status)
	}
	w.service.Clean = clean
	w.want(201, "POST", "/api/v1/items", tok, draft, header("Idempotency-Key", "p"))
}
