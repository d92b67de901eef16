package peer

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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

// bomb is megabytes of blanks in a few kilobytes.
func bomb(t *testing.T, megabytes int) []byte {
	t.Helper()
	var buf bytes.Buffer
	zip := gzip.NewWriter(&buf)
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for range megabytes {
		_, _ = zip.Write(blank)
	}
	_ = zip.Close()
	return buf.Bytes()
}

// Section 11: huge and slow bodies, bombs.
func TestHugeAndSlowBodiesAreBounded(t *testing.T) {
	zipped, release := bomb(t, 64), make(chan struct{})
	defer close(release)
	deep := strings.Repeat(`{"a":`, MaxJSONDepth) + "1" + strings.Repeat("}", MaxJSONDepth)
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", ActivityType)
		id := fmt.Sprintf(`{"id":"http://%s%s",`, r.Host, r.URL.Path)
		switch r.URL.Path {
		case "/announced":
			w.Header().Set("Content-Length", "2000000000")
		case "/endless":
			for range 4096 {
				if _, err := w.Write(bytes.Repeat([]byte(" "), 4096)); err != nil {
					return
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped)
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write(zipped)
		case "/deep":
			_, _ = io.WriteString(w, id+`"x":`+deep+"}")
		case "/long":
			_, _ = io.WriteString(w, id+`"x":[`+strings.Repeat("0,", MaxJSONArray)+"0]}")
		case "/fits":
			_, _ = io.WriteString(w, id+`"x":[`+strings.Repeat("0,", MaxJSONArray-1)+"0]}")
		case "/cut":
			_, _ = io.WriteString(w, id)
		case "/slow":
			_, _ = io.WriteString(w, id)
			w.(http.Flusher).Flush()
			select {
			case <-release:
			case <-r.Context().Done():
			}
		case "/header":
			w.Header().Set("X", strings.Repeat("x", maxHeaderBytes+1))
			w.WriteHeader(200)
		}
	})
	c := newClient(t, Options{AllowPrivate: true, Total: 500 * time.Millisecond})
	for path, reason := range map[string]string{
		"/announced": ReasonTooLarge, "/endless": ReasonTooLarge, "/bomb": ReasonTooLarge, "/brotli": ReasonContentType,
		"/deep": ReasonJSON, "/long": ReasonJSON, "/cut": ReasonJSON, "/slow": ReasonTimeout, "/header": ReasonConnection,
	} {
		_, err := get(c, s.URL+path, nil)
		if ReasonOf(err) != reason {
			t.Errorf("%s: %v, want %s", path, err, reason)
		}
	}
	if _, err := get(c, s.URL+"/fits", nil); err != nil {
		t.Error(err)
	}
}

// A server that accepts and never reads, or never answers.
func TestASilentServerEndsInATimeout(t *testing.T) {
	release := make(chan struct{})
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	c := newClient(t, Options{AllowPrivate: true, Total: 200 * time.Millisecond})
	if r := post(t, c, s.URL+"/inbox"); r.Reason != ReasonTimeout || r.Outcome != Retry {
		t.Errorf("%+v", r)
	}
}

// Section 11: content-type confusion.
func TestOnlyActivityPubTypesAreObjects(t *testing.T) {
	kind := ""
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Type"] = []string{kind}
		_, _ = fmt.Fprintf(w, `{"id":"http://%s%s"}`, r.Host, r.URL.Path)
	})
	c := lab(t)
	for _, kind = range []string{
		"application/activity+json", "application/activity+json; charset=utf-8", "Application/Activity+JSON",
		`application/ld+json; profile="https://www.w3.org/ns/activitystreams"`,
		`application/ld+json;profile="https://w3id.org/x https://www.w3.org/ns/activitystreams"; charset=utf-8`,
	} {
		if _, err := get(c, s.URL+"/x", nil); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for _, kind = range []string{
		"", "application/json", "text/html", "text/plain", "image/png", "application/octet-stream", "application/ld+json",
		`application/ld+json; profile="https://www.w3.org/ns/activitystreams-evil"`, "application/activity+json-evil",
		"application/activity+json, text/html", "multipart/form-data; boundary=application/activity+json",
	} {
		_, err := get(c, s.URL+"/x", nil)
		if ReasonOf(err) != ReasonContentType {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// Section 11: origin and id mismatch.
func TestADocumentIsOnlyItself(t *testing.T) {
	other := server(t, serveActor)
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", ActivityType)
		_, _ = fmt.Fprintf(w, `{"id":%q,"type":"Person"}`, other.URL+"/users/ida")
	})
	_, err := get(lab(t), s.URL+"/users/ida", nil)
	wantReason(t, err, ReasonID)
}

// Section 11: LD-signature restructuring.
func TestRestructuringKeywordsAreRefused(t *testing.T) {
	for doc, ok := range map[string]bool{
		`{"a":[1,{"b":"@graph"}]}`:            true,
		`{"content":"\"@graph\":"}`:           true,
		`{"@context":{"@graphs":1}}`:          true,
		`{"@graph":[]}`:                       false,
		`{"a":[{"@included":1}]}`:             false,
		`{"a":{"@reverse" : {}}}`:             false,
		`{"\u0040graph":[]}`:                  false,
		`{"@\u0067raph":[]}`:                  false,
		`{"@context":{"x":{"@reverse":"y"}}}`: false,
	} {
		if err := CheckJSON([]byte(doc), MaxJSONDepth, MaxJSONArray); (err == nil) != ok {
			t.Errorf("%s: %v", doc, err)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	for _, s := range []string{`{}`, `[[1,2],{"a\"":"b"}]`, `{"\u0040graph":1}`, `"x`, `[`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		_ = CheckJSON(doc, 4, 8)
	})
}
