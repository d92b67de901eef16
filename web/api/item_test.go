package api

import (
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

func TestItemLife(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	pic := w.upload(tok, map[string]string{"alt": "De leeszaal", "credit": "An"})
	made := w.item(tok, `{"kind":"event","channel":"bib","texts":[{"lang":"nl","title":"Voorleesuur","summary":"Kort","markdown":"Vanaf **vier** jaar."},{"lang":"fr","title":"Heure du conte"}],
		"tags":["Jeugd"],"authors":[{"name":"An Peeters","handle":"@an@mastodon.example"}],"media":[{"id":"`+pic.str("id")+`","role":"lead","caption":{"nl":"Zaal"}}],
		"details":{"occurrences":[{"start":"2026-12-05T20:00","end":"2026-12-05T22:00","offers":[{"name":"Kind","price":"2.50"}]}]},"publish":true}`)
	id := made.str("id")
	if made.str("status") != "published" || made.int("revision") != 1 || made.int("live_revision") != 1 || made.str("url") != "https://bib.example/nl/e/voorleesuur" ||
		made.str("texts.0.slug") != "voorleesuur" || made.str("texts.1.url") != "https://bib.example/fr/e/heure-du-conte" || made.str("tags.0") != "jeugd" ||
		made.str("details.occurrences.0.offers.0.currency") != "EUR" || made.at("activitypub") != nil || made.str("media.0.alt.nl") != "De leeszaal" ||
		!strings.HasPrefix(made.str("media.0.url"), "https://bib.example/media/") || made.str("texts.0.body") != "<p>Vanaf <strong>vier</strong> jaar.</p>" {
		t.Errorf("created: %s", made.raw)
	}
	if loc := made.header.Get("Location"); loc != "https://bib.example/api/v1/items/"+id {
		t.Errorf("Location %q", loc)
	}
	changed := w.want(200, "PATCH", "/api/v1/items/"+id, tok, `{"revision":1,"texts":[{"lang":"fr","title":"L'heure du conte"},{"lang":"nl","summary":null}],"tags":null}`)
	if changed.int("revision") != 2 || changed.int("live_revision") != 1 || changed.str("texts.1.title") != "L'heure du conte" || changed.str("texts.0.summary") != "" ||
		changed.str("texts.0.title") != "Voorleesuur" || changed.at("tags.0") != nil || changed.str("authors.0.name") != "An Peeters" {
		t.Errorf("changed: %s", changed.raw)
	}
	if live := w.want(200, "GET", "/api/v1/items/"+id+"?revision=live", tok, ""); live.int("revision") != 1 || live.str("texts.1.title") != "Heure du conte" {
		t.Errorf("live: %s", live.raw)
	}
	conflict := w.refused(409, "", "PATCH", "/api/v1/items/"+id, tok, `{"revision":1,"texts":[{"lang":"nl","title":"Te laat"}]}`)
	if conflict.int("current.revision") != 2 {
		t.Errorf("a conflict carries the item as it is: %s", conflict.raw)
	}
	pub := w.want(200, "POST", "/api/v1/items/"+id+"/publish", tok, `{"revision":2,"reason":"Vertaling"}`)
	if pub.int("live_revision") != 2 || pub.str("pending") != "" {
		t.Errorf("published: %s", pub.raw)
	}
	revs := w.want(200, "GET", "/api/v1/items/"+id+"/revisions", tok, "")
	if revs.int("items.0.revision") != 2 || revs.int("items.1.revision") != 1 || revs.at("items.1.was_live") != true {
		t.Errorf("revisions: %s", revs.raw)
	}
	back := w.want(200, "POST", "/api/v1/items/"+id+"/revisions/1/restore", tok, `{"revision":2}`)
	if back.int("revision") != 3 || back.str("texts.1.title") != "Heure du conte" || back.str("texts.0.summary") != "Kort" {
		t.Errorf("restored: %s", back.raw)
	}
	gone := w.want(200, "PATCH", "/api/v1/items/"+id, tok, `{"revision":3,"texts":[{"lang":"fr","title":null}],"publish":true}`)
	if gone.at("texts.1") != nil || gone.int("live_revision") != 4 {
		t.Errorf("a text of null is gone: %s", gone.raw)
	}
	w.refused(409, "", "DELETE", "/api/v1/items/"+id, tok, "")
	out := w.want(200, "POST", "/api/v1/items/"+id+"/withdraw", tok, `{"revision":4,"reason":"Ziekte"}`)
	if out.str("status") != "withdrawn" || out.str("withdrawn_reason") != "Ziekte" {
		t.Errorf("withdrawn: %s", out.raw)
	}
	d := w.want(200, "GET", "/api/v1/items/"+id+"/deliveries", tok, "")
	if d.int("total") != 0 || d.at("servers") == nil {
		t.Errorf("deliveries: %s", d.raw)
	}
	w.refused(404, "", "POST", "/api/v1/items/"+id+"/deliveries/social.example/retry", tok, "")
}

func TestItemSteps(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	id := w.item(tok, draft).str("id")
	at := "/api/v1/items/" + id
	if s := w.want(200, "POST", at+"/submit", tok, `{"revision":1}`); s.str("status") != "review" {
		t.Errorf("submitted: %s", s.raw)
	}
	if s := w.want(200, "POST", at+"/approve", tok, `{"revision":1}`); s.at("approved") != true {
		t.Errorf("approved: %s", s.raw)
	}
	if s := w.want(200, "POST", at+"/publish", tok, `{"revision":1,"publish_at":"2026-12-01T08:00:00+01:00"}`); s.str("status") != "scheduled" || s.str("publish_at") != "2026-12-01T07:00:00Z" {
		t.Errorf("scheduled: %s", s.raw)
	}
	if s := w.want(200, "POST", at+"/unschedule", tok, `{"revision":1}`); s.str("status") != "draft" || s.at("publish_at") != nil {
		t.Errorf("unscheduled: %s", s.raw)
	}
	w.refused(409, "", "POST", at+"/unschedule", tok, `{"revision":1}`)
	w.refused(409, "", "POST", at+"/withdraw", tok, `{"revision":1}`)
	w.want(204, "DELETE", at, tok, "")
	w.refused(404, "", "GET", at, tok, "")
}

func TestItemList(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	w.item(tok, with(draft, `"publish":true,"tags":["jeugd"]`))
	withdrawn := w.item(tok, `{"kind":"highlight","texts":[{"lang":"nl","title":"Getijdenboek"}],"channel":"jeugd","publish":true}`)
	w.item(tok, draft)
	w.want(200, "POST", "/api/v1/items/"+withdrawn.str("id")+"/withdraw", tok, `{"revision":1}`)
	count := func(q string) int {
		t.Helper()
		items, _ := w.want(200, "GET", "/api/v1/items"+q, tok, "").at("items").([]any)
		return len(items)
	}
	for q, n := range map[string]int{"": 3, "?status=published": 1, "?status=draft,withdrawn": 2, "?kind=highlight": 1, "?channel=jeugd": 1, "?tag=jeugd": 1,
		"?tag=nergens": 0, "?lang=fr": 0, "?q=openings&revision=live": 1, "?q=!!": 0, "?updated_since=2026-11-22T09:00:00Z": 3, "?updated_since=2026-11-23T09:00:00Z": 0, "?revision=live": 1,
		"?revision=live&updated_since=2026-11-22T09:00:00Z": 2, "?source=wise": 0} {
		if got := count(q); got != n {
			t.Errorf("%s: %d items, want %d", q, got, n)
		}
	}
	seen := map[string]bool{}
	cursor := ""
	for range 3 {
		r := w.want(200, "GET", "/api/v1/items?limit=1&cursor="+cursor, tok, "")
		seen[r.str("items.0.id")] = true
		cursor = r.str("next")
	}
	if len(seen) != 3 || cursor != "" {
		t.Errorf("paging saw %d items, and ends with %q", len(seen), cursor)
	}
}

func TestUpsert(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	in := with(draft, `"source":"wise","external_id":"123"`)
	first := w.item(tok, in)
	again := w.want(200, "POST", "/api/v1/items", tok, strings.Replace(in, "Nieuwe", "Andere", 1))
	if again.str("id") != first.str("id") || again.int("revision") != 2 || again.str("texts.0.title") != "Andere openingsuren" || again.str("external_id") != "123" {
		t.Errorf("upsert: %s", again.raw)
	}
	same := strings.Replace(in, "Nieuwe", "Andere", 1)
	w.want(200, "PATCH", "/api/v1/items/"+first.str("id"), tok, `{"revision":2,"texts":[{"lang":"nl","summary":"Verbeterd"}]}`)
	if r := w.want(200, "POST", "/api/v1/items", tok, same); r.int("revision") != 3 || r.str("texts.0.summary") != "Verbeterd" {
		t.Errorf("the same record undid a correction: %s", r.raw)
	}
	if r := w.want(200, "POST", "/api/v1/items", tok, in); r.int("revision") != 4 || r.str("texts.0.title") != "Nieuwe openingsuren" {
		t.Errorf("another record: %s", r.raw)
	}
}

func TestDeliveries(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	a := w.asks(w.bib, w.bib.main)["getDeliveries"]()
	d := w.want(200, "GET", Prefix+a.path, tok, "", header("Accept-Language", "nl"))
	if d.int("total") != 1 || d.int("pending") != 1 || d.str("servers.0.host") != "social.example" || d.str("servers.0.last_error") != "" {
		t.Errorf("before: %s", d.raw)
	}
	now := w.clock.now()
	lanes, err := w.db.ClaimLanes(t.Context(), 1, 10, 1, now, time.Minute)
	if err != nil || len(lanes) != 1 {
		t.Fatalf("%d lanes, %v", len(lanes), err)
	}
	out := content.Outcome{Job: lanes[0].Deliveries[0].Job, State: content.Retry, At: now.Add(time.Hour), Reason: "timeout"}
	if err := w.db.FinishLane(t.Context(), lanes[0], now, false, out); err != nil {
		t.Fatal(err)
	}
	d = w.want(200, "GET", Prefix+a.path, tok, "", header("Accept-Language", "nl"))
	if d.str("servers.0.reason") != "timeout" || !strings.Contains(d.str("servers.0.last_error"), "server") || d.str("servers.0.next_try") != "2026-11-22T11:00:00Z" || d.int("servers.0.attempts") != 1 {
		t.Errorf("after a failure: %s", d.raw)
	}
	if r := w.want(200, "POST", Prefix+a.path+"/Social.Example/retry", tok, ""); r.int("retried") != 1 {
		t.Errorf("retried: %s", r.raw)
	}
	item := w.want(200, "GET", Prefix+strings.TrimSuffix(a.path, "/deliveries"), tok, "")
	if !strings.HasPrefix(item.str("activitypub"), "https://bib.example/ap/o/") || item.str("objects.0.id") != item.str("activitypub") || item.str("objects.0.channel") != "bib" || item.str("objects.0.type") != "Article" {
		t.Errorf("announced: %s", item.raw)
	}
}

// The object of the item's own channel and language is the item's address for
// servers; after a withdrawal the last one still is.
func TestReactions(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	a := w.asks(w.bib, w.bib.main)["getDeliveries"]()
	path := Prefix + strings.TrimSuffix(a.path, "/deliveries")
	before := w.want(200, "GET", path, tok, "")
	object := content.ID(before.str("objects.0.id")[len("https://bib.example/ap/o/"):])
	ida := "https://social.example/u/ida"
	for i, kind := range []content.ReactionKind{content.Like, content.Boost} {
		uri := ida + "/x/" + string(rune('0'+i))
		if _, err := w.db.SaveReaction(t.Context(), content.Received{Activity: uri, Actor: ida, At: w.clock.now()},
			&content.Reaction{Site: w.bib.site.ID, Object: object, Kind: kind, Actor: ida, URI: uri, At: w.clock.now()}); err != nil {
			t.Fatal(err)
		}
	}
	got := w.want(200, "GET", path, tok, "")
	if got.int("reactions.likes") != 1 || got.int("reactions.boosts") != 1 || got.int("reactions.replies") != 0 {
		t.Errorf("reactions: %s", got.raw)
	}
	o, err := w.db.Object(t.Context(), w.bib.site.ID, object)
	if err != nil {
		t.Fatal(err)
	}
	o.Deleted = w.clock.now()
	if err := w.db.SaveObject(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	got = w.want(200, "GET", path, tok, "")
	if got.str("activitypub") != before.str("activitypub") || got.at("objects.0") != nil {
		t.Errorf("withdrawn: %s", got.raw)
	}
}
