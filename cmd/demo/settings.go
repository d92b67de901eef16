package demo

import (
	"time"

	"vitrine/content"
)

// What each house decided about its site. Bodies of supervision and complaint
// are the ones of the law that it names.

func bibSettings(now time.Time) content.Settings {
	return content.Settings{
		Look: map[string]string{"header": "plain", "density": "comfortable"},
		Notice: &content.Notice{Text: content.Localised{
			"nl": "Maandag en dinsdag is de bib gesloten voor de inventaris. Terugbrengen kan aan de automaat.",
			"fr": "La bibliothèque est fermée lundi et mardi pour inventaire. Les retours se font à l'automate.",
			"de": "Montag und Dienstag ist die Bibliothek wegen Inventur geschlossen. Rückgabe am Automaten.",
			"en": "The library is closed on Monday and Tuesday for stocktaking. You can return items at the machine.",
		}, URL: "/nl/c/bib", Until: now.AddDate(0, 0, 30)},
		EmbedHosts: []string{"https://www.lindebeke.example"},
		Duty: content.Duty{Body: "Gemeentebestuur Lindebeke", Scope: "bib.lindebeke.example", Law: content.LawFlanders, Status: content.StatusPartial,
			NonCompliant: content.Localised{
				"nl": "Drie folders van voor 2020 zijn PDF-bestanden zonder structuur; vraag de tekst aan de balie.\nDe plattegrond van de rekken is een afbeelding; de zoekzuil leest de route voor.",
				"fr": "Trois dépliants d'avant 2020 sont des PDF sans structure ; demandez le texte au comptoir.\nLe plan des rayons est une image ; la borne lit l'itinéraire à voix haute.",
				"de": "Drei Faltblätter von vor 2020 sind PDF-Dateien ohne Struktur; fragen Sie am Schalter nach dem Text.\nDer Regalplan ist ein Bild; das Suchterminal liest den Weg vor.",
				"en": "Three leaflets from before 2020 are PDF files without structure; ask for the text at the desk.\nThe map of the shelves is a picture; the search terminal reads the way aloud."},
			OutOfScope: content.Localised{"nl": "heritage\nlive", "fr": "heritage\nlive", "de": "heritage\nlive", "en": "heritage\nlive"},
			Method:     content.MethodSelf, Drawn: now.AddDate(0, -7, 0).Format(time.DateOnly), Reviewed: now.AddDate(0, -1, -3).Format(time.DateOnly),
			FeedbackEmail: "toegankelijk@lindebeke.example", FeedbackDays: 10, DPO: "Functionaris voor gegevensbescherming, gemeente Lindebeke", DPOEmail: "privacy@lindebeke.example",
			NoticeEmail: "meldpunt@lindebeke.example", NoticeLangs: []content.Lang{"nl", "fr", "en"}},
	}
}

func theaterSettings(now time.Time) content.Settings {
	return content.Settings{
		Look:       map[string]string{"density": "comfortable"},
		EmbedHosts: []string{"https://agenda.brussel.example", "https://www.zilverkaai.example"},
		Duty: content.Duty{Body: "Theater De Zilverkaai vzw", Scope: "theater.zilverkaai.example", Law: content.LawBrussels, Status: content.StatusPartial,
			NonCompliant: content.Localised{
				"nl": "Oude trailers hebben geen audiodescriptie; bel ons voor een beschrijving.",
				"fr": "Les anciennes bandes-annonces n'ont pas d'audiodescription ; appelez-nous pour une description."},
			Burden: content.Localised{
				"nl": "Het archief van 3.000 affiches is gescand zonder beschrijving. We beschrijven er elke maand dertig.",
				"fr": "Les 3.000 affiches d'archives sont numérisées sans description. Nous en décrivons trente par mois."},
			OutOfScope: content.Localised{"nl": "live\nthird_party", "fr": "live\nthird_party"},
			Method:     content.MethodOther, Assessor: "Bureau Drempelvrij (verzonnen)", Drawn: now.AddDate(0, -4, -10).Format(time.DateOnly),
			FeedbackEmail: "toegang@zilverkaai.example", FeedbackDays: 15, DPO: "Functionaris voor gegevensbescherming", DPOEmail: "privacy@zilverkaai.example",
			NoticeEmail: "meldpunt@zilverkaai.example", NoticeLangs: []content.Lang{"nl", "fr", "en"},
			Terms: content.Localised{
				"nl": "<p>Reacties op onze berichten verschijnen nadat een medewerker ze las, meestal nog dezelfde dag.</p><h2>Wat we niet tonen</h2><ul><li>Beledigingen, bedreigingen en haat.</li><li>Reclame en doorverkoop van tickets.</li><li>Het einde van een stuk dat nog speelt.</li></ul><h2>Niet akkoord?</h2><p>Mail het meldpunt. Iemand die het eerste besluit niet nam, kijkt opnieuw.</p>",
				"fr": "<p>Les réponses à nos messages s'affichent après lecture par un membre de l'équipe, le plus souvent le jour même.</p><h2>Ce que nous ne montrons pas</h2><ul><li>Insultes, menaces et haine.</li><li>Publicité et revente de billets.</li><li>La fin d'une pièce encore à l'affiche.</li></ul><h2>Pas d'accord ?</h2><p>Écrivez au point de contact. Une autre personne réexamine la décision.</p>"}},
	}
}

