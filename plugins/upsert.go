package plugins

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/content"
)

// Gone is the reason of a withdrawal because the source has a record no more.
// An item withdrawn for it is published again when the record comes back; one
// that staff withdrew is not.
const Gone = "no longer public at its source"

// Upsert implements Host.
func (r *run) Upsert(ctx context.Context, rec Record) (Outcome, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	out, err := r.upsert(ctx, rec)
	if err != nil {
		if ctx.Err() != nil || !aboutRecord(err) {
			return "", fmt.Errorf("import %q: %w", r.line(name(rec), 120), err)
		}
		out = Refused
		r.Problem(refusal(rec, err))
	}
	r.report.Outcomes[out]++
	return out, nil
}

// aboutRecord tells what is wrong with one record from what is wrong with us.
func aboutRecord(err error) bool {
	switch content.CodeOf(err) {
	case content.Invalid, content.Malformed, content.TooLarge, content.MediaType, content.Conflict, content.Forbidden:
		return true
	}
	return false
}

func refusal(rec Record, err error) Problem {
	p := Problem{Record: name(rec), Link: rec.Link, Err: err, What: "It cannot be stored.", Remedy: "Correct it in the source and run the import again."}
	if content.Is(err, content.Conflict) {
		p.What, p.Remedy = "It was being changed here at the same time.", "Run the import again."
	}
	return p
}

func (r *run) upsert(ctx context.Context, rec Record) (Outcome, error) {
	have, err := r.Service.Store.ItemBySource(ctx, r.who.Site, r.Source, rec.ExternalID)
	if err != nil && !content.Is(err, content.NotFound) {
		return "", err
	}
	if err != nil {
		have = nil
	}
	if rec.ExternalID == "" || len(rec.ExternalID) > 2048 {
		return "", content.Failf(content.Malformed, "the record has no usable id")
	}
	if rec.Deleted {
		return r.withdraw(ctx, rec, have)
	}
	if len(rec.Body) > maxRaw {
		return "", content.Failf(content.TooLarge, "a text of %d bytes", len(rec.Body))
	}
	images := r.prepare(&rec)
	if rec.Title == "" {
		r.Problem(Problem{Record: name(rec), Link: rec.Link, What: "It has neither a title nor a text."})
		return Skipped, nil
	}
	sum := digest(rec)
	if have != nil {
		if out, done := r.decided(rec, have, sum); done {
			return out, nil
		}
	}
	if err := r.knownTags(ctx, &rec); err != nil {
		return "", err
	}
	pics, err := r.pictures(ctx, &rec, images)
	if err != nil {
		return "", err
	}
	if have != nil && have.SourceSum == sum+pics.outstanding() && have.Status != content.Withdrawn {
		return Unchanged, nil // what could not be fetched still cannot
	}
	return r.store(ctx, rec, have, pics, sum)
}

// decided answers for items that are left as they are.
func (r *run) decided(rec Record, have *content.Item, sum string) (Outcome, bool) {
	switch {
	case have.SourceSum == sum && (have.Status != content.Withdrawn || have.WithdrawnReason != Gone):
		return Unchanged, true
	case !have.Trashed.IsZero():
		r.Problem(Problem{Record: name(rec), Link: rec.Link, What: "Its item here is in the trash and stays there."})
		return Kept, true
	case have.Status == content.Withdrawn && have.WithdrawnReason != Gone:
		if before, _, _ := strings.Cut(have.SourceSum, outstandingMark); before == sum {
			return Unchanged, true
		}
		r.Problem(Problem{Record: name(rec), Link: rec.Link, What: "It changed at its source, but was withdrawn here and stays so."})
		return Kept, true
	case have.By != "":
		if before, _, _ := strings.Cut(have.SourceSum, outstandingMark); before == sum {
			return Unchanged, true
		}
		r.Problem(Problem{Record: name(rec), Link: rec.Link, What: "It changed at its source, but staff edited it here: their text stays.",
			Remedy: "Compare the two and take over what is missing."})
		return Kept, true
	}
	return "", false
}

