package page

import (
	"html/template"
	"time"

	"vitrine/content"
)

// sampleBody has everything that a cleaned body may hold.
const sampleBody = `<p class="lead">Om tien voor elf gaat het grote licht uit en blijven de leeslampen aan. Niemand kijkt op.</p>
<p>Zo begint, sinds acht jaar, de <em>nacht van de lezer</em>: de bibliotheek sluit niet. Wie binnen is, mag blijven tot het laatste hoofdstuk. <a href="/nl/e/voorlezen">Lees hoe u zich inschrijft</a>.</p>
<h2 id="h-het-begin">Het begin</h2>
<p>Het idee kwam van een lezer die haar bus miste, en <span lang="en">“one more chapter”</span> vroeg.<sup class="noteref"><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup> Wie blijft, krijgt een deken en een nummer, en op het einde van de nacht een ontbijt.</p>
<aside class="pull"><p>Een boek dichtdoen is makkelijk. Naar huis gaan is moeilijk.</p></aside>
<h3 id="h-de-eerste-keer">De eerste keer</h3>
<ul><li>veertien lezers, drie dekens</li><li>één thermos die ’s ochtends nog warm was</li></ul>
<ol><li>Kom voor elf uur.</li><li>Kies een stoel.</li><li>Zwijg, behalve om te lachen.</li></ol>
<figure class="wide"><img src="/media/wide/1/w960.jpg" width="960" height="640" alt="De leeszaal om drie uur" loading="lazy"><figcaption>Om drie uur is de stilte het diepst. <span class="credit">Foto: Lotte Janssens</span> <span class="licence">CC BY 4.0</span></figcaption></figure>
<h2 id="h-de-cijfers">De cijfers</h2>
<div class="table" role="region" tabindex="0" aria-labelledby="t1"><table><caption id="t1">Bezoekers per editie</caption><thead><tr><th scope="col">Jaar</th><th scope="col">Lezers</th><th scope="col">Uitgelezen boeken</th></tr></thead>
<tbody><tr><th scope="row">2024</th><td>212</td><td>97</td></tr><tr><th scope="row">2025</th><td>260</td><td>131</td></tr></tbody></table></div>
<p class="note">De nacht is gratis. Breng zelf een kussen mee. <a href="/media/x/1/full.pdf">Het reglement <span class="file">(PDF, 80 kB)</span></a></p>
<blockquote><p>Ik las de laatste zin hardop, en iemand zei: mooi.</p></blockquote>
<pre><code class="language-text">ISBN 978-90-00-00000-2</code></pre>
<figure class="gallery"><figure><img src="/media/wide/1/w480.jpg" width="480" height="320" alt="De hal" loading="lazy"></figure><figure><img src="/media/wide/1/w480.jpg" width="480" height="320" alt="De trap" loading="lazy"><figcaption>De trap</figcaption></figure><figcaption>Twee plekken om te wachten</figcaption></figure>
<figure class="player"><audio controls preload="none" src="/media/a/1/full.mp3"></audio><figcaption>Luister: het eerste hoofdstuk</figcaption></figure><details class="transcript"><summary>Uitgeschreven tekst</summary><div><p>De zee lag stil.</p></div></details>
<dl><dt>Deken</dt><dd>Te leen aan de balie.</dd></dl>
<hr>
<p>Wie om zeven uur nog wakker is, mag de lampen uitdoen.</p>
<section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Noten</h2><ol><li id="fn-1">Zij las <cite>Het licht van Kaap Griffioen</cite>. <a href="#fnref-1" role="doc-backlink">Terug naar de tekst</a></li></ol></section>`

