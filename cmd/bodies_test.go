package cmd

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/content"
	"vitrine/content/clean"
)

// oneItem is a store that knows one published item.
type oneItem struct {
	content.ItemStore
	it *content.Item
}

func (o oneItem) Item(_ context.Context, _, id content.ID, _ content.Which) (*content.Item, error) {
	if id != o.it.ID {
		return nil, content.Fail(content.NotFound, nil)
	}
	return o.it, nil
}

// everything is a body with all that a body may hold.
const everything = `<p class="lead">Een inleiding<span class="footnote">Met een <em>noot</em>, zie <a href="https://bron.example/x.pdf">de bron</a>.</span>.</p>
<h2>Openingsuren</h2>
<table><caption>Uren per dag</caption><tbody><tr><th>Dag</th><th>Uur</th></tr><tr><th>Maandag</th><td>10–18</td></tr></tbody></table>
<blockquote class="pull"><p>Een boek is een <span lang="fr">rendez-vous</span>.</p></blockquote>
<figure data-media="pic" class="wide"><figcaption>De <em>gevel</em></figcaption></figure>
<figure class="gallery"><figure data-media="pic"></figure><figure data-media="art"><figcaption>Kaart</figcaption></figure><figcaption>Twee beelden</figcaption></figure>
<h3>Openingsuren</h3>
<p>Lees <a data-item="other"></a>, <a data-item="gone">iets weg</a>, <a data-media="doc">de folder</a> en <a href="/x/plan.ods">het plan</a>.<img data-media="pic" alt=""></p>
<figure data-media="film"></figure>
<figure data-media="sound"><figcaption>Gesprek</figcaption></figure>
<figure data-media="nothing"><figcaption>Zonder beeld</figcaption></figure>`

func everyBody(t *testing.T) (bodies, *content.Site, *content.Item, content.Text) {
	t.Helper()
	cat, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	body, _ := clean.Staff(everything)
	text := content.Text{Lang: "nl", Slug: "alles", Title: "Alles", Body: body}
	pic := &content.Media{ID: "pic", Version: 2, Type: "image/jpeg", Alt: content.Localised{"nl": "Een \"gevel\""}, Credit: "An <Peeters>", Licence: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
		Renditions: []content.Rendition{{Name: "full.jpg", Type: "image/jpeg", Width: 2560, Height: 1707}, {Name: "w1024.webp", Type: "image/webp", Width: 1024, Height: 683}, {Name: "w1024.jpg", Type: "image/jpeg", Width: 1024, Height: 683}}}
	art := &content.Media{ID: "art", Version: 1, Type: "image/png", Decorative: true, Licence: "http://rightsstatements.org/vocab/InC-EDU/1.0/",
		Renditions: []content.Rendition{{Name: "full.jpg", Type: "image/jpeg", Width: 300, Height: 200}, {Name: "full.webp", Type: "image/webp", Width: 300, Height: 200}}}
	doc := &content.Media{ID: "doc", Version: 1, Type: "application/pdf", Name: "folder.pdf", Renditions: []content.Rendition{{Name: "full.pdf", Type: "application/pdf", Size: 1_234_567}}}
	film := &content.Media{ID: "film", Version: 1, Type: "video/mp4", Name: "rondleiding.mp4", Width: 1920, Height: 1080, Alt: content.Localised{"nl": "Rondleiding"}, Licence: "CC0-1.0",
		Renditions: []content.Rendition{{Name: "full.mp4", Type: "video/mp4", Size: 45_000_000}, {Name: "poster-1.jpg", Type: "image/jpeg", Width: 1024, Height: 576}, {Name: "captions-fr-1.vtt", Type: "text/vtt"}, {Name: "captions-nl-1.vtt", Type: "text/vtt"}},
		Recording: content.Recording{Poster: "poster-1.jpg", Transcript: content.Localised{"fr": "<p>Bonjour</p>"},
			Tracks: []content.Track{{Kind: "captions", Lang: "fr", Name: "captions-fr-1.vtt"}, {Kind: "captions", Lang: "nl", Name: "captions-nl-1.vtt"}, {Kind: "captions", Lang: "de", Name: "lost.vtt"}}}}
	sound := &content.Media{ID: "sound", Version: 1, Type: "audio/mpeg", Name: "gesprek.mp3", Renditions: []content.Rendition{{Name: "full.mp3", Type: "audio/mpeg", Size: 900_000}},
		Recording: content.Recording{Transcript: content.Localised{"nl": "<p>Welkom.</p>"}}}
	it := &content.Item{ID: "it", Kind: "article", Status: content.Published, Texts: []content.Text{text}, Media: []content.Use{
		{ID: "pic", Media: pic, Role: content.RoleInline}, {ID: "art", Media: art, Role: content.RoleInline}, {ID: "doc", Media: doc, Role: content.RoleInline},
		{ID: "film", Media: film, Role: content.RoleGallery, Caption: content.Localised{"fr": "Visite"}}, {ID: "sound", Media: sound, Role: content.RoleInline}}}
	for _, u := range it.Media {
		u.Media.Site = "site"
	}
	other := &content.Item{ID: "other", Kind: "event", Status: content.Published, Texts: []content.Text{{Lang: "fr", Slug: "fete", Title: "La <fête>"}}}
	site := &content.Site{ID: "site", Origin: "https://bib.example", Languages: []content.Lang{"nl", "fr"}}
	return bodies{oneItem{it: other}, func(lang, key string, args ...any) string { return cat.T(lang, key, args...) }}, site, it, text
}

