package peertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	altEvent     = "A poster with a fox between bookshelves."
	altHighlight = "An open book of hours, two painted pages."
	place        = "Kinderbibliotheek Zuid"
)

// The event is next year, on a day in December and then on the day after.
var (
	year      = time.Now().Year() + 1
	fifth     = inDecember(5)
	sixth     = inDecember(6)
	atTwenty  = regexp.MustCompile(`(?i)\b20\s?[:.hu]\s?00|\b20\s?(u|h|uur|uhr)\b|\b8(:00)?\s?p\.?m`)
	wordsOnly = regexp.MustCompile(`<[^>]*>`)
)

// inDecember matches the day as any of our languages writes it.
func inDecember(day int) *regexp.Regexp {
	return regexp.MustCompile(fmt.Sprintf(`(?i)\b0?%d\.?\s+(dec|déc|dez)|\bdec\w*\s+0?%[1]d\b`, day))
}

// sees fails the test for each of the texts that the reader cannot read.
func sees(t *testing.T, s status, texts ...string) {
	t.Helper()
	plain := wordsOnly.ReplaceAllString(s.words(), " ")
	for _, want := range texts {
		if !strings.Contains(plain, want) {
			t.Errorf("the reader does not see %q in:\n%s", want, s.words())
		}
	}
}

func described(t *testing.T, s status, alt string) {
	t.Helper()
	for _, m := range s.Media {
		if m.Description == alt {
			return
		}
	}
	t.Errorf("no picture with the alt text %q: %+v", alt, s.Media)
}

// article has no summary: what servers other than Mastodon show is then the
// title and the whole text.
func (s *story) article(t *testing.T) told {
	x := s.tell(t, map[string]any{
		"kind": "article",
		"texts": []map[string]any{{"lang": s.lang, "title": "What a reading room remembers " + s.nonce,
			"body": "<p>A hundred and twenty years of silence.</p><h2>1906</h2><p>Gaslight, and <em>no</em> talking.</p>"}},
		"tags": []string{"peertest"},
	})
	sees(t, x.status, "What a reading room remembers "+s.nonce, "A hundred and twenty years of silence.", "1906", "Gaslight")
	if !hasTag(x.status, "peertest") {
		t.Errorf("tags %+v, want peertest", x.status.Tags)
	}
	if s.findsPages {
		f, err := s.search(t.Context(), x.item.URL)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Statuses) != 1 || f.Statuses[0].URI != x.item.ActivityPub {
			t.Errorf("searching %s found %+v, want %s", x.item.URL, f.Statuses, x.item.ActivityPub)
		}
	}
	return x
}

func hasTag(s status, name string) bool {
	for _, tag := range s.Tags {
		if strings.EqualFold(strings.TrimPrefix(tag.Name, "#"), name) {
			return true
		}
	}
	return false
}

func (s *story) event(t *testing.T) told {
	x := s.tell(t, map[string]any{
		"kind": "event",
		"texts": []map[string]any{{"lang": s.lang, "title": "Reading aloud: the fox in the stacks " + s.nonce,
			"body": "<p>From four years old.</p>"}},
		"media":   []map[string]any{{"id": s.upload(t, altEvent), "role": "lead"}},
		"details": map[string]any{"occurrences": []map[string]any{occurrence(5)}},
	})
	sees(t, x.status, "Reading aloud: the fox in the stacks "+s.nonce, place, "From four years old.")
	dated(t, x.status, fifth)
	described(t, x.status, altEvent)
	return x
}

func occurrence(day int) map[string]any {
	return map[string]any{
		"start": fmt.Sprintf("%d-12-%02dT20:00", year, day), "end": fmt.Sprintf("%d-12-%02dT22:00", year, day),
		"time_zone": "Europe/Brussels", "status": "scheduled", "availability": "available",
		"place": map[string]any{"name": place, "street": "Marktplein 4", "postal_code": "2000",
			"locality": "Antwerpen", "country": "BE"},
	}
}

