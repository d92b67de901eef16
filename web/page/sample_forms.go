package page

import (
	"html/template"

	"vitrine/content"
)

func sampleFollows(full, bare, hostile Common) []any {
	follow := sampleFollow(&full)
	lists := []FeedList{{Heading: "In een nieuwslezer", Text: "Een nieuwslezer is een app die kijkt of er iets nieuws is, zodat u dat niet hoeft te doen.", Links: full.Feeds}, {Heading: "In uw agenda", Text: "Al onze data verschijnen vanzelf tussen uw eigen afspraken.", Links: full.Feeds[2:]}}
	return []any{
		&FollowUs{Common: full, Channels: sampleChannelList(&full), Lists: lists},
		&FollowUs{Common: full, Chosen: &follow, Account: "geen server", Problem: "Dat is geen adres van een server.", Channels: sampleChannelList(&full), Lists: lists},
		&FollowUs{Common: full, Chosen: &follow, Go: &Link{Href: "https://mastodon.example/authorize_interaction?uri=x", Label: "Verder naar mastodon.example"}},
		&FollowUs{Common: bare},
		&FollowUs{Common: hostile, Account: markup, Problem: unbroken, Chosen: &Follow{Name: unbroken, Handle: unbroken}, Lists: []FeedList{{Heading: unbroken, Text: markup, Links: []Link{{Href: "/x", Label: unbroken}}}}},
	}
}

func sampleShares(full, bare, hostile Common) []any {
	const url = "https://bib.example/nl/a/de-nacht-van-de-lezer"
	return []any{
		&Share{Common: full, What: "De nacht van de lezer", URL: url, Back: "/nl/a/de-nacht-van-de-lezer"},
		&Share{Common: full, What: "De nacht van de lezer", URL: url, Answer: true, Account: "x", Problem: "Dat is geen adres van een server.", Back: "/nl/a/de-nacht-van-de-lezer"},
		&Share{Common: full, What: "De nacht van de lezer", URL: url, Go: &Link{Href: "https://mastodon.example/share?text=x", Label: "Verder naar mastodon.example"}},
		&Share{Common: bare, What: "x"}, &Share{Common: hostile, What: unbroken, URL: url + "/" + unbroken},
	}
}

func sampleForms(full, bare, hostile Common) []any {
	empty := func(c Common) *Form {
		return &Form{Common: c, Name: "notice", Heading: "Iets melden", Intro: []string{"Staat hier iets dat volgens u niet mag? Vertel het ons. U hebt geen account nodig."}, Submit: "Verstuur de melding", Contact: true,
			Hidden: []Field{{Name: "token", Value: "x"}}, Action: "/nl/report", Trap: &Field{Name: "website", Label: "Laat dit veld leeg", Type: "text"}, More: []Link{{Href: "/nl/privacy", Label: "Privacyverklaring"}},
			Fields: []Field{
				{Name: "url", Label: "Adres van de inhoud", Hint: "Het begint met https://.", Type: "url", Value: "https://bib.example/nl/a/x", Complete: "off"},
				{Name: "reason", Label: "Waarover gaat het?", Hint: "Kies wat het best past.", Type: "choice", Choices: []Choice{{Value: "illegal", Label: "Het is onwettig"}, {Value: "privacy", Label: "Het schendt mijn privacy", Chosen: true}, {Value: "autre", Label: "Autre chose", Lang: "fr"}}},
				{Name: "text", Label: "Wat is er mis?", Hint: "Wij lezen alles wat u schrijft.", Type: "longtext", Max: 5000, Value: "Op de tweede alinea"},
				{Name: "name", Label: "Uw naam", Type: "text", Complete: "name", Max: 200},
				{Name: "email", Label: "Uw e-mailadres", Hint: "Daarop krijgt u ons antwoord.", Type: "email", Optional: true, Complete: "email"},
				{Name: "faith", Label: "Ik vul dit naar waarheid in", Type: "check", Value: "1"},
			}}
	}
	wrong := empty(full)
	for i := range wrong.Fields {
		wrong.Fields[i].Error = "Vul dit in."
		wrong.Problems = append(wrong.Problems, FormError{Field: wrong.Fields[i].Name, Text: wrong.Fields[i].Label + ": vul dit in."})
	}
	wrong.Problems = append(wrong.Problems, FormError{Text: "Probeer het over een minuut opnieuw."})
	long := empty(hostile)
	long.Heading = unbroken
	for i := range long.Fields {
		long.Fields[i].Label, long.Fields[i].Hint, long.Fields[i].Error, long.Fields[i].Value = unbroken, markup, unbroken, unbroken
	}
	return []any{empty(full), wrong, &Form{Common: full, Name: "notice", Heading: "Uw melding is aangekomen", Contact: true, Done: &Receipt{Number: "2026-0042", Time: "17 oktober 2026, 15:00", Text: []string{"Wij lezen uw melding binnen drie werkdagen."}, Mailed: true}},
		&Form{Common: bare, Name: "feedback", Heading: "x", Submit: "x"}, &Form{Common: bare, Name: "notice", Heading: "x", Done: &Receipt{}}, long}
}

