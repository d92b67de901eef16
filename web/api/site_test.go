package api

import (
	"strings"
	"testing"
)

// What an institution decides is stored in form, and comes back.
func TestSettingsOfASite(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	id := w.want(201, "POST", "/api/v1/items", tok, with(draft, `"publish":true`)).str("id")
	w.want(200, "PATCH", "/api/v1/site", tok, `{"settings":{
		"look":{"accent":"#7a1f3d"},
		"home":[{"kind":"lead","item":"`+id+`"},{"kind":"text","heading":{"nl":" <b>Welkom</b> "},"text":{"nl":"<p onclick=x>Kom langs.<script>x</script></p>","fr":""}},{"kind":"latest","count":6,"channel":"`+string(w.bib.main.ID)+`"}],
		"notice":{"text":{"nl":"Zaterdag\ngesloten."},"url":"/nl/agenda","from":"2026-12-01T00:00:00Z","until":"2026-12-06T00:00:00Z"},
		"maintenance":true,
		"embed_hosts":["HTTPS://Stad.example/","https://stad.example","http://localhost:8080"],
		"duty":{"body":" Stad  Westerveld ","law":"flanders","status":"partial","method":"third_party","assessor":"AnySurfer","non_compliant":{"nl":"Eén <i>ding</i>.\n\n  Twee. "},
			"drawn":"2026-11-02","reviewed":"2026-11-03","feedback_email":" info@bib.example ","notice_langs":["nl","en"],"terms":{"nl":"<h2>Regels</h2><p style=\"x\">Wees lief.</p>"}}}}`)
	got := w.want(200, "GET", "/api/v1/site", tok, "")
	s := string(got.raw)
	for _, want := range []string{
		`"look":{"accent":"#7a1f3d"}`, `"kind":"lead","item":"` + id + `"`, `"heading":{"nl":"Welkom"},"text":{"nl":"<p>Kom langs.</p>"}`,
		`"text":{"nl":"Zaterdag gesloten."},"url":"/nl/agenda","from":"2026-12-01T00:00:00Z","until":"2026-12-06T00:00:00Z"`, `"maintenance":true`,
		`"embed_hosts":["https://stad.example","http://localhost:8080"]`, `"body":"Stad Westerveld"`, `"non_compliant":{"nl":"Eén ding.\nTwee."}`,
		`"feedback_email":"info@bib.example"`, `"terms":{"nl":"<h2>Regels</h2><p>Wees lief.</p>"}`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("%s\nis not in\n%s", want, s)
		}
	}
	// An item that was withdrawn since does not stop another change.
	w.want(200, "POST", "/api/v1/items/"+id+"/withdraw", tok, `{"revision":1,"reason":"x"}`)
	w.want(200, "PATCH", "/api/v1/site", tok, `{"settings":{"notice":null,"maintenance":null,"look":{"accent":""},"duty":{"law":null}}}`)
	s = string(w.want(200, "GET", "/api/v1/site", tok, "").raw)
	for _, gone := range []string{`"notice"`, `"maintenance"`, `"accent"`, `"law"`} {
		if strings.Contains(s, gone) {
			t.Errorf("%s is still in %s", gone, s)
		}
	}
	w.want(200, "PATCH", "/api/v1/site", tok, `{"settings":{"home":null,"duty":null,"embed_hosts":null}}`)
}

