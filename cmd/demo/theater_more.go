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
	studio = at(content.Place{Name: "Studio Het Sluisje", Street: "Sluiskaai 12", PostalCode: "1000", Locality: "Brussel", Country: "BE",
		Access: []string{"wheelchair", "toilet", "companion"}, AccessNote: "Bel aan bij de blauwe poort; iemand loopt met u mee naar de lift. Sonnez à la porte bleue, on vous accompagne jusqu'à l'ascenseur.", URL: "https://www.zilverkaai.example/sluisje"}, 50.8571, 4.3449)
	foyer = at(content.Place{Name: "Foyer van De Zilverkaai", Street: "Zilverkaai 7", PostalCode: "1000", Locality: "Brussel", Country: "BE",
		Access: []string{"wheelchair", "toilet", "induction-loop", "assistance-dog", "companion"}, AccessNote: "Zonder trappen vanaf de kaai. Sans marche depuis le quai."}, 50.8560, 4.3431)
)

func theaterMore(c calendar) []Item {
	return append(append(theaterStories(), theaterDates(c)...), theaterIssues()...)
}

func theaterStories() []Item {
	noor, baptiste := authors("Noor Tamsin"), authors("Baptiste Onclair")
	feature := story("schaduw", "shadows", 2, []string{"verhalen", "dans"}, authors("Baptiste Onclair", "سراج الوهابي"),
		text("nl", "Een vos van karton: hoe schaduwen leren lopen", "Twee spelers, één lamp en veertig poten. Op bezoek in het atelier van Vuurvos, waar alles zwart is behalve het licht.",
			`<p class="lead">In het atelier ruikt het naar lijm en koffie. Aan een waslijn hangen zevenentwintig vossen, de ene al wat magerder dan de andere.</p>
<p>“De eerste vos was te mooi”, zegt de maker. “Je keek naar de vos en niet naar het verhaal.”<span class="footnote">Die eerste vos hangt in de gang naar de kleedkamers, in goud geverfd.</span> Dus ging de schaar erin: minder oor, meer staart, en poten die aan één draad bewegen.</p>
<h2>Licht</h2><p>Alles begint bij de lamp. Staat die dichtbij, dan wordt de vos zo groot als een huis. Schuif je haar weg, dan past hij in een schoen.</p>
<h3>De lamp van de maan</h3><p>Voor de maan gebruiken ze een fietslicht uit 1962. Niets anders geeft hetzelfde geel.</p>
<h3>De lamp van de zon</h3><p>De zon is een gewone peer achter een theezeef. “<span lang="fr">C'est bête comme chou</span>”, lacht de lichtontwerper, en ze heeft gelijk.</p>
<blockquote class="pull"><p>Een schaduw liegt niet. Ze laat alleen iets weg.</p></blockquote>
<h2>Beweging</h2><p>Kijk naar zes seconden uit de repetitie. Let op de staart: die is van stof, en heeft een eigen willetje.</p>
<figure data-media="{media:vosfilm}"><figcaption>Repetitiebeeld zonder geluid, met ondertitels.</figcaption></figure>
<h2>Van schets tot scène</h2><table><caption>Hoe lang een vos erover doet</caption><thead><tr><th>Stap</th><th>Duur</th><th>Wie</th><th>Nodig</th></tr></thead><tbody><tr><th>Tekenen</th><td>2 dagen</td><td>ontwerper</td><td>potlood, gom, thee</td></tr><tr><th>Snijden</th><td>1 dag</td><td>maker</td><td>zwart karton van 2 mm</td></tr><tr><th>Poten hangen</th><td>4 uur</td><td>maker en speler</td><td>draad, engelengeduld</td></tr><tr><th>Leren lopen</th><td>3 weken</td><td>twee spelers</td><td>een spiegel</td></tr></tbody></table>
<figure data-media="{media:quay}"><figcaption>Het atelier ligt op de kaai, achter het tweede venster met licht.</figcaption></figure>
<h2>Zelf proberen</h2><p>Een lamp, een laken en twee handen volstaan. We maakten er een blad van: <a data-media="{media:vosblad}">Maak zelf een schaduwvos</a>. Of kom kijken naar de voorstelling. Het <a data-item="{item:kostuum}">blauwe kostuum</a> speelt deze keer niet mee.</p>`),
		text("fr", "Un renard de carton : comment les ombres apprennent à marcher", "Deux interprètes, une lampe et quarante pattes. Visite à l'atelier.",
			`<p class="lead">L'atelier sent la colle et le café. Sur une corde à linge pendent vingt-sept renards.</p><h2>La lumière</h2><p>Tout commence par la lampe. De près, le renard est grand comme une maison ; de loin, il tient dans une chaussure.<span class="footnote">Pour la lune : un feu de vélo de 1962. Rien d'autre ne donne ce jaune.</span></p><h2>Le mouvement</h2><figure data-media="{media:vosfilm}"><figcaption>Six secondes de répétition, sans son, sous-titrées.</figcaption></figure><blockquote class="pull"><p>Une ombre ne ment pas. Elle omet, c'est tout.</p></blockquote><h2>À vous</h2><p>Une lampe, un drap et deux mains suffisent.</p>`))
	feature.Gallery, feature.Papers = []string{"masks", "beams", "poster-hands", "tent"}, []string{"vosblad"}
	gone := story("auditie", "masks", 21, []string{"dans"}, noor, text("nl", "Auditie voor figuranten", "We zoeken twaalf mensen die goed kunnen stilstaan.", `<p>Ervaring hoeft niet.</p>`), text("fr", "Audition pour figurants", "Nous cherchons douze personnes qui savent rester immobiles.", `<p>Sans expérience.</p>`))
	gone.Withdrawn = "De audities zijn voorbij en alle rollen zijn verdeeld. Les auditions sont terminées."
	late := story("balie", "quay", 3, nil, noor, text("nl", "Ticketbalie vandaag telefonisch niet bereikbaar", "Mail ons, we antwoorden binnen het uur.", `<p>De telefoonlijn wordt hersteld.</p>`))
	late.Expired = true
	question := story("vraag", "masks", 5, []string{"verhalen"}, noor,
		text("nl", "Vertel eens: wat zag je voor het eerst op een podium, of ernaast?", "Voor ons programmaboek verzamelen we eerste keren. Antwoord op dit bericht, van waar je ook bent.", `<p>Een poppenkast, een schoolfeest, een tante met een accordeon: alles telt. De mooiste antwoorden lezen we voor, tussen twee voorstellingen in.</p>`),
		text("fr", "Racontez : qu'avez-vous vu en premier sur une scène, ou à côté ?", "Nous rassemblons des premières fois. Répondez à ce message, d'où que vous soyez.", `<p>Un guignol, une fête d'école, une tante et son accordéon : tout compte.</p>`))
	return []Item{
		question, feature, gone, late,
		story("toog", "", 9, []string{"dans"}, baptiste,
			text("nl", "De toog wordt nog langer", "Er komt anderhalve meter bij, op een hoogte waar ook wie zit aan kan.", `<p>De nieuwe meters zijn 80 centimeter hoog. De oude blijven zoals ze zijn, kringen van glazen inbegrepen.</p>`),
			text("fr", "Le bar s'allonge encore", "Un mètre et demi de plus, à hauteur de fauteuil.", `<p>Les nouveaux mètres sont à 80 centimètres du sol.</p>`)),
		story("comite", "tent", 13, []string{"gezin"}, baptiste,
			text("nl", "Kindercarnavalsoptochtvoorbereidingswerkzaamhedencomitévergadering zoekt zaal, stoelen en een kortere naam", "Het comité van de wijk vergadert voortaan bij ons. Iedereen welkom, snoep inbegrepen.", `<p>De eerste vergadering ging over de naam. De tweede ook.</p>`)),
		story("seizoen", "curtain", 17, []string{"dans", "verhalen"}, noor,
			text("nl", "Wat we leerden van tweehonderd voorstellingen, elf technische storingen, drie verdwaalde duiven, één brandalarm en een publiek dat bij elk daarvan gewoon bleef zitten en meezong tot het licht weer aanging", "Terugblik op een seizoen dat langer duurde dan gepland.", `<p>De duiven zijn terug bij hun eigenaar. Het lied zingen we nog.</p>`)),
		{Key: "tekstboek", Lead: "masks", Ago: days(31), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed", "verhalen"}, Authors: baptiste,
			Details: &highlight.Details{ISBN: "9780140714548", Creators: []string{"William Shakespeare"}, Publisher: "Penguin", Identifier: "ZK-B-0009", Rights: publicDomain, CatalogueURL: "https://archief.zilverkaai.example/zk-b-0009"},
			Texts: []content.TextInput{
				text("nl", "Het souffleursexemplaar van Hamlet", "Met potlood: waar er gehoest wordt, waar de trein passeert, waar je moet fluisteren.", `<p>Op bladzijde 74 staat in de marge alleen: <em>nu niet</em>. Niemand weet nog waarom.</p>`),
				text("fr", "L'exemplaire du souffleur", "Au crayon : où l'on tousse, où le train passe, où il faut chuchoter.", `<p>Page 74, dans la marge : <em>pas maintenant</em>. Plus personne ne sait pourquoi.</p>`)}}},
		story("dansvloer", "ribbons", 52, []string{"dans"}, noor, text("nl", "Een vloer die terugduwt", "De nieuwe dansvloer veert drie millimeter. Dat scheelt knieën.", `<p>Onder het linoleum liggen 4.000 rubberen dopjes.</p>`), text("fr", "Un plancher qui répond", "Le nouveau plancher de danse cède de trois millimètres.", `<p>Les genoux disent merci.</p>`)),
		story("tram", "quay", 90, nil, baptiste, text("fr", "Le tram s'arrête désormais devant la porte", "Et le dernier attend la fin du spectacle.", `<p>Le conducteur reçoit l'heure de fin chaque soir.</p>`)),
		story("stoelen", "curtain", 150, []string{"toegankelijk"}, noor, text("nl", "Acht plaatsen voor rolstoelen, op drie rijen", "Niet meer alleen achteraan.", `<p>Vooraan, in het midden en op het balkon.</p>`)),
		story("premiere", "beams", 260, []string{"dans"}, baptiste, text("nl", "Een première in het donker", "De stroom viel uit. Het publiek haalde zijn telefoons boven, en het stuk ging door.", `<p>Tweehonderd lampjes. Mooier hebben we het nooit belicht.</p>`)),
		story("kaai", "quay", 430, []string{"erfgoed"}, noor, text("nl", "De kaai krijgt haar naam terug", "Op het bord staat voortaan Zilverkaai, zoals in 1880.", `<p>De naam komt van de haringen.</p>`)),
		story("archief", "poster", 850, []string{"erfgoed"}, baptiste, text("fr", "Trois mille affiches numérisées", "De 1890 à nos jours.", `<p>Toutes sont visibles au foyer, sur rendez-vous.</p>`)),
	}
}

