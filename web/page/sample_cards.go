package page

import "vitrine/content"

func samplePlace() *content.Place {
	lat, long := 51.19, 5.11
	return &content.Place{Name: "Grote zaal", Street: "Markt 1", PostalCode: "2400", Locality: "Mol", Country: "BE", Latitude: &lat, Longitude: &long,
		Access: []string{"wheelchair", "induction-loop"}, AccessNote: "Bel aan bij de zijdeur in de Molenstraat; wij openen ze voor u.", URL: "https://bib.example/zaal"}
}

// sampleDate is one of a state: "" goes ahead.
func sampleDate(state content.EventStatus) Date {
	d := Date{When: "za 17 oktober 2026, 15:00–16:00", Start: "2026-10-17T15:00:00+02:00", End: "2026-10-17T16:00:00+02:00", Clock: "15:00–16:00", Status: state,
		Availability: content.Few, Tickets: "Nog enkele plaatsen", Place: samplePlace(), Offers: []Offer{{Name: "Leden", Price: "€ 5,00", URL: "https://tickets.example/1"}, {Name: "Jonger dan 12", Price: "Gratis"}},
		ID: "d1", Calendar: "/nl/e/voorlezen/d1.ics", Access: []string{"toegankelijk met een rolstoel", "ringleiding", "tolk Vlaamse Gebarentaal"}, Audience: []string{"kinderen", "gezinnen"},
		Day: "17", Month: "okt", Weekday: "za"}
	switch state {
	case content.EventCancelled:
		d.StatusLabel, d.Tickets = "Geannuleerd", ""
	case content.EventPostponed:
		d.StatusLabel, d.Tickets = "Uitgesteld", ""
	case content.EventRescheduled:
		d.StatusLabel, d.Previous = "Nieuwe datum", "vr 16 oktober 2026, 15:00"
	case content.EventMovedOnline:
		d.StatusLabel, d.OnlineURL, d.Place = "Gaat online door", "https://video.example/x", nil
	}
	return d
}

func sampleDates() []Date {
	soldOut, past, allDay := sampleDate(""), sampleDate(""), Date{When: "za 24 – zo 25 oktober 2026", Start: "2026-10-24", End: "2026-10-25", Day: "24", Month: "okt", Weekday: "za", Free: true}
	soldOut.Availability, soldOut.Tickets, past.Past, past.Tickets = content.SoldOut, "Uitverkocht", true, ""
	return []Date{sampleDate(""), soldOut, sampleDate(content.EventCancelled), sampleDate(content.EventPostponed), sampleDate(content.EventRescheduled), sampleDate(content.EventMovedOnline), allDay, past}
}

func eventCard(state content.EventStatus) Card {
	d := sampleDate(state)
	return Card{Kind: "event", KindLabel: "Evenement", Href: "/nl/e/voorlezen", Title: "Voorleesuur: de beer die niet kon slapen", Summary: "Kom luisteren in pyjama. Wie wil, brengt een knuffel mee.", Published: sampleTime,
		Image: sampleImage(), Date: &d, Channel: "Jeugd", Tags: []string{"Jeugd"}, Dates: 3}
}

func articleCard() Card {
	return Card{Kind: "article", KindLabel: "Artikel", Href: "/nl/a/de-nacht-van-de-lezer", Title: "De nacht van de lezer",
		Summary: "Eén nacht per jaar blijven de lampen aan. Wij gingen mee met wie niet kan slapen zonder laatste hoofdstuk.", Published: sampleTime, Image: sampleImage(), Channel: "Jeugd",
		ReadingTime: 7, Authors: []string{"An Peeters", rightToLeft}, Tags: []string{"Jeugd", "Lezen"}}
}

func highlightCard() Card {
	return Card{Kind: "highlight", KindLabel: "Uit de collectie", Href: "/nl/h/de-vuurtoren", Title: "Het licht van Kaap Griffioen", Summary: "Een roman over wachten.", Published: sampleTime, Image: samplePortrait(),
		Line: "Nora Vandewalle · Uitgeverij Kade · 2025"}
}

func editionCard() Card {
	return Card{Kind: "edition", KindLabel: "Nummer", Href: "/nl/n/herfst", Title: "Herfst: over de nacht", Published: sampleTime, Image: samplePortrait(), Number: "2026/3"}
}

// sampleCards are one of each kind, one without a picture, one in another language.
func sampleCards() []Card {
	plain := articleCard()
	plain.Image, plain.Title, plain.Lang = nil, "Une bibliothèque sans murs", "fr"
	plain.Summary, plain.Channel = "Ce que les lecteurs emportent quand ils partent.", ""
	return []Card{articleCard(), eventCard(""), highlightCard(), plain, eventCard(content.EventCancelled), editionCard()}
}

func eventCards() []Card {
	soldOut := eventCard("")
	soldOut.Date.Availability, soldOut.Date.Tickets, soldOut.Title, soldOut.Image = content.SoldOut, "Uitverkocht", "Concert bij kaarslicht", nil
	return []Card{eventCard(""), soldOut, eventCard(content.EventCancelled), eventCard(content.EventPostponed), eventCard(content.EventMovedOnline)}
}

func hostileCards() []Card {
	long, bare, date := articleCard(), Card{Kind: "highlight", Href: "/nl/h/x", Title: markup, Lang: "fr"}, eventCard(content.EventRescheduled)
	long.Title, long.Summary, long.Channel, long.Authors, long.Lang = unbroken, unbroken, unbroken[:60], []string{unbroken[:100]}, "de"
	date.Title, date.Date.Place.Name, date.Image = rightToLeft, unbroken[:200], nil
	return []Card{long, bare, date}
}
