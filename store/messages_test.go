package store

import (
	"slices"
	"testing"
	"time"

	"vitrine/content"
)

func TestMessages(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		var ids []content.ID
		save := func(kind content.MessageKind, at time.Time, jobs ...content.Job) *content.Message {
			t.Helper()
			m := &content.Message{ID: content.NewID(), Site: l.site, Kind: kind, Topic: "other", Lang: "nl", Page: "https://hub.bib.example/nl/", Text: "Één\nregel", Name: "An",
				Email: "an@b.example", Mailed: true, Snapshot: []byte(`{"of":"page"}`), Received: at}
			fresh, err := l.SaveMessage(ctx, m, jobs...)
			if err != nil || !fresh {
				t.Fatal(fresh, err)
			}
			ids = append(ids, m.ID)
			return m
		}
		first := save(content.Feedback, t0, content.Job{Queue: content.QueueMail, Key: "k", Payload: []byte("{}")})
		second := save(content.Notified, t0.Add(time.Hour))
		third := save(content.Notified, t0.Add(time.Hour))
		got, err := l.Message(ctx, l.site, first.ID)
		if err != nil || got.Text != first.Text || got.Email != first.Email || !got.Mailed || string(got.Snapshot) != `{"of":"page"}` || !got.Received.Equal(t0) || !got.Closed.IsZero() || got.Lang != "nl" {
			t.Fatalf("%+v %v", got, err)
		}
		if fresh, err := l.SaveMessage(ctx, first, content.Job{Queue: content.QueueMail, Key: "again"}); fresh || err != nil {
			t.Error("the same message twice", fresh, err)
		}
		if jobs, err := l.Claim(ctx, []string{content.QueueMail}, 10, t0.Add(time.Hour), time.Minute); err != nil || len(jobs) != 1 || jobs[0].Key != "k" {
			t.Errorf("jobs %+v %v", jobs, err)
		}
		list := func(f content.MessageFilter) (out []content.ID) {
			t.Helper()
			for f.Limit = 1; ; {
				page, next, err := l.Messages(ctx, l.site, f)
				must(t, err)
				for _, m := range page {
					out = append(out, m.ID)
				}
				if f.Cursor = next; next == "" {
					return out
				}
			}
		}
		newest := []content.ID{min(second.ID, third.ID), max(second.ID, third.ID)}
		if got := list(content.MessageFilter{}); !slices.Equal(got, append(slices.Clone(newest), first.ID)) {
			t.Error("all:", got)
		}
		if got := list(content.MessageFilter{Kind: content.Notified}); !slices.Equal(got, newest) {
			t.Error("notices:", got)
		}
		second.Closed, second.Decision, second.Reasons, second.By = t0.Add(2*time.Hour), content.DecisionKept, "Is waar.", "u"
		must(t, l.CloseMessage(ctx, second, content.Job{Queue: content.QueueMail, Key: "decided"}))
		if got, err := l.Message(ctx, l.site, second.ID); err != nil || got.Reasons != "Is waar." || !got.Closed.Equal(second.Closed) || got.By != "u" {
			t.Errorf("%+v %v", got, err)
		}
		if err := l.CloseMessage(ctx, second); !content.Is(err, content.Conflict) {
			t.Error("closed twice:", err)
		}
		if got := list(content.MessageFilter{State: content.MessageOpen, Kind: content.Notified}); !slices.Equal(got, []content.ID{third.ID}) {
			t.Error("open:", got)
		}
		if got := list(content.MessageFilter{State: content.MessageClosed}); !slices.Equal(got, []content.ID{second.ID}) {
			t.Error("closed:", got)
		}
		// One of two who decide at once wins.
		won := parallel(t, 4, func(int) int {
			m := *third
			m.Closed, m.Decision, m.Reasons = t0.Add(3*time.Hour), content.DecisionRemoved, "x"
			if err := l.CloseMessage(ctx, &m); err == nil {
				return 1
			} else if !content.Is(err, content.Conflict) {
				t.Error(err)
			}
			return 0
		})
		if won != 1 {
			t.Errorf("%d decisions on one message", won)
		}
	})
}

// TestP5MessagesAndReportsAreRemoved: with a clock of its own, what visitors and
// other servers sent goes when the register says so.
func TestP5MessagesAndReportsAreRemoved(t *testing.T) {
	onBoth(t, func(t *testing.T, db *outward) {
		ctx, day := t.Context(), 24*time.Hour
		m := &content.Message{ID: content.NewID(), Site: db.site, Kind: content.Feedback, Topic: "barrier", Text: "x", Received: t0}
		_, err := db.SaveMessage(ctx, m)
		must(t, err)
		open := *m
		open.ID = content.NewID()
		_, err = db.SaveMessage(ctx, &open)
		must(t, err)
		m.Closed, m.Decision, m.Reasons = t0.Add(10*day), content.DecisionAnswered, "x"
		must(t, db.CloseMessage(ctx, m))
		_, err = db.SaveReport(ctx, db.received("https://a.example/u"), &content.Report{Site: db.site, URI: "https://a.example/f", Actor: "https://a.example/u", Received: t0})
		must(t, err)
		for _, c := range []struct {
			after                    time.Duration
			closed, waiting, reports int
		}{{364 * day, 0, 0, 0}, {366 * day, 0, 0, 1}, {374 * day, 0, 0, 0}, {376 * day, 1, 0, 0}, {729 * day, 0, 0, 0}, {731 * day, 0, 1, 0}} {
			got, err := db.Purge(ctx, t0.Add(c.after), content.DefaultRetention)
			must(t, err)
			if got["messages"] != c.closed || got["waiting messages"] != c.waiting || got["reports"] != c.reports {
				t.Errorf("after %v: %v, want %+v", c.after, got, c)
			}
		}
		if list, _, err := db.Messages(ctx, db.site, content.MessageFilter{}); err != nil || len(list) != 0 {
			t.Error(list, err)
		}
	})
}

// TestP10EveryPurgeIsInTheRegister, and every period of the register has a purge.
func TestP10EveryPurgeIsInTheRegister(t *testing.T) {
	known := map[string]bool{"trash": true}
	for _, p := range purges {
		known[p.kind] = true
	}
	said := map[string]bool{}
	for _, rec := range content.Register {
		for _, a := range rec.Ages {
			if said[a.Kind] = true; !known[a.Kind] || content.DefaultRetention.Period(a.Kind) <= 0 {
				t.Errorf("the register says how long %q is kept, and nothing removes it", a.Kind)
			}
		}
	}
	for kind := range known {
		if !said[kind] {
			t.Errorf("%q is removed and the register does not say when", kind)
		}
	}
}
