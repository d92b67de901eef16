package page

import (
	"html/template"
	"strconv"

	"vitrine/content"
)

func sampleHomes(full, bare, hostile Common) []any {
	for _, c := range []*Common{&full, &hostile} { // a front page has no parent
		c.Title, c.Crumbs, c.ObjectID, c.Report = "", nil, "", ""
	}
	e := sampleEdition()
	more := &Link{Href: "/nl/archive", Label: "Alle artikels"}
	dressed := &Home{Common: full, Lead: sampleCards(), Upcoming: eventCards(), Channels: sampleChannelList(&full), Tags: sampleTags(), More: "/nl/?page=2", Sections: []HomeSection{
		{Kind: "lead", ID: "lead", Heading: "In de kijker", Cards: sampleCards()[:4], More: more},
		{Kind: "agenda", ID: "agenda", Heading: "Binnenkort", Cards: eventCards(), More: &Link{Href: "/nl/agenda", Label: "De hele agenda"}},
		{Kind: "latest", ID: "latest", Heading: "Nieuwste", Cards: sampleCards(), More: more},
		{Kind: "highlights", ID: "highlights", Heading: "Uit de collectie", Cards: []Card{highlightCard(), highlightCard(), editionCard(), highlightCard(), highlightCard(), highlightCard(), highlightCard()}, More: more},
		{Kind: "edition", ID: "edition", Heading: "Ons magazine", Edition: &e, More: more},
		{Kind: "text", ID: "text", Heading: "Une maison pour tous", Lang: "fr", Text: template.HTML("<p>La bibliothèque est ouverte <a href=\"/fr/\">à chacun</a>.</p>")},
		{Kind: "channels", ID: "channels", Heading: "Volg ons", Channels: sampleChannelList(&full)},
		{Kind: "tags", ID: "tags", Heading: "Onderwerpen", Tags: sampleTags()},
	}}
	bare.Title = ""
	return []any{dressed, &Home{Common: bare}, &Home{Common: full, Lead: sampleCards(), Upcoming: eventCards(), Channels: sampleChannelList(&full), Tags: sampleTags(), More: "/nl/?page=2"},
		&Home{Common: hostile, Sections: []HomeSection{{Kind: "lead", ID: "a", Heading: unbroken, Cards: hostileCards()}, {Kind: "agenda", ID: "b", Heading: "Binnenkort", Cards: hostileCards()},
			{Kind: "highlights", ID: "c", Heading: "Collectie", Cards: hostileCards()}, {Kind: "latest", ID: "d", Heading: "Nieuwste", Cards: hostileCards()}}}}
}

func sampleChannels(full, bare, hostile Common) []any {
	follow := sampleFollow(&full)
	return []any{
		&Channel{Common: full, Follow: follow, Summary: "<p>Voorlezen, knutselen en spelen voor wie nog groeit.</p>", Avatar: sampleAvatar(), Header: sampleImage(),
			Fields: []content.ProfileField{{Name: "Website", Value: "https://bib.example"}, {Name: "Waar", Value: "Mol"}}, Items: sampleCards(), Tags: sampleTags(), More: "?page=2", Upcoming: eventCards()[:2], Agenda: "/nl/agenda?channel=jeugd"},
		&Channel{Common: bare, Follow: Follow{Name: "x"}, MovedTo: "https://elders.example/ap/a/y"},
		&Channel{Common: hostile, Follow: Follow{Name: unbroken, Handle: "@" + unbroken[:30] + "@bib.example"}, Fields: []content.ProfileField{{Name: unbroken[:100], Value: unbroken}}, Items: hostileCards()},
	}
}

func sampleFilters() []Filter {
	return []Filter{
		{Name: "when", Label: "Wanneer", Single: true, Choices: []Choice{{Value: "today", Label: "vandaag", Href: "/nl/agenda?when=today", Count: -1}, {Value: "weekend", Label: "dit weekend", Href: "/nl/agenda?when=weekend", Count: -1}}},
		{Name: "audience", Label: "Voor wie", Active: true, Choices: []Choice{{Value: "children", Label: "kinderen", Href: "/nl/agenda", Count: 12, Chosen: true}, {Value: "adults", Label: "volwassenen", Href: "/nl/agenda?audience=adults", Count: 30}}},
		{Name: "place", Label: "Plaats", Choices: []Choice{{Value: "zaal", Label: "Grote zaal", Href: "/nl/agenda?place=zaal", Count: -1}, {Value: "salle", Label: "Petite salle", Lang: "fr", Href: "/nl/agenda?place=salle", Count: 2}}},
		{Name: "price", Label: "Prijs", Choices: []Choice{{Value: "free", Label: "gratis", Href: "/nl/agenda?price=free", Count: 9}}},
		{Name: "access", Label: "Toegankelijkheid"},
	}
}

func sampleChosen() []Link {
	return []Link{{Href: "/nl/agenda", Label: "kinderen"}, {Href: "/nl/agenda", Label: "salle", Lang: "fr"}}
}

func sampleAgenda(c Common) *Agenda {
	follow := sampleFollow(&c)
	return &Agenda{Common: c, From: "2026-10-01", To: "2026-10-31", More: "?page=2", Channel: &follow, Tag: "Lezen", View: "list", Views: sampleViews(0),
		Days: []Day{{Label: "zaterdag 17 oktober 2026", Machine: "2026-10-17", Events: eventCards(), Number: 17, Today: true, Href: "/nl/agenda?from=2026-10-17&to=2026-10-17"},
			{Label: "zondag 18 oktober 2026", Machine: "2026-10-18", Events: eventCards()[:1], Number: 18}},
		Filters: sampleFilters(), Chosen: sampleChosen(), Clear: "/nl/agenda", Unknown: true, Count: 6,
		Subscribe: &FeedList{Heading: "Volg deze agenda", Text: "In uw eigen agenda of nieuwslezer; wat verandert, verandert daar mee.", Links: []Link{{Href: "/nl/agenda.ics", Label: "Agenda: kinderen", Type: "text/calendar"}, {Href: "/nl/agenda.atom", Label: "Atom-feed", Type: "application/atom+xml"}}},
		Webcal:    "webcal://bib.example/nl/agenda.ics", Embed: "/nl/embed", Scheme: "dark"}
}

