package page

import "vitrine/content"

// Samples are example pages by page name, against which themes are checked: a
// template that asks for a field that does not exist fails on them. Each page
// has a full one, in which every field is filled, a bare one, in which nothing
// is that may be missing, and most a hostile one: a title of 500 characters
// without a space, names that run from right to left, markup in every text.
// words may be nil. Each kind has its item page ("item/event") with details,
// which are empty unless the kind is a Sampler.
func Samples(words Words, kinds content.Kinds) map[string][]any {
	full, bare, hostile := sampleCommon(words), sampleBare(words), sampleHostile(words)
	follow := sampleFollow(&full)
	out := map[string][]any{
		"home":    sampleHomes(full, bare, hostile),
		"item":    {sampleItem(full, "article"), &Item{Common: bare, Kind: "article", TitleText: "x", Untranslated: true}, hostileItem(hostile)},
		"channel": sampleChannels(full, bare, hostile),
		"tag": {
			&Tag{Common: full, Label: "Jeugd", Heading: "Onderwerp: Jeugd", Items: sampleCards(), More: "?page=2", Follow: &follow, Upcoming: eventCards()[:2], Agenda: "/nl/agenda?tag=jeugd"},
			&Tag{Common: bare, Label: "x"},
			&Tag{Common: hostile, Label: unbroken, Items: hostileCards()},
		},
		"author": {
			&Writer{Common: full, Name: "An Peeters", Handle: "@an@mastodon.example", URL: "https://mastodon.example/@an", Items: sampleCards(), More: "?page=2"},
			&Writer{Common: bare, Name: "x"},
			&Writer{Common: hostile, Name: rightToLeft, Items: hostileCards()},
		},
		"agenda":  sampleAgendas(full, bare, hostile),
		"embed":   {sampleAgenda(full), &Agenda{Common: bare}, hostileAgenda(hostile)},
		"search":  sampleSearches(full, bare, hostile),
		"archive": sampleArchives(full, bare, hostile),
		"follow":  sampleFollows(full, bare, hostile),
		"share":   sampleShares(full, bare, hostile),
		"form":    sampleForms(full, bare, hostile),
		"info":    sampleInfos(full, bare, hostile),
		"zoom":    sampleZooms(full, bare, hostile),
		"error":   sampleProblems(full, bare, hostile),
	}
	for _, k := range kinds {
		details := []content.Details{k.New()}
		if s, ok := k.(Sampler); ok {
			details = append(details, s.Sample())
		}
		for _, d := range details {
			it := sampleItem(full, k.Name())
			it.Details = d
			out["item/"+k.Name()] = append(out["item/"+k.Name()], it)
		}
		none, much := &Item{Common: bare, Kind: k.Name(), TitleText: "x", Details: k.New()}, hostileItem(hostile)
		much.Kind, much.Details = k.Name(), k.New()
		out["item/"+k.Name()] = append(out["item/"+k.Name()], none, much)
	}
	return out
}

// Sampler is a kind that gives filled-in details for checking themes.
type Sampler interface{ Sample() content.Details }
