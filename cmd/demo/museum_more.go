package demo

import (
	"fmt"
	"time"

	"vitrine/content"
	"vitrine/content/edition"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

var (
	scheune = at(content.Place{Name: "Werkstatt in der Scheune", Street: "Am Mühlenteich 4", PostalCode: "4799", Locality: "Ardenweiler", Country: "BE",
		Access: []string{"wheelchair", "parking", "assistance-dog"}, AccessNote: "Das Tor ist schwer: Klingeln Sie, wir öffnen. Der Boden ist Kopfsteinpflaster, eine Rampe liegt bereit.", URL: "https://haus-ardenweiler.example/scheune"}, 50.3341, 6.1231)
	bahnhof = at(content.Place{Name: "Alter Bahnhof Ardenweiler", Street: "Vennbahnweg 1", PostalCode: "4799", Locality: "Ardenweiler", Country: "BE",
		Access: []string{"wheelchair", "toilet"}, AccessNote: "Stufenlos vom Radweg aus. Die Toilette ist mit dem Euroschlüssel zugänglich."}, 50.3312, 6.1190)
)

func museumMore(c calendar) []Item {
	return append(append(museumStories(), museumDates(c)...), museumIssues()...)
}

func museumStories() []Item {
	greta, anselm := authors("Greta Thommesch"), authors("Anselm Kreutzig")
	feature := story("jahr", "moor", 2, []string{"landschaft", "verhalen"}, authors("Greta Thommesch", "נועה שלג־אור"),
		text("de", "Ein Jahr im Torf: was das Moor behält", "Holz, Pollen, ein Handschuh. Zwölf Monate mit den Leuten, die im Venn bohren, zählen und warten.",
			`<p class="lead">Das Moor wächst einen Millimeter im Jahr. Wer einen Meter tief gräbt, steht also vor tausend Wintern.</p>
<p>Im Januar ist der Boden hart genug für den Schlitten mit dem Bohrer.<span class="footnote">Gebohrt wird mit Genehmigung und nur an drei Stellen, die danach wieder verschlossen werden.</span> Was heraufkommt, sieht aus wie nasser Tabak und riecht nach Keller.</p>
<h2>Lesen in Schichten</h2><p>Jede Schicht ist eine Seite. Helle Streifen sind trockene Jahre, dunkle sind nasse.</p>
<h3>Pollen</h3><p>Unter dem Mikroskop liegt ein ganzer Wald: Birke, Hasel, Buche, dann auf einmal Roggen. Da kam der Mensch.</p>
<h3>Holz</h3><p>Die Wurzelstöcke sind so frisch, dass man die Axthiebe zählen kann. Die Leute hier nennen sie <span lang="fr">les dormeurs</span>, die Schläfer.</p>
<blockquote class="pull"><p>Das Moor vergisst nichts. Es ist nur sehr langsam beim Erzählen.</p></blockquote>
<h2>Hören statt graben</h2><p>Nicht alles, was ein Moor behält, lässt sich heben. Den Morgen zum Beispiel:</p>
<figure data-media="{media:moorton}"><figcaption>Acht Sekunden aus dem April, kurz vor Sonnenaufgang.</figcaption></figure>
<h2>Die Funde in Zahlen</h2><table><caption>Was in drei Bohrkernen steckte</caption><thead><tr><th>Tiefe</th><th>Alter</th><th>Fund</th><th>Anzahl</th></tr></thead><tbody><tr><th>20 cm</th><td>um 1800</td><td>Holzkohle vom Köhlern</td><td>41</td></tr><tr><th>65 cm</th><td>um 1400</td><td>Roggenpollen</td><td>1.230</td></tr><tr><th>110 cm</th><td>um 900</td><td>Birkenrinde</td><td>17</td></tr><tr><th>180 cm</th><td>um 200</td><td>Flügel von Käfern</td><td>96</td></tr></tbody></table>
<figure data-media="{media:viaduct}"><figcaption>Mit der Bahn kamen die ersten Forscher ins Venn, mit Gummistiefeln erst die zweiten.</figcaption></figure>
<h2>Und der Handschuh?</h2><p>Er ist links, gestrickt und keine vierzig Jahre alt. Falls Sie ihn vermissen: Er liegt an der Kasse. Zum Mitnehmen gibt es unser Blatt <a data-media="{media:blatt}">Wegweiser durchs Moor</a>, und nebenan steht <a data-item="{item:krug}">der Krug, der nie Bier sah</a>.</p>`),
		text("fr", "Un an dans la tourbe : ce que garde la fagne", "Du bois, du pollen, un gant. Douze mois avec celles et ceux qui forent, comptent et attendent.", `<p class="lead">La tourbe grandit d'un millimètre par an. Qui creuse un mètre se tient devant mille hivers.</p><h2>Lire les couches</h2><p>Les bandes claires sont des années sèches, les sombres des années humides.<span class="footnote">Les forages sont autorisés et rebouchés.</span></p><h2>Écouter</h2><figure data-media="{media:moorton}"><figcaption>Huit secondes d'avril, juste avant l'aube.</figcaption></figure>`),
		text("en", "A year in the peat: what the moor keeps", "Wood, pollen, a glove. Twelve months with the people who drill, count and wait.", `<p class="lead">Peat grows a millimetre a year. Dig one metre and you stand before a thousand winters.</p><h2>Reading layers</h2><p>Pale bands are dry years, dark ones are wet.<span class="footnote">Drilling is licensed and every hole is closed again.</span></p><h2>Listening</h2><figure data-media="{media:moorton}"><figcaption>Eight seconds of April, just before sunrise.</figcaption></figure>`))
	feature.Gallery, feature.Papers = []string{"slate", "loom", "winter", "crystals"}, []string{"blatt"}
	gone := story("flohmarkt", "house", 20, []string{"gezin"}, greta, text("de", "Flohmarkt im Hof", "Doppeltes aus dem Depot sucht ein Zuhause.", `<p>Nur am Samstag.</p>`), text("en", "Flea market in the yard", "Duplicates from the store are looking for a home.", `<p>Saturday only.</p>`))
	gone.Withdrawn = "Der Flohmarkt ist vorbei. Was übrig blieb, ging an die Schule."
	late := story("glatteis", "winter", 3, []string{"winter"}, greta, text("de", "Glatteis: heute nur der Seiteneingang", "Wir haben gestreut, trotzdem Vorsicht.", `<p>Der Haupteingang bleibt bis morgen zu.</p>`))
	late.Expired = true
	question := story("vraag", "clock", 5, []string{"verhalen"}, greta,
		text("de", "Gefragt: Welches Ding erzählt Ihre Kindheit?", "Für unsere nächste Ausstellung sammeln wir Dinge und ihre Geschichten. Antworten Sie auf diesen Beitrag.", `<p>Es muss nicht wertvoll sein. Ein Knopf genügt, wenn er etwas zu sagen hat.</p>`),
		text("fr", "Question : quel objet raconte votre enfance ?", "Pour notre prochaine exposition, nous rassemblons des objets et leurs histoires. Répondez à ce message.", `<p>Un bouton suffit, s'il a quelque chose à dire.</p>`),
		text("en", "We ask: which thing tells your childhood?", "For our next exhibition we collect things and their stories. Reply to this post.", `<p>It need not be precious. A button will do, if it has something to say.</p>`))
	return []Item{
		question, feature, gone, late,
		story("ruhe", "", 7, []string{"toegankelijk"}, greta,
			text("de", "Ein Raum, in dem nichts ist", "Hinter der Stube gibt es jetzt ein Zimmer ohne Exponate: zwei Bänke, ein Fenster, Ruhe.", `<p>Manchmal ist ein Museum zu viel. Dann ist dieses Zimmer genug. Es ist stufenlos erreichbar und immer offen.</p>`),
			text("fr", "Une pièce où il n'y a rien", "Deux bancs, une fenêtre, le calme.", `<p>Parfois, un musée, c'est trop. Alors cette pièce suffit.</p>`)),
		story("wort", "slate", 12, []string{"erfgoed"}, anselm,
			text("de", "Schieferdeckergesellenprüfungskommissionsvorsitzendenstellvertreterwahlprotokoll: ein Blatt von 1911", "Das längste Wort in unserem Archiv steht auf dem kürzesten Dokument.", `<p>Es hat drei Zeilen, zwei Unterschriften und einen Fettfleck.</p>`)),
		story("bericht", "house", 16, []string{"erfgoed", "landschaft"}, greta,
			text("de", "Was wir auf dem Dachboden fanden, als wir eigentlich nur die Dämmung erneuern wollten: vier Paar Schlittschuhe, einen Brief ohne Absender, das Modell einer Brücke und sehr viele Haselnüsse", "Ein Inventar in der Reihenfolge des Staubs.", `<p>Die Haselnüsse haben wir liegen lassen. Sie gehören jemandem.</p>`)),
		{Key: "kalender", Lead: "loom", Ago: days(29), Input: content.Input{Kind: "highlight", Tags: []string{"verhalen"}, Authors: anselm,
			Details: &highlight.Details{ISBN: "9783150001424", Creators: []string{"Johann Peter Hebel"}, Publisher: "Reclam", Identifier: "HA B 0066", Rights: publicDomain},
			Texts:   []content.TextInput{text("de", "Das Schatzkästlein aus der Werkstatt", "Der Weber las beim Weben. Man sieht es an den Fäden zwischen den Seiten.", `<p>An der Geschichte vom unverhofften Wiedersehen klebt ein roter Faden, genau beim letzten Satz.</p>`)}}},
		story("ofen", "winter", 55, []string{"winter"}, greta, text("de", "Der Kachelofen hat Geburtstag", "Seit 1824 nie länger als zwei Tage kalt.", `<p>Außer im Juli.</p>`), text("fr", "L'anniversaire du poêle", "Jamais froid plus de deux jours depuis 1824.", `<p>Sauf en juillet.</p>`)),
		story("rampe", "house", 100, []string{"toegankelijk"}, greta, text("de", "Die Schwelle ist weg", "Nach 200 Jahren ist der Eingang ohne Stufe.", `<p>Der alte Stein liegt jetzt als Bank im Hof.</p>`)),
		story("storch", "moor", 190, []string{"landschaft"}, anselm, text("de", "Der Schwarzstorch war da", "Vier Minuten lang, am Mühlenteich.", `<p>Niemand hatte eine Kamera. Alle waren froh darüber.</p>`)),
		story("gleise", "viaduct", 300, []string{"erfgoed"}, anselm, text("de", "Zwölf Meter Gleis", "Ein Stück Vennbahn liegt wieder, im Garten.", `<p>Die Draisine fährt am Sonntag hin und zurück.</p>`)),
		story("depot", "jug", 460, []string{"erfgoed"}, greta, text("de", "Das Depot zieht um", "11.000 Dinge, 900 Kisten, kein Scherben.", `<p>Fast kein Scherben.</p>`)),
		story("anfang", "house", 800, nil, greta, text("de", "Haus Ardenweiler ist jetzt ein Museum", "Gestern noch ein Wohnhaus, heute mit Kasse.", `<p>Der erste Besucher war der frühere Briefträger.</p>`)),
	}
}

func museumDates(c calendar) []Item {
	tickets := "https://tickets.haus-ardenweiler.example/"
	greta, anselm := authors("Greta Thommesch"), authors("Anselm Kreutzig")
	cancelled := c.date(1, time.Thursday, "19:00", "20:30", bahnhof, price("", "0"))
	cancelled.Status = content.EventCancelled
	sold := c.date(0, time.Sunday, "11:00", "12:30", muehlenteich, price("Erwachsene", "12.00"), price("Kinder", "4.00"))
	sold.Availability = content.SoldOut
	postponed := c.date(2, time.Friday, "18:00", "20:00", scheune, price("Erwachsene", "6.00"))
	postponed.Status = content.EventPostponed
	online := content.Occurrence{Start: c.at(1, time.Tuesday, "19:00"), End: c.at(1, time.Tuesday, "20:00"), Status: content.EventMovedOnline, OnlineURL: "https://live.haus-ardenweiler.example/torf", Access: []string{"captions", "sign-language"}, Offers: []content.Offer{price("", "0")}}
	quiet := c.date(3, time.Thursday, "14:00", "15:30", muehlenteich, price("Mit Eintritt", "5.00"))
	quiet.Access = []string{"relaxed", "audio-description"}
	items := []Item{
		happening("vortrag", "slate", 6, []string{"erfgoed"}, anselm, event.Details{Audience: []string{"adults", "professionals"}}, cancelled,
			text("de", "Vortrag: Dächer im Wind", "Fällt aus. Der Redner hat sich beim Dachdecken den Fuß verstaucht.", `<p>Wir wünschen gute Besserung und suchen einen neuen Termin.</p>`),
			text("fr", "Conférence : des toits dans le vent", "Annulée. L'orateur s'est foulé le pied en couvrant un toit.", `<p>Nous lui souhaitons un prompt rétablissement.</p>`)),
		happening("brunch", "jug", 8, []string{"gezin"}, greta, event.Details{TicketURL: tickets + "brunch", Audience: []string{"families", "seniors"}}, sold,
			text("de", "Brunch mit Kustodin", "Brot, Butter und drei Objekte, die man anfassen darf. Ausgebucht.", `<p>Der nächste Brunch ist im Frühling.</p>`)),
		happening("sterne", "lantern", 9, []string{"winter", "landschaft"}, anselm, event.Details{Audience: []string{"children", "families"}, AgeFrom: 8, AgeTo: 14}, postponed,
			text("de", "Nachts in der Scheune", "Geräusche raten im Dunkeln. Verschoben, der neue Termin folgt.", `<p>Im Gebälk schläft eine Eule. Wir warten, bis sie ausgezogen ist.</p>`),
			text("en", "Night in the barn", "Guessing sounds in the dark. Postponed; a new date will follow.", `<p>An owl is asleep in the beams. We wait until she has moved out.</p>`)),
		happening("torf", "moor", 6, []string{"landschaft"}, greta, event.Details{Audience: []string{"adults", "schools"}}, online,
			text("de", "Sprechstunde Torf", "Fragen ans Moor, Antworten aus dem Labor. Findet nun im Internet statt.", `<p>Mit Untertiteln und Gebärdensprache.</p>`)),
		happening("fuehlen", "crystals", 5, []string{"toegankelijk"}, anselm, event.Details{Audience: []string{"adults", "seniors"}, AgeFrom: 16}, quiet,
			text("de", "Anfassen erlaubt: Führung für Finger und Ohren", "Steine, Stoffe, Töne. Für blinde und sehbehinderte Menschen und für alle, die gern die Augen schließen.", `<p>Höchstens acht Personen, viel Zeit.</p>`)),
		happening("ausstellung", "loom", 13, []string{"erfgoed", "landschaft"}, greta, event.Details{Audience: []string{"adults", "families", "schools"}}, c.span(c.today.AddDate(0, 0, -20), c.today.AddDate(0, 0, 55), muehlenteich, price("Erwachsene", "5.00"), price("Unter 18", "0")),
			text("de", "Ausstellung: Faden, Filz und Flachs", "Was die Leute hier trugen, wenn niemand zusah.", `<p>Unterwäsche, Arbeitsschürzen, geflickte Socken: die ehrlichsten Stücke des Hauses.</p>`),
			text("fr", "Exposition : fil, feutre et lin", "Ce que l'on portait ici quand personne ne regardait.", `<p>Sous-vêtements, tabliers, chaussettes reprisées.</p>`),
			text("en", "Exhibition: thread, felt and flax", "What people wore here when nobody was looking.", `<p>Underwear, aprons, darned socks: the most honest pieces in the house.</p>`)),
		happening("moorgang", "moor", 85, []string{"landschaft"}, anselm, event.Details{}, c.date(-8, time.Sunday, "09:00", "12:00", bahnhof, price("", "0")), text("de", "Herbstgang ins Moor", "Drei Stunden auf Stegen.", `<p>Alle kamen trocken zurück, fast alle.</p>`)),
		happening("hoffest", "house", 110, []string{"gezin"}, greta, event.Details{}, c.date(-12, time.Saturday, "11:00", "18:00", muehlenteich, price("", "0")), text("de", "Hoffest", "Musik, Most und die Draisine.", `<p>Der Most war um vier Uhr alle.</p>`)),
	}
	themes := []string{"Löffel schnitzen", "Papier schöpfen", "Körbe flechten", "Filzen", "Kerzen ziehen", "Bücher binden", "Seife kochen", "Stempel schneiden", "Wolle färben"}
	thèmes := []string{"tailler une cuillère", "fabriquer du papier", "tresser un panier", "feutrer", "couler des bougies", "relier un livre", "cuire du savon", "graver un tampon", "teindre la laine"}
	return append(items, series(c, "werkstatt", "loom", -2, time.Sunday, event.Details{TicketURL: tickets + "werkstatt", Audience: []string{"families", "adults"}, AgeFrom: 8},
		func(week, n int) content.Occurrence {
			return c.date(week, time.Sunday, "14:30", "17:00", scheune, price("Mit Material", "8.00"), price("Kinder", "3.00"))
		},
		[]string{"erfgoed"}, anselm, len(themes), func(n int) []content.TextInput {
			return []content.TextInput{
				text("de", fmt.Sprintf("Werkstattsonntag: %s", themes[n]), "Jeden Sonntag ein anderes Handwerk, in der geheizten Scheune.", "<p>Vorkenntnisse braucht es nicht. Was Sie machen, nehmen Sie mit.</p>"),
				text("fr", fmt.Sprintf("Dimanche à l'atelier : %s", thèmes[n]), "Chaque dimanche un autre métier, dans la grange chauffée.", "<p>Aucune expérience requise.</p>")}
		})...)
}

func museumIssues() []Item {
	return []Item{{Key: "blaetter", Lead: "issue-depot", Ago: days(1.4), Input: content.Input{Kind: "edition", Tags: []string{"erfgoed"}, Authors: authors("Greta Thommesch", "Anselm Kreutzig"),
		Details: &edition.Details{Number: "3", Issued: "Winter", Magazine: "Depotblätter", Parts: []edition.Part{
			{Heading: content.Localised{"de": "Draußen", "fr": "Dehors", "en": "Outside"}, Items: []content.ID{"jahr", "venn", "storch"}},
			{Heading: content.Localised{"de": "Drinnen", "fr": "Dedans", "en": "Inside"}, Items: []content.ID{"schiefer", "ruhe"}},
			{Heading: content.Localised{"de": "Aus dem Depot", "fr": "Du dépôt", "en": "From the store"}, Items: []content.ID{"krug", "uhr", "kalender"}}}},
		Texts: []content.TextInput{
			text("de", "Depotblätter 3: sechzehn Dinge und ein Handschuh", "Unser Heft für den Winter: Torf, Schiefer und ein Zimmer, in dem nichts ist.", `<p>Ein Depot ist ein Haus voller angefangener Sätze. In diesem Heft schreiben wir einige zu Ende.</p>`),
			text("fr", "Feuilles du dépôt 3 : seize choses et un gant", "Notre cahier d'hiver : tourbe, ardoise et une pièce vide.", `<p>Un dépôt est une maison pleine de phrases commencées.</p>`),
			text("en", "Store Sheets 3: sixteen things and a glove", "Our winter booklet: peat, slate and a room with nothing in it.", `<p>A museum store is a house full of sentences that were begun. In this issue we finish a few.</p>`)}}}}
}

func museumFiles() []File {
	return []File{
		{Name: "moorton", File: "moor.wav", Make: moorMorning, Title: content.Localised{"de": "Morgen im Moor", "fr": "Matin dans la fagne", "en": "Morning on the moor"},
			Transcript: content.Localised{"de": "<p>Keine Worte. Wasser gluckst leise. Nach einer Sekunde ruft ein kleiner Vogel, dann antworten andere. Dreimal ist tief und kurz ein Birkhuhn zu hören.</p>",
				"fr": "<p>Pas de paroles. L'eau glougloute. Un petit oiseau appelle, d'autres répondent. Trois fois, un tétras, bref et grave.</p>",
				"en": "<p>No words. Water gurgles softly. A small bird calls and others answer. Three times a black grouse is heard, short and low.</p>"}},
		{Name: "blatt", File: "wegweiser-moor.pdf", Title: content.Localised{"de": "Wegweiser durchs Moor", "fr": "Guide de la fagne (en allemand)", "en": "A guide through the moor (in German)"}, Make: leaflet{"de", "Wegweiser durchs Moor",
			[]string{"Ein Rundweg von vier Kilometern auf Holzstegen. Start am alten Bahnhof, Dauer etwa zwei Stunden.", "1. Bleiben Sie auf dem Steg. Das Moor ist tiefer, als es aussieht.",
				"2. Am zweiten Pfosten: Wollgras. Im Juni ist es weiß wie Schnee.", "3. Am Grenzstein: hier endeten drei Länder. Die Zahl im Stein ist ein Jahr.", "4. Am Teich: Libellen, bei Sonne. Bei Regen: Frösche.",
				"Der erste Kilometer ist für Rollstühle breit genug; eine Wendestelle ist beim Grenzstein."}}.pdf},
	}
}
