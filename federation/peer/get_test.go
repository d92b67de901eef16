package peer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"vitrine/federation/sign"
)

func get(c *Client, address string, as *sign.Signer) (*Document, error) {
	return c.Get(context.Background(), address, as, Activity)
}

func TestGet(t *testing.T) {
	clk := newClock()
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept"), "application/activity+json") || r.Header.Get("User-Agent") == "" || r.Header.Get("Cookie") != "" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		if r.URL.Path == "/secure" && !verifies(t, r, nil, sign.Cavage, clk.now()) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "tracked", Value: "1"})
		serveActor(w, r)
	})
	c := newClient(t, Options{AllowPrivate: true, Now: clk.now})
	me := signer()
	for range 2 { // the second time a cookie would be sent
		doc, err := get(c, s.URL+"/users/ida", nil)
		if err != nil {
			t.Fatal(err)
		}
		if doc.ID != s.URL+"/users/ida" || doc.URL != doc.ID || doc.ContentType != ActivityType {
			t.Errorf("%+v", doc)
		}
	}
	_, err := get(c, s.URL+"/secure", nil)
	wantReason(t, err, "http_401")
	if _, err := get(c, s.URL+"/secure", &me); err != nil {
		t.Error(err)
	}
	if doc, err := get(c, s.URL+"/users/ida#main-key", &me); err != nil || doc.ID != s.URL+"/users/ida" {
		t.Errorf("a fragment travels: %v", err)
	}
}

// A server that verifies the path alone (Gancio, BookWyrm) answers 401 to a
// signature over path and query.
func TestGetSignsThePathAloneOnceRefused(t *testing.T) {
	clk := newClock()
	var knocks atomic.Int32
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		knocks.Add(1)
		short := r.Clone(r.Context())
		short.RequestURI, short.URL.RawQuery = r.URL.Path, ""
		if !verifies(t, short, nil, sign.Cavage, clk.now()) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		serveActor(w, r)
	})
	c, me := newClient(t, Options{AllowPrivate: true, Now: clk.now}), signer()
	if _, err := get(c, s.URL+"/outbox?page=1", &me); err != nil {
		t.Error(err)
	}
	if n := knocks.Load(); n != 2 {
		t.Errorf("%d knocks", n)
	}
}

func TestGetFetchesTheIdOnce(t *testing.T) {
	var fetched []string
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		fetched = append(fetched, r.URL.Path)
		w.Header().Set("Content-Type", `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`)
		id := map[string]string{
			"/page": "/id", "/id": "/id", // a page that names its object
			"/a": "/b", "/b": "/c", // a chain
			"/foreign": "//elsewhere.example/id",
		}[r.URL.Path]
		if strings.HasPrefix(id, "//") {
			_, _ = fmt.Fprintf(w, `{"id":"http:%s"}`, id)
			return
		}
		if id == "" {
			_, _ = io.WriteString(w, `{"type":"Note"}`)
			return
		}
		_, _ = fmt.Fprintf(w, `{"id":"http://%s%s"}`, r.Host, id)
	})
	c := lab(t)
	if doc, err := get(c, s.URL+"/page", nil); err != nil || doc.ID != s.URL+"/id" || doc.URL != doc.ID {
		t.Errorf("%+v, %v", doc, err)
	}
	for _, path := range []string{"/a", "/foreign", "/nothing"} {
		_, err := get(c, s.URL+path, nil)
		wantReason(t, err, ReasonID)
	}
	if want := "/page /id /a /b /foreign /nothing"; strings.Join(fetched, " ") != want {
		t.Errorf("fetched %v, want %s", fetched, want)
	}
}

func TestGetTellsHowItFailed(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &status)
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(status)
	})
	for _, status := range []int{204, 206, 304, 400, 401, 403, 404, 410, 429, 500, 503} {
		_, err := get(lab(t), fmt.Sprint(s.URL, "/", status), nil)
		if StatusOf(err) != status || ReasonOf(err) != httpReason(status) {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestGetFile(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/logo.png":
			w.Header().Set("Content-Type", "Image/PNG")
		case "/feed":
			w.Header().Set("Content-Type", "application/rss+xml; charset=ISO-8859-1")
		case "/none":
			w.Header()["Content-Type"] = nil
		}
		_, _ = w.Write(bytes.Repeat([]byte("x"), 1000))
	})
	c, ctx := lab(t), context.Background()
	for _, path := range []string{"/logo.png", "/feed", "/none"} {
		if f, err := c.GetFile(ctx, s.URL+path, 1000); err != nil || len(f.Body) != 1000 {
			t.Errorf("%s: %v", path, err)
		}
	}
	if f, err := c.GetFile(ctx, s.URL+"/feed", 1000, "application/rss+xml", "application/atom+xml"); err != nil || f.Charset != "ISO-8859-1" || f.ContentType != "application/rss+xml" {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := c.GetFile(ctx, s.URL+"/logo.png", 1000, "image/*"); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/feed", "/none"} {
		_, err := c.GetFile(ctx, s.URL+path, 1000, "image/*")
		wantReason(t, err, ReasonContentType)
	}
	_, err := c.GetFile(ctx, s.URL+"/logo.png", 999, "image/png")
	wantReason(t, err, ReasonTooLarge)
}
