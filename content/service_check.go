package content

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	handleForm = regexp.MustCompile(`^[a-z0-9_]{1,30}$`)
	acctForm   = regexp.MustCompile(`^[A-Za-z0-9_]+([.-]+[A-Za-z0-9_]+)*@[A-Za-z0-9.-]+(:[0-9]{1,5})?$`)
	slugForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// ValidHandle reports whether h can be a channel's handle.
func ValidHandle(h string) bool { return handleForm.MatchString(h) }

// ValidAcct reports whether a has the form user@host.
func ValidAcct(a string) bool { return len(a) <= 320 && acctForm.MatchString(a) }

// ValidURL reports whether u is an absolute http(s) address without user information.
func ValidURL(u string) bool {
	if len(u) > 2048 || strings.ContainsAny(u, " \t\r\n\"<>`\\") {
		return false
	}
	p, err := url.Parse(u)
	return err == nil && (p.Scheme == "https" || p.Scheme == "http") && p.Hostname() != "" && p.User == nil
}

// check holds an item's contents against the rules for any revision, and
// completes them: slugs, media, details in canonical form.
func (s *Service) check(ctx context.Context, site *Site, it *Item, p *Problems) error {
	if len(it.Texts) == 0 {
		p.Add("texts", "problem.text")
	}
	seen := map[Lang]bool{}
	for i := range it.Texts {
		s.checkText(site, &it.Texts[i], seen, p.In(fmt.Sprintf("texts.%d", i)))
	}
	if utf8.RuneCountInString(it.Reason) > MaxReason {
		p.Add("reason", "problem.too_long", "Max", MaxReason)
	}
	if it.Details == nil {
		if k, ok := s.Kinds.Get(it.Kind); ok {
			it.Details = k.New()
		}
	}
	if it.Details != nil {
		if d, ok := it.Details.(Zoned); ok {
			d.DefaultZone(site.TimeZone)
		}
		if n, ok := it.Details.(Normal); ok {
			n.Normalise()
		}
		it.Details.Check(p.In("details"))
		if err := s.checkMembers(ctx, site, it, p); err != nil {
			return err
		}
	}
	return s.checkMedia(ctx, site, it, p)
}

// checkMembers holds what a collected item contains against what there is: each
// member once was, and the item is not inside itself.
func (s *Service) checkMembers(ctx context.Context, site *Site, it *Item, p *Problems) error {
	d, ok := it.Details.(Collected)
	if !ok || p.Len() > 0 { // as many as are allowed, and each of the right form
		return nil
	}
	for _, id := range d.Members() {
		if id == it.ID {
			p.Add("details.parts", "problem.holds_itself")
			continue
		}
		_, err := s.Store.Item(ctx, site.ID, id, WorkingRevision)
		if Is(err, NotFound) {
			p.Add("details.parts", "problem.unknown_item", "Value", string(id))
			continue
		}
		if err != nil {
			return fmt.Errorf("member %s: %w", id, err)
		}
	}
	return nil
}

// Zoned details take the site's time zone where none is given.
type Zoned interface{ DefaultZone(zone string) }

func (s *Service) checkText(site *Site, t *Text, seen map[Lang]bool, p *Problems) {
	switch {
	case t.Lang == "":
		p.Add("lang", "problem.required")
	case !s.Words.ValidLang(t.Lang) || !site.Speaks(t.Lang):
		p.Add("lang", "problem.unknown_lang", "Value", string(t.Lang), "Known", joinLangs(site.Languages))
	case seen[t.Lang]:
		p.Add("lang", "problem.lang_repeated", "Value", string(t.Lang))
	}
	seen[t.Lang] = true
	if t.Title == "" {
		p.Add("title", "problem.title")
	}
	if utf8.RuneCountInString(t.Title) > MaxTitle {
		p.Add("title", "problem.too_long", "Max", MaxTitle)
	}
	if utf8.RuneCountInString(t.Summary) > MaxSummary {
		p.Add("summary", "problem.too_long", "Max", MaxSummary)
	}
	if len(t.Body) > MaxBody {
		p.Add("body", "problem.too_long", "Max", MaxBody)
	}
	if t.Slug == "" {
		t.Slug = s.Words.Slug(t.Lang, t.Title)
	}
	if len(t.Slug) > 100 || !slugForm.MatchString(t.Slug) {
		p.Add("slug", "problem.slug", "Value", t.Slug)
	}
}

func (s *Service) checkMedia(ctx context.Context, site *Site, it *Item, p *Problems) error {
	if len(it.Media) > MaxMedia {
		p.Add("media", "problem.too_many", "Max", MaxMedia)
		return nil
	}
	leads := 0
	named := map[ID]bool{}
	uses := it.Media[:0:0]
	for i, u := range it.Media {
		at := fmt.Sprintf("media.%d.", i)
		switch u.Role {
		case "":
			u.Role = RoleGallery
		case RoleLead:
			if leads++; leads > 1 {
				p.Add(at+"role", "problem.one_lead")
			}
		case RoleGallery, RoleAttachment:
		case RoleInline: // found again in the bodies below
			continue
		default:
			p.Add(at+"role", "problem.not_allowed", "Value", u.Role, "Allowed", "lead, gallery, attachment")
		}
		m, err := s.Store.Media(ctx, site.ID, u.ID)
		if Is(err, NotFound) {
			p.Add(at+"id", "problem.unknown_media", "Value", string(u.ID))
			continue
		}
		if err != nil {
			return err
		}
		u.Media = m
		u.Alt, u.Caption = s.plainMap(u.Alt), s.plainMap(u.Caption)
		named[u.ID] = true
		uses = append(uses, u)
	}
	for i, t := range it.Texts {
		refs, _ := s.Clean.Refs(t.Body)
		for _, id := range refs {
			if named[id] {
				continue
			}
			named[id] = true
			m, err := s.Store.Media(ctx, site.ID, id)
			if Is(err, NotFound) {
				p.Add(fmt.Sprintf("texts.%d.body", i), "problem.unknown_media", "Value", string(id))
				continue
			}
			if err != nil {
				return err
			}
			uses = append(uses, Use{ID: id, Role: RoleInline, Media: m})
		}
	}
	it.Media = uses
	return nil
}

// checkPublic holds an item against what must be in place before anyone sees it.
func (s *Service) checkPublic(site *Site, it *Item, p *Problems) {
	if site.Settings.AltOptional {
		return
	}
	for i := range it.Media {
		u := &it.Media[i]
		if u.Media != nil && strings.HasPrefix(u.Media.Type, "image/") && !u.Media.Accessible() && len(u.Alt) == 0 {
			p.Add(fmt.Sprintf("media.%d.alt", i), "problem.alt_needed")
		}
		if u.Media != nil && u.Role != RoleAttachment && !u.Media.Captioned() {
			if u.Media.Film() {
				p.Add(fmt.Sprintf("media.%d.captions", i), "problem.captions_needed")
			} else {
				p.Add(fmt.Sprintf("media.%d.transcript", i), "problem.transcript_needed")
			}
		}
	}
}

func (s *Service) plainMap(m Localised) Localised {
	if m == nil {
		return nil
	}
	out := Localised{}
	for l, v := range m {
		if v = s.Clean.Plain(v); v != "" {
			out[l] = v
		}
	}
	return out
}

func joinLangs(ls []Lang) string {
	out := make([]string, len(ls))
	for i, l := range ls {
		out[i] = string(l)
	}
	return strings.Join(out, ", ")
}

// orInternal is err, or an Internal error when there is none.
func orInternal(err error, what string) error {
	if err != nil {
		return err
	}
	return Failf(Internal, "%s", what)
}
