package peer

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/federation/sign"
)

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
	deep := strings.Repeat(`{"a":`, maxJSONDepth) + "1" + strings.Repeat("}", maxJSONDepth)
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
			_, _ = io.WriteString(w, id+`"x":[`+strings.Repeat("0,", maxJSONArray)+"0]}")
		case "/fits":
			_, _ = io.WriteString(w, id+`"x":[`+strings.Repeat("0,", maxJSONArray-1)+"0]}")
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

// A server that takes the connection and then neither shakes hands nor reads.
func TestConnectingAndWritingHaveTheirOwnLimit(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	c := newClient(t, Options{AllowPrivate: true, Connect: 100 * time.Millisecond})
	for _, address := range []string{"https://" + l.Addr().String() + "/inbox", "http://" + l.Addr().String() + "/inbox"} {
		r, err := c.Post(context.Background(), address, bytes.Repeat([]byte("x"), 64<<20), sign.Digest{}, signer())
		if err != nil || r.Reason != ReasonTimeout {
			t.Errorf("%s: %+v, %v", address, r, err)
		}
	}
}

// A server that says 202 and then goes on talking holds nobody up.
func TestADeliveryDoesNotWaitForChatter(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	c := newClient(t, Options{AllowPrivate: true, Total: time.Minute})
	if r := post(t, c, s.URL+"/inbox"); r.Outcome != Delivered {
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
		if err := checkJSON([]byte(doc), maxJSONDepth, maxJSONArray); (err == nil) != ok {
			t.Errorf("%s: %v", doc, err)
		}
	}
}

func FuzzJSONLimits(f *testing.F) {
	for _, s := range []string{`{}`, `[[1,2],{"a\"":"b"}]`, `{"\u0040graph":1}`, `"x`, `[`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		_ = checkJSON(doc, 4, 8)
	})
}