func TestSettingsThatAreRefused(t *testing.T) {
	w := newWorld(t)
	tok := w.admin(w.bib)
	theirs := string(w.theater.main.ID)
	long := strings.Repeat("é", 301)
	for _, c := range []struct{ change, field string }{
		{`"home":[{"kind":"lead"},{"kind":"ads"}]`, "settings.home.1.kind"},
		{`"home":[{"kind":"text"}]`, "settings.home.0.text"},
		{`"home":[{"kind":"text","text":{"nl":"<script>x</script>"}}]`, "settings.home.0.text"},
		{`"home":[{"kind":"latest","count":-1}]`, "settings.home.0.count"},
		{`"home":[{"kind":"latest","count":1000}]`, "settings.home.0.count"},
		{`"home":[{"kind":"lead","item":"nooit"}]`, "settings.home.0.item"},
		{`"home":[{"kind":"latest","tag":"nooit"}]`, "settings.home.0.tag"},
		{`"home":[{"kind":"latest","channel":"` + theirs + `"}]`, "settings.home.0.channel"},
		{`"home":[{"kind":"latest","heading":{"nl":"` + long + `"}}]`, "settings.home.0.heading.nl"},
		{`"home":[{"kind":"latest","heading":{"klingon!":"x"}}]`, "settings.home.0.heading.klingon!"},
		{`"home":[` + strings.TrimSuffix(strings.Repeat(`{"kind":"lead"},`, 31), ",") + `]`, "settings.home"},
		{`"notice":{"url":"https://x.example"}`, "settings.notice.text"},
		{`"notice":{"text":{"nl":"x"},"url":"javascript:alert(1)"}`, "settings.notice.url"},
		{`"notice":{"text":{"nl":"x"},"url":"//evil.example"}`, "settings.notice.url"},
		{`"notice":{"text":{"nl":"x"},"url":"@evil.example/x"}`, "settings.notice.url"},
		{`"notice":{"text":{"nl":"x"},"from":"2026-12-02T00:00:00Z","until":"2026-12-01T00:00:00Z"}`, "settings.notice.until"},
		{`"notice":{"text":{"nl":"x"},"from":"morgen"}`, "settings.notice.from"},
		{`"embed_hosts":["stad.example"]`, "settings.embed_hosts.0"},
		{`"embed_hosts":["https://stad.example/pad"]`, "settings.embed_hosts.0"},
		{`"embed_hosts":["https://*.example"]`, "settings.embed_hosts.0"},
		{`"embed_hosts":["https://a.example; script-src *"]`, "settings.embed_hosts.0"},
		{`"embed_hosts":["https://u:p@a.example"]`, "settings.embed_hosts.0"},
		{`"duty":{"law":"mars"}`, "settings.duty.law"},
		{`"duty":{"status":"perfect"}`, "settings.duty.status"},
		{`"duty":{"method":"third_party"}`, "settings.duty.assessor"},
		{`"duty":{"method":"guess"}`, "settings.duty.method"},
		{`"duty":{"drawn":"2026-02-30"}`, "settings.duty.drawn"},
		{`"duty":{"drawn":"2026-11-02","reviewed":"2026-11-01"}`, "settings.duty.reviewed"},
		{`"duty":{"feedback_email":"info"}`, "settings.duty.feedback_email"},
		{`"duty":{"dpo_email":"a@b.example>"}`, "settings.duty.dpo_email"},
		{`"duty":{"notice_email":"x"}`, "settings.duty.notice_email"},
		{`"duty":{"feedback_days":-1}`, "settings.duty.feedback_days"},
		{`"duty":{"enforcement_url":"ftp://x"}`, "settings.duty.enforcement_url"},
		{`"duty":{"authority_url":"x"}`, "settings.duty.authority_url"},
		{`"duty":{"body":"` + long + `"}`, "settings.duty.body"},
		{`"duty":{"notice_langs":["nl","nl"]}`, "settings.duty.notice_langs.1"},
		{`"duty":{"notice_langs":["xx-nooit-ergens"]}`, "settings.duty.notice_langs.0"},
		{`"duty":{"mood":"glad"}`, "settings.duty.mood"},
		{`"look":{"` + strings.Repeat("x", 65) + `":"y"}`, "settings.look"},
		{`"actor_days":-1`, "settings.actor_days"},
		{`"maintenance":"yes"`, "settings.maintenance"},
	} {
		got := w.want(422, "PATCH", "/api/v1/site", tok, `{"settings":{`+c.change+`}}`)
		fields, _ := got.body["errors"].(map[string]any)
		if fields[c.field] == nil {
			t.Errorf("%.100s: nothing at %s: %.300s", c.change, c.field, got.raw)
		}
	}
}
