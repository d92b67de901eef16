package demo

import (
	"time"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

// bib is a Flemish town library with a youth channel. It speaks Dutch, and
// French, German and English where newcomers and neighbours need it.
func bib(c calendar) Institution {
	return Institution{
		Name: "Bibliotheek Lindebeke", Host: "bib", Handle: "bib", Languages: []content.Lang{"nl", "fr", "de", "en"},
		Contact: content.Contact{Email: "bib@lindebeke.example", Phone: "+32 9 000 00 00", Address: "Wilgenplein 4, 9899 Lindebeke", EnterpriseNo: "0999.900.150"},
		Description: content.Localised{
			"nl": "De openbare bibliotheek van Lindebeke: boeken, verhalen, een leestafel en altijd iemand die meezoekt.",
			"fr": "La bibliothèque publique de Lindebeke : des livres, des histoires, une grande table et toujours quelqu'un pour chercher avec vous.",
			"de": "Die öffentliche Bibliothek von Lindebeke: Bücher, Geschichten, ein großer Lesetisch und immer jemand, der mitsucht.",
			"en": "Lindebeke's public library: books, stories, a long reading table and always someone to help you look.",
		},
		Summary: "<p>De bib van Lindebeke. Open van dinsdag tot en met zondag, Wilgenplein 4. Vragen? Antwoord gerust op een bericht: achter dit account zitten mensen.</p>",
		Avatar:  "avatar-bib",
		Branches: []Branch{{Handle: "jeugd", Name: "Jeugdbib Lindebeke", Kind: content.ChannelBranch, Avatar: "avatar-jeugd",
			Summary: "<p>Voorlezen, knutselen, strips en spelletjes voor iedereen tot twaalf jaar, en voor wie hen meebrengt.</p>"},
			{Handle: "praattafel", Name: "Praattafels Lindebeke", Kind: content.ChannelSeries, Avatar: "avatar-talk", Summary: "<p>Nederlands oefenen, elke week. Pratiquer le néerlandais, chaque semaine.</p>"},
			{Handle: "erfgoed", Name: "Erfgoed in Lindebeke", Kind: content.ChannelTheme, Avatar: "avatar-stamp", Tag: "erfgoed", Summary: "<p>Oude kaarten, kasboeken en andere vondsten uit de kelder.</p>"}},
		Tags: []content.Tag{tagWinter, tagFamily, tagStories, tagHeritage, tagAccess, tagLanguages},
		Pictures: []Picture{
			{Name: "avatar-bib", Alt: content.Localised{"nl": "Drie boeken naast elkaar op een plank", "fr": "Trois livres côte à côte sur une planche", "de": "Drei Bücher nebeneinander auf einem Brett", "en": "Three books side by side on a shelf"}},
			{Name: "avatar-jeugd", Alt: content.Localised{"nl": "Lachend gezicht op een oranje achtergrond", "fr": "Visage souriant sur fond orange", "de": "Lachendes Gesicht auf orangem Grund", "en": "Smiling face on an orange background"}},
			{Name: "night", Alt: content.Localised{"nl": "Een opengeslagen boek ligt lichtgevend in een nachtlandschap met maan en sterren", "fr": "Un livre ouvert éclaire un paysage nocturne, sous la lune et les étoiles", "de": "Ein aufgeschlagenes Buch leuchtet in einer Nachtlandschaft mit Mond und Sternen", "en": "An open book glows in a night landscape under a moon and stars"}},
			{Name: "shelves", Alt: content.Localised{"nl": "Drie boekenplanken vol bontgekleurde ruggen, hier en daar leunt er een scheef", "fr": "Trois rayons de livres aux dos colorés, dont quelques-uns penchent", "de": "Drei Regalbretter voller bunter Buchrücken, hier und da lehnt einer schief", "en": "Three shelves full of colourful spines, a few of them leaning"}},
			{Name: "balloon", Alt: content.Localised{"nl": "Een rood-gele luchtballon met twee boeken in de mand zweeft boven groene heuvels", "fr": "Une montgolfière rouge et jaune, deux livres dans la nacelle, survole des collines vertes", "de": "Ein rot-gelber Ballon mit zwei Büchern im Korb schwebt über grünen Hügeln", "en": "A red and yellow balloon with two books in its basket floats above green hills"}},
			{Name: "cover-planet", Alt: content.Localised{"nl": "Boekomslag met een kleine gele planeet waarop één rode bloem groeit", "fr": "Couverture de livre : une petite planète jaune où pousse une seule fleur rouge", "de": "Buchumschlag mit einem kleinen gelben Planeten, auf dem eine einzige rote Blume wächst", "en": "Book cover with a small yellow planet on which a single red flower grows"}},
			{Name: "cover-room", Alt: content.Localised{"nl": "Boekomslag met een lege groene kamer, een deur op een kier en een kever op de vloer", "fr": "Couverture de livre : une chambre verte et vide, une porte entrouverte, un insecte au sol", "de": "Buchumschlag mit einem leeren grünen Zimmer, einer Tür im Spalt und einem Käfer am Boden", "en": "Book cover with an empty green room, a door ajar and a beetle on the floor"}},
			{Name: "cover-ice", Alt: content.Localised{"nl": "Boekomslag met ijsbergen en een heel klein figuurtje op het ijs", "fr": "Couverture de livre : des icebergs et une minuscule silhouette sur la glace", "de": "Buchumschlag mit Eisbergen und einer winzigen Gestalt auf dem Eis", "en": "Book cover with icebergs and a tiny figure on the ice"}},
			{Name: "fields", Alt: content.Localised{"nl": "Handgekleurde kaart: akkers als lapjes, een rivier in bochten en een dorp met rode daken", "fr": "Carte coloriée à la main : des champs en mosaïque, une rivière sinueuse et un village aux toits rouges", "de": "Handkolorierte Karte: Felder wie Flicken, ein gewundener Fluss und ein Dorf mit roten Dächern", "en": "Hand-coloured map: patchwork fields, a winding river and a village with red roofs"}},
			{Name: "gears", Alt: content.Localised{"nl": "Drie tandwielen die in elkaar grijpen, een moersleutel en een rood snoer", "fr": "Trois engrenages, une clé et un cordon électrique rouge", "de": "Drei Zahnräder, ein Schraubenschlüssel und ein rotes Kabel", "en": "Three interlocking gears, a spanner and a red cord"}},
			{Name: "bicycle", Alt: content.Localised{"nl": "Rode fiets met een kist vol boeken op de bagagedrager, voor een rij huizen", "fr": "Vélo rouge avec une caisse de livres sur le porte-bagages, devant une rangée de maisons", "de": "Rotes Fahrrad mit einer Kiste voller Bücher auf dem Gepäckträger, vor einer Häuserzeile", "en": "Red bicycle with a crate of books on the carrier, in front of a row of houses"}},
			{Name: "bubbles", Alt: content.Localised{"nl": "Vier gekleurde tekstballonnen die elkaar half overlappen", "fr": "Quatre bulles de dialogue colorées qui se chevauchent", "de": "Vier bunte Sprechblasen, die sich halb überlappen", "en": "Four colourful, half overlapping speech bubbles"}},
			{Name: "facade", Alt: content.Localised{"nl": "Bakstenen bibliotheekgevel met een puntdak en boeken achter elk raam", "fr": "Façade de brique d'une bibliothèque, des livres derrière chaque fenêtre", "de": "Backsteinfassade einer Bibliothek mit Büchern hinter jedem Fenster", "en": "Brick library front with books behind every window"}},
			{Name: "avatar-talk", Alt: content.Localised{"nl": "Twee tekstballonnen, een witte en een gele", "fr": "Deux bulles de dialogue, une blanche et une jaune", "de": "Zwei Sprechblasen, eine weiße und eine gelbe", "en": "Two speech bubbles, one white and one yellow"}},
			{Name: "avatar-stamp", Alt: content.Localised{"nl": "Een dichte envelop met een rode zegel", "fr": "Une enveloppe fermée au sceau rouge", "de": "Ein geschlossener Umschlag mit rotem Siegel", "en": "A closed envelope with a red seal"}},
			{Name: "issue-winter", Alt: content.Localised{"nl": "Tijdschriftkaft: een huisje met verlichte ramen boven op een stapel boeken in de sneeuw", "fr": "Couverture de magazine : une maisonnette éclairée au sommet d'une pile de livres sous la neige", "de": "Titelbild: ein Häuschen mit hellen Fenstern auf einem Bücherstapel im Schnee", "en": "Magazine cover: a small house with lit windows on top of a stack of books in the snow"}, FocalX: 0, FocalY: -0.2},
			{Name: "issue-garden", Alt: content.Localised{"nl": "Tijdschriftkaft: een boom met boeken als vruchten en een ladder ertegen", "fr": "Couverture de magazine : un arbre dont les fruits sont des livres, une échelle contre le tronc", "de": "Titelbild: ein Baum mit Büchern als Früchten, eine Leiter lehnt daran", "en": "Magazine cover: a tree that bears books, with a ladder against it"}, FocalX: 0, FocalY: 0.3},
		},
		Files: bibFiles(),
		Items: append(append(bibShelf(), append(bibReads(), bibAgenda(c)...)...), bibMore(c)...),
		Theme: "default", Settings: bibSettings(c.today), Home: bibHome,
		Staff: []Person{
			{Name: "Marthe Vandersype", Email: "marthe@lindebeke.example", Role: content.Administrator},
			{Name: "Jonas Eeckelaer", Email: "jonas@lindebeke.example", Role: content.Editor, Channel: "jeugd"},
		},
		Voices: []Voice{
			{Name: "Ida", Handle: "ida@social.example", Item: "levering", Lang: "nl", Words: "<p>Mijn oma van 91 krijgt sinds kort elke maand een tas boeken aan de deur. Ze heeft de fietser al twee keer op koffie gevraagd. Dank jullie wel!</p>", Approved: true, Like: true, After: 5 * hour},
			{Name: "Wout D.", Handle: "wout@kring.example", Item: "levering", Lang: "nl", Words: "<p>Kan ik ook helpen rondbrengen, of zijn er genoeg fietsers?</p>", After: 9 * hour},
			{Name: "Leyla", Handle: "leyla@social.example", Item: "praattafel", Lang: "en", Words: "<p>I went last month without knowing a word of Dutch. I came home with eleven. See you there!</p>", Approved: true, Like: true, Boost: true, After: 20 * hour},
			{Name: "Mireille", Handle: "mireille@amis.example", Item: "prins", Lang: "fr", Words: "<p>Relu hier soir avec ma fille. On a fini par parler du renard pendant une heure.</p>", Approved: true, Like: true, After: 7 * hour},
			{Name: "Korneel", Handle: "korneel@kring.example", Item: "kaart", Like: true, Boost: true, After: 3 * hour},
			{Name: "Bas", Handle: "bas@social.example", Item: "nacht", Lang: "nl", Words: "<p>Mag de hond mee? Hij slaapt door elk verhaal.</p>", After: 2 * hour},
		},
	}
}

var (
	wilgenplein = &content.Place{Name: "Bibliotheek Lindebeke", Street: "Wilgenplein 4", PostalCode: "9899", Locality: "Lindebeke", Country: "BE"}

	tagWinter    = content.Tag{Slug: "winter", Labels: content.Localised{"nl": "winter", "fr": "hiver", "de": "Winter", "en": "winter"}}
	tagFamily    = content.Tag{Slug: "gezin", Labels: content.Localised{"nl": "gezin", "fr": "famille", "de": "Familie", "en": "families"}}
	tagStories   = content.Tag{Slug: "verhalen", Labels: content.Localised{"nl": "verhalen", "fr": "récits", "de": "Geschichten", "en": "stories"}}
	tagHeritage  = content.Tag{Slug: "erfgoed", Labels: content.Localised{"nl": "erfgoed", "fr": "patrimoine", "de": "Kulturerbe", "en": "heritage"}}
	tagAccess    = content.Tag{Slug: "toegankelijk", Labels: content.Localised{"nl": "toegankelijk", "fr": "accessibilité", "de": "barrierefrei", "en": "accessibility"}}
	tagLanguages = content.Tag{Slug: "talen", Labels: content.Localised{"nl": "talen", "fr": "langues", "de": "Sprachen", "en": "languages"}}
)

func bibShelf() []Item {
	return []Item{
		{Key: "kaart", Lead: "fields", Ago: days(26), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed"}, Authors: authors("Roos Ackergem"),
			Details: &highlight.Details{Creators: []string{"onbekende landmeter"}, Issued: "ca. 1771", Identifier: "LB K 1771/03", Rights: "https://creativecommons.org/publicdomain/mark/1.0/", CatalogueURL: "https://catalogus.lindebeke.example/k-1771-03"},
			Texts: []content.TextInput{
				text("nl", "De beek liep vroeger anders", "Een handgekleurde landmeterskaart toont Lindebeke vóór de rechttrekking van de beek.",
					`<p>Wie deze kaart op haar zij legt, herkent het meteen: het Wilgenplein was een weide, en de beek maakte er een lus omheen. De landmeter kleurde elk perceel met de hand; waar twee buren ruzie hadden over de grens, zette hij een potloodstreep en een vraagteken.</p><h2>Zelf komen kijken</h2><p>De kaart is broos en ligt in het donker. Elke eerste donderdag van de maand halen we ze een uur boven. Zeg aan de balie dat je komt, dan leggen we de loep klaar.</p>`),
				text("fr", "Autrefois, le ruisseau passait ailleurs", "Une carte d'arpenteur coloriée à la main montre Lindebeke avant la rectification du ruisseau.",
					`<p>La place des Saules était un pré, et le ruisseau en faisait le tour. L'arpenteur a colorié chaque parcelle à la main ; là où deux voisins se disputaient la limite, il a tracé un trait de crayon et un point d'interrogation.</p>`),
			}}},
		{Key: "gedaante", Lead: "cover-room", Ago: days(19), Input: content.Input{Kind: "highlight", Tags: []string{"verhalen", "talen"}, Authors: authors("Roos Ackergem"),
			Details: &highlight.Details{ISBN: "978-3-15-009900-1", Creators: []string{"Franz Kafka"}, Publisher: "Reclam", Identifier: "DE KAFK", CatalogueURL: "https://catalogus.lindebeke.example/9783150099001"},
			Texts: []content.TextInput{
				text("de", "Wer mag, liest Kafka im Original", "Ein schmales Reclam-Heft aus unserem deutschen Regal: kurz genug für einen Nachmittag.",
					`<p>Ein Mann wacht auf und ist ein Käfer; das Erstaunlichste daran ist, wie höflich alle bleiben. Wer etwas Deutsch kann, sollte es hier versuchen: kurze Sätze, wenige Figuren, ein einziges Zimmer. Im Heft stehen Worterklärungen.</p>`),
				text("nl", "Wie durft, leest Kafka in het Duits", "Een dun Reclam-boekje uit ons Duitse rek: kort genoeg voor één namiddag.",
					`<p>Een man wordt wakker als kever, en het vreemdste is hoe beleefd iedereen blijft. Wie een beetje Duits kent, kan het hier wagen: korte zinnen, weinig personages, één kamer. Achteraan staan woordverklaringen.</p>`),
			}}},
		{Key: "prins", Lead: "cover-planet", Ago: days(13), Input: content.Input{Kind: "highlight", Tags: []string{"verhalen", "gezin", "talen"}, Authors: authors("Claire Delvoste"),
			Details: &highlight.Details{ISBN: "9782070612758", Creators: []string{"Antoine de Saint-Exupéry"}, Publisher: "Gallimard", Identifier: "FR SAIN", CatalogueURL: "https://catalogus.lindebeke.example/9782070612758"},
			Texts: []content.TextInput{
				text("fr", "Le renard avait raison", "Le Petit Prince se lit à tout âge, et surtout à deux.",
					`<p>On croit le connaître, et puis on relit la page du renard : « apprivoiser » demande du temps, des rendez-vous, et un peu de patience à la bonne distance. Un livre à lire à voix haute, un chapitre par soir.</p><p>Nous avons trois exemplaires, dont un en <strong>grands caractères</strong>.</p>`),
				text("nl", "De vos had gelijk", "De kleine prins in het Frans: lees het met z'n tweeën, hardop.",
					`<p>Je denkt dat je het kent, en dan lees je de bladzijde van de vos opnieuw. Ideaal om je Frans op te frissen: korte hoofdstukken, heldere zinnen. We hebben drie exemplaren, waarvan één in <strong>grote letter</strong>.</p>`),
			}}},
		{Key: "ijs", Lead: "cover-ice", Ago: days(6), Input: content.Input{Kind: "highlight", Tags: []string{"verhalen", "winter", "talen"}, Authors: authors("Jonas Eeckelaer"),
			Details: &highlight.Details{ISBN: "0-14-143947-5", Creators: []string{"Mary Shelley"}, Publisher: "Penguin Classics", Issued: "2003", Identifier: "EN SHEL", CatalogueURL: "https://catalogus.lindebeke.example/9780141439471"},
			Texts: []content.TextInput{
				text("en", "It begins and ends on the ice", "Everyone remembers the laboratory. Read Frankenstein again for the Arctic.",
					`<p>Mary Shelley was eighteen when she began it, during a summer so cold that nobody could go outside. Perhaps that is why the story is framed by ice: a ship stuck in the far north, a stranger on a sledge, and a captain who writes letters home.</p><blockquote><p>A cold book for a cold week. I finished it on the tram and missed my stop.</p></blockquote><p>Ask at the desk for the reading group set: twelve copies, six weeks.</p>`),
				text("nl", "Het begint en eindigt op het ijs", "Iedereen kent het laboratorium. Herlees Frankenstein voor de poolnacht.",
					`<p>Mary Shelley was achttien toen ze eraan begon, in een zomer die zo koud was dat niemand buiten kon. Vraag aan de balie naar het pakket voor leesgroepen: twaalf exemplaren, zes weken lang.</p>`),
			}}},
	}
}

