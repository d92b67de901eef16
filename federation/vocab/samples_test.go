package vocab

import (
	"time"

	"vitrine/content"
)

const (
	samplePEM = "-----BEGIN PUBLIC KEY-----\n" +
		"MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK2jkP1mUm7Zq1m4i1Vv5l0f3wQ0n2Xx\n" +
		"-----END PUBLIC KEY-----\n"
	sampleMultikey = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
)

func sampleSite() *content.Site {
	return &content.Site{
		ID: "s1", Name: "Kulturhub", Origin: "https://hub.bib.example", HandleDomain: "bib.example",
		Languages: []content.Lang{"de", "nl"}, TimeZone: "Europe/Berlin",
	}
}

func sampleChannel() *content.Channel {
	return &content.Channel{
		ID: "c1", Site: "s1", Handle: "kinderbibliothek", Name: "Kinder- und Jugendbibliothek",
		Summary: "<p>Abteilung der Stadtbibliothek Musterstadt.</p>", Kind: content.ChannelBranch, Lang: "de",
		Fields: []content.ProfileField{
			{Name: "Website", Value: "https://bib.example/kinder"},
			{Name: "Öffnungszeiten", Value: "Di–Sa 10–18 Uhr & <auf Anfrage>"},
		},
		Created: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC),
	}
}

func sampleArticle() content.Object {
	s := sampleSite()
	return content.Object{
		ID: s.ObjectID("o1"), Type: "Article", Actor: s.ActorID("c1"), Lang: "de",
		Name:    "Was ein Lesesaal erzählt",
		Summary: "<p>Ein Rundgang durch 120 Jahre Lesesaal – mit Plänen & Fotos.</p>",
		Content: "<p>…ganzer Text…</p><h2>1906</h2><p>…</p>",
		URL:     s.Origin + "/de/a/lesesaal",
		// Below a second, which no document shows: not a change.
		Published: time.Date(2026, 9, 21, 9, 0, 0, 100e6, time.FixedZone("", 7200)),
		Updated:   time.Date(2026, 9, 21, 7, 0, 0, 900e6, time.UTC),
		Image: &content.Attachment{Type: "Image", MediaType: "image/jpeg", URL: s.Origin + "/media/m1/1/full.jpg",
			Name: "Lesesaal um 1910, Blick von der Galerie", Width: 1600, Height: 900, FocalX: 0.1, FocalY: -1},
		Tags:     []content.Hashtag{{Name: "Stadtgeschichte", URL: s.TagURL("de", "stadtgeschichte")}},
		Licence:  "https://creativecommons.org/licenses/by/4.0/",
		Preview:  "<p><strong>Was ein Lesesaal erzählt</strong></p><p>Ein Rundgang …</p>",
		Likes:    4,
		Shares:   2,
		MayQuote: true,
	}
}

func sampleNote() content.Object {
	s := sampleSite()
	return content.Object{
		ID: s.ObjectID("o2"), Type: "Note", Actor: s.ActorID("c1"), Lang: "de",
		Name:      "Stundenbuch, Brügge um 1470",
		Content:   `<p><strong>Stundenbuch, Brügge um 1470</strong></p><p>Pergament, 112 Blatt.</p><p><a href="https://hub.bib.example/de/h/hs14">Zum Objekt</a></p>`,
		URL:       s.Origin + "/de/h/hs14",
		Published: time.Date(2026, 9, 23, 6, 0, 0, 0, time.UTC),
		Attachments: []content.Attachment{{Type: "Image", MediaType: "image/jpeg", URL: s.Origin + "/media/m3/1/full.jpg",
			Name: "Aufgeschlagene Doppelseite", Width: 1400, Height: 1050, FocalX: 0.1, FocalY: 0.4, Blurhash: "UIF=jrpIM|~q~VT0%2t6Ne9a?G-;9ZRP%2Rk"}},
		Tags:     []content.Hashtag{{Name: "Handschriften", URL: s.TagURL("de", "handschriften")}},
		MayQuote: true,
	}
}

func sampleEvent() content.Object {
	s := sampleSite()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	lat, lon := 51.0, 13.73726
	line := "<p>Sa 17. Oktober 2026, 15:00–16:00 Uhr · Kinderbibliothek, Marktplatz 4 · Eintritt frei</p>"
	return content.Object{
		ID: s.ObjectID("e77"), Type: "Event", Actor: s.ActorID("c1"), Lang: "de",
		Name: "Vorlesestunde: Der Fuchs im Magazin", Summary: line,
		Content:   "<p>Vorlesestunde: Der Fuchs im Magazin</p>" + line + "<p>Ab 4 Jahren. …</p>",
		URL:       s.Origin + "/de/e/fuchs",
		Published: time.Date(2026, 9, 20, 8, 0, 0, 0, time.UTC),
		Updated:   time.Date(2026, 9, 22, 8, 0, 0, 0, time.UTC),
		Image:     &content.Attachment{Type: "Image", MediaType: "image/jpeg", URL: s.Origin + "/media/m4/1/full.jpg", Name: "Plakat: Fuchs zwischen Regalen"},
		Tags:      []content.Hashtag{{Name: "Vorlesen", URL: s.TagURL("de", "vorlesen")}},
		MayQuote:  true,
		Event: &content.ObjectEvent{
			Start: time.Date(2026, 10, 17, 15, 0, 0, 0, zone), End: time.Date(2026, 10, 17, 16, 0, 0, 0, zone), Zone: "Europe/Berlin",
			Place: &content.Place{Name: "Kinderbibliothek", Street: "Marktplatz 4", PostalCode: "12345", Locality: "Musterstadt", Country: "DE",
				Latitude: &lat, Longitude: &lon},
			Status: content.EventScheduled, TicketURL: "https://tickets.example/fuchs",
		},
	}
}
