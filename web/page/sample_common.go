package page

import (
	"strings"
	"time"

	"vitrine/content"
)

// What lists and pages have to survive.
var (
	unbroken    = strings.Repeat("Meervoudigepersoonlijkheidsstoornis", 15)[:500] // a title without a space
	rightToLeft = "ليلى الحسن"
	markup      = `<b>"vet" & 'fout'</b></script><script>alert(1)</script>`
	sampleTime  = time.Date(2026, 10, 17, 15, 0, 0, 0, time.UTC)
)

func sampleCommon(words Words) Common {
	const here = "https://bib.example/nl/a/de-nacht-van-de-lezer"
	return Common{
		Site: Site{Name: "Bibliotheek <Mol>", Home: "/nl/", Description: "Lezen, luisteren en samenkomen in het hart van de Kempen.", Search: "/nl/search", Archive: "/nl/archive", Languages: 2, OpenSearch: "/nl/opensearch.xml",
			Contact: content.Contact{Email: "info@bib.example", Phone: "+32 14 00 00 00", Address: "Markt 1\n2400 Mol", EnterpriseNo: "BE 0000.000.000"}},
		Lang: "nl", UI: "nl", Title: "De nacht van de lezer", Description: "Een nacht lang lezen tussen de rekken.",
		Canonical: here, ObjectID: "https://bib.example/ap/o/x", OEmbed: "https://bib.example/oembed?url=x",
		Alternates: []Alternate{{"nl", here}, {"fr", "https://bib.example/fr/a/la-nuit-du-lecteur"}, {"x-default", here}},
		Languages:  []Link{{Href: "/nl/a/de-nacht-van-de-lezer", Label: "Nederlands", Lang: "nl", Current: true}, {Href: "/fr/a/la-nuit-du-lecteur", Label: "français", Lang: "fr"}},
		Feeds: []Link{{Href: "/nl/feed.rss", Label: "RSS-feed", Type: "application/rss+xml"}, {Href: "/nl/feed.json", Label: "JSON Feed", Type: "application/feed+json"},
			{Href: "/nl/agenda.ics", Label: "Agenda (iCalendar)", Type: "text/calendar"}},
		Nav: []Link{{Href: "/nl/", Label: "Start"}, {Href: "/nl/agenda", Label: "Agenda", Current: true}, {Href: "/nl/archive", Label: "Archief"}, {Href: "/nl/follow", Label: "Volgen"},
			{Href: "/nl/search", Label: "Zoeken"}, {Href: "/nl/about", Label: "Over ons"}},
		Footer: []Link{{Href: "/nl/accessibility", Label: "Toegankelijkheidsverklaring"}, {Href: "/nl/privacy", Label: "Privacyverklaring"}, {Href: "/nl/terms", Label: "Gebruiksvoorwaarden"}, {Href: "/nl/about", Label: "Contact", Current: true}},
		Social: Social{Type: "article", Image: "https://bib.example/media/x/1/w1200.jpg", ImageAlt: "Een boek", Width: 1200, Height: 630,
			Locale: "nl_BE", Locales: []string{"fr_FR"}, Published: sampleTime, Modified: sampleTime, Creator: "@jeugd@bib.example", Tags: []string{"Jeugd"}, AuthorName: "An Peeters"},
		JSONLD: map[string]any{"@context": "https://schema.org", "headline": "</script><script>alert(1)</script>"},
		Crumbs: []Link{{Href: "/nl/", Label: "Start"}, {Href: "/nl/c/jeugd", Label: "Jeugd"}},
		Notice: &Notice{Text: "Op zaterdag 24 oktober sluiten wij om 12 uur.", Href: "/nl/a/sluiting"},
		Share:  &Sharing{URL: here, Title: "De nacht van de lezer", Own: "/nl/share?u=x", Mail: "mailto:?subject=De%20nacht&body=https%3A%2F%2Fbib.example", QR: "/nl/qr.svg"},
		Follow: "/nl/follow", Report: "/nl/notice?u=x", Query: "été \"<", Words: words, Zone: time.UTC,
	}
}