func sampleViews(current int) []Link {
	views := []Link{{Href: "/nl/agenda", Label: "Lijst"}, {Href: "/nl/agenda?view=week", Label: "Week"}, {Href: "/nl/agenda?view=month", Label: "Maand"}}
	views[current].Current = true
	return views
}

// sampleCalendar is October 2026 with its weeks, of which days some are empty.
func sampleCalendar(c Common, view string, weeks int) *Agenda {
	a := &Agenda{Common: c, View: view, Hidden: []Field{{Name: "view", Value: view}, {Name: "date", Value: "2026-10"}}, Heading: "oktober 2026", Filters: sampleFilters(), Chosen: sampleChosen()[:1], Clear: "/nl/agenda?view=" + view, Count: 9,
		Previous: &Link{Href: "?from=2026-09-01", Label: "september"}, Next: &Link{Href: "?from=2026-11-01", Label: "november"}, Today: &Link{Href: "?", Label: "Vandaag", Current: true}, Views: sampleViews(2)}
	if view == "week" {
		a.Heading, a.Views = "week 42, 12–18 oktober 2026", sampleViews(1)
	}
	for _, name := range []string{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"} {
		a.Weekdays = append(a.Weekdays, Link{Label: name[:2], Type: name})
	}
	for w := range weeks {
		week := Week{Number: 40 + w}
		for d := range 7 {
			n := (w*7+d+27)%30 + 1
			day := Day{Label: a.Weekdays[d].Type + " " + strconv.Itoa(n) + " oktober 2026", Machine: "2026-10-" + strconv.Itoa(100 + n)[1:], Number: n, Outside: w == 0 && d < 3, Today: w == 2 && d == 3, Href: "?from=x"}
			if day.Outside {
				day.Machine = "2026-09-" + strconv.Itoa(100 + n)[1:]
			}
			if w > 3 {
				day.Machine, day.Outside = "2026-11-"+strconv.Itoa(101 + d)[1:], true
			}
			if d > 3 {
				day.Events, day.More = eventCards()[:d-3], &Link{Href: day.Href, Label: "nog 3 activiteiten"}
			}
			week.Days = append(week.Days, day)
		}
		a.Weeks = append(a.Weeks, week)
	}
	return a
}

func hostileAgenda(c Common) *Agenda {
	a := sampleAgenda(c)
	a.Days = []Day{{Label: unbroken, Machine: "2026-10-17", Events: hostileCards()}}
	a.Chosen = []Link{{Href: "/", Label: unbroken}}
	a.Filters = []Filter{{Name: "place", Label: unbroken[:60], Choices: []Choice{{Value: "x", Label: unbroken, Count: 1}}}}
	return a
}

func sampleAgendas(full, bare, hostile Common) []any {
	month := sampleCalendar(hostile, "month", 2)
	month.Weeks[1].Days[5].Events = hostileCards()
	return []any{sampleAgenda(full), &Agenda{Common: bare, Tag: "Jeugd"}, sampleCalendar(full, "week", 1), sampleCalendar(full, "month", 5), hostileAgenda(hostile), month}
}

func sampleSearches(full, bare, hostile Common) []any {
	results := sampleCards()
	results[0].Snippet = "… <mark>lezen</mark> tot het licht wordt …"
	return []any{
		&Search{Common: full, Asked: true, Count: 6, Results: results, More: "?q=x&page=2", Total: 2000, Most: true, Corrected: "lezen", Literal: "?q=leezn&exact=1", Suggestions: sampleTags(), Filters: sampleFilters(), Chosen: sampleChosen()},
		&Search{Common: bare}, &Search{Common: bare, Asked: true}, &Search{Common: full, TooShort: true, Suggestions: sampleTags()}, &Search{Common: full, Asked: true, Count: 6, Total: 6, Results: results},
		&Search{Common: hostile, Asked: true, Count: 3, Total: 3, Results: hostileCards()},
	}
}

func sampleArchives(full, bare, hostile Common) []any {
	var years []ArchiveYear
	for y := 2026; y > 2022; y-- {
		year := ArchiveYear{Year: y, Href: "/nl/archive/" + strconv.Itoa(y), Count: 212}
		for m, label := range []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november"} {
			year.Months = append(year.Months, ArchiveMonth{Month: m + 1, Label: label, Href: "/nl/archive/" + strconv.Itoa(y) + "/" + strconv.Itoa(m+1), Count: 9 * m, Current: y == 2026 && m == 9})
		}
		years = append(years, year)
	}
	return []any{
		&Archive{Common: full, Heading: "Archief: oktober 2026", Years: years, Year: 2026, Month: 10, Items: sampleCards(), More: "?page=2", Newer: &Link{Href: "/nl/archive/2026/11", Label: "november 2026"}, Older: &Link{Href: "/nl/archive/2026/9", Label: "september 2026"}},
		&Archive{Common: full, Heading: "Archief", Years: years}, &Archive{Common: bare, Heading: "x"},
		&Archive{Common: hostile, Heading: unbroken, Years: years[:1], Items: hostileCards()},
	}
}