func museumSettings(now time.Time) content.Settings {
	return content.Settings{
		Look:       map[string]string{"density": "comfortable"},
		EmbedHosts: []string{"https://www.ardenweiler.example"},
		Duty: content.Duty{Body: "Haus Ardenweiler VoG", Scope: "museum.haus-ardenweiler.example", Law: content.LawOstbelgien, Status: content.StatusPartial,
			NonCompliant: content.Localised{
				"de": "Zwei Hörstationen haben noch keine Abschrift in Großdruck; fragen Sie an der Kasse.",
				"fr": "Deux bornes sonores n'ont pas encore de transcription en grands caractères ; demandez à la caisse.",
				"en": "Two listening stations have no large-print transcript yet; ask at the till."},
			OutOfScope: content.Localised{"de": "heritage\narchives", "fr": "heritage\narchives", "en": "heritage\narchives"},
			Method:     content.MethodSelf, Drawn: now.AddDate(0, -9, 0).Format(time.DateOnly), Reviewed: now.AddDate(0, -2, -1).Format(time.DateOnly),
			FeedbackEmail: "zugang@haus-ardenweiler.example", FeedbackDays: 15, DPO: "Datenschutzbeauftragte", DPOEmail: "datenschutz@haus-ardenweiler.example",
			NoticeEmail: "meldestelle@haus-ardenweiler.example", NoticeLangs: []content.Lang{"de", "fr", "en"}},
	}
}

var (
	bibHome = []content.HomeSection{{Kind: "lead", Item: "honderd"}, {Kind: "agenda", Count: 6}, {Kind: "latest", Count: 6}, {Kind: "edition"}, {Kind: "highlights", Count: 4},
		{Kind: "latest", Channel: "jeugd", Heading: content.Localised{"nl": "Uit de jeugdbib", "fr": "À la bibliothèque des jeunes", "de": "Aus der Jugendbibliothek", "en": "From the youth library"}, Count: 3},
		{Kind: "channels"}, {Kind: "tags"}}
	theaterHome = []content.HomeSection{{Kind: "agenda", Count: 8}, {Kind: "lead", Item: "schaduw"},
		{Kind: "text", Heading: content.Localised{"nl": "Zo kom je er", "fr": "Comment venir"}, Text: content.Localised{
			"nl": "<p>Tram 51, halte Zilverkaai, vlak voor de deur. De laatste tram wacht op het einde van de voorstelling. Met de rolstoel: zonder trappen vanaf de kaai, acht plaatsen op drie rijen.</p>",
			"fr": "<p>Tram 51, arrêt Quai d'Argent, devant la porte. Le dernier tram attend la fin du spectacle. En fauteuil roulant : sans marche depuis le quai, huit places sur trois rangs.</p>"}},
		{Kind: "latest", Count: 6}, {Kind: "edition"}, {Kind: "highlights", Count: 3}, {Kind: "channels"}, {Kind: "tags"}}
	museumHome = []content.HomeSection{{Kind: "lead", Item: "jahr"}, {Kind: "latest", Count: 5}, {Kind: "agenda", Count: 5},
		{Kind: "highlights", Tag: "erfgoed", Heading: content.Localised{"de": "Aus dem Depot", "fr": "Du dépôt", "en": "From the store"}, Count: 4}, {Kind: "edition"},
		{Kind: "text", Heading: content.Localised{"de": "Öffnungszeiten", "fr": "Heures d'ouverture", "en": "Opening hours"}, Text: content.Localised{
			"de": "<p>Dienstag bis Sonntag, 10 bis 17 Uhr. Die warme Stube ist ab 14 Uhr offen, der Eintritt dort ist frei.</p>",
			"fr": "<p>Du mardi au dimanche, de 10 à 17 heures. La salle chauffée ouvre à 14 heures, entrée libre.</p>",
			"en": "<p>Tuesday to Sunday, 10 to 5. The warm parlour opens at 2 p.m.; entry there is free.</p>"}},
		{Kind: "channels"}, {Kind: "tags"}}
)
