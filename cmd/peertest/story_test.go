package peertest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// story is one run: a house that publishes, a reader elsewhere who follows.
type story struct {
	house
	reader
	traits
	root  *testing.T // tidies up when everything is over
	lang  string
	nonce string // in every text of this run, so that earlier runs do not count
	us    channel
	them  account // our channel, as the reader's server knows it
}

// tell runs the whole story. Its parts are subtests in order; a part that
// fails ends the story, for the following ones build on it.
func tell(t *testing.T, env map[string]string, r reader, tr traits) {
	s := &story{
		house:  house{door{env["PEER_VITRINE"], env["PEER_VITRINE_TOKEN"]}, strings.TrimPrefix(env["PEER_VITRINE_ACCT"], "@")},
		reader: r,
		root:   t,
		traits: tr,
		nonce:  "run" + strconv.FormatInt(time.Now().UnixMilli(), 36),
	}
	us, err := s.channel(t.Context())
	if err != nil {
		t.Fatalf("our channel: %v", err)
	}
	s.us, s.lang = us, cmp.Or(os.Getenv("PEER_VITRINE_LANG"), us.Lang, "nl")

	var a, e, h told
	for _, part := range []struct {
		name string
		do   func(t *testing.T)
	}{
		{"found by handle", s.findByHandle},
		{"found by page address", s.findByPage},
		{"follow is accepted", s.follow},
		{"article arrives", func(t *testing.T) { a = s.article(t) }},
		{"event arrives", func(t *testing.T) { e = s.event(t) }},
		{"highlight arrives", func(t *testing.T) { h = s.highlight(t) }},
		{"reply waits for moderation", func(t *testing.T) { s.answer(t, a) }},
		{"like and boost are counted", func(t *testing.T) { s.react(t, h) }},
		{"corrections arrive as edits", func(t *testing.T) { s.correctArticle(t, a); s.moveEvent(t, e) }},
		{"withdrawal disappears", func(t *testing.T) { s.disappear(t, e) }},
		{"unfollow is noticed", s.unfollow},
	} {
		if !t.Run(part.name, part.do) {
			t.Fatalf("the story ends at %q", part.name)
		}
	}
}

// told is an item and how the reader's server shows it.
type told struct {
	item   item
	status status
}

func (s *story) findByHandle(t *testing.T) {
	eventually(t, "search @"+s.acct, func(ctx context.Context) error {
		f, err := s.search(ctx, "@"+s.acct)
		if err != nil {
			return err
		}
		if len(f.Accounts) != 1 {
			return fmt.Errorf("%d accounts found", len(f.Accounts))
		}
		s.them = f.Accounts[0]
		return nil
	})
	if !strings.EqualFold(strings.TrimPrefix(s.them.Acct, "@"), s.acct) {
		t.Errorf("acct %q, want %q", s.them.Acct, s.acct)
	}
	if s.them.DisplayName != s.us.Name {
		t.Errorf("display name %q, want %q", s.them.DisplayName, s.us.Name)
	}
	if s.pageURL && s.them.URL != s.us.URL {
		t.Errorf("url %q, want the page %q", s.them.URL, s.us.URL)
	}
}

func (s *story) findByPage(t *testing.T) {
	f, err := s.search(t.Context(), s.us.URL)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Accounts) != 1 || f.Accounts[0].ID != s.them.ID {
		t.Errorf("searching %s found %+v, want account %s", s.us.URL, f.Accounts, s.them.ID)
	}
}

func (s *story) follow(t *testing.T) {
	if on, err := s.following(t.Context(), s.them.ID); err != nil {
		t.Fatal(err)
	} else if on { // left over from a run that was cut
		s.unfollow(t)
	}
	us, err := s.channel(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.us = us
	if err := s.reader.account(t.Context(), s.them.ID, "follow"); err != nil {
		t.Fatal(err)
	}
	s.atTheEnd("unfollow", func(ctx context.Context) error {
		if on, err := s.following(ctx, s.them.ID); err != nil || !on {
			return err
		}
		return s.reader.account(ctx, s.them.ID, "unfollow")
	})
	s.followers(t, s.us.Followers+1)
	eventually(t, "accept", func(ctx context.Context) error {
		on, err := s.following(ctx, s.them.ID)
		if err == nil && !on {
			err = errors.New("still requested")
		}
		return err
	})
}

func (s *story) unfollow(t *testing.T) {
	now, err := s.channel(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.reader.account(t.Context(), s.them.ID, "unfollow"); err != nil {
		t.Fatal(err)
	}
	s.followers(t, now.Followers-1)
}

func (s *story) followers(t *testing.T, want int) {
	t.Helper()
	eventually(t, fmt.Sprintf("%d followers", want), func(ctx context.Context) error {
		c, err := s.channel(ctx)
		if err == nil && c.Followers != want {
			err = fmt.Errorf("%d followers, want %d", c.Followers, want)
		}
		return err
	})
}

// tell publishes an item and waits until the reader sees it at home.
func (s *story) tell(t *testing.T, fields map[string]any) told {
	t.Helper()
	fields["channel"] = s.us.Handle
	it, err := s.publish(t.Context(), fields)
	if err != nil {
		t.Fatalf("publish: %v", err)
	}
	s.atTheEnd("withdraw "+it.ID, func(ctx context.Context) error { return s.withdraw(ctx, it.ID) })
	out := told{item: it}
	eventually(t, "seen by the reader", func(ctx context.Context) (err error) {
		if out.item.ActivityPub == "" {
			if out.item, err = s.item(ctx, it.ID); err != nil {
				return err
			}
			if out.item.ActivityPub == "" {
				return errors.New("not announced yet")
			}
		}
		if s.articleID != nil && fields["kind"] == "article" {
			out.status, err = s.get(ctx, s.articleID(out.item.ActivityPub))
		} else {
			out.status, err = s.home(ctx, out.item.ActivityPub)
		}
		return err
	})
	if s.pageURL && out.status.URL != out.item.URL {
		t.Errorf("url %q, want the page %q", out.status.URL, out.item.URL)
	}
	if s.traits.language && out.status.Language != s.lang {
		t.Errorf("language %q, want %q", out.status.Language, s.lang)
	}
	return out
}

// disappear withdraws an item and asserts that nobody can read it any more.
func (s *story) disappear(t *testing.T, x told) {
	if err := s.withdraw(t.Context(), x.item.ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "gone at the reader's", func(ctx context.Context) error {
		if _, err := s.home(ctx, x.item.ActivityPub); !errors.Is(err, errAbsent) {
			return fmt.Errorf("home timeline: %w", cmp.Or(err, errors.New("still there")))
		}
		if _, err := s.get(ctx, x.status.ID); code(err) != http.StatusNotFound {
			return fmt.Errorf("status: %w", cmp.Or(err, errors.New("still there")))
		}
		return nil
	})
	if _, err := readObject(t.Context(), x.item.ActivityPub); code(err) != http.StatusGone {
		t.Errorf("object after withdrawal: %v, want 410", err)
	}
	if err := fetchPage(t.Context(), x.item.URL); code(err) != http.StatusGone {
		t.Errorf("page after withdrawal: %v, want 410", err)
	}
}

// atTheEnd leaves both servers as they were found, also after a failure.
func (s *story) atTheEnd(what string, do func(context.Context) error) {
	s.root.Cleanup(func() {
		// The context of a finished test is over: tidying up has its own.
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := do(ctx); err != nil {
			s.root.Logf("tidying up: %s: %v", what, err)
		}
	})
}