func theaterDates(c calendar) []Item {
	tickets := "https://tickets.zilverkaai.example/"
	noor, baptiste := authors("Noor Tamsin"), authors("Baptiste Onclair")
	basic := []content.Offer{{Name: "Basis", Price: "22.00", Currency: "EUR", URL: tickets + "boot"}, {Name: "Min 26 jaar", Price: "11.00", Currency: "EUR", URL: tickets + "boot"}, {Name: "Kansentarief", Price: "2.00", Currency: "EUR"}}
	postponed := c.date(2, time.Thursday, "20:00", "22:00", zilverkaai, price("Basis", "19.00"))
	postponed.Status = content.EventPostponed
	moved := c.date(2, time.Wednesday, "20:30", "22:00", studio, price("Basis", "16.00"), price("Student", "8.00"))
	moved.Status, moved.PreviousStart, moved.Availability = content.EventRescheduled, c.at(1, time.Monday, "20:30"), content.Few
	signed := c.date(4, time.Sunday, "14:00", "15:10", zilverkaai, price("Iedereen", "9.50"))
	signed.Access = []string{"sign-language", "audio-description", "relaxed"}
	items := []Item{
		happening("hand", "poster-hands", 10, []string{"gezin", "dans"}, baptiste, event.Details{TicketURL: tickets + "hand", Audience: []string{"families", "children"}, AgeFrom: 5, AgeTo: 10}, signed,
			text("nl", "Hand in hand", "Figurentheater voor twee handen en zesenvijftig draden, met gebarentaal en audiodescriptie.", `<p>De pop wil los. De handen willen dat ook, maar durven niet.</p><p>Vooraf mag je de pop voelen: wees er om 13.30 uur.</p>`),
			text("fr", "Main dans la main", "Marionnettes pour deux mains et cinquante-six fils, en langue des signes et avec audiodescription.", `<p>La marionnette veut se détacher. Les mains aussi, mais elles n'osent pas.</p>`)),
		happening("koper", "poster-note", 8, []string{"dans"}, noor, event.Details{TicketURL: tickets + "koper", Audience: []string{"adults"}}, postponed,
			text("nl", "Koper bij maanlicht", "Elf blazers op een drijvend podium. Uitgesteld wegens de waterstand: nieuwe datum volgt.", `<p>Het water staat te laag voor het podium. Tickets blijven geldig.</p>`),
			text("fr", "Cuivres au clair de lune", "Onze cuivres sur une scène flottante. Reporté en raison du niveau de l'eau.", `<p>Les billets restent valables.</p>`)),
		happening("derde", "beams", 9, []string{"dans"}, baptiste, event.Details{TicketURL: tickets + "derde", Audience: []string{"adults", "teens"}, AgeFrom: 16}, moved,
			text("nl", "De derde stem", "Een stuk voor twee acteurs en een antwoordapparaat. Verplaatst naar een andere dag.", `<p>Nog enkele plaatsen. Wie een ticket had voor de eerste datum, is welkom op de nieuwe.</p>`),
			text("fr", "La troisième voix", "Une pièce pour deux acteurs et un répondeur. Déplacée à une autre date.", `<p>Il reste quelques places.</p>`)),
		happening("expo", "poster", 15, []string{"erfgoed"}, noor, event.Details{Audience: []string{"adults", "schools"}}, c.span(c.today.AddDate(0, 0, -9), c.today.AddDate(0, 0, 40), foyer, price("Gratis", "0")),
			text("nl", "Zonder letters: affiches uit het archief", "Dertig affiches die niets zeggen en alles beloven.", `<p>Vrij te bezoeken vanaf een uur voor elke voorstelling.</p>`),
			text("fr", "Sans lettres : affiches des archives", "Trente affiches qui ne disent rien et promettent tout.", `<p>Entrée libre une heure avant chaque spectacle.</p>`)),
		happening("zomerdans", "ribbons", 80, []string{"dans"}, noor, event.Details{}, c.date(-7, time.Saturday, "20:00", "22:00", foyer, price("", "0")),
			text("nl", "Dansen op de kaai", "Een avond lang was de kaai een dansvloer.", `<p>Het orkest speelde drie keer het laatste nummer.</p>`)),
		happening("lezing", "masks", 95, []string{"verhalen"}, baptiste, event.Details{}, c.date(-10, time.Wednesday, "19:30", "21:00", studio, price("", "0")),
			text("fr", "Lecture à froid", "Un texte que personne n'avait lu, pas même les acteurs.", `<p>Ils ont tenu jusqu'à la dernière page.</p>`)),
	}
	nights := []string{"première", "met nagesprek", "matineevoorstelling", "met boventiteling", "alle plaatsen 10 euro", "met inleiding", "extra voorstelling", "buurtavond", "voorlaatste avond", "laatste avond"}
	soirs := []string{"première", "suivie d'une rencontre", "en matinée", "surtitrée", "toutes les places à 10 euros", "avec introduction", "supplémentaire", "soir du quartier", "avant-dernière", "dernière"}
	return append(items, series(c, "papierenboot", "poster-boat", -2, time.Saturday, event.Details{TicketURL: tickets + "boot", Audience: []string{"adults", "teens"}, AgeFrom: 12},
		func(week, n int) content.Occurrence {
			o := c.date(week, time.Saturday, "19:30", "21:00", zilverkaai, basic...)
			if n == 3 {
				o.Access = []string{"captions"}
			}
			if n == 2 {
				o.Availability = content.SoldOut
			}
			return o
		},
		[]string{"verhalen"}, baptiste, len(nights), func(n int) []content.TextInput {
			return []content.TextInput{
				text("nl", fmt.Sprintf("De papieren boot, %s", nights[n]), "Een vader, een dochter en een overstroming in een keuken. Toneel.", "<p>Negentig minuten zonder pauze. Wie op rij één zit, krijgt een deken.</p>"),
				text("fr", fmt.Sprintf("Le bateau de papier, %s", soirs[n]), "Un père, une fille et une inondation dans une cuisine. Théâtre.", "<p>Nonante minutes sans entracte. Au premier rang, on reçoit une couverture.</p>")}
		})...)
}

