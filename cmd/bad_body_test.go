package cmd

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// raw sends a request line by line, as a client that does not stop writing when
// it is answered. It returns the answer and how many bytes of the body went out.
func (p *process) raw(head string, body io.Reader) (*answer, int64) {
	p.t.Helper()
	conn, err := net.DialTimeout("tcp", strings.TrimPrefix(p.url(), "http://"), 5*time.Second)
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		p.t.Fatal(err)
	}
	if _, err := io.WriteString(conn, strings.ReplaceAll(head, "\n", "\r\n")); err != nil {
		p.t.Fatal(err)
	}
	var sent atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(conn, io.TeeReader(body, counting{&sent})) // ends when the server has had enough
	}()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		p.t.Fatalf("no answer after %d bytes: %v", sent.Load(), err)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil && len(data) == 0 {
		p.t.Fatal(err)
	}
	res.Body.Close()
	conn.Close()
	<-done
	return &answer{res.StatusCode, res.Header, data}, sent.Load()
}

type counting struct{ n *atomic.Int64 }

func (c counting) Write(b []byte) (int, error) { c.n.Add(int64(len(b))); return len(b), nil }

// repeated yields a text again and again.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		c := copy(b[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

// chunked wraps a body of unknown length in chunks.
func chunked(head string, size int64) io.Reader {
	chunk := strings.Repeat("x", 32<<10)
	return io.MultiReader(strings.NewReader(fmt.Sprintf("%x\r\n%s\r\n", len(head), head)),
		io.LimitReader(&repeated{text: fmt.Sprintf("%x\r\n%s\r\n", len(chunk), chunk)}, size), strings.NewReader("0\r\n\r\n"))
}

// TestBadBodyOfAGigabyte sends a gigabyte to every door, announced and not: it
// is refused early, in the reader's language, and never held in memory.
func TestBadBodyOfAGigabyte(t *testing.T) {
	p := newProcess(t, "bib")
	p.start()
	actor := p.actor()
	const gigabyte = 1 << 30
	form := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n\x89PNG\r\n\x1a\n"
	before := p.peak()
	for _, c := range []struct {
		path, contentType, begin string
		limit                    int64 // bytes that may be read when nothing is announced
		says                     string
	}{
		{"/api/v1/items", "application/json", `{"kind":"article","texts":[{"lang":"nl","title":"`, 8 << 20, "Dit is te groot"},
		{"/api/v1/media", "multipart/form-data; boundary=x", form, 33 << 20, "Dit is te groot"},
		{strings.TrimPrefix(actor, p.url()) + "/inbox", "application/activity+json", `{"type":"Create","content":"`, 1 << 20, ""},
		{"/ap/inbox", "application/activity+json", `{"type":"Create","content":"`, 1 << 20, ""},
	} {
		head := fmt.Sprintf("POST %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nAccept-Language: nl\nContent-Type: %s\n", c.path, strings.TrimPrefix(p.url(), "http://"), p.token, c.contentType)
		a, sent := p.raw(head+fmt.Sprintf("Content-Length: %d\n\n", gigabyte), io.LimitReader(io.MultiReader(strings.NewReader(c.begin), &repeated{text: "x"}), gigabyte))
		if a.status != 413 || !strings.Contains(string(a.body), c.says) {
			t.Errorf("%s, announced: %d %s", c.path, a.status, a.body)
		}
		if sent > 16<<20 { // what the sockets hold
			t.Errorf("%s, announced: %d MiB went out", c.path, sent>>20)
		}
		a, sent = p.raw(head+"Transfer-Encoding: chunked\n\n", chunked(c.begin, gigabyte))
		if a.status != 413 || !strings.Contains(string(a.body), c.says) {
			t.Errorf("%s, chunked: %d %s", c.path, a.status, a.body)
		}
		if sent > c.limit+16<<20 {
			t.Errorf("%s, chunked: %d MiB went out", c.path, sent>>20)
		}
	}
	p.grown(before, 160<<20)
	if _, err := p.call("POST", "/api/v1/items", "", newArticle("Daarna"), nil); err != nil {
		t.Error("it does not go on:", err)
	}
}

// TestBadJSONNested sends JSON that is nested 10,000 deep: no parser follows it
// down, and the answer says how deep is allowed.
func TestBadJSONNested(t *testing.T) {
	p := newProcess(t, "bib")
	p.start()
	host := strings.TrimPrefix(p.url(), "http://")
	before := p.peak()
	for _, deep := range []string{
		strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000),
		strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		strings.Repeat(`[{"object":`, 5_000), // and cut
		`{"type":"Create","actor":"https://a.example/u","object":` + strings.Repeat(`{"object":`, 10_000) + "1" + strings.Repeat("}", 10_001),
	} {
		for _, path := range []string{"/api/v1/items", "/ap/inbox"} {
			kind := map[bool]string{true: "application/json", false: "application/activity+json"}[path == "/api/v1/items"]
			a, _ := p.raw(fmt.Sprintf("POST %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nAccept-Language: nl\nContent-Type: %s\nContent-Length: %d\nConnection: close\n\n",
				path, host, p.token, kind, len(deep)), strings.NewReader(deep))
			if a.status != 400 || a.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %d %s", path, a.status, a.body)
			}
			if kind == "application/json" && !strings.Contains(string(a.body), "te diep") {
				t.Errorf("%s does not say that it is too deep: %s", path, a.body)
			}
		}
	}
	p.grown(before, 32<<20)
}

// actor is the id of the main channel.
func (p *process) actor() string {
	p.t.Helper()
	var list []struct{ Actor string }
	if err := json.Unmarshal([]byte(p.vitrine("--json", "channel", "list")), &list); err != nil || len(list) == 0 {
		p.t.Fatal(err)
	}
	return list[0].Actor
}
