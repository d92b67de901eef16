package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

func TestReplies(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	id := string(w.reply(w.bib, w.bib.main, true))
	list := w.want(200, "GET", "/api/v1/replies?status=pending", tok, "")
	if list.str("items.0.id") != id || list.str("items.0.channel") != "bib" || !strings.Contains(string(list.raw), "<p>Mooi &amp; goed!</p>") || list.str("items.0.author.handle") != "ida@social.example" {
		t.Errorf("pending: %s", list.raw)
	}
	if r := w.want(200, "POST", "/api/v1/replies/"+id+"/approve", tok, ""); r.str("status") != "approved" {
		t.Errorf("approved: %s", r.raw)
	}
	w.refused(422, "reason", "POST", "/api/v1/replies/"+id+"/hide", tok, `{"reason":" "}`)
	if r := w.want(200, "POST", "/api/v1/replies/"+id+"/hide", tok, `{"reason":"Reclame."}`); r.str("status") != "hidden" || r.str("reason") != "Reclame." {
		t.Errorf("hidden: %s", r.raw)
	}
	private := string(w.reply(w.bib, w.bib.main, false))
	w.refused(409, "", "POST", "/api/v1/replies/"+private+"/approve", tok, "{}")
	if r := w.want(200, "GET", "/api/v1/replies?status=pending", w.token(w.bib, "", content.Moderator, content.ScopeModerate), ""); r.at("items.0.public") != false {
		t.Errorf("private: %s", r.raw)
	}
}

