package demo

import (
	"time"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

// theater is a Brussels house that writes everything in Dutch and in French.
func theater(c calendar) Institution {
	return Institution{
		Name: "Theater De Zilverkaai", Host: "theater", Handle: "theater", Languages: []content.Lang{"nl", "fr"},
		Contact: content.Contact{Email: "onthaal@zilverkaai.example", Phone: "+32 2 000 00 00", Address: "Zilverkaai 7, 1000 Brussel", EnterpriseNo: "0999.900.249"},
		Description: content.Localised{
			"nl": "Een huis aan het water met tweehonderd stoelen, twee talen en één lange toog.",
			"fr": "Une maison au bord de l'eau : deux cents sièges, deux langues et un très long bar.",
		},
		Summary: "<p>Theater, dans en figuren aan het kanaal in Brussel. Boventiteling in het Nederlands en het Frans. Théâtre, danse et marionnettes, surtitrés dans les deux langues.</p>",
		Avatar:  "avatar-theater",
		Branches: []Branch{
			{Handle: "papierenboot", Name: "De papieren boot", Kind: content.ChannelSeries, Avatar: "poster-boat", Summary: "<p>Alle avonden van De papieren boot. Tous les soirs du Bateau de papier.</p>"},
			{Handle: "kinderen", Name: "Zilverkaai voor kinderen", Kind: content.ChannelAudience, Avatar: "avatar-fox", Tag: "gezin", Summary: "<p>Voor wie nog net niet bij de toog kan. Pour celles et ceux qui n'atteignent pas encore le bar.</p>"}},
		Tags: []content.Tag{tagWinter, tagFamily, tagStories, tagHeritage, tagAccess, tagDance},
		Pictures: []Picture{
			{Name: "avatar-theater", Alt: content.Localised{"nl": "Witte maan boven vier gouden golven", "fr": "Lune blanche au-dessus de quatre vagues dorées"}},
			{Name: "curtain", Alt: content.Localised{"nl": "Rode gordijnen gaan open voor een warm verlichte, lege scène", "fr": "Des rideaux rouges s'ouvrent sur une scène vide baignée de lumière chaude"}},
			{Name: "beams", Alt: content.Localised{"nl": "Vijf gekleurde lichtbundels kruisen elkaar boven één figuur in het wit", "fr": "Cinq faisceaux colorés se croisent au-dessus d'une silhouette blanche"}},
			{Name: "masks", Alt: content.Localised{"nl": "Een lachend crèmekleurig masker voor een droevig lichtblauw masker", "fr": "Un masque crème qui rit devant un masque bleu clair qui pleure"}},
			{Name: "shadows", Alt: content.Localised{"nl": "Silhouet van een vos tussen sparren, voor een grote oranje zon", "fr": "Silhouette d'un renard entre des sapins, devant un grand soleil orange"}},
			{Name: "strings", Alt: content.Localised{"nl": "Een cello voor tientallen trillende lijnen op donkergroen", "fr": "Un violoncelle devant des dizaines de lignes vibrantes sur fond vert sombre"}},
			{Name: "poster", Alt: content.Localised{"nl": "Affiche zonder tekst: rode cirkel, blauwe driehoek en zwarte strepen op geel papier", "fr": "Affiche sans texte : cercle rouge, triangle bleu et barres noires sur papier jauni"}},
			{Name: "quay", Alt: content.Localised{"nl": "Verlichte gevels langs het water bij nacht, met een aak vol lampjes", "fr": "Façades éclairées au bord de l'eau, la nuit, et une péniche garnie de lampions"}},
			{Name: "ribbons", Alt: content.Localised{"nl": "Een danser met gestrekte armen tussen golvende gekleurde linten", "fr": "Une silhouette danse, bras tendus, parmi des rubans colorés qui ondulent"}},
			{Name: "dress", Alt: content.Localised{"nl": "Blauw toneelkostuum met plooirok en gouden knopen op een paspop", "fr": "Costume de scène bleu, jupe plissée et boutons dorés, sur un mannequin"}},
			{Name: "tent", Alt: content.Localised{"nl": "Rood-wit gestreepte circustent met een geel vlaggetje", "fr": "Chapiteau rayé rouge et blanc, surmonté d'un fanion jaune"}},
			{Name: "avatar-fox", Alt: content.Localised{"nl": "De kop van een vos op oranje", "fr": "La tête d'un renard sur fond orange"}},
			{Name: "issue-stage", Alt: content.Localised{"nl": "Tijdschriftkaft: een rode stoel in een lichtkegel, gezien vanuit een donkere zaal", "fr": "Couverture de magazine : une chaise rouge dans un cône de lumière, vue depuis la salle obscure"}, FocalX: 0, FocalY: -0.3},
			{Name: "poster-boat", Alt: content.Localised{"nl": "Affiche: een papieren boot op donkere golven voor een bleke zon", "fr": "Affiche : un bateau de papier sur des vagues sombres devant un soleil pâle"}, FocalX: 0, FocalY: 0.1},
			{Name: "poster-hands", Alt: content.Localised{"nl": "Affiche: twee handen houden een pop in een rode jas aan draden vast", "fr": "Affiche : deux mains tiennent par des fils une marionnette en manteau rouge"}, FocalX: 0, FocalY: -0.2},
			{Name: "poster-note", Alt: content.Localised{"nl": "Affiche: een grote muzieknoot voor oranje kringen in donker water", "fr": "Affiche : une grande note de musique devant des cercles orange dans une eau sombre"}, FocalX: -0.2, FocalY: -0.2},
		},
		Files: theaterFiles(),
		Items: append(append(theaterHouse(), theaterAgenda(c)...), theaterMore(c)...),
		Theme: "marquee", Settings: theaterSettings(c.today), Home: theaterHome,
		Staff: []Person{{Name: "Noor Tamsin", Email: "noor@zilverkaai.example", Role: content.Administrator}},
		Voices: []Voice{
			{Name: "Fatou", Handle: "fatou@amis.example", Item: "rust", Lang: "fr", Words: "<p>Enfin une salle où mon fils peut bouger sans que l'on se retourne. Merci pour la séance détendue.</p>", Approved: true, Like: true, Boost: true, After: 8 * hour},
			{Name: "Bram", Handle: "bram@kring.example", Item: "licht", Lang: "nl", Words: "<p>Ik heb nooit geweten dat een schaduw ook een regisseur heeft. Mooi stuk.</p>", Approved: true, Like: true, After: 11 * hour},
			{Name: "Els", Handle: "els@social.example", Item: "cello", Lang: "nl", Words: "<p>Jammer! Krijgen we ons geld automatisch terug?</p>", After: 4 * hour},
			{Name: "Odile", Handle: "odile@amis.example", Item: "halina", Like: true, Boost: true, After: 6 * hour},
			{Name: "Ida", Handle: "ida@social.example", Item: "vos", Lang: "nl", Words: "<p>Vorig jaar durfde de kleinste pas naar voren bij de vos. Dit jaar zit ze op rij één.</p>", Approved: true, Like: true, After: 10 * hour},
		},
	}
}

var (
	zilverkaai = &content.Place{Name: "Theater De Zilverkaai, grote zaal", Street: "Zilverkaai 7", PostalCode: "1000", Locality: "Brussel", Country: "BE"}
	tagDance   = content.Tag{Slug: "dans", Labels: content.Localised{"nl": "dans en muziek", "fr": "danse et musique"}}
)

func theaterHouse() []Item {
	return []Item{
		{Key: "affiche", Lead: "poster", Ago: days(24), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed"}, Authors: authors("Baptiste Onclair"),
			Details: &highlight.Details{Creators: []string{"atelier Drukkerij Het Sluisje"}, Issued: "1934", Identifier: "ZK-A-0031", Rights: "https://rightsstatements.org/vocab/NKC/1.0/"},
			Texts: []content.TextInput{
				text("nl", "De affiche die niemand kon lezen", "In 1934 hing de Zilverkaai een affiche op zonder één letter. De zaal zat vol.",
					`<p>De drukker was de letters vergeten, zo wil het verhaal. Waarschijnlijker is dat de directie het zo wilde: wie nieuwsgierig was, moest komen vragen. In het kasboek van die week staat: <em>uitverkocht, twee ruiten gesneuveld</em>.</p>`),
				text("fr", "L'affiche que personne ne pouvait lire", "En 1934, le Zilverkaai placarde une affiche sans une seule lettre. La salle est comble.",
					`<p>L'imprimeur aurait oublié le texte, dit-on. Plus probablement, la direction l'avait voulu ainsi : les curieux devaient venir demander. Le livre de caisse note : <em>complet, deux vitres brisées</em>.</p>`),
			}}},
		{Key: "kostuum", Lead: "dress", Ago: days(15), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed"}, Authors: authors("Noor Tamsin"),
			Details: &highlight.Details{Creators: []string{"kostuumatelier De Zilverkaai"}, Issued: "1968", Identifier: "ZK-K-0147", Rights: "© Theater De Zilverkaai"},
			Texts: []content.TextInput{
				text("nl", "Zes knopen, vier actrices", "Dit blauwe kostuum stond dertig jaar op de planken, telkens een beetje anders.",
					`<p>In de voering staan vier namen, elk in een ander garen. De taille is drie keer uitgelegd en één keer ingenomen. De zesde knoop is van hout: de gouden viel in 1971 door een kier in de vloer, en ligt daar nog.</p>`),
				text("fr", "Six boutons, quatre comédiennes", "Ce costume bleu a brûlé les planches pendant trente ans, jamais tout à fait le même.",
					`<p>Quatre noms sont cousus dans la doublure, chacun d'un fil différent. Le sixième bouton est en bois : celui en laiton est tombé en 1971 dans une fente du plancher. Il y est toujours.</p>`),
			}}},
		{Key: "licht", Lead: "beams", Ago: days(11), Input: content.Input{Kind: "article", Tags: []string{"dans"}, Authors: authors("Baptiste Onclair", "Noor Tamsin"), Texts: []content.TextInput{
			text("nl", "Eerst het donker, dan pas het licht", "Een namiddag met de lichtploeg, op zestien meter boven de scène.",
				`<p>Wie denkt dat licht maken begint met lampen ophangen, heeft het mis. Het begint met alles uitdoen. “Pas als het echt donker is, zie je wat een voorstelling nodig heeft”, zegt de lichtploeg, en knipt de laatste werklamp uit.</p><h2>Honderdtwaalf standen</h2><p>Een voorstelling van anderhalf uur telt er gemakkelijk honderd. Elke stand krijgt een nummer, een duur en een reden. Zonder reden geen licht.</p><h2>Zuiniger, en mooier</h2><p>Sinds vorig jaar hangen er alleen nog ledspots. Dat spaart twee derde van de stroom, en de zaal wordt minder warm. Wat we missen, is het zuchten van de oude lampen bij een langzame black-out.</p><blockquote><p>Een goede schaduw valt niemand op. Een slechte vergeet je nooit.</p></blockquote>`),
			text("fr", "D'abord le noir, ensuite la lumière", "Un après-midi avec l'équipe lumière, à seize mètres au-dessus du plateau.",
				`<p>Éclairer, ce n'est pas d'abord accrocher des projecteurs : c'est tout éteindre. « Ce n'est que dans le noir complet qu'on voit ce dont un spectacle a besoin », dit l'équipe.</p><h2>Cent douze effets</h2><p>Chacun porte un numéro, une durée et une raison. Sans raison, pas de lumière.</p><blockquote><p>Une bonne ombre, personne ne la remarque. Une mauvaise, on ne l'oublie jamais.</p></blockquote>`),
		}}},
		{Key: "rust", Lead: "quay", Ago: days(7), Input: content.Input{Kind: "article", Tags: []string{"toegankelijk", "gezin"}, Authors: authors("Noor Tamsin"), Texts: []content.TextInput{
			text("nl", "Komen zoals je bent: onze voorstellingen in alle rust", "Zachter geluid, licht in de zaal, en opstaan mag. Zo verloopt een prikkelarme voorstelling.",
				`<p>Voor wie stilzitten moeilijk is, voor wie schrikt van harde knallen, voor wie gewoon graag weet wat er komt: vier keer per seizoen spelen we in alle rust.</p><h2>Wat is er anders?</h2><ul><li>Het zaallicht blijft op een derde branden.</li><li>Geen stroboscoop, geen plotse knallen.</li><li>In- en uitlopen mag altijd; in de foyer is een rustige hoek.</li><li>Vooraf krijg je een fotoverhaal van het gebouw en de voorstelling.</li></ul><figure data-media="{media:curtain}"><figcaption>Ook het doek gaat trager open.</figcaption></figure><p>Rolstoelplaatsen en een begeleidersticket boek je telefonisch, op +32 2 000 00 00.</p>`),
			text("fr", "Venez comme vous êtes : nos séances détendues", "Un son plus doux, un peu de lumière dans la salle, et le droit de se lever.",
				`<p>Quatre fois par saison, nous jouons en toute détente.</p><h2>Ce qui change</h2><ul><li>La salle reste éclairée au tiers.</li><li>Pas de stroboscope ni de détonation.</li><li>On entre et on sort quand on veut ; le foyer offre un coin calme.</li><li>Un récit en photos vous est envoyé à l'avance.</li></ul><p>Places en fauteuil roulant et ticket accompagnant au +32 2 000 00 00.</p>`),
		}}},
	}
}

