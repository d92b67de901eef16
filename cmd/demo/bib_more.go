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
	kelder = at(content.Place{Name: "Kelderzaal van de bibliotheek", Street: "Wilgenplein 4", PostalCode: "9899", Locality: "Lindebeke", Country: "BE",
		Access: []string{"wheelchair", "toilet", "induction-loop", "assistance-dog"}, AccessNote: "De lift naar de kelder is achter de balie; vraag de sleutel. Parkeerplaatsen voor personen met een handicap zijn er in de Beekstraat, op 40 meter.", URL: "https://bib.lindebeke.example/zalen"}, 51.0503, 3.7301)
	buurthuis = at(content.Place{Name: "Buurthuis De Knotwilg", Street: "Beekstraat 31", PostalCode: "9899", Locality: "Lindebeke", Country: "BE",
		Access: []string{"wheelchair", "parking"}, AccessNote: "Er is één trede aan de voordeur; langs de tuin kom je zonder trede binnen."}, 51.0529, 3.7342)
)

func bibMore(c calendar) []Item {
	return append(append(bibStories(), bibDates(c)...), bibIssues()...)
}

func bibStories() []Item {
	roos, jonas, marthe := authors("Roos Ackergem"), authors("Jonas Eeckelaer"), authors("Marthe Vandersype")
	feature := story("honderd", "shelves", 2, []string{"erfgoed", "verhalen"}, authors("Roos Ackergem", "ليان القمري"),
		text("nl", "Honderd jaar lezen aan de beek", "In 1926 opende de bibliotheek van Lindebeke met 312 boeken en één kachel. Een wandeling door een eeuw, langs kasboeken, koekjes en een overstroming.",
			`<p class="lead">Op een dinsdagavond in november stak de secretaris van de gemeente de kachel aan in een lokaal boven de brandweer. Er stonden 312 boeken, acht stoelen en een bord: <em>stilte</em>.</p>
<p>Van die eerste avond weten we bijna alles, want de secretaris schreef alles op.<span class="footnote">Het kasboek van 1926 tot 1931 is bewaard en ligt in de leeszaal ter inzage. Vraag nummer LB A 12.</span> Veertien bezoekers, elf uitgeleende boeken, drie klachten over de kachel.</p>
<h2>Boven de brandweer (1926–1951)</h2>
<p>De eerste bibliothecaris was een onderwijzeres die elke avond na school de trap op kwam. Ze noteerde bij elk boek wie het las en wat die ervan vond. “Te droevig voor de winter”, staat er bij een roman; “twee keer gelezen, de tweede keer beter” bij een andere.</p>
<h3>De kast met het slotje</h3>
<p>In één kast stonden boeken die je alleen mocht vragen, niet nemen. Wie erom vroeg, kreeg een strenge blik en meestal ook het boek. De sleutel hangt nu in een lijstje aan de balie, met daaronder de spreuk van toen: <span lang="la">habent sua fata libelli</span>.<span class="footnote">Boeken hebben hun eigen lot. De zin is van een Latijnse schoolmeester uit de derde eeuw, en hij gaat eigenlijk nog door: naargelang de lezer ze begrijpt.</span></p>
<h3>Oorlogsjaren</h3>
<p>Tussen 1940 en 1944 verdwenen zeventien titels van de lijst. Niet uit de kast: ze stonden met een andere kaft onder <em>Tuinbouw</em>.</p>
<blockquote class="pull"><p>Wie in die jaren een boek over prei vroeg, moest weten welke prei.</p></blockquote>
<h2>Het water (1952)</h2>
<p>In februari 1952 kwam de beek tot aan de derde plank. De lezers vormden een rij tot aan de school en gaven de boeken van hand tot hand door. Vierhonderd stuks zijn gedroogd aan wasdraden in de turnzaal. Een deel heeft nog altijd golvende bladzijden.</p>
<figure data-media="{media:fields}"><figcaption>De beek vóór de rechttrekking. Op de plek van het Wilgenplein lag toen een weide.</figcaption></figure>
<h2>In cijfers</h2>
<table><caption>De bibliotheek van Lindebeke in zes jaartallen</caption><thead><tr><th>Jaar</th><th>Boeken</th><th>Lezers</th><th>Uitleningen</th><th>Talen</th></tr></thead><tbody><tr><th>1926</th><td>312</td><td>64</td><td>1.180</td><td>2</td></tr><tr><th>1951</th><td>2.940</td><td>410</td><td>9.312</td><td>3</td></tr><tr><th>1976</th><td>11.200</td><td>1.905</td><td>48.770</td><td>4</td></tr><tr><th>2001</th><td>38.450</td><td>3.120</td><td>121.004</td><td>9</td></tr><tr><th>2024</th><td>41.300</td><td>3.876</td><td>133.541</td><td>31</td></tr></tbody></table>
<h2>De stem van het uurtje</h2>
<p>Sinds 1978 begint elk voorleesuurtje met hetzelfde deuntje uit dezelfde speeldoos. De veer is twee keer vervangen, de melodie nooit.</p>
<figure data-media="{media:speeldoos}"><figcaption>De speeldoos van het voorleesuurtje, opgenomen op een stille maandag.</figcaption></figure>
<h2>Wat blijft</h2>
<p>De kachel staat in het stadsmuseum en het bord <em>stilte</em> is zoek. Wat gebleven is, zijn de notities. Nog altijd ligt er een schrift aan de balie waarin lezers schrijven wat ze ervan vonden. De laatste regel, van vorige week: “Te kort. Hebben jullie er nog zo een?”</p>
<ul><li>De tijdlijn met alle foto's hangt tot het voorjaar in de gang.</li><li>Neem de folder mee: <a data-media="{media:folder}">Honderd jaar lezen, de wandeling</a>.</li><li>Heb jij nog een lidkaart van vroeger? Vertel het ons in <a data-item="{item:vraag}">de vraag van de maand</a>.</li></ul>`),
		text("en", "A hundred years of reading by the brook", "In 1926 the library of Lindebeke opened with 312 books and one stove.",
			`<p>On a Tuesday evening in November the town clerk lit the stove in a room above the fire station. There were 312 books, eight chairs and a sign that said <span lang="nl">stilte</span>.</p><h2>The flood</h2><p>In February 1952 the brook rose to the third shelf. Readers formed a line to the school and passed the books from hand to hand.<span class="footnote">Four hundred of them were dried on washing lines in the gym; some still have wavy pages.</span></p><h2>The music box</h2><figure data-media="{media:speeldoos}"><figcaption>The tune that has opened every story hour since 1978.</figcaption></figure><h2>What remains</h2><p>The notebook at the desk, in which readers say what they thought. Last week's line: “Too short. Do you have another one like it?”</p>`))
	feature.Gallery, feature.Papers = []string{"facade", "night", "balloon", "cover-room"}, []string{"folder"}
	gone := story("boekenverkoop", "shelves", 20, []string{"gezin"}, jonas, text("nl", "Boekenverkoop in de inkomhal", "Afgevoerde boeken vanaf één euro, zolang de voorraad strekt.", `<p>Kom snuisteren tussen duizend afgevoerde boeken.</p>`))
	gone.Withdrawn = "De boekenverkoop is voorbij: alles is weg. Dank aan iedereen die kwam snuisteren."
	late := story("zomeruren", "facade", 3, []string{"gezin"}, marthe, text("nl", "Aangepaste openingsuren deze week", "Door de inventaris sluiten we een uur vroeger.", `<p>Deze week sluiten we om 17 uur.</p>`))
	late.Expired = true
	question := story("vraag", "night", 5, []string{"verhalen"}, marthe,
		text("nl", "De vraag van de maand: welk boek lag er bij jullie thuis?", "Elke maand stellen we één vraag. Antwoord op dit bericht, waar je ook zit: jouw antwoord verschijnt hieronder.",
			`<p>Niet je lievelingsboek. Het boek dat er gewoon <em>lag</em>: op de kast, onder de kast, in de wc. Het boek waarvan je de vlekken nog weet.</p><p>Antwoorden kan vanuit elk netwerk van het fediversum. Een medewerker leest alles na voor het hier verschijnt.</p>`),
		text("fr", "La question du mois : quel livre traînait chez vous ?", "Répondez à ce message, d'où que vous soyez : votre réponse s'affiche ci-dessous.", `<p>Pas votre livre préféré. Celui qui <em>était là</em> : sur l'armoire, sous l'armoire, aux toilettes.</p>`),
		text("de", "Die Frage des Monats: Welches Buch lag bei Ihnen herum?", "Antworten Sie auf diesen Beitrag: Ihre Antwort erscheint unten.", `<p>Nicht Ihr Lieblingsbuch, sondern das, das einfach <em>da war</em>.</p>`),
		text("en", "Question of the month: which book was lying around at home?", "Reply to this post from wherever you are; your answer appears below.", `<p>Not your favourite. The one that was simply <em>there</em>: on the cupboard, under it, in the loo.</p>`))
	return []Item{
		question, feature, gone, late,
		story("stil", "", 8, []string{"toegankelijk"}, marthe,
			text("nl", "Het stille uur wordt een stille ochtend", "Op vraag van velen: elke donderdag tot de middag geen muziek, gedempt licht en geen groepen.", `<p>Het stille uur van donderdag was na een maand te klein. Vanaf nu duurt het de hele ochtend, van 9 tot 12 uur.</p><p>Wie liever helemaal alleen zit, reserveert de kleine leeskamer: bel ons, of vraag het aan de balie. Oordopjes liggen klaar.</p>`)),
		story("woord", "", 11, []string{"talen", "verhalen"}, jonas,
			text("nl", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, en andere woorden die niet op een steekkaart pasten", "Onze oude fiches waren 12,5 centimeter breed. Sommige woorden niet.", `<p>Wie vroeger een fiche tikte, kende de grens: na 38 tekens kwam het belletje. Voor het Duitse rek was er een tweede lade, met fiches in de breedte.</p><p>Het Nederlands kan er ook wat van: <em>gemeenteraadsverkiezingsaffichehoudersregister</em> staat in ons archief op drie regels.</p>`),
			text("de", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und andere Wörter, die auf keine Karteikarte passten", "Unsere alten Karteikarten waren 12,5 Zentimeter breit. Manche Wörter nicht.", `<p>Wer früher eine Karte tippte, kannte die Grenze: Nach 38 Zeichen läutete das Glöckchen.</p>`)),
		story("verslag", "bubbles", 19, []string{"toegankelijk", "talen"}, marthe,
			text("nl", "Verslag van de bewonersraad over de nieuwe leeszaal, de banken aan de beek, de verlichting van het fietspad, de openingsuren in de zomer en de vraag of de bibliotheekkat terug mag komen", "Zesenveertig bewoners, vijf agendapunten en één kat. Dit is wat er beslist is.", `<p>De leeszaal krijgt twaalf plaatsen bij. De banken komen er in het voorjaar. Over de kat is gestemd: 41 voor, 3 tegen, 2 allergisch.</p>`)),
		{Key: "ster", Lead: "fields", Ago: days(33), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed"}, Authors: roos,
			Details: &highlight.Details{Creators: []string{"tekenklas van de gemeenteschool"}, Issued: "1938", Identifier: "LB P 0214", Rights: "https://rightsstatements.org/vocab/InC-NC/1.0/", CatalogueURL: "https://catalogus.lindebeke.example/p-0214"},
			Texts:   []content.TextInput{text("nl", "Een dorp, getekend door tienjarigen", "De wandkaart van 1938 klopt nergens, en is precies daarom zo juist.", `<p>Het huis van de bakker is groter dan de kerk. De hond van de smid heeft een eigen legende. Wie wil weten hoe groot de wereld was als je tien was, moet hier kijken.</p>`)}}},
		story("leesclub", "cover-ice", 48, []string{"verhalen", "winter"}, jonas, text("nl", "Zes leesclubs, één regel", "Wie het boek niet uit heeft, brengt koekjes mee.", `<p>We begonnen met één leesclub aan één tafel. Vandaag zijn er zes, waarvan één in de trein van 7.12 uur.</p>`)),
		story("kat", "", 75, []string{"gezin"}, jonas, text("nl", "De kat van de bib is met pensioen", "Na veertien jaar op de verwarming verhuist ze naar een vensterbank met zon.", `<p>Ze hield niet van stofzuigers en wel van atlassen, liefst opengeslagen bij de oceanen.</p>`)),
		story("dakwerken", "facade", 130, nil, marthe, text("nl", "Het dak is dicht", "De werken zijn klaar, twee weken vroeger dan gepland.", `<p>De emmers mogen weg. Op het nieuwe dak liggen 84 zonnepanelen.</p>`)),
		story("zomerlezen", "balloon", 165, []string{"gezin"}, jonas, text("nl", "1.204 kinderen lazen de zomer vol", "Samen goed voor 9.877 boeken. De hangmat is gewonnen door een meisje van zes.", `<p>Elk boek was een stukje van de muur. De muur is vol.</p>`)),
		story("verhalenfiets", "bicycle", 240, []string{"gezin", "verhalen"}, roos, text("nl", "De verhalenfiets rijdt", "Een bakfiets met honderd prentenboeken doet elke woensdag een ander plein aan.", `<p>De bel klinkt als de speeldoos van het voorleesuurtje.</p>`)),
		story("eerstelezing", "night", 410, []string{"verhalen"}, marthe, text("nl", "Volle kelder voor de eerste nachtlezing", "Negentig luisteraars, één lamp.", `<p>Volgend jaar opnieuw, met meer kussens.</p>`)),
		story("catalogus", "shelves", 800, nil, marthe, text("nl", "De catalogus spreekt voortaan vier talen", "Zoeken kan in het Nederlands, Frans, Duits en Engels.", `<p>De zoekzuilen en de website gebruiken dezelfde woorden.</p>`)),
	}
}

func bibDates(c calendar) []Item {
	tickets := "https://tickets.lindebeke.example/"
	roos, jonas, claire := authors("Roos Ackergem"), authors("Jonas Eeckelaer"), authors("Claire Delvoste")
	cancelled := c.date(1, time.Tuesday, "14:00", "16:00", buurthuis, price("", "0"))
	cancelled.Status = content.EventCancelled
	sold := c.date(0, time.Thursday, "20:00", "21:45", kelder, price("Basis", "9.00"), price("Met lidkaart", "6.00"))
	sold.Availability, sold.Access = content.SoldOut, []string{"sign-language"}
	postponed := c.date(3, time.Wednesday, "19:30", "21:30", kelder, price("Basis", "5.00"))
	postponed.Status = content.EventPostponed
	moved := c.date(2, time.Saturday, "14:00", "17:00", wilgenplein, price("", "0"))
	moved.Status, moved.PreviousStart = content.EventRescheduled, c.at(1, time.Saturday, "14:00")
	online := content.Occurrence{Start: c.at(2, time.Monday, "19:30"), End: c.at(2, time.Monday, "20:45"), Status: content.EventMovedOnline, OnlineURL: "https://live.lindebeke.example/lezing", Access: []string{"captions"}, Offers: []content.Offer{price("", "0")}}
	show := c.span(c.today.AddDate(0, 0, -12), c.today.AddDate(0, 0, 33), wilgenplein, price("Toegang", "0"))
	fair := c.span(c.on(4, time.Sunday), c.on(4, time.Sunday), &content.Place{Name: "Wilgenplein", Locality: "Lindebeke", Country: "BE"}, price("", "0"))
	items := []Item{
		happening("breicafe", "", 6, []string{"gezin"}, jonas, event.Details{Audience: []string{"seniors", "adults"}}, cancelled,
			text("nl", "Breicafé in De Knotwilg", "Steken tellen en bijpraten. Deze keer gaat het niet door: de verwarming is stuk.", `<p>De verwarming van het buurthuis is stuk. Volgende maand breien we dubbel.</p>`)),
		happening("schrijver", "cover-room", 9, []string{"verhalen"}, roos, event.Details{TicketURL: tickets + "avond", Audience: []string{"adults", "teens"}, AgeFrom: 14}, sold,
			text("nl", "Avond met een kever", "Twee acteurs lezen een lang kort verhaal in één adem voor, met gebarentolk.", `<p>De zaal is volzet. Aan de deur is er een wachtlijst vanaf 19.30 uur.</p>`),
			text("en", "An evening with a beetle", "Two actors read a long short story in one breath, with a sign language interpreter.", `<p>Sold out. There is a waiting list at the door from 19.30.</p>`)),
		happening("sterren", "night", 7, []string{"winter", "gezin"}, jonas, event.Details{TicketURL: tickets + "sterren", Audience: []string{"families", "children"}, AgeFrom: 6, AgeTo: 12}, postponed,
			text("nl", "Sterren kijken vanaf het dak", "Met dekens, chocolademelk en een kijker zo groot als een dakgoot. Uitgesteld: we zoeken een nieuwe datum.", `<p>De kijker is in herstelling. Zodra hij terug is, prikken we een nieuwe datum; je ticket blijft geldig.</p>`)),
		happening("ruilen", "gears", 10, []string{"gezin"}, jonas, event.Details{Audience: []string{"families"}}, moved,
			text("nl", "Speelgoedruildag", "Breng wat je niet meer gebruikt, neem mee wat je mist. Een week later dan gepland.", `<p>We schuiven een week op omdat het plein die dag heraangelegd wordt.</p>`)),
		happening("lezing", "bubbles", 6, []string{"talen"}, claire, event.Details{Audience: []string{"adults", "professionals"}}, online,
			text("nl", "Lezing: hoe leert een kind twee talen tegelijk?", "Over mengen, wisselen en zwijgen. Deze lezing verhuist naar het internet.", `<p>De spreker zit vast in het buitenland en komt via het scherm. Met live ondertiteling.</p>`),
			text("fr", "Conférence : comment un enfant apprend-il deux langues à la fois ?", "Mélanger, alterner, se taire. La conférence a lieu en ligne.", `<p>Avec sous-titrage en direct.</p>`)),
		happening("kaarten", "fields", 14, []string{"erfgoed"}, roos, event.Details{Audience: []string{"adults", "schools"}}, show,
			text("nl", "Tentoonstelling: de beek in twaalf kaarten", "Van landmeter tot satelliet. Elke dag te zien tijdens de openingsuren.", `<p>De kaarten hangen op ooghoogte van een zittende bezoeker; bij elke kaart hoort een voeltekening.</p>`)),
		happening("rommel", "bicycle", 5, []string{"gezin"}, jonas, event.Details{Audience: []string{"families"}}, fair,
			text("nl", "Bakfietsenparade", "Een hele zondag lang: versierde bakfietsen, voorlezers op wielen en een prijs voor de mooiste bel.", `<p>Inschrijven kan tot de ochtend zelf, aan de verhalenfiets.</p>`)),
		happening("luisteren", "cover-planet", 3, []string{"gezin", "toegankelijk"}, jonas, event.Details{Audience: []string{"toddlers"}, AgeTo: 3},
			func() content.Occurrence {
				o := c.date(5, time.Wednesday, "10:00", "10:40", wilgenplein, price("", "0"))
				o.Access = []string{"relaxed"}
				return o
			}(),
			text("nl", "Babyboekjes in alle rust", "Voelen, knabbelen en af en toe een bladzijde omslaan.", `<p>Zacht licht, geen luide muziek. De kinderwagen mag mee tot aan de mat.</p>`)),
		happening("nachtvorigjaar", "night", 60, []string{"winter", "verhalen"}, roos, event.Details{}, c.date(-6, time.Friday, "20:00", "23:00", kelder, price("Basis", "6.00")),
			text("nl", "Griezelen met het licht aan", "Enge verhalen voor wie niet van enge verhalen houdt.", `<p>Het was spannend, en toch heeft iedereen geslapen.</p>`)),
		happening("plantenruil", "fields", 70, []string{"gezin"}, jonas, event.Details{}, c.date(-8, time.Sunday, "10:00", "13:00", buurthuis, price("", "0")),
			text("nl", "Plantenruil in de tuin van De Knotwilg", "Stekken, zaden en goede raad.", `<p>Driehonderd planten wisselden van vensterbank.</p>`)),
	}
	themes := []string{"de markt", "de trein", "de dokter", "feesten", "het weer, alweer", "een sollicitatie", "de buren", "koken", "mijn straat", "spreekwoorden"}
	thèmes := []string{"le marché", "le train", "chez le médecin", "les fêtes", "la météo, encore", "un entretien d'embauche", "les voisins", "la cuisine", "ma rue", "les proverbes"}
	return append(items, series(c, "praattafel", "bubbles", -3, time.Tuesday, event.Details{Audience: []string{"adults"}},
		func(week, n int) content.Occurrence {
			return c.date(week, time.Tuesday, "10:00", "11:30", kelder, price("", "0"))
		},
		[]string{"talen"}, claire, len(themes), func(n int) []content.TextInput {
			return []content.TextInput{
				text("nl", fmt.Sprintf("Ochtendpraattafel: %s", themes[n]), "Nederlands oefenen bij een kop koffie, elke dinsdagochtend rond een ander thema.", "<p>Kinderen mogen mee; er ligt speelgoed in de hoek.</p>"),
				text("fr", fmt.Sprintf("Table de conversation du matin : %s", thèmes[n]), "Pratiquer le néerlandais autour d'un café, chaque mardi matin.", "<p>Les enfants sont les bienvenus.</p>")}
		})...)
}

func bibIssues() []Item {
	keys := func(k ...content.ID) []content.ID { return k }
	return []Item{
		{Key: "kortom11", Lead: "issue-garden", Ago: days(200), Input: content.Input{Kind: "edition", Tags: []string{"verhalen"}, Authors: authors("Marthe Vandersype"),
			Details: &edition.Details{Number: "11", Issued: "voorjaar", Magazine: "Kortom", Parts: []edition.Part{
				{Heading: content.Localised{"nl": "Onderweg", "fr": "En chemin", "de": "Unterwegs", "en": "On the road"}, Items: keys("verhalenfiets", "eerstelezing")},
				{Heading: content.Localised{"nl": "Uit het huis"}, Items: keys("catalogus")}}},
			Texts: []content.TextInput{text("nl", "Kortom 11: een ladder in de boom", "Het voorjaarsnummer, over lezen in de buitenlucht.", `<p>Wie in een boom leest, leest trager. Dit nummer past in een jaszak en kan tegen een druppel regen.</p>`)}}},
		{Key: "kortom12", Lead: "issue-winter", Ago: days(1.5), Input: content.Input{Kind: "edition", Tags: []string{"winter", "verhalen"}, Authors: authors("Marthe Vandersype", "Roos Ackergem"),
			Details: &edition.Details{Number: "12", Volume: "4", Issued: "winter", Magazine: "Kortom", Parts: []edition.Part{
				{Heading: content.Localised{"nl": "Dossier: honderd jaar", "fr": "Dossier : cent ans", "de": "Dossier: hundert Jahre", "en": "Feature: a hundred years"}, Items: keys("honderd", "kaart", "ster")},
				{Heading: content.Localised{"nl": "In huis", "fr": "Dans la maison", "de": "Im Haus", "en": "In the house"}, Items: keys("rekken", "levering", "stil")},
				{Heading: content.Localised{"nl": "Om voor te lezen", "fr": "À lire à voix haute", "de": "Zum Vorlesen", "en": "To read aloud"}, Items: keys("ijs", "prins")}}},
			Texts: []content.TextInput{
				text("nl", "Kortom 12: licht in de boekenstapel", "Het winternummer van ons magazine: honderd jaar bibliotheek, een kaart die niet klopt en boeken voor bij de kachel.",
					`<p>Dit nummer begon met een doos. Er zat een kasboek in, een sleutel en een half speculaasje uit 1931. De sleutel past nergens meer op; het kasboek des te beter.</p><p>Lees het hier, of neem het mee als e-boek: onderaan vind je het EPUB-bestand, voor elk toestel.</p>`),
				text("fr", "Kortom 12 : de la lumière dans la pile de livres", "Notre numéro d'hiver : cent ans de bibliothèque et des livres au coin du feu.", `<p>Ce numéro a commencé par une boîte : un livre de caisse, une clé et un demi-spéculoos de 1931.</p>`),
				text("en", "Kortom 12: light in the stack of books", "Our winter issue: a hundred years of the library, and books for beside the stove.", `<p>This issue began with a box: a cash book, a key and half a biscuit from 1931.</p>`)}}},
	}
}

func bibFiles() []File {
	return []File{
		{Name: "speeldoos", File: "speeldoos.wav", Make: musicBox, Title: content.Localised{"nl": "De speeldoos van het voorleesuurtje", "fr": "La boîte à musique de l'heure du conte", "de": "Die Spieldose der Vorlesestunde", "en": "The music box of the story hour"},
			Transcript: content.Localised{"nl": "<p>Geen woorden. Een speeldoos speelt een deuntje van vijftien heldere tonen, dat omhooggaat en weer daalt. Het eindigt met één diepe klank.</p>",
				"fr": "<p>Pas de paroles. Une boîte à musique joue quinze notes claires qui montent puis redescendent, et finit sur une note grave.</p>",
				"de": "<p>Keine Worte. Eine Spieldose spielt fünfzehn helle Töne, aufwärts und wieder abwärts, und endet mit einem tiefen Klang.</p>",
				"en": "<p>No words. A music box plays fifteen bright notes that rise and fall again, and ends on one deep note.</p>"}},
		{Name: "folder", File: "honderd-jaar-lezen.pdf", Title: content.Localised{"nl": "Honderd jaar lezen, de wandeling", "fr": "Cent ans de lecture, la promenade", "de": "Hundert Jahre Lesen, der Spaziergang", "en": "A hundred years of reading, the walk"}, Make: leaflet{"nl", "Honderd jaar lezen, de wandeling",
			[]string{"Een wandeling van anderhalf uur langs zes plekken waar ooit boeken stonden. Vertrek aan de bibliotheek, Wilgenplein 4. De hele weg is verhard en zonder trappen.",
				"1. De brandweer (1926). Kijk omhoog: het tweede raam van links was de leeszaal.", "2. De gemeenteschool (1952). In de turnzaal hingen de natte boeken aan wasdraden.",
				"3. Het buurthuis. Hier stond de kast met het slotje, tot iemand het slotje openliet.", "4. De beek. Ze liep vroeger anders; de paaltjes tonen waar.", "5. Het station. De leesclub van 7.12 uur vertrekt op spoor 2.",
				"6. Terug aan de bibliotheek. Schrijf in het schrift aan de balie wat je ervan vond."}}.pdf},
	}
}
