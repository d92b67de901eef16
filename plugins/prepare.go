package plugins

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
)

// maxRaw bounds a body before it is looked at, in bytes.
const maxRaw = 8 << 20

var (
	mailForm = regexp.MustCompile(`(?i)(mailto:)?[^\s<>(),;:"]+@[^\s<>(),;:"]+\.[^\s<>(),;:"]+`)
	slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// prepare brings a record into the form in which it is compared and stored, and
// returns the pictures that it names. What is beyond a limit is cut, so that a
// whole record is not refused for one long tag.
func (r *run) prepare(rec *Record) []Picture {
	c := r.Service.Clean
	if rec.Kind == "" {
		rec.Kind = "article"
	}
	r.speak(rec)
	base, _ := url.Parse(strings.TrimSpace(rec.Base))
	rec.Link = resolve(base, rec.Link)
	var images []Picture
	rec.Body, images = normalise(rec.Body, base)
	rec.Body = strings.TrimSpace(rec.Body)
	rec.Title = shorten(c.Plain(rec.Title), content.MaxTitle)
	rec.Summary = shorten(oneLine(c.Text(rec.Summary)), content.MaxSummary)
	if rec.Title == "" {
		first, _, _ := strings.Cut(c.Text(rec.Body), "\n")
		if first == "" {
			first = rec.Summary
		}
		rec.Title = shorten(c.Plain(first), 80)
	}
	rec.Slug = r.fitSlug(rec.Lang, rec.Slug)
	rec.Tags = r.fitTags(rec.Tags)
	rec.Authors = r.fitAuthors(rec.Authors)
	for i := range rec.Images {
		p := &rec.Images[i]
		p.URL = address(base, p.URL)
	}
	rec.Images = slices.DeleteFunc(rec.Images, func(p Picture) bool { return p.URL == "" })
	rec.Base = ""
	all := slices.Concat(rec.Images, images)
	for i := range all {
		p := &all[i]
		p.Alt, p.Caption, p.Credit = c.Plain(p.Alt), shorten(oneLine(c.Text(p.Caption)), 1000), shorten(c.Plain(p.Credit), 500)
		if !speaks(p.Alt) {
			p.Alt = ""
		}
		p.Alt = shorten(p.Alt, 1500)
	}
	copy(rec.Images, all)
	return all
}

// speak chooses the site's language for a record.
func (r *run) speak(rec *Record) {
	site := r.Runner.Site
	lang := content.Lang(strings.ReplaceAll(strings.TrimSpace(string(rec.Lang)), "_", "-"))
	for _, l := range site.Languages {
		if strings.EqualFold(string(l), string(lang)) {
			rec.Lang = l
			return
		}
	}
	for _, l := range site.Languages {
		if lang != "" && strings.EqualFold(string(l.Base()), string(lang.Base())) {
			rec.Lang = l
			return
		}
	}
	rec.Lang = site.DefaultLang()
	if lang != "" {
		r.once("lang "+string(lang), Problem{About: string(lang), What: "The site does not have this language: its texts are stored as " + string(rec.Lang) + ".",
			Remedy: "Add the language to the site and import again into it, or leave it so."})
	}
}

// fitSlug makes a slug of what another system had as one: "basic-post.html",
// "2023/04/my-post", "%d0%b8".
func (r *run) fitSlug(lang content.Lang, s string) string {
	if s == "" {
		return ""
	}
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	s = strings.Trim(s, "/")
	s = s[strings.LastIndexByte(s, '/')+1:]
	s = strings.TrimSuffix(strings.TrimSuffix(s, ".html"), ".htm")
	if len(s) <= 100 && slugForm.MatchString(s) {
		return s
	}
	if s = r.Service.Words.Slug(lang, s); s == "item" { // nothing was left of it: the title does better
		return ""
	}
	return s
}

func (r *run) fitTags(in []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range in {
		t = strings.TrimSpace(strings.TrimPrefix(r.Service.Clean.Plain(t), "#"))
		key := r.Service.Words.Fold(t)
		if key == "" || seen[key] || utf8.RuneCountInString(t) > 100 || len(out) == content.MaxTags {
			continue
		}
		seen[key] = true
		out = append(out, t)
	}
	return out
}

// fitAuthors keeps names, and never an address of electronic mail.
func (r *run) fitAuthors(in []content.Author) []content.Author {
	var out []content.Author
	for _, a := range in {
		a.Name = r.Service.Clean.Plain(mailForm.ReplaceAllString(a.Name, " "))
		a.Name = strings.TrimFunc(strings.NewReplacer("()", "", "( )", "", "<>", "").Replace(a.Name), func(c rune) bool {
			return unicode.IsSpace(c) || strings.ContainsRune(`,;<>"`, c)
		})
		if a.Name == "" || utf8.RuneCountInString(a.Name) > 200 || slices.Contains(out, a) || len(out) == content.MaxAuthors {
			continue
		}
		out = append(out, a)
	}
	return out
}

// oneLine is text without line ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// shorten cuts text after a word, to at most n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	rs := []rune(s)[:n-1]
	for i := len(rs) - 1; i > len(rs)/2; i-- {
		if unicode.IsSpace(rs[i]) {
			rs = rs[:i]
			break
		}
	}
	return strings.TrimRightFunc(string(rs), func(c rune) bool { return unicode.IsSpace(c) || unicode.IsPunct(c) }) + "…"
}
