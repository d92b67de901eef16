package page

import (
	"html/template"
	"time"

	"vitrine/content"
)

// Samples are example pages by page name, full and empty ones, against which
// themes are checked: a template that asks for a field that does not exist
// fails on them. words may be nil. Each kind has its item page ("item/event")
// with details, which are empty unless the kind is a Sampler.
func Samples(words Words, kinds content.Kinds) map[string][]any {
	full, bare := sampleCommon(words), sampleCommon(words)
	bare.Alternates, bare.Languages, bare.Feeds, bare.Nav, bare.Footer = nil, nil, nil, nil, nil
	bare.JSONLD, bare.ObjectID, bare.Social, bare.Site.Contact = nil, "", Social{}, content.Contact{}
	bare.UI = "fr"
	cards := []Card{sampleCard(), {Kind: "highlight", Href: "/nl/h/x", Title: "<b>&\"'", Lang: "fr"}}
	follow := Follow{Name: "Jeugd", Href: "/nl/c/jeugd", Handle: "@jeugd@bib.example", Actor: "https://bib.example/ap/a/x"}
	out := map[string][]any{
		"home": {
			&Home{Common: full, Lead: cards, Upcoming: cards, Channels: []Follow{follow}, Tags: full.Nav, More: "/nl/?page=2"},
			&Home{Common: bare},
		},
		"item": {sampleItem(full, follow), &Item{Common: bare, Kind: "article", TitleText: "x", Untranslated: true}},
		"channel": {
			&Channel{Common: full, Follow: follow, Summary: "<p>Voor kinderen.</p>", Avatar: sampleImage(), Header: sampleImage(),
				Fields: []content.ProfileField{{Name: "Website", Value: "https://bib.example"}, {Name: "Waar", Value: "Mol"}}, Items: cards, Tags: full.Nav, More: "?page=2"},
			&Channel{Common: bare, Follow: Follow{Name: "x"}, MovedTo: "https://elders.example/ap/a/y"},
		},
		"tag": {&Tag{Common: full, Label: "Jeugd", Items: cards, More: "?page=2"}, &Tag{Common: bare, Label: "x"}},
		"agenda": {
			&Agenda{Common: full, From: "2026-10-01", To: "2026-10-31", More: "?page=2", Channel: &follow,
				Days: []Day{{Label: "zaterdag 17 oktober 2026", Machine: "2026-10-17", Events: cards}}},
			sampleMonth(full, cards),
			&Agenda{Common: bare, Tag: "Jeugd"},
		},
		"search": {&Search{Common: full, Asked: true, Count: 2, Results: cards, More: "?page=2"}, &Search{Common: bare}, &Search{Common: bare, Asked: true}},
		"info": {
			&Info{Common: full, Name: "about", Heading: "Contact", Sections: []Section{{Heading: "Wie", Paragraphs: []string{"Wij."}, List: []string{"a"}, Contact: true},
				{ID: "b", Heading: "Gegevens", Lang: "fr", HTML: "<p>Mots</p>", Links: full.Nav, Terms: []Term{{Name: "Adres", Text: "Markt 1"}, {Name: "E-mail", Text: "a@b.example", Href: "mailto:a@b.example"}, {Name: "Dag", Text: "2 november", DateTime: "2026-11-02"}},
					Table: &Table{Caption: "Wat", Head: []string{"Gegevens", "Doel"}, Rows: [][]string{{"Naam", "Antwoord"}}}}}},
			&Info{Common: bare, Name: "privacy", Heading: "x"},
		},
		"archive": {
			&Archive{Common: full, Heading: "Archief: november 2026", Year: 2026, Month: 11, Items: cards, Newer: &full.Nav[0], Older: &full.Nav[1],
				Years: []ArchiveYear{{Year: 2026, Href: "/nl/archive/2026", Count: 12, Months: []ArchiveMonth{{Month: 11, Label: "november", Href: "/nl/archive/2026/11", Count: 3, Current: true}}}}},
			&Archive{Common: bare, Heading: "x"},
		},
		"author": {&Writer{Common: full, Name: "An", Handle: "@an@mastodon.example", URL: "https://mastodon.example/@an", Items: cards, More: "?page=2"}, &Writer{Common: bare, Name: "x"}},
		"follow": {
			&FollowUs{Common: full, Channels: []Follow{follow}, Chosen: &follow, Account: "x", Problem: "Dat is geen server.", Lists: []FeedList{{Heading: "RSS", Text: "Voor nieuwslezers.", Links: full.Feeds}}},
			&FollowUs{Common: bare},
		},
		"share": {&Share{Common: full, What: "Een titel", URL: "https://bib.example/nl/a/een-titel", Answer: true, Account: "x", Problem: "Dat is geen server.", Back: "/nl/a/een-titel"}, &Share{Common: bare, What: "x"}},
		"form":  {sampleForm(full), &Form{Common: bare, Name: "notice", Heading: "x", Submit: "x"}, &Form{Common: full, Name: "notice", Heading: "x", Contact: true, Done: &Receipt{Number: "7", Time: "nu", Text: []string{"Dank u."}, Mailed: true}}},
		"embed": {&Agenda{Common: full, More: "?page=2", Days: []Day{{Label: "zaterdag 17 oktober 2026", Machine: "2026-10-17", Events: cards}}}, &Agenda{Common: bare}},
		"zoom":  {&Zoom{Common: full, TitleText: "x", Back: "/nl/h/x", Credit: "An", Rights: "CC0", RightsURL: "https://creativecommons.org/publicdomain/zero/1.0/", Pages: []ZoomPage{{Label: "1", Info: "/i", Src: "/s", Srcset: "/s 640w", Width: 640, Height: 480, Full: "/f"}, {}}}, &Zoom{Common: bare}},
		"error": {
			&Problem{Common: bare, Status: 404, Heading: "Niet gevonden", Text: "Dit is er niet."},
			&Problem{Common: full, Status: 410, Heading: "Weg", Text: "Weg.", Reason: "Vergissing"},
			&Problem{Common: bare, Status: 500, Heading: "Fout", Text: "Onze fout.", RequestID: "1"},
		},
	}
	for _, k := range kinds {
		details := []content.Details{k.New()}
		if s, ok := k.(Sampler); ok {
			details = append(details, s.Sample())
		}
		for _, d := range details {
			it := sampleItem(full, follow)
			it.Kind, it.Details = k.Name(), d
			it.Published, it.Updated = sampleTime, sampleTime
			out["item/"+k.Name()] = append(out["item/"+k.Name()], it)
		}
	}
	return out
}