func dated(t *testing.T, s status, day *regexp.Regexp) {
	t.Helper()
	if !day.MatchString(s.words()) || !atTwenty.MatchString(s.words()) {
		t.Errorf("the reader does not see the date (%s, %s) in:\n%s", day, atTwenty, s.words())
	}
}

func (s *story) highlight(t *testing.T) told {
	x := s.tell(t, map[string]any{
		"kind": "highlight",
		"texts": []map[string]any{{"lang": s.lang, "title": "Book of hours, Bruges about 1470 " + s.nonce,
			"body": "<p>Parchment, 112 leaves.</p>"}},
		"media":   []map[string]any{{"id": s.upload(t, altHighlight), "role": "lead"}},
		"details": map[string]any{"creators": []string{"Unknown master"}, "identifier": "Hs 14"},
	})
	sees(t, x.status, "Book of hours, Bruges about 1470 "+s.nonce, "Parchment, 112 leaves.")
	described(t, x.status, altHighlight)
	return x
}

func (s *story) correctArticle(t *testing.T, x told) {
	title := "What a reading room still remembers " + s.nonce
	if err := s.correct(t.Context(), x.item.ID, map[string]any{"texts": []map[string]any{
		{"lang": s.lang, "title": title, "body": "<p>A hundred and twenty-one years of silence.</p>"}}}); err != nil {
		t.Fatal(err)
	}
	now := s.edited(t, x, "A hundred and twenty-one years")
	sees(t, now, title, "A hundred and twenty-one years of silence.")
	if strings.Contains(now.words(), "Gaslight") {
		t.Errorf("the old text is still there:\n%s", now.words())
	}
}

// moveEvent changes nothing but the date: it must be told in the words too.
func (s *story) moveEvent(t *testing.T, x told) {
	moved, err := movedTo(x.item, 6)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.correct(t.Context(), x.item.ID, map[string]any{"details": moved}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the new date", func(ctx context.Context) error {
		now, err := s.get(ctx, x.status.ID)
		if err != nil {
			return err
		}
		if !sixth.MatchString(now.words()) {
			return fmt.Errorf("no %s in %s", sixth, now.words())
		}
		return nil
	})
	now := s.edited(t, x, place)
	dated(t, now, sixth)
	sees(t, now, "Reading aloud: the fox in the stacks "+s.nonce)
	described(t, now, altEvent)
}

// movedTo returns the details with the first occurrence on another day, the
// rest as the server told it.
func movedTo(it item, day int) (map[string]any, error) {
	var d map[string]any
	if err := json.Unmarshal(it.Details, &d); err != nil {
		return nil, fmt.Errorf("details of %s: %w", it.ID, err)
	}
	list, _ := d["occurrences"].([]any)
	if len(list) != 1 {
		return nil, fmt.Errorf("details of %s: %d occurrences, want 1", it.ID, len(list))
	}
	first, ok := list[0].(map[string]any)
	if !ok {
		return nil, errors.New("an occurrence is not an object")
	}
	for k, v := range occurrence(day) {
		if k == "start" || k == "end" {
			first[k] = v
		}
	}
	return d, nil
}

// edited waits until the reader's server shows the text and calls it edited.
func (s *story) edited(t *testing.T, x told, text string) (now status) {
	t.Helper()
	eventually(t, "edit of "+x.item.ID, func(ctx context.Context) (err error) {
		if now, err = s.get(ctx, x.status.ID); err != nil {
			return err
		}
		if !strings.Contains(now.words(), text) {
			return fmt.Errorf("no %q in %s", text, now.words())
		}
		if now.EditedAt == "" {
			return errors.New("not marked as edited")
		}
		return nil
	})
	if s.history {
		n, err := s.versions(t.Context(), x.status.ID)
		if err != nil {
			t.Fatal(err)
		}
		if n < 2 {
			t.Errorf("%d version in the history, want the earlier one too", n)
		}
	}
	return now
}