func theaterIssues() []Item {
	return []Item{{Key: "programma", Lead: "issue-stage", Ago: days(1.2), Input: content.Input{Kind: "edition", Tags: []string{"dans"}, Authors: authors("Noor Tamsin"),
		Details: &edition.Details{Number: "7", Issued: "winter", Magazine: "Zaallicht", Parts: []edition.Part{
			{Heading: content.Localised{"nl": "Achter het doek", "fr": "Derrière le rideau"}, Items: []content.ID{"schaduw", "licht"}},
			{Heading: content.Localised{"nl": "In de zaal", "fr": "Dans la salle"}, Items: []content.ID{"rust", "toog", "dansvloer"}},
			{Heading: content.Localised{"nl": "Uit de kast", "fr": "Du placard"}, Items: []content.ID{"tekstboek", "kostuum"}}}},
		Texts: []content.TextInput{
			text("nl", "Zaallicht 7: een stoel in het licht", "Ons programmaboek voor de winter: schaduwen, stoelen en een souffleur met een potlood.", `<p>Voor elke voorstelling is er een moment waarop er niets is: een lege stoel, een lamp, tweehonderd mensen die ademhalen. Dit nummer gaat daarover.</p>`),
			text("fr", "Zaallicht 7 : une chaise dans la lumière", "Notre programme d'hiver : des ombres, des sièges et un souffleur muni d'un crayon.", `<p>Avant chaque spectacle, il y a un moment où il n'y a rien : une chaise vide, une lampe, deux cents personnes qui respirent.</p>`)}}}}
}

