package cmd

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Two processes follow each other over loopback. While one publishes 500 posts,
// corrects a part and withdraws a part, each of them is killed and started
// again. Afterwards nothing is lost, nothing is there twice, and no correction
// or withdrawal came before what it is about.
func TestKilledInTheMiddleOfAFanOut(t *testing.T) {
	const posts = 500
	a, b := newProcess(t, "bib"), newProcess(t, "theater")
	a.start()
	b.start()
	b.vitrine("channel", "follow", "@bib@"+strings.TrimPrefix(a.url(), "http://"))
	a.vitrine("channel", "follow", "@theater@"+strings.TrimPrefix(b.url(), "http://"))
	for _, p := range []*process{a, b} {
		p.wait(time.Minute, "the follow", func() bool { return followers(p) == 1 })
	}

	ids := make([]string, posts)
	publish := func(i int) {
		var it struct {
			ID       string
			Revision int
		}
		in := map[string]any{"kind": "article", "publish": true, "source": "test", "external_id": fmt.Sprint(i), "texts": []any{map[string]string{"lang": "nl", "title": fmt.Sprintf("Bericht %d", i), "body": "<p>Nieuws.</p>"}}}
		insist(t, func() error {
			_, err := a.call("POST", "/api/v1/items", "", in, &it)
			return err
		})
		ids[i] = it.ID
		switch i % 10 {
		case 3: // a correction
			insist(t, func() error {
				code, err := a.call("PATCH", "/api/v1/items/"+it.ID, "", map[string]any{"revision": it.Revision, "publish": true,
					"texts": []any{map[string]string{"lang": "nl", "title": fmt.Sprintf("Bericht %d, verbeterd", i)}}}, nil)
				if code == 409 { // done before the process died
					return nil
				}
				return err
			})
		case 7: // a withdrawal
			insist(t, func() error {
				code, err := a.call("POST", "/api/v1/items/"+it.ID+"/withdraw", "", map[string]any{"revision": it.Revision, "reason": "vergissing"}, nil)
				if code == 409 {
					return nil
				}
				return err
			})
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range posts {
			publish(i)
		}
	}()
	for _, at := range []struct {
		victim *process
		seen   int
	}{{a, 60}, {b, 130}, {a, 260}, {b, 380}} {
		b.wait(3*time.Minute, fmt.Sprintf("%d posts", at.seen), func() bool { return len(b.timeline()) >= at.seen*8/10 || isDone(done) })
		at.victim.kill()
		at.victim.start()
	}
	<-done

	var got []timelinePost
	want := posts - posts/10
	b.wait(5*time.Minute, "all posts", func() bool {
		got = b.timeline()
		return len(got) == want && corrected(got) == posts/10
	})
	seen := map[string]bool{}
	for _, p := range got {
		if seen[p.Name] || seen[p.URI] {
			t.Errorf("%s is there twice", p.Name)
		}
		seen[p.Name], seen[p.URI] = true, true
	}
	for i := range posts {
		name := fmt.Sprintf("Bericht %d", i)
		switch i % 10 {
		case 3:
			if !seen[name+", verbeterd"] || seen[name] {
				t.Errorf("%s: the correction did not arrive last", name)
			}
		case 7:
			if seen[name] {
				t.Errorf("%s was withdrawn and is still there", name)
			}
		default:
			if !seen[name] {
				t.Errorf("%s is lost", name)
			}
		}
	}
	a.stop()
	b.stop()
}

func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func corrected(list []timelinePost) int {
	n := 0
	for _, p := range list {
		if strings.HasSuffix(p.Name, ", verbeterd") {
			n++
		}
	}
	return n
}

func followers(p *process) int {
	var list []struct{ Followers int }
	if err := json.Unmarshal([]byte(p.vitrine("--json", "channel", "list")), &list); err != nil || len(list) == 0 {
		p.t.Fatal(err)
	}
	return list[0].Followers
}

// insist repeats a call whose process was killed under it.
func insist(t *testing.T, f func() error) {
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if err = f(); err == nil {
			return
		}
	}
	t.Error(err)
}