// Sampler is a kind that gives filled-in details for checking themes.
type Sampler interface{ Sample() content.Details }

func sampleCommon(words Words) Common {
	return Common{
		Site: Site{Name: "Bibliotheek <Mol>", Home: "/nl/", Description: "Lezen", Search: "/nl/search",
			Contact: content.Contact{Email: "info@bib.example", Phone: "+32 14 00 00 00", Address: "Markt 1\n2400 Mol", EnterpriseNo: "BE 0000.000.000"}},
		Lang: "nl", UI: "nl", Title: "Een \"titel\" & <meer>", Description: "Beschrijving",
		Canonical: "https://bib.example/nl/a/een-titel", ObjectID: "https://bib.example/ap/o/x", OEmbed: "https://bib.example/oembed?url=x",
		Alternates: []Alternate{{"nl", "https://bib.example/nl/a/een-titel"}, {"fr", "https://bib.example/fr/a/un-titre"}, {"x-default", "https://bib.example/nl/a/een-titel"}},
		Languages:  []Link{{Href: "/nl/a/een-titel", Label: "Nederlands", Lang: "nl", Current: true}, {Href: "/fr/a/un-titre", Label: "français", Lang: "fr"}},
		Feeds:      []Link{{Href: "/nl/feed.rss", Label: "RSS", Type: "application/rss+xml"}},
		Nav:        []Link{{Href: "/nl/", Label: "Home"}, {Href: "/nl/agenda", Label: "Agenda", Current: true}},
		Footer:     []Link{{Href: "/nl/privacy", Label: "Privacy"}},
		Social: Social{Type: "article", Image: "https://bib.example/media/x/1/w1200.jpg", ImageAlt: "Een boek", Width: 1200, Height: 630,
			Locale: "nl_BE", Locales: []string{"fr_FR"}, Published: sampleTime, Modified: sampleTime, Creator: "@jeugd@bib.example", Tags: []string{"Jeugd"}, AuthorName: "An"},
		JSONLD: map[string]any{"@context": "https://schema.org", "headline": "</script><script>alert(1)</script>"},
		Query:  "été \"<", Words: words, Zone: time.UTC,
	}
}

