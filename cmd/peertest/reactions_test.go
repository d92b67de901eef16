package peertest

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// answer: a reply waits for staff, is public only when approved, and goes when
// its author deletes it.
func (s *story) answer(t *testing.T, x told) {
	text := "My grandmother worked there. " + s.nonce
	mine, err := s.reply(t.Context(), x.status.ID, "@"+s.acct+" "+text)
	if err != nil {
		t.Fatal(err)
	}
	s.atTheEnd("delete the reply", func(ctx context.Context) error {
		if err := s.deleteStatus(ctx, mine.ID); code(err) != 404 {
			return err
		}
		return nil
	})
	var pending []reply
	eventually(t, "pending reply", func(ctx context.Context) (err error) {
		pending, err = s.replies(ctx, "pending", s.nonce)
		return one(pending, err)
	})
	s.inReplies(t, x, mine.URI, false)
	if err := s.approve(t.Context(), pending[0]); err != nil {
		t.Fatal(err)
	}
	eventually(t, "approved reply", func(ctx context.Context) error {
		return one(s.replies(ctx, "approved", s.nonce))
	})
	s.inReplies(t, x, mine.URI, true)
	if !s.deletes {
		return
	}
	if err := s.deleteStatus(t.Context(), mine.ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "deleted reply", func(ctx context.Context) error {
		left, err := s.replies(ctx, "approved", s.nonce)
		if err == nil && len(left) > 0 {
			err = errors.New("still listed")
		}
		return err
	})
	s.inReplies(t, x, mine.URI, false)
}

func one(list []reply, err error) error {
	if err == nil && len(list) != 1 {
		err = fmt.Errorf("%d replies of this run, want 1", len(list))
	}
	return err
}

// inReplies asserts what a stranger reads in the object's replies.
func (s *story) inReplies(t *testing.T, x told, uri string, want bool) {
	t.Helper()
	eventually(t, fmt.Sprintf("in the replies collection: %v", want), func(ctx context.Context) error {
		o, err := readObject(ctx, x.item.ActivityPub)
		if err != nil {
			return err
		}
		got, err := holds(ctx, o.Replies, uri)
		if err == nil && got != want {
			err = fmt.Errorf("%s in %.200s: %v", uri, o.Replies, got)
		}
		return err
	})
}

// react: a like and a boost count, and count no more when they are taken back.
func (s *story) react(t *testing.T, x told) {
	for _, step := range []struct {
		do            string
		likes, shares int
	}{
		{"favourite", 1, 0}, {"reblog", 1, 1}, {"unfavourite", 0, 1}, {"unreblog", 0, 0},
	} {
		if err := s.reader.status(t.Context(), x.status.ID, step.do); err != nil {
			t.Fatalf("%s: %v", step.do, err)
		}
		eventually(t, step.do+" counted", func(ctx context.Context) error {
			o, err := readObject(ctx, x.item.ActivityPub)
			if err != nil {
				return err
			}
			likes, err := total(ctx, o.Likes)
			if err != nil {
				return err
			}
			shares, err := total(ctx, o.Shares)
			if err == nil && (likes != step.likes || shares != step.shares) {
				err = fmt.Errorf("%d likes and %d shares, want %d and %d", likes, shares, step.likes, step.shares)
			}
			return err
		})
	}
}