func TestAudience(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	tok := w.admin(w.bib)
	now := w.clock.now()
	in := func(n string) content.Received {
		return content.Received{Activity: "https://social.example/a/" + n, Actor: "https://social.example/u/ida", At: now}
	}
	f := &content.Follower{Site: w.bib.site.ID, Channel: w.bib.main.ID, Actor: "https://social.example/u/ida", Handle: "ida@social.example", Inbox: "https://social.example/u/ida/inbox", FollowID: "https://social.example/f/1", State: content.StateAccepted, Since: now}
	if _, err := w.db.SaveFollower(ctx, in("1"), f); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SaveReport(ctx, in("2"), &content.Report{ID: content.NewID(), Site: w.bib.site.ID, URI: in("2").Activity, Actor: f.Actor, Objects: []string{"https://bib.example/ap/o/x"}, Content: "Spam", State: "open", Received: now}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SaveRemotePost(ctx, in("3"), &content.RemotePost{Site: w.bib.site.ID, URI: "https://social.example/n/1", Actor: f.Actor, Type: "Event", Name: "Concert", Content: "<p>x</p>", Start: now, Published: now, Received: now, Raw: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	if err := w.db.SaveFollowing(ctx, &content.Following{Site: w.bib.site.ID, Channel: w.bib.main.ID, Actor: "https://hub.example/ap/a/1", State: content.StatePending, Since: now}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/channels/bib/followers": "ida@social.example", "/reports": "Spam", "/timeline": "Concert", "/channels/bib/following": "hub.example", "/channels": `"followers":1`} {
		if r := w.want(200, "GET", Prefix+path, tok, ""); !strings.Contains(string(r.raw), want) {
			t.Errorf("%s: %s", path, r.raw)
		}
	}
}

func TestFollow(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	w.want(202, "POST", "/api/v1/channels/bib/following", tok, `{"target":"@museum@hub.example"}`)
	w.want(202, "DELETE", "/api/v1/channels/bib/following", tok, `{"target":"https://hub.example/ap/a/1"}`)
	jobs, err := w.db.Claim(t.Context(), []string{content.QueueFollow}, 10, w.clock.now(), time.Minute)
	if err != nil || len(jobs) != 2 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	var undone int
	for _, j := range jobs {
		var f content.FollowJob
		if err := json.Unmarshal(j.Payload, &f); err != nil || j.Ref != w.bib.main.ID || j.Site != w.bib.site.ID {
			t.Errorf("job %+v: %v", j, err)
		}
		if f.Undo {
			undone++
		}
	}
	if undone != 1 {
		t.Errorf("%d undone", undone)
	}
	for body, field := range map[string]string{`{}`: "target", `{"target":"museum"}`: "target", `{"target":"ftp://x.example"}`: "target", `{"target":["x"]}`: "target"} {
		w.refused(422, field, "POST", "/api/v1/channels/bib/following", tok, body)
	}
}

func TestBlocks(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	w.want(201, "POST", "/api/v1/blocks", tok, `{"kind":"domain","value":" SPAM.example. ","reason":"Reclame."}`)
	w.want(201, "POST", "/api/v1/blocks", tok, `{"kind":"actor","value":"https://social.example/u/troll"}`)
	if yes, err := w.db.Blocked(t.Context(), w.bib.site.ID, "https://spam.example/u/x", "spam.example"); err != nil || !yes {
		t.Errorf("blocked: %v %v", yes, err)
	}
	list := w.want(200, "GET", "/api/v1/blocks?limit=1", tok, "")
	if list.str("next") == "" || w.want(200, "GET", "/api/v1/blocks?limit=1&cursor="+list.str("next"), tok, "").str("next") != "" {
		t.Errorf("paging: %s", list.raw)
	}
	for body, field := range map[string]string{`{}`: "kind", `{"kind":"domain"}`: "value", `{"kind":"domain","value":"a b"}`: "value", `{"kind":"domain","value":"https://x.example"}`: "value",
		`{"kind":"actor","value":"x"}`: "value", `{"kind":"word","value":"x"}`: "kind", `{"kind":"domain","value":"x.example","reason":"` + strings.Repeat("x", 2001) + `"}`: "reason"} {
		w.refused(422, field, "POST", "/api/v1/blocks", tok, body)
	}
	w.want(204, "DELETE", "/api/v1/blocks?kind=domain&value=spam.example", tok, "")
	w.refused(404, "", "DELETE", "/api/v1/blocks?kind=domain&value=spam.example", tok, "")
}

func TestChannels(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	made := w.want(201, "POST", "/api/v1/channels", tok, `{"handle":"reeks","name":"Reeks","kind":"series","lang":"fr","fields":[{"name":"Web","value":"https://bib.example"}]}`)
	if made.str("acct") != "reeks@bib.example" || made.str("lang") != "fr" || !strings.HasPrefix(made.str("actor"), "https://bib.example/ap/a/") || made.str("url") != "https://bib.example/fr/c/reeks" || made.int("followers") != 0 {
		t.Errorf("created: %s", made.raw)
	}
	changed := w.want(200, "PATCH", "/api/v1/channels/reeks", tok, `{"lang":null,"summary":"<p>Een <script>x</script>reeks</p>"}`)
	if changed.at("lang") != nil || changed.str("name") != "Reeks" || changed.str("summary") != "<p>Een reeks</p>" || changed.str("fields.0.name") != "Web" {
		t.Errorf("changed: %s", changed.raw)
	}
	w.refused(409, "", "POST", "/api/v1/channels", tok, `{"handle":"reeks","name":"Nog een","kind":"theme"}`)
	for body, field := range map[string]string{`{"name":"x"}`: "handle", `{"handle":"a b","name":"x"}`: "handle", `{"handle":"x"}`: "name", `{"handle":"x","name":"x","kind":"main"}`: "kind",
		`{"handle":"x","name":"x","kind":"club"}`: "kind", `{"handle":"x","name":"x","lang":"de"}`: "lang", `{"handle":"x","name":"x","avatar":"x"}`: "avatar", `{"handle":"x","name":"x","tag":"nergens"}`: "tag",
		`{"handle":"x","name":"x","fields":[{"naam":"x"}]}`: "fields.0.naam", `{"handle":"x","name":"x","also_known_as":["x"]}`: "also_known_as.0", `{"handle":["x"],"name":"x"}`: "handle"} {
		w.refused(422, field, "POST", "/api/v1/channels", tok, body)
	}
	for body, field := range map[string]string{`{"handle":"x"}`: "handle", `{"name":null}`: "name", `{"kind":"main"}`: "kind"} {
		w.refused(422, field, "PATCH", "/api/v1/channels/reeks", tok, body)
	}
}

func TestSite(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	r := w.want(200, "PATCH", "/api/v1/site", tok, `{"contact":{"email":"info@bib.example","phone":"09"},"settings":{"four_eyes":true,"description":{"nl":"Wij"}}}`)
	if r.str("contact.email") != "info@bib.example" || r.at("settings.four_eyes") != true {
		t.Errorf("changed: %s", r.raw)
	}
	r = w.want(200, "PATCH", "/api/v1/site", tok, `{"contact":{"phone":null},"settings":{"description":{"fr":"Nous"}}}`)
	if r.str("contact.email") != "info@bib.example" || r.at("contact.phone") != nil || r.at("settings.four_eyes") != true || r.str("settings.description.nl") != "Wij" || r.str("settings.description.fr") != "Nous" {
		t.Errorf("merged: %s", r.raw)
	}
	w.refused(403, "", "POST", "/api/v1/items", tok, with(draft, `"publish":true`)) // four eyes
	for body, field := range map[string]string{`{"name":null}`: "name", `{"languages":null}`: "languages", `{"languages":["nl","nl"]}`: "languages.1", `{"languages":["!"]}`: "languages.0",
		`{"time_zone":"Mars/Base"}`: "time_zone", `{"url":"https://x.example"}`: "url", `{"contact":{"email":"x"}}`: "contact.email", `{"contact":{"fax":"x"}}`: "contact.fax",
		`{"settings":{"websub_hub":"x"}}`: "settings.websub_hub", `{"settings":{"actor_days":-1}}`: "settings.actor_days", `{"settings":{"four_eyes":"yes"}}`: "settings.four_eyes", `{"settings":[]}`: "settings"} {
		w.refused(422, field, "PATCH", "/api/v1/site", tok, body)
	}
}
