package peertest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

// The judges are themselves judged, without any server of another kind.

func TestDatesInWords(t *testing.T) {
	for text, want := range map[string]bool{
		"zo 5 december 2027, 20:00–22:00":           true,
		"dim. 5 décembre 2027, 20:00–22:00":         true,
		"So 5. Dezember 2027, 20:00–22:00\u00a0Uhr": true,
		"Sun, 5 December 2027, 20:00–22:00":         true,
		"December 5, 2027, 8 pm":                    true,
		"zo 15 december 2027, 20:00":                false,
		"zo 5 november 2027, 20:00":                 false,
		"ma 6 december 2027, 20:00":                 false,
		"zo 5 december 2027":                        false,
	} {
		if got := fifth.MatchString(text) && atTwenty.MatchString(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if !sixth.MatchString("ma 6 december 2027") || sixth.MatchString("vr 16 december 2027") {
		t.Error("the sixth is not told from the sixteenth")
	}
}

func TestCollections(t *testing.T) {
	pages := map[string]string{
		"/likes":  `{"type":"Collection","totalItems":3}`,
		"/inline": `{"type":"Collection","first":{"type":"CollectionPage","items":["https://a.test/1"]}}`,
		"/empty":  `{"type":"Collection","totalItems":0}`,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := pages[r.URL.Path]
		switch {
		case r.URL.RawQuery != "":
			body = `{"type":"CollectionPage","items":["https://a.test/1"]}`
		case body == "":
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/activity+json")
		_, _ = w.Write([]byte(body))
	}))
	defer s.Close()
	pages["/replies"] = `{"type":"Collection","totalItems":1,"first":"` + s.URL + `/replies?page=1"}`
	ref := func(path string) json.RawMessage { return json.RawMessage(`"` + s.URL + path + `"`) }

	for path, want := range map[string]bool{"/replies": true, "/inline": true, "/empty": false} {
		if got, err := holds(t.Context(), ref(path), "https://a.test/1"); err != nil || got != want {
			t.Errorf("holds %s: %v %v, want %v", path, got, err, want)
		}
	}
	if _, err := holds(t.Context(), ref("/gone"), "https://a.test/1"); code(err) != http.StatusNotFound {
		t.Errorf("holds a missing collection: %v, want 404", err)
	}
	if n, err := total(t.Context(), ref("/likes")); n != 3 || err != nil {
		t.Errorf("total by id: %d %v", n, err)
	}
	if n, err := total(t.Context(), json.RawMessage(`{"totalItems":0}`)); n != 0 || err != nil {
		t.Errorf("total embedded: %d %v", n, err)
	}
	for _, broken := range []string{`{"id":"x"}`, `[]`, `null`, ``} {
		if n, err := total(t.Context(), json.RawMessage(broken)); err == nil {
			t.Errorf("total of %q: %d, want an error", broken, n)
		}
	}
}

// A date that moved must not pass for the old one, nor the other way round.
func TestMoved(t *testing.T) {
	it := item{ID: "1", Details: json.RawMessage(`{"occurrences":[{"id":"o1","start":"2027-12-05T20:00","availability":"few"}],"ticket_url":"x"}`)}
	d, err := movedTo(it, 6)
	if err != nil {
		t.Fatal(err)
	}
	o := d["occurrences"].([]any)[0].(map[string]any)
	if o["id"] != "o1" || o["availability"] != "few" || d["ticket_url"] != "x" || o["start"] != occurrence(6)["start"] {
		t.Errorf("moved: %v", d)
	}
	for _, broken := range []string{``, `{}`, `{"occurrences":[1]}`, `{"occurrences":[{},{}]}`} {
		if _, err := movedTo(item{Details: json.RawMessage(broken)}, 6); err == nil {
			t.Errorf("moved %q without an error", broken)
		}
	}
}