func bibReads() []Item {
	return []Item{
		{Key: "levering", Lead: "bicycle", Ago: days(16), Caption: content.Localised{"nl": "Elke woensdag en vrijdag op pad", "fr": "En route chaque mercredi et vendredi", "de": "Jeden Mittwoch und Freitag unterwegs", "en": "On the road every Wednesday and Friday"},
			Input: content.Input{Kind: "article", Tags: []string{"toegankelijk", "gezin"}, Authors: authors("Marthe Vandersype"), Texts: []content.TextInput{
				text("nl", "Geraak je niet tot bij ons? Wij komen naar jou", "Vrijwilligers brengen elke week boeken, luisterboeken en strips aan huis. Gratis.",
					`<p>Een gebroken been, een pasgeboren kind, trappen die te hoog zijn geworden: er zijn veel redenen om even niet tot op het Wilgenplein te komen. Daarom fietsen negen vrijwilligers elke woensdag en vrijdag rond met een kist vol boeken.</p><h2>Zo werkt het</h2><ol><li>Bel ons op +32 9 000 00 00, of laat iemand anders bellen.</li><li>Vertel wat je graag leest. Weet je het niet? Wij kiezen mee.</li><li>Je krijgt een vaste fietser, die de boeken brengt en weer meeneemt.</li></ol><h2>Wat het kost</h2><p>Niets. Een lidkaart is genoeg, en wie er geen heeft, krijgt ze mee aan de deur.</p><blockquote><p>Ik kom voor de boeken, maar ik blijf voor het verhaal bij de voordeur.</p></blockquote><p>Grote letter, luisterboek of een andere taal: alles uit onze rekken kan mee.</p>`),
				text("fr", "Vous ne pouvez pas venir ? Nous venons chez vous", "Chaque semaine, des bénévoles apportent livres et livres audio à domicile. Gratuitement.",
					`<p>Une jambe cassée, un nouveau-né, des escaliers devenus trop hauts : il y a mille raisons de ne pas pouvoir venir place des Saules. Neuf bénévoles passent donc chaque mercredi et chaque vendredi.</p><h2>Comment faire ?</h2><ol><li>Appelez le +32 9 000 00 00, ou demandez à un proche d'appeler.</li><li>Dites-nous ce que vous aimez lire.</li><li>Le même bénévole vient chaque fois.</li></ol><p>Le service est gratuit. Les livres en français et en grands caractères sont compris.</p>`),
				text("de", "Sie können nicht kommen? Wir kommen zu Ihnen", "Jede Woche bringen Ehrenamtliche Bücher und Hörbücher ins Haus. Kostenlos.",
					`<p>Neun Ehrenamtliche sind jeden Mittwoch und Freitag mit einer Kiste Bücher unterwegs. Rufen Sie uns unter +32 9 000 00 00 an und erzählen Sie, was Sie gern lesen; wir suchen mit aus. Auch deutsche Bücher und Großdruck kommen mit.</p>`),
				text("en", "Can't get to us? We'll come to you", "Every week volunteers bring books, audiobooks and comics to your door. Free of charge.",
					`<p>A broken leg, a newborn, stairs that have grown too steep: nine volunteers cycle round every Wednesday and Friday with a crate of books.</p><h2>How it works</h2><ol><li>Call +32 9 000 00 00, or let someone call for you.</li><li>Tell us what you like to read.</li><li>The same volunteer comes every time.</li></ol><p>It costs nothing. Large print, audiobooks and English titles can all come along.</p>`),
			}}},
		{Key: "rekken", Lead: "shelves", Ago: days(9), Input: content.Input{Kind: "article", Tags: []string{"verhalen", "toegankelijk"}, Authors: authors("Jonas Eeckelaer", "Roos Ackergem"), Texts: []content.TextInput{
			text("nl", "We hebben 14.000 boeken verhuisd, en dit is waarom", "Geen doolhof van codes meer: de bib staat voortaan in zeven werelden, met lage rekken en brede gangen.",
				`<p>Drie maanden lang zagen jullie ons met karretjes rijden. Nu staat alles op zijn plaats, en die plaats is nieuw. In plaats van een lange rij van A tot Z zijn er zeven werelden, van <em>Spanning</em> tot <em>Onderweg</em>.</p><h2>Lager en breder</h2><p>De hoogste plank hangt nu op 1,45 meter. Tussen de rekken is overal anderhalve meter vrij: genoeg om te draaien met een rolstoel of een tweelingbuggy.</p><figure data-media="{media:facade}"><figcaption>De ingang blijft dezelfde: drempelvrij, langs het Wilgenplein.</figcaption></figure><h2>Vind je iets niet?</h2><ul><li>De zoekzuilen tonen een plannetje met een stip.</li><li>Elke wereld heeft een kleur, en die kleur loopt door op de vloer.</li><li>En er staat nog altijd iemand klaar die meezoekt.</li></ul><p>Een mooie eerste oefening: zoek <a data-item="{item:prins}">Le Petit Prince</a>. Tip: het staat niet bij de kinderboeken.</p>`),
		}}},
		{Key: "gevel", Lead: "facade", Fresh: true, Input: content.Input{Kind: "article", Tags: []string{"toegankelijk"}, Authors: authors("Marthe Vandersype"), Texts: []content.TextInput{
			text("nl", "Vanaf volgende week zijn we ook op zondag open", "Elke zondag van 10 tot 13 uur: krant, koffie en een rustige leestafel.",
				`<p>Jullie vroegen het het vaakst in de rondvraag, dus doen we het. Elke zondag van 10 tot 13 uur is de leeszaal open, met de weekendkranten en koffie van de buurtwerking. Uitlenen en terugbrengen kan aan de automaat; vragen stellen kan aan een mens.</p><p>Het rustige uur, zonder muziek en met gedempt licht, is van 10 tot 11.</p>`),
			text("fr", "Désormais ouvert le dimanche aussi", "Chaque dimanche de 10 à 13 heures : journaux, café et une table de lecture au calme.",
				`<p>C'était votre premier souhait : la salle de lecture ouvre chaque dimanche de 10 à 13 heures. De 10 à 11 heures, c'est l'heure calme, sans musique et sous une lumière douce.</p>`),
			text("en", "We are now open on Sundays too", "Every Sunday from 10 to 1: newspapers, coffee and a quiet reading table.",
				`<p>It was your most frequent wish, so here it is. The reading room opens every Sunday from 10.00 to 13.00. The first hour is the quiet hour: no music, softer light.</p>`),
		}}},
	}
}