func sampleInfos(full, bare, hostile Common) []any {
	return []any{
		&Info{Common: full, Name: "accessibility", Heading: "Toegankelijkheidsverklaring", Sections: []Section{
			{Heading: "Stand van zaken", ID: "status", Paragraphs: []string{"De Bibliotheek van Mol wil dat iedereen deze website kan gebruiken.", "De website voldoet gedeeltelijk aan WCAG 2.1 niveau AA."},
				Terms: []Term{{Name: "Opgesteld op", Text: "1 oktober 2026", DateTime: "2026-10-01"}, {Name: "Methode", Text: "zelfevaluatie"}, {Name: "Machineleesbaar", Text: "JSON", Href: "/nl/accessibility.json"}}},
			{Heading: "Wat nog niet lukt", List: []string{"Sommige oude affiches hebben geen tekstversie.", "Twee video’s hebben geen ondertitels."}, Lang: "fr"},
			{Heading: "Bewaartermijnen", Table: &Table{Caption: "Wat wij bewaren, en hoe lang", Head: []string{"Gegevens", "Doel", "Grond", "Termijn"},
				Rows: [][]string{{"Antwoorden uit de fediverse", "Tonen onder een artikel", "Gerechtvaardigd belang", "Tot intrekking"}, {"Meldingen", "Behandelen", "Wettelijke plicht", "1 jaar"}}}},
			{Heading: "Voorwaarden", HTML: template.HTML("<p>Wees <strong>hoffelijk</strong>.</p><h3>Wat wij weigeren</h3><ul><li>reclame</li></ul>")},
			{Heading: "Insluiten", Paragraphs: []string{"Plak dit in uw eigen website."}, Code: `<iframe src="https://bib.example/nl/embed" title="Agenda"></iframe>`},
			{Heading: "Contact", Contact: true, Links: []Link{{Href: "/nl/feedback", Label: "Een drempel melden"}, {Href: "https://www.vlaamseombudsdienst.be/", Label: "Vlaamse Ombudsdienst"}}},
		}},
		&Info{Common: bare, Name: "privacy", Heading: "x"},
		&Info{Common: hostile, Name: "terms", Heading: unbroken, Sections: []Section{{Heading: unbroken, Paragraphs: []string{unbroken}, Terms: []Term{{Name: unbroken[:80], Text: unbroken}},
			Table: &Table{Caption: unbroken, Head: []string{unbroken[:60], "x"}, Rows: [][]string{{unbroken[:90], markup}}}}}},
	}
}

func sampleZooms(full, bare, hostile Common) []any {
	one := ZoomPage{Label: "Folio 1 recto", Info: "/nl/h/x/iiif/1/info.json", Src: "/media/wide/1/w960.jpg", Srcset: "/media/wide/1/w960.jpg 960w, /media/wide/1/w1600.jpg 1600w", Width: 960, Height: 640, Full: "/media/wide/1/w1600.jpg"}
	two := one
	two.Label = "Folio 1 verso"
	return []any{
		&Zoom{Common: full, TitleText: "Getijdenboek van Postel", Back: "/nl/h/x", Pages: []ZoomPage{one, two}, Credit: "Abdij van Postel", Rights: "Publiek domein", RightsURL: "https://creativecommons.org/publicdomain/mark/1.0/"},
		&Zoom{Common: bare, TitleText: "x"},
		&Zoom{Common: hostile, TitleText: unbroken, Pages: []ZoomPage{{Label: unbroken, Src: one.Src, Width: 960, Height: 640}}, Credit: markup},
	}
}

func sampleProblems(full, bare, hostile Common) []any {
	for _, c := range []*Common{&full, &hostile} { // an error is nothing to share, to report or to find
		c.Canonical, c.ObjectID, c.Share, c.Report, c.NoIndex, c.JSONLD, c.Social, c.Alternates, c.Crumbs, c.Query = "", "", nil, "", true, nil, Social{}, nil, nil, ""
	}
	links := []Link{{Href: "/nl/", Label: "Start"}, {Href: "/nl/agenda", Label: "Agenda"}, {Href: "/nl/archive", Label: "Archief"}}
	return []any{
		&Problem{Common: full, Status: 404, Heading: "Pagina niet gevonden", Text: "Op dit adres staat niets. Misschien zit er een tikfout in, of is de pagina verhuisd.", Search: true, Links: links},
		&Problem{Common: full, Status: 410, Heading: "Niet meer beschikbaar", Text: "Deze pagina was hier, maar werd ingetrokken.", Reason: "De voorstelling gaat niet door.", Links: links},
		&Problem{Common: bare, Status: 500, Heading: "Er ging iets mis", Text: "De fout ligt bij ons.", RequestID: "8f3a-22c1"},
		&Problem{Common: full, Status: 503, Heading: "Even geduld", Text: "Wij werken aan de website.", Retry: "Probeer het over tien minuten opnieuw."},
		&Problem{Common: hostile, Status: 410, Heading: unbroken, Text: unbroken, Reason: content.Localised{"nl": markup}["nl"], RequestID: unbroken},
	}
}
