package cmd

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/content"
)

func TestNothingFromElsewhereIsScript(t *testing.T) {
	l := newLab(t)
	eve := l.world.person("eve", "evil.example", 0)
	d := eve.doc()
	d["name"] = `<script>alert(1)</script><img src=x onerror=alert(1)>Eve`
	d["summary"] = `<p onclick="alert(1)">hoi<script>alert(1)</script></p>`
	d["url"], d["icon"] = "javascript:alert(1)", obj{"type": "Image", "url": "javascript:alert(1)"}
	d["preferredUsername"] = `eve"><script>alert(1)</script>`
	l.world.put(eve.id, d)
	it := l.article("Een stuk")
	n := eve.note(`<p>Hallo<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">x</a><a href="data:text/html,x">y</a><svg onload=alert(1)></svg><iframe src="https://evil.example"></iframe></p>`,
		"inReplyTo", l.objectID(it), "summary", `<img src=x onerror=alert(1)>let op`, "url", "javascript:alert(1)")
	l.tell(eve, eve.create(n))
	r := l.reply(id(n))
	if r == nil {
		t.Fatal("not stored")
	}
	for name, s := range map[string]string{"content": r.Content, "warning": r.Warning, "name": r.Name, "handle": r.Handle, "url": r.URL} {
		for _, bad := range []string{"<script", "onerror", "onclick", "javascript:", "data:", "<svg", "<iframe", "<img"} {
			if strings.Contains(strings.ToLower(s), bad) && name != "name" || strings.Contains(s, "<") && name != "content" {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
	_, err := l.app.Service.ApproveReply(t.Context(), l.who, r.ID)
	l.ok(err)
	l.pass(time.Minute)
	page := l.want(l.get(content.ItemPath(it.Kind, it.Texts[0])), 200, "the page")
	for _, bad := range []string{"alert(1)</script>", "onerror=\"", "javascript:alert", "<svg onload", "evil.example/\""} {
		if bytes.Contains(page.body, []byte(bad)) {
			t.Errorf("the page contains %s", bad)
		}
	}
	if !bytes.Contains(page.body, []byte("Hallo")) {
		t.Error("the page does not show the reply")
	}
}

func TestHugeBodiesAreNotRead(t *testing.T) {
	l := newLab(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.srv.URL, "http://"))
	l.ok(err)
	defer conn.Close()
	fmt.Fprintf(conn, "POST /ap/inbox HTTP/1.1\r\nHost: hub.example\r\nContent-Type: application/activity+json\r\nContent-Length: %d\r\n\r\n{", 1<<30)
	head := make([]byte, 12)
	_, err = io.ReadFull(conn, head)
	l.ok(err)
	if string(head) != "HTTP/1.1 413" {
		t.Errorf("a gigabyte announced: %s", head)
	}
	req := l.request("POST", l.site.SharedInbox(), nil)
	sent := &zeros{}
	req.Body, req.ContentLength = io.NopCloser(sent), -1
	req.Header.Set("Content-Type", "application/activity+json")
	req.Host = req.URL.Host
	req.URL.Host = strings.TrimPrefix(l.srv.URL, "http://")
	res, err := l.http.Do(req)
	if err == nil {
		defer res.Body.Close()
		if res.StatusCode != 413 {
			t.Errorf("without end: %d", res.StatusCode)
		}
	} else if !strings.Contains(err.Error(), "write") && !strings.Contains(err.Error(), "reset") && !strings.Contains(err.Error(), "EOF") {
		t.Error(err)
	}
	if n := sent.n.Load(); n > 16<<20 {
		t.Errorf("%d bytes were taken", n)
	}
}

// zeros is a body without end.
type zeros struct{ n atomic.Int64 } // read on while the answer is there already

func (z *zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	z.n.Add(int64(len(p)))
	return len(p), nil
}

func TestBodiesThatAreNoActivity(t *testing.T) {
	l := newLab(t)
	ida := l.world.person("ida", "social.example", 0)
	deep := func(open, end string) []byte {
		a := string(mustJSON(ida.act("Like", "OBJECT")))
		return []byte(strings.Replace(a, `"OBJECT"`, strings.Repeat(open, 10_000)+`1`+strings.Repeat(end, 10_000), 1))
	}
	long := strings.Repeat(`"x",`, 600) + `"x"`
	with := func(members string) []byte {
		return []byte(strings.Replace(string(mustJSON(ida.act("Like", l.us()))), "{", "{"+members+",", 1))
	}
	for what, body := range map[string][]byte{
		"nothing":            {},
		"no JSON":            []byte("<html>"),
		"half":               mustJSON(ida.act("Like", l.us()))[:40],
		"a list":             []byte("[]"),
		"two":                append(mustJSON(ida.act("Like", l.us())), "{}"...),
		"10,000 lists deep":  deep("[", "]"),
		"10,000 deep":        deep(`{"a":`, "}"),
		"not UTF-8":          with("\"x\":\"\xff\""),
		"a name twice":       with(`"actor":"http://other.example/users/max"`),
		"@graph":             with(`"@graph":[]`),
		"@included":          with(`"@included":[]`),
		"@reverse":           with(`"@reverse":{}`),
		"@reverse, deeper":   with(`"x":{"y":[{"@reverse":{}}]}`),
		"a list without end": with(`"to":[` + long + `]`),
		"another context":    bytes.Replace(mustJSON(ida.act("Like", l.us())), []byte(asContext), []byte("https://evil.example/ns"), 1),
	} {
		l.want(l.post(ida, l.site.SharedInbox(), body), 400, what)
	}
	for _, mediaType := range []string{"text/html", "", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
		req := l.signed(ida, l.site.SharedInbox(), ida.act("Like", l.us()))
		req.Header.Set("Content-Type", mediaType)
		l.want(l.do(req), 415, "as "+mediaType)
	}
	if l.world.asked(ida.id) != 0 {
		t.Error("a key was fetched for what is no activity")
	}
}