func theaterAgenda(c calendar) []Item {
	tickets := "https://tickets.zilverkaai.example/"
	return []Item{
		{Key: "halina", Lead: "curtain", Ago: days(8), Input: content.Input{Kind: "event", Tags: []string{"verhalen", "winter"}, Authors: authors("Noor Tamsin"),
			Details: &event.Details{TicketURL: tickets + "halina", Occurrences: []content.Occurrence{{Start: c.at(0, time.Friday, "20:00"), End: c.at(0, time.Friday, "21:40"), Place: zilverkaai, Availability: content.SoldOut,
				Offers: []content.Offer{price("Basis", "24.00"), price("Min 26 jaar", "12.00")}}}},
			Texts: []content.TextInput{
				text("nl", "De lange nacht van Halina", "Een nachtkassierster telt de kassa, en dan haar leven. Monoloog met boventiteling in het Frans.",
					`<p>Halina werkt al elf jaar in het nachtloket van een station waar bijna geen treinen meer stoppen. Vannacht komt er toch nog iemand aan. Een stuk over wachten, en over wat er gebeurt als het wachten ophoudt.</p><p>Honderd minuten, zonder pauze. Deze avond is uitverkocht; aan de deur is er een wachtlijst vanaf 19 uur.</p>`),
				text("fr", "La longue nuit de Halina", "Une guichetière de nuit compte sa caisse, puis sa vie. Monologue en néerlandais, surtitré en français.",
					`<p>Depuis onze ans, Halina tient le guichet de nuit d'une gare où presque plus aucun train ne s'arrête. Cette nuit, quelqu'un arrive quand même.</p><p>Cent minutes sans entracte. Complet ; liste d'attente à la porte dès 19 heures.</p>`),
			}}},
		{Key: "vos", Lead: "shadows", Ago: days(6), Input: content.Input{Kind: "event", Tags: []string{"gezin", "verhalen", "winter"}, Authors: authors("Baptiste Onclair"),
			Details: &event.Details{TicketURL: tickets + "vuurvos", Occurrences: []content.Occurrence{{Start: c.at(0, time.Sunday, "15:00"), End: c.at(0, time.Sunday, "15:50"), Place: zilverkaai, Availability: content.Few,
				Offers: []content.Offer{price("Iedereen", "9.50"), price("Kansentarief", "2.00")}}}},
			Texts: []content.TextInput{
				text("nl", "Vuurvos", "Schaduwtheater zonder woorden, vanaf vier jaar: een vos brengt de zon terug naar het bos.",
					`<p>Op een dag komt de zon niet op. De dieren vergaderen, de vos vertrekt. Met papier, een lamp en heel veel handen. Na de voorstelling mag je achter het doek komen kijken.</p><p>Er zijn nog enkele plaatsen. Zachte versie, zonder donkerslag: zie <a data-item="{item:rust}">komen zoals je bent</a>.</p>`),
				text("fr", "Renard de feu", "Théâtre d'ombres sans paroles, dès quatre ans : un renard ramène le soleil dans la forêt.",
					`<p>Un matin, le soleil ne se lève pas. Les animaux délibèrent, le renard se met en route. Du papier, une lampe et beaucoup de mains. Après le spectacle, on passe derrière l'écran.</p>`),
			}}},
		{Key: "cello", Lead: "strings", Ago: days(12), Input: content.Input{Kind: "event", Tags: []string{"dans"}, Authors: authors("Noor Tamsin"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(1, time.Thursday, "20:00"), End: c.at(1, time.Thursday, "21:15"), Place: zilverkaai, Status: content.EventCancelled,
				Offers: []content.Offer{price("Basis", "18.00")}}}},
			Texts: []content.TextInput{
				text("nl", "Vier snaren, één kamer", "Een uur cello in het donker. Dit concert gaat niet door door ziekte.",
					`<p><strong>Dit concert gaat niet door.</strong> De celliste heeft haar hand gebroken; we wensen haar een spoedig herstel. Wie een ticket heeft, krijgt binnen de vijf dagen het volledige bedrag terug. Je hoeft zelf niets te doen.</p>`),
				text("fr", "Quatre cordes, une chambre", "Une heure de violoncelle dans le noir. Ce concert est annulé pour raison de santé.",
					`<p><strong>Ce concert est annulé.</strong> La violoncelliste s'est cassé la main ; nous lui souhaitons un prompt rétablissement. Les tickets sont remboursés intégralement dans les cinq jours, sans démarche de votre part.</p>`),
			}}},
		{Key: "linten", Lead: "ribbons", Ago: days(5), Input: content.Input{Kind: "event", Tags: []string{"dans"}, Authors: authors("Baptiste Onclair"),
			Details: &event.Details{TicketURL: tickets + "linten", Occurrences: []content.Occurrence{{Start: c.at(2, time.Saturday, "20:00"), End: c.at(2, time.Saturday, "21:10"), Place: zilverkaai,
				Offers: []content.Offer{price("Basis", "20.00"), price("Min 26 jaar", "10.00"), price("Student kunstonderwijs", "5.00")}}}},
			Texts: []content.TextInput{
				text("fr", "Rubans", "Sept corps, quarante mètres de tissu et aucune marche arrière. Danse.",
					`<p>Tout commence par un nœud. Pendant soixante-dix minutes, sept interprètes le défont, et chaque geste en crée un autre. Musique jouée sur le plateau.</p>`),
				text("nl", "Linten", "Zeven lichamen, veertig meter stof en geen weg terug. Dans.",
					`<p>Het begint met een knoop. Zeventig minuten lang maken zeven dansers die los, en elke beweging maakt er een nieuwe. De muziek wordt live op de scène gespeeld.</p>`),
			}}},
		{Key: "gesprek", Lead: "masks", Ago: days(3), Input: content.Input{Kind: "event", Tags: []string{"toegankelijk", "verhalen"}, Authors: authors("Noor Tamsin"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(1, time.Wednesday, "19:30"), End: c.at(1, time.Wednesday, "20:30"), Status: content.EventMovedOnline, OnlineURL: "https://live.zilverkaai.example/nagesprek",
				Offers: []content.Offer{price("", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Nagesprek: wie mag er lachen?", "Over humor in twee talen. Door werken aan de foyer verhuist dit gesprek naar het internet.",
					`<p>Waarom lacht de zaal op een Franstalige avond op andere plaatsen? Twee vertalers en een souffleur zoeken het uit. Het gesprek is gratis te volgen via de knop bij de datum, met schrijftolk. Vragen stellen kan in het Nederlands en het Frans.</p>`),
				text("fr", "Après le spectacle : qui a le droit de rire ?", "De l'humour en deux langues. En raison de travaux au foyer, la rencontre a lieu en ligne.",
					`<p>Pourquoi la salle rit-elle ailleurs les soirs francophones ? Deux traductrices et un souffleur mènent l'enquête. Gratuit, avec transcription en direct.</p>`),
			}}},
		{Key: "openhuis", Lead: "tent", Fresh: true, Input: content.Input{Kind: "event", Tags: []string{"gezin", "winter"}, Authors: authors("Baptiste Onclair", "Noor Tamsin"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.day(3, time.Saturday), End: c.on(3, time.Saturday).AddDate(0, 0, 1).Format("2006-01-02"), AllDay: true, Place: &content.Place{Name: "Zilverkaai en binnenplein", Street: "Zilverkaai 7", PostalCode: "1000", Locality: "Brussel", Country: "BE"},
				Offers: []content.Offer{price("Gratis", "0")}}}},
			Texts: []content.TextInput{
				text("nl", "Winterweekend: het hele huis open", "Twee dagen circus op het plein, soep in de foyer en deuren die anders dicht blijven.",
					`<p>Klim mee naar de lichtbrug, pas een kostuum, kies een stoel en peter hem een jaar lang. Op het plein staat een kleine tent met om het uur een kort nummer.</p><h2>Goed om te weten</h2><ul><li>Alles is gratis, reserveren hoeft niet.</li><li>De lichtbrug is enkel te voet bereikbaar; op een scherm in de foyer kijk je live mee.</li><li>Zondagochtend is de rustige ochtend.</li></ul><p>Het kostuum met <a data-item="{item:kostuum}">zes knopen</a> ligt dan voor één keer buiten de kast.</p>`),
				text("fr", "Week-end d'hiver : toute la maison ouverte", "Deux jours de cirque sur la place, de la soupe au foyer et des portes d'ordinaire closes.",
					`<p>Montez à la passerelle, essayez un costume, choisissez un siège et parrainez-le pour un an. Sous le petit chapiteau, un numéro toutes les heures. Gratuit, sans réservation. Dimanche matin : matinée calme.</p>`),
			}}},
	}
}