// What each outlet makes of a body with everything in it.
// Among it A9: a player with its captions by language, a transcript and the
// browser's own controls, that never starts by itself; and F2: pictures in a
// text are lazy and have their measures.
func TestBodiesGolden(t *testing.T) {
	b, site, it, text := everyBody(t)
	article, err := b.Article(t.Context(), site, it, text)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := b.Absolute(t.Context(), site, it, text)
	if err != nil {
		t.Fatal(err)
	}
	peers, err := peerBodies{b}.Absolute(t.Context(), site, it, text)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"page": string(article.HTML), "feed": feed, "peers": peers} {
		got = strings.NewReplacer("><", ">\n<").Replace(got) + "\n"
		if err := checkGolden(filepath.Join("testdata", "bodies", name+".html"), []byte(got), *updateFed); err != nil {
			t.Error(err)
		}
	}
	for name, s := range map[string]string{"feed": feed, "peers": peers} {
		for _, bad := range []string{` id="`, "<video", "<audio", `src="/`, `href="/`, `href="#`, "tabindex", "srcset"} {
			if strings.Contains(s, bad) {
				t.Errorf("%s: has %s", name, bad)
			}
		}
	}
	if len(article.Players) != 1 || !strings.Contains(string(article.Players[0]), "<video") {
		t.Errorf("players: %v", article.Players)
	}
	if article.Contents != nil {
		t.Errorf("a short text has a table of contents: %v", article.Contents)
	}
}

func TestContentsOfLongTexts(t *testing.T) {
	b, site, it, text := everyBody(t)
	long := strings.Repeat("woord ", 250)
	text.Body = "<h2>Eén</h2><p>" + long + "</p><h3>Twee</h3><p>" + long + "</p><h4>Diep</h4><h2>Drie</h2><p>" + long + "</p>"
	got, err := b.Article(t.Context(), site, it, text)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Contents) != 3 || got.Contents[0].ID != "h-een" || got.Contents[1].Level != 3 || got.Minutes != 3 || b.Minutes(text) != 3 {
		t.Errorf("%v, %d minutes", got.Contents, got.Minutes)
	}
	for _, h := range got.Contents {
		if !strings.Contains(string(got.HTML), ` id="`+h.ID+`"`) {
			t.Errorf("the text has no %s", h.ID)
		}
	}
	text.Body = strings.Replace(text.Body, "<h3>Twee</h3>", "", 1)
	if got, err = b.Article(t.Context(), site, it, text); err != nil || got.Contents != nil {
		t.Errorf("two headings: %v %v", got.Contents, err)
	}
}
