package cmd

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/federation/sign"
)

// TestBadInboxFlood throws activities at the inbox from many connections: small
// ones and the largest that are read, unsigned, malformed, and well signed with
// keys that cannot be had. Memory and time are bounded, who floods is told to
// wait, and readers are served meanwhile.
func TestBadInboxFlood(t *testing.T) {
	p := newProcess(t, "bib")
	p.start()
	before := p.peak()
	var hosts []string // where nobody listens
	for range 4 {
		hosts = append(hosts, fmt.Sprintf("http://127.0.0.1:%d", freePort(t)))
	}
	key, _ := labKey(0)
	form := `{"@context":"https://www.w3.org/ns/activitystreams","id":"%s/x/%d-%d","type":"Create","actor":"%s/u/1","object":{"id":"%s/p/1","type":"Note","attributedTo":"%s/u/1","content":"%s"}}`
	long := strings.Repeat("lang ", 200_000) // just below the limit
	nested := strings.Replace(form, `"%s"}}`, `"%s","tag":[`+strings.TrimSuffix(strings.Repeat(`{},`, 300_000), ",")+`]}}`, 1)
	const senders, each = 64, 25
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: senders}, Timeout: time.Minute}
	defer client.CloseIdleConnections()
	var mu sync.Mutex
	statuses := map[int]int{}
	begin := time.Now()
	var wg sync.WaitGroup
	for s := range senders {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				text, body := "kort", form
				if i%5 == 0 {
					text = long
				}
				if i%7 == 0 {
					text, body = "kort", nested
				}
				at := hosts[(s+i)%len(hosts)]
				data := []byte(fmt.Sprintf(body, at, s, i, at, at, at, text))
				req, err := http.NewRequest("POST", p.url()+"/ap/inbox", bytes.NewReader(data))
				if err != nil {
					t.Error(err)
					return
				}
				req.Header.Set("Content-Type", "application/activity+json")
				if i%2 == 0 {
					if err := sign.SignCavage(req, data, sign.Signer{KeyID: at + "/u/1#main-key", Key: key}, time.Now()); err != nil {
						t.Error(err)
						return
					}
				}
				res, err := client.Do(req)
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if res.StatusCode == http.StatusTooManyRequests && res.Header.Get("Retry-After") == "" {
					t.Error("429 without Retry-After")
				}
				mu.Lock()
				statuses[res.StatusCode]++
				mu.Unlock()
			}
		}()
	}
	flooded := make(chan struct{})
	go func() { wg.Wait(); close(flooded) }()
	var slowest, read atomic.Int64
	for !isDone(flooded) {
		at := time.Now()
		res, err := http.Get(p.url() + "/nl/")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 200 {
			t.Errorf("a reader got %s", res.Status)
		}
		read.Add(1)
		slowest.Store(max(slowest.Load(), int64(time.Since(at))))
	}
	took := time.Since(begin)
	t.Logf("%d activities in %v: %v; %d pages meanwhile, the slowest took %v", senders*each, took, statuses, read.Load(), time.Duration(slowest.Load()))
	for status := range statuses {
		if status != 400 && status != 401 && status != 429 {
			t.Errorf("%d of them got %d", statuses[status], status)
		}
	}
	if statuses[429] == 0 {
		t.Error("nobody was told to wait")
	}
	if took > slower*time.Minute {
		t.Errorf("the flood took %v", took)
	}
	p.grown(before, 256<<20)
	if list := p.timeline(); len(list) > 0 {
		t.Errorf("something was stored: %v", list)
	}
}