var sampleTime = time.Date(2026, 10, 17, 15, 0, 0, 0, time.UTC)

func sampleImage() *Image {
	return &Image{Src: "/media/x/1/w640.jpg", Width: 640, Height: 480, Srcset: "/media/x/1/w640.jpg 640w", Alt: "Een boek", AltLang: "fr",
		Sources: []Source{{Type: "image/webp", Srcset: "/media/x/1/w640.webp 640w"}}, Caption: "Bijschrift", CapLang: "fr", Credit: "An", Licence: "CC BY 4.0"}
}

func sampleDate() Date {
	lat, long := 51.19, 5.11
	return Date{When: "za 17 oktober 2026, 15:00–16:00", Start: "2026-10-17T15:00:00+02:00", End: "2026-10-17T16:00:00+02:00", Clock: "15:00–16:00",
		Status: content.EventCancelled, StatusLabel: "Afgelast", Previous: "vr 16 oktober 2026", Availability: content.SoldOut, Tickets: "Uitverkocht",
		Place:     &content.Place{Name: "Zaal", Street: "Markt 1", PostalCode: "2400", Locality: "Mol", Country: "BE", Latitude: &lat, Longitude: &long},
		OnlineURL: "https://video.example/x", Offers: []Offer{{Name: "Leden", Price: "€ 5,00", URL: "https://tickets.example/1"}, {Price: "Gratis"}},
		ID: "x", Calendar: "/nl/e/voorlezen/x.ics", Access: []string{"Toegankelijk met een rolstoel"}, Audience: []string{"Kinderen"},
		Day: "17", Month: "okt", Weekday: "za", Free: true}
}

// sampleMonth is an agenda with everything that a calendar, filters and
// subscriptions have.
func sampleMonth(c Common, cards []Card) *Agenda {
	more := &Link{Href: "/nl/agenda?from=2026-10-17&to=2026-10-17", Label: "nog 3 activiteiten"}
	choices := []Choice{{Value: "children", Label: "Kinderen", Href: "/nl/agenda", Count: 3, Chosen: true}, {Value: "x", Label: "Été <&>", Lang: "fr", Href: "/nl/agenda?audience=x", Count: -1}}
	return &Agenda{Common: c, View: "month", Heading: "oktober 2026", Unknown: true, Count: 2,
		Views:    []Link{{Href: "/nl/agenda", Label: "Lijst"}, {Href: "/nl/agenda?view=month", Label: "Maand", Current: true}},
		Weekdays: []Link{{Label: "za", Type: "zaterdag"}, {Label: "zo", Type: "zondag"}},
		Weeks: []Week{{Number: 42, Days: []Day{{Label: "zaterdag 17 oktober 2026", Machine: "2026-10-17", Number: 17, Events: cards, Today: true, Href: more.Href, More: more},
			{Label: "zondag 1 november 2026", Machine: "2026-11-01", Number: 1, Outside: true, Href: "/nl/agenda?from=2026-11-01&to=2026-11-01"}}}},
		Previous: &Link{Href: "/nl/agenda?view=month&date=2026-09", Label: "Vorige maand"}, Next: &Link{Href: "/nl/agenda?view=month&date=2026-11", Label: "Volgende maand"},
		Today:   &Link{Href: "/nl/agenda?view=month", Label: "Deze maand", Current: true},
		Filters: []Filter{{Name: "when", Label: "Wanneer", Single: true, Choices: choices}, {Name: "audience", Label: "Voor wie", Choices: choices, Active: true}},
		Chosen:  []Link{{Href: "/nl/agenda", Label: "Kinderen"}}, Clear: "/nl/agenda?view=month",
		Hidden:    []Field{{Name: "view", Value: "month"}, {Name: "date", Value: "2026-10"}},
		Subscribe: &FeedList{Heading: "Volg deze agenda", Text: "In uw eigen agenda.", Links: []Link{{Href: "/nl/agenda.ics", Label: "Agenda: kinderen", Type: "text/calendar"}}},
		Webcal:    "webcal://bib.example/nl/agenda.ics", Embed: "/nl/embed"}
}