// sampleItem is an item with everything that its kind has.
func sampleItem(c Common, kind string) *Item {
	it := &Item{Common: c, ID: "x", Kind: kind, KindLabel: "Artikel", TitleText: "De nacht van de lezer", Summary: "Eén nacht per jaar blijven de lampen aan. Wij gingen mee met wie niet kan slapen zonder laatste hoofdstuk.",
		Body: template.HTML(sampleBody), Published: sampleTime, Updated: sampleTime.Add(time.Hour), Reason: "Het uur van de laatste bus is verbeterd.",
		Authors: []Author{{Name: "An Peeters", Handle: "@an@mastodon.example", Href: "/nl/author/an"}, {Name: rightToLeft}}, Channel: sampleFollow(&c), Tags: sampleTags(), Lead: sampleImage(),
		Gallery: []Image{*sampleImage(), *samplePortrait(), *sampleImage()}, Files: []File{{Href: "/media/x/1/full.pdf", Name: "Programma van de nacht", Type: "PDF", Size: "1,2 MB"}},
		Replies: sampleReplies(), Counts: content.Counts{Likes: 43, Boosts: 12, Replies: 3}, ReadingTime: 7,
		Contents: []Heading{{ID: "h-het-begin", Text: "Het begin", Level: 2}, {ID: "h-de-eerste-keer", Text: "De eerste keer", Level: 3}, {ID: "h-de-cijfers", Text: "De cijfers", Level: 2}},
		Related:  sampleCards()[:3], Editions: []Edition{sampleEdition()}, Join: "/nl/share?u=x&answer=1", MoreReplies: "?replies=2", EPUB: &File{Href: "/nl/a/x.epub", Name: "x.epub", Type: "EPUB", Size: "300 kB"},
		Players: []HTML{`<figure class="player"><audio controls preload="none" src="/media/a/1/full.mp3"></audio><figcaption>Gesprek met de lezer</figcaption></figure>`}}
	switch kind {
	case "event":
		it.KindLabel, it.TitleText, it.Dates, it.Calendar = "Evenement", "Voorleesuur: de beer die niet kon slapen", sampleDates(), "/nl/e/voorlezen.ics"
		it.Facts = []content.Fact{{Name: "status", Label: "Stand", Text: "Geannuleerd", Urgent: true}, {Name: "when", Label: "Wanneer", Text: "za 17 oktober 2026", Time: sampleTime},
			{Name: "tickets", Label: "Tickets", Text: "Koop tickets", URL: "https://tickets.example/"}}
		it.Contents = nil
	case "highlight":
		it.KindLabel, it.TitleText, it.Lead, it.Zoom, it.Contents = "Uit de collectie", "Het licht van Kaap Griffioen", samplePortrait(), "/nl/h/x/zoom", nil
		it.Facts = []content.Fact{{Name: "creators", Label: "Makers", Text: "Nora Vandewalle, Bo Claes"}, {Name: "publisher", Label: "Uitgever", Text: "Uitgeverij Kade"}, {Name: "issued", Label: "Datum", Text: "2025", Time: sampleTime, AllDay: true},
			{Name: "isbn", Label: "ISBN", Text: "9789000000002"}, {Name: "identifier", Label: "Kenmerk", Text: "ROM VAND 2025"}, {Name: "rights", Label: "Rechten", Text: "CC0", URL: "https://creativecommons.org/publicdomain/zero/1.0/"},
			{Name: "catalogue", Label: "In de catalogus", Text: "Bekijk in de catalogus", URL: "https://catalogus.example/1"}, {Name: "iiif", Label: "In detail bekijken", Text: "In detail bekijken", URL: "https://iiif.example/manifest.json"}}
	case "edition":
		e := sampleEdition()
		it.KindLabel, it.TitleText, it.Edition, it.Editions, it.Lead, it.Contents = "Nummer", e.Title, &e, nil, nil, nil
	}
	return it
}

func sampleEdition() Edition {
	return Edition{Href: "/nl/n/herfst", Title: "Herfst: over de nacht", Number: "2026/3", Issued: "herfst 2026", Lang: "nl", Cover: samplePortrait(), Summary: "Twaalf stukken om wakker bij te blijven.", Count: 12,
		Parts: []Part{{Heading: "Vooraf", Items: sampleCards()[:1]}, {Heading: "Dedans", Lang: "fr", Items: sampleCards()[1:5]}, {Items: sampleCards()[2:3]}},
		EPUB:  &File{Href: "/nl/n/herfst.epub", Name: "herfst.epub", Type: "EPUB", Size: "1,8 MB"}, Older: &Link{Href: "/nl/n/zomer", Label: "Zomer: over water"}, Newer: &Link{Href: "/nl/n/hiver", Label: "Hiver", Lang: "fr"}}
}

func sampleReplies() []Reply {
	first := Reply{ID: "r1", Name: "Ida Vermeulen", Handle: "@ida@social.example", URL: "https://social.example/@ida/1", Content: template.HTML(`<p>Ik was erbij, in de stoel bij het raam. Volgend jaar <strong>weer</strong>.</p>`),
		Published: sampleTime, Join: "/nl/share?u=r1&answer=1", Report: "/nl/notice?u=r1"}
	second, third := first, first
	second.ID, second.Name, second.Handle, second.Lang, second.Depth = "r2", rightToLeft, "@layla@kitab.example", "ar", 1
	second.Content = template.HTML(`<p>ليلة جميلة، شكرا لكم.</p>`)
	third.ID, third.Warning, third.Lang, third.Depth = "r3", "Verklapt het einde", "de", 2
	third.Content = template.HTML(`<p>Am Ende schläft der Bär doch ein.</p>`)
	return []Reply{first, second, third}
}

func hostileItem(c Common) *Item {
	it := sampleItem(c, "article")
	it.TitleText, it.Summary, it.Reason, it.KindLabel = unbroken, markup, unbroken, unbroken[:60]
	it.Body = template.HTML("<p>" + unbroken + "</p><h2>" + unbroken + "</h2><pre><code>" + unbroken + "</code></pre><table><tbody><tr><td>" + unbroken + "</td><td>" + unbroken + "</td></tr></tbody></table>")
	it.Authors = []Author{{Name: rightToLeft, Handle: "@" + unbroken[:100] + "@a.example"}}
	it.Lead, it.Related, it.Untranslated = nil, hostileCards(), true
	it.Dates = []Date{sampleDate(content.EventCancelled)}
	it.Dates[0].Place.Name, it.Dates[0].Offers = unbroken[:200], []Offer{{Name: unbroken[:100], Price: unbroken[:50]}}
	it.Facts = []content.Fact{{Name: "creators", Label: unbroken[:50], Text: unbroken}}
	it.Files = []File{{Href: "/x", Name: unbroken, Type: "PDF", Size: "1 MB"}}
	it.Contents = []Heading{{ID: "x", Text: unbroken, Level: 3}}
	it.Replies[0].Name, it.Replies[0].Warning = unbroken, markup
	return it
}
