package cmd

import (
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"time"
)

var createdParam = regexp.MustCompile(`;created=(\d+)`)

// TestBadClockOfOurs lets our own clock run more than an hour wrong, ahead and
// behind: what others send is refused with a reason and not lost, what we send
// waits, nothing that was published disappears, and with the right time
// everything arrives, once and in order.
func TestBadClockOfOurs(t *testing.T) {
	for name, wrong := range map[string]time.Duration{"ahead": 66 * time.Minute, "behind": -61 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			bob := l.world.person("bob", "social.example", 0)
			l.follow(bob)
			first := l.article("Eerst")
			l.world.collect("")
			// Others hold the time of a request against their own clock.
			l.world.mood("social.example", func(r *http.Request) (int, http.Header) {
				at, err := http.ParseTime(r.Header.Get("Date"))
				if m := createdParam.FindStringSubmatch(r.Header.Get("Signature-Input")); m != nil {
					n, _ := strconv.ParseInt(m[1], 10, 64)
					at, err = time.Unix(n, 0), nil
				}
				if err != nil || at.Sub(l.now()).Abs() > time.Hour {
					return http.StatusUnauthorized, nil
				}
				return 0, nil
			})

			off := wrong
			l.reopen(func(b *Build) { b.Now = func() time.Time { return l.now().Add(off) } })
			like := bob.act("Like", l.objectID(first))
			l.says(l.post(bob, l.site.SharedInbox(), like), 401, "The signature of this request is not valid.")
			second := l.article("Daarna")
			second = l.edit(second, "Daarna, verbeterd")
			l.work()
			if list := l.world.collect(""); len(list) > 0 {
				t.Fatalf("somebody with the right time accepted %v", types(list))
			}
			l.want(l.get(l.site.ItemURL(second.Kind, second.Original())), 200, "page with a wrong clock")

			off = 0 // the clock is set right
			l.want(l.get(l.site.ItemURL(second.Kind, second.Original())), 200, "page with the right clock")
			l.want(l.get("/nl/feed.rss"), 200, "feed")
			l.tell(bob, like)
			for range 8 {
				l.pass(time.Hour)
				l.work()
			}
			if c := l.counts(first); c.Likes != 1 {
				t.Errorf("%d likes", c.Likes)
			}
			var got []string
			for _, a := range l.world.collect("social.example") {
				if a.about() == l.objectID(second) {
					got = append(got, a.typ())
				}
			}
			if len(got) == 0 || got[0] != "Create" || len(got) > 2 || len(got) == 2 && got[1] != "Update" {
				t.Errorf("arrived: %v", got)
			}
			third := l.edit(second, "Daarna, nog eens verbeterd")
			if !third.Updated.After(second.Updated) {
				t.Errorf("updated went from %v to %v", second.Updated, third.Updated)
			}
		})
	}
}