func theaterFiles() []File {
	return []File{
		{Name: "vosfilm", File: "vuurvos.mp4", Make: film, Poster: "shadows", SoundSuffices: true, Title: content.Localised{"nl": "Repetitie van Vuurvos", "fr": "Répétition de Renard de feu"},
			Captions: content.Localised{"nl": cues(6, cue{0, "[geen geluid]"}, cue{2, "De vos gaat op weg."}, cue{4, "Achter hem komt de zon op."}),
				"fr": cues(6, cue{0, "[sans son]"}, cue{2, "Le renard se met en route."}, cue{4, "Derrière lui, le soleil se lève."})},
			Transcript: content.Localised{"nl": "<p>Schaduwspel zonder geluid. Het is nacht tussen de sparren. Van links komt een vos, die met wippende staart naar rechts loopt. Terwijl hij loopt, gaat achter hem een grote zon op en wordt de lucht oranje.</p>",
				"fr": "<p>Théâtre d'ombres, sans son. Il fait nuit entre les sapins. De la gauche vient un renard qui trotte vers la droite. Derrière lui, un grand soleil se lève et le ciel devient orange.</p>"}},
		{Name: "vosblad", File: "schaduwvos.pdf", Title: content.Localised{"nl": "Maak zelf een schaduwvos", "fr": "Fabriquez un renard d'ombre (en néerlandais)"}, Make: leaflet{"nl", "Maak zelf een schaduwvos",
			[]string{"Nodig: zwart karton, een schaar, drie splitpennen, een satéstokje, een laken en een lamp.", "1. Teken een vos van opzij, zonder poten. Maak de staart dikker dan je denkt.",
				"2. Knip de vos en vier poten uit. Vraag hulp bij de oren.", "3. Maak de poten vast met de splitpennen, zo los dat ze bengelen.", "4. Kleef het stokje op de rug.",
				"5. Hang het laken op, zet de lamp erachter en doe het licht uit. Nu nog een verhaal."}}.pdf},
	}
}