func sampleCard() Card {
	d := sampleDate()
	return Card{Kind: "event", KindLabel: "Evenement", Href: "/nl/e/voorlezen", Title: "Voorlezen", Summary: "Kom luisteren", Published: sampleTime,
		Image: sampleImage(), Date: &d, Channel: "Jeugd"}
}

func sampleItem(c Common, follow Follow) *Item {
	return &Item{Common: c, ID: "x", Kind: "article", KindLabel: "Artikel", TitleText: "Een \"titel\" & <meer>", Summary: "Samenvatting",
		Body: template.HTML("<p>Tekst</p>"), Published: sampleTime, Updated: sampleTime.Add(time.Hour), Reason: "Uur verbeterd",
		Authors: []Author{{Name: "An", Handle: "@an@mastodon.example"}, {Name: "Bo"}}, Channel: follow, Tags: c.Nav, Lead: sampleImage(),
		Gallery: []Image{*sampleImage()}, Files: []File{{Href: "/media/x/1/full.pdf", Name: "Folder", Type: "PDF", Size: "1,2 MB"}},
		Dates: []Date{sampleDate(), {When: "za 24 oktober 2026", Start: "2026-10-24"}}, Calendar: "/nl/e/een-titel.ics",
		Facts: []content.Fact{{Name: "when", Label: "Wanneer", Text: "za 17 oktober 2026", Time: sampleTime, AllDay: true},
			{Name: "status", Label: "Stand", Text: "Geannuleerd", Urgent: true}, {Name: "tickets", Label: "Tickets", Text: "Kopen", URL: "https://tickets.example/"}},
		Replies: []Reply{{ID: "r", Name: "Ida", Handle: "@ida@social.example", URL: "https://social.example/1", Content: "<p>Mooi</p>", Warning: "Verklapt het einde", Lang: "de", Published: sampleTime}},
		Counts:  content.Counts{Likes: 3, Boosts: 1, Replies: 1}, ReadingTime: 4, Contents: []Heading{{ID: "h-een", Text: "Eén", Level: 2}, {ID: "h-twee", Text: "Twee <3", Level: 3}},
		Zoom: "/nl/h/een-titel/zoom", Players: []HTML{`<figure class="player"><audio controls src="/media/x/1/full.mp3"></audio></figure>`}}
}

func sampleForm(c Common) *Form {
	f := &Form{Common: c, Name: "notice", Heading: "Melden", Intro: []string{"Alinea."}, Submit: "Verzend", Contact: true, Hidden: []Field{{Name: "url", Value: "x"}},
		Action: "/nl/report", Trap: &Field{Name: "website", Label: "Laat dit veld leeg", Type: "text"}, More: []Link{{Href: "/nl/privacy", Label: "Privacyverklaring"}}}
	for _, kind := range []string{"text", "email", "url", "longtext", "choice", "check"} {
		f.Fields = append(f.Fields, Field{Name: "f" + kind, Label: "Veld", Hint: "Uitleg", Type: kind, Value: "x", Optional: true, Error: "Vul dit in.", Max: 200, Complete: "email"})
		f.Problems = append(f.Problems, FormError{Field: "f" + kind, Text: "Vul dit in."})
	}
	f.Fields[4].Choices = []Choice{{Value: "a", Label: "A"}, {Value: "b", Label: "B", Lang: "fr", Chosen: true}}
	return f
}