// sampleBare is what a page has at least, with an interface in another language.
func sampleBare(words Words) Common {
	return Common{Site: Site{Name: "Bib", Home: "/nl/", Search: "/nl/search", Languages: 1}, Lang: "nl", UI: "fr", NoIndex: true, Words: words}
}

// sampleHostile is a page from right to left, full of what does not fit.
func sampleHostile(words Words) Common {
	c := sampleCommon(words)
	c.Lang, c.Title, c.Site.Name, c.Site.Description, c.Query = "ar", unbroken, unbroken[:80], markup, unbroken
	for range 12 {
		c.Nav = append(c.Nav, Link{Href: "/nl/x", Label: unbroken[:35], Lang: "de"})
	}
	c.Notice = &Notice{Text: unbroken, Lang: "de"}
	c.Crumbs = append(c.Crumbs, Link{Href: "/nl/x", Label: unbroken})
	c.JSONLD = map[string]any{"headline": markup}
	c.Site.Contact = content.Contact{Address: unbroken[:120], Email: unbroken[:60] + "@bib.example", Phone: markup}
	return c
}

func sampleImage() *Image {
	return &Image{Src: "/media/wide/1/w960.jpg", Width: 960, Height: 640, Srcset: "/media/wide/1/w480.jpg 480w, /media/wide/1/w960.jpg 960w, /media/wide/1/w1600.jpg 1600w",
		Alt: "Des lecteurs dans la grande salle, le soir", AltLang: "fr", Sources: []Source{{Type: "image/webp", Srcset: "/media/wide/1/w480.webp 480w, /media/wide/1/w960.webp 960w"}},
		Caption: "De grote leeszaal bleef open tot de laatste bladzijde.", CapLang: "nl", Credit: "Lotte Janssens", Licence: "CC BY 4.0", LicenceURL: "https://creativecommons.org/licenses/by/4.0/",
		Focus: "fx3 fy7", Blur: "#8a7f6a"}
}

// samplePortrait is a cover: higher than wide.
func samplePortrait() *Image {
	return &Image{Src: "/media/cover/1/w480.jpg", Width: 480, Height: 680, Srcset: "/media/cover/1/w240.jpg 240w, /media/cover/1/w480.jpg 480w", Alt: "Kaft: een vuurtoren in de nacht", Credit: "Uitgeverij Kade"}
}

func sampleAvatar() *Image {
	return &Image{Src: "/media/avatar/1/w160.jpg", Width: 160, Height: 160, Srcset: "/media/avatar/1/w160.jpg 160w"}
}

func sampleFollow(c *Common) Follow {
	return Follow{Name: "Jeugd", Href: "/nl/c/jeugd", Handle: "@jeugd@bib.example", Actor: "https://bib.example/ap/a/x", Kind: content.ChannelAudience,
		Summary: "Voorlezen, knutselen en spelen voor wie nog groeit.", Avatar: sampleAvatar(), Join: "/nl/follow?channel=jeugd", Feeds: c.Feeds}
}

func sampleChannelList(c *Common) []Follow {
	one := sampleFollow(c)
	return []Follow{one,
		{Name: "Bibliotheek Mol", Href: "/nl/c/bib", Handle: "@bib@bib.example", Kind: content.ChannelMain, Summary: "Alles van de bibliotheek.", Join: "/nl/follow?channel=bib"},
		{Name: rightToLeft, Href: "/nl/c/lees", Handle: "@" + unbroken[:30] + "@bib.example", Kind: content.ChannelTheme, Avatar: sampleAvatar()}}
}

func sampleTags() []Link {
	return []Link{{Href: "/nl/t/jeugd", Label: "Jeugd"}, {Href: "/nl/t/lecture", Label: "lecture publique", Lang: "fr"}, {Href: "/nl/t/lokaal", Label: "Lokale geschiedenis"}, {Href: "/nl/t/duurzaam", Label: "Duurzaam"}, {Href: "/nl/t/x", Label: "<b>&"}}
}