func bibAgenda(c calendar) []Item {
	return []Item{
		{Key: "nacht", Lead: "night", Ago: days(4), Input: content.Input{Kind: "event", Tags: []string{"winter", "verhalen"}, Authors: authors("Marthe Vandersype"),
			Details: &event.Details{TicketURL: "https://tickets.lindebeke.example/voorleesnacht", Occurrences: []content.Occurrence{{Start: c.at(1, time.Friday, "20:00"), End: c.at(1, time.Friday, "23:30"), Place: wilgenplein, Availability: content.Few,
				Offers: []content.Offer{price("Met slaapzak en soep", "6.00"), price("Onder 18 jaar", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Voorleesnacht: verhalen tot het licht uitgaat", "Breng een kussen mee. Vijf stemmen lezen voor tussen de rekken, van spannend naar slaperig.",
					`<p>Om acht uur gaan de grote lampen uit. In elke wereld zit iemand met een boek en een leeslampje; je wandelt van stem naar stem. Hoe later, hoe zachter de verhalen.</p><h2>Praktisch</h2><ul><li>Soep en brood in de leeszaal.</li><li>Plaatsen met ringleiding: vraag ernaar bij je ticket.</li><li>Nog enkele plaatsen vrij.</li></ul><p>Alvast in de stemming komen? Begin met <a data-item="{item:ijs}">Frankenstein</a>.</p>`),
				text("fr", "Nuit de lecture : des histoires jusqu'à l'extinction des feux", "Apportez un coussin. Cinq voix lisent entre les rayons, du palpitant au somnolent.",
					`<p>À vingt heures, les grandes lampes s'éteignent. Dans chaque recoin, quelqu'un attend avec un livre et une petite lampe. Deux des cinq voix lisent en français.</p>`),
				text("de", "Lesenacht: Geschichten, bis das Licht ausgeht", "Bringen Sie ein Kissen mit. Fünf Stimmen lesen zwischen den Regalen vor.",
					`<p>Um acht Uhr gehen die großen Lampen aus. In jeder Ecke sitzt jemand mit einem Buch und einem Leselicht; eine der fünf Stimmen liest deutsch.</p>`),
				text("en", "Night of stories: reading until lights out", "Bring a cushion. Five voices read among the shelves, from thrilling to drowsy.",
					`<p>At eight the big lamps go out. In every corner someone waits with a book and a small light, and you wander from voice to voice. One of the five reads in English. Soup and bread are included.</p>`),
			}}},
		{Key: "ballon", Lead: "balloon", Ago: days(3), Input: content.Input{Kind: "event", Channel: "jeugd", Tags: []string{"gezin", "verhalen"}, Authors: authors("Jonas Eeckelaer"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(0, time.Saturday, "10:30"), End: c.at(0, time.Saturday, "11:30"), Place: &content.Place{Name: "Jeugdbib Lindebeke, verhalenhoek", Street: "Wilgenplein 4", PostalCode: "9899", Locality: "Lindebeke", Country: "BE"},
				Offers: []content.Offer{price("Toegang", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Luchtballonverhalen voor kleine oren", "Voorleesuurtje voor kinderen van 3 tot 6 jaar, met een ballon om zelf te vouwen.",
					`<p>We stijgen op in de verhalenhoek en landen een uur later aan de knutseltafel. Ouders en grootouders vliegen gratis mee. Inschrijven hoeft niet; wie eerst komt, krijgt het grootste kussen.</p>`),
				text("fr", "Des histoires en montgolfière", "Heure du conte bilingue pour les 3 à 6 ans, avec une montgolfière à plier soi-même.",
					`<p>On décolle dans le coin des contes et on atterrit une heure plus tard à la table de bricolage. Les histoires passent du néerlandais au français. Entrée libre, sans inscription.</p>`),
			}}},
		{Key: "praattafel", Lead: "bubbles", Ago: days(2), Input: content.Input{Kind: "event", Channel: "praattafel", Tags: []string{"talen", "toegankelijk"}, Authors: authors("Claire Delvoste"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(0, time.Tuesday, "19:00"), End: c.at(0, time.Tuesday, "20:30"), Place: wilgenplein, Offers: []content.Offer{price("", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Praattafel: oefen Nederlands bij een kop thee", "Elke dinsdag, voor wie de taal leert en voor wie ze wil delen.",
					`<p>Geen les, geen toets. Aan elke tafel zit iemand die al jaren Nederlands spreekt en iemand die pas begint. We praten over de week, het weer en het boek dat op tafel ligt.</p>`),
				text("fr", "Table de conversation : le néerlandais autour d'un thé", "Chaque mardi, pour celles et ceux qui apprennent et celles et ceux qui partagent.",
					`<p>Ni leçon, ni examen : on parle de la semaine, du temps et du livre posé sur la table. Les débutants sont les bienvenus.</p>`),
				text("de", "Gesprächstisch: Niederländisch bei einer Tasse Tee", "Jeden Dienstag, für alle, die lernen, und alle, die helfen möchten.",
					`<p>Kein Unterricht, keine Prüfung. Wir reden über die Woche, das Wetter und das Buch auf dem Tisch.</p>`),
				text("en", "Conversation table: practise Dutch over a cup of tea", "Every Tuesday, for those who learn and those who share.",
					`<p>No lesson and no test. We talk about the week, the weather and the book on the table. Beginners are very welcome; so are their mistakes.</p>`),
			}}},
		{Key: "herstel", Lead: "gears", Ago: days(1), Input: content.Input{Kind: "event", Tags: []string{"gezin"}, Authors: authors("Jonas Eeckelaer"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(2, time.Sunday, "13:00"), End: c.at(2, time.Sunday, "17:00"), Place: wilgenplein, Offers: []content.Offer{price("Vrije bijdrage", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Herstelcafé: gooi je lamp nog niet weg", "Vrijwilligers herstellen samen met jou kleine toestellen, kleren en speelgoed.",
					`<p>Breng mee wat hapert en past op een fiets. Er is een elektricien, iemand met een naaimachine en een speelgoeddokter. Lukt het niet, dan weet je tenminste waarom. Materiaal betaal je aan kostprijs.</p>`),
				text("en", "Repair café: don't throw that lamp away yet", "Volunteers mend small appliances, clothes and toys together with you.",
					`<p>Bring whatever is broken and fits on a bicycle. There is an electrician, someone with a sewing machine and a doctor for toys. You only pay for parts.</p>`),
			}}},
	}
}