// withdraw takes back what the source has no more.
func (r *run) withdraw(ctx context.Context, rec Record, have *content.Item) (Outcome, error) {
	why := rec.Why
	if why == "" {
		why = "deleted at its source"
	}
	switch {
	case have == nil:
		r.Count("left out: "+why, 1)
		return Skipped, nil
	case !have.Trashed.IsZero(), have.Status == content.Withdrawn:
		return Unchanged, nil
	case have.By != "":
		r.Problem(Problem{Record: name(rec), Link: rec.Link, What: "At its source it is " + why + ", but staff edited it here: it stays.", Remedy: "Withdraw it yourself if that is right."})
		return Kept, nil
	case have.Live == 0:
		return Withdrawn, r.Service.Trash(ctx, r.who, have.ID)
	}
	if have.Status != content.Published {
		return Unchanged, nil
	}
	_, err := r.Service.Withdraw(ctx, r.who, have.ID, have.Working, Gone)
	return Withdrawn, err
}

// store writes the item, with everything it causes, in one step.
func (r *run) store(ctx context.Context, rec Record, have *content.Item, pics *pictureSet, sum string) (Outcome, error) {
	in := content.Input{Kind: rec.Kind, Channel: r.Channel, Tags: rec.Tags, Authors: rec.Authors, Media: pics.uses, Details: rec.Details,
		Source: r.Source, ExternalID: rec.ExternalID, Expires: rec.Expires, Sum: sum + pics.outstanding(), Quiet: !r.Announce,
		Texts:   []content.TextInput{{Lang: rec.Lang, Slug: rec.Slug, Title: rec.Title, Summary: rec.Summary, Body: rec.Body}},
		Publish: !rec.Draft && !r.Draft, Published: rec.Published}
	if rec.PublishAt.After(r.start) && in.Publish {
		in.Publish, in.PublishAt = false, rec.PublishAt
	}
	if have == nil && in.Published.IsZero() { // newest first, as feeds are
		in.Published = r.start.Add(-time.Duration(r.undated) * time.Second)
		r.undated++
	}
	if have != nil {
		objects, err := r.Service.Store.Objects(ctx, r.who.Site, have.ID)
		if err != nil {
			return "", err
		}
		if len(objects) > 0 { // whoever got it gets the correction too
			in.Quiet = false
		}
		in.Channel = "" // staff may have moved it
		if rec.Slug == "" || sameSlug(have, rec) {
			in.Texts[0].Slug = ""
		}
	}
	it, created, err := r.Service.Create(ctx, r.who, in)
	if err != nil {
		return "", err
	}
	if !created {
		return Updated, nil
	}
	if it.Status == content.Draft {
		r.report.Drafts++
	}
	return Created, nil
}

// sameSlug reports whether an item's slug is the wished one, or was made unique from it.
func sameSlug(have *content.Item, rec Record) bool {
	t, ok := have.Text(rec.Lang)
	return ok && (t.Slug == rec.Slug || strings.HasPrefix(t.Slug, rec.Slug+"-"))
}

// digest is what tells a changed record from an unchanged one. Its dates are no
// part of it: they are kept from the first time, and many sources give the hour
// of the request.
func digest(rec Record) string {
	rec.Published, rec.Updated, rec.Why = time.Time{}, time.Time{}, ""
	b, err := json.Marshal(rec) // plain data: fails only for details that cannot be stored either
	if err != nil {
		b = fmt.Appendf(nil, "%#v", rec)
	}
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// knownTags drops tags that a closed vocabulary does not have.
func (r *run) knownTags(ctx context.Context, rec *Record) error {
	if !r.Runner.Site.Settings.ClosedVocabulary || len(rec.Tags) == 0 {
		return nil
	}
	known, err := r.Service.Store.Tags(ctx, r.who.Site)
	if err != nil {
		return err
	}
	words := map[string]bool{}
	for _, t := range known {
		words[r.Service.Words.Fold(t.Slug)] = true
		for _, l := range t.Labels {
			words[r.Service.Words.Fold(l)] = true
		}
	}
	rec.Tags = slices.DeleteFunc(slices.Clone(rec.Tags), func(t string) bool {
		if words[r.Service.Words.Fold(t)] {
			return false
		}
		r.once("tag "+t, Problem{About: t, What: "The vocabulary does not have this tag: items come without it.", Remedy: "Add the tag, change the items, or open the vocabulary."})
		return true
	})
	return nil
}

func name(rec Record) string {
	for _, s := range []string{rec.Title, rec.Link, rec.ExternalID} {
		if s != "" {
			return s
		}
	}
	return "a record without a name"
}

// IsCut reports whether an import ended because a document did.
func IsCut(err error) bool {
	var c *CutError
	return errors.As(err, &c)
}
