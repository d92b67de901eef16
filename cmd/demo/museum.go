package demo

import (
	"time"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

// museum is a small house in the German-speaking east of Belgium. It writes in
// German first, with French and English.
func museum(c calendar) Institution {
	return Institution{
		Name: "Museum Haus Ardenweiler", Host: "museum", Handle: "museum", Languages: []content.Lang{"de", "fr", "en"},
		Contact: content.Contact{Email: "post@haus-ardenweiler.example", Phone: "+32 80 00 00 00", Address: "Am Mühlenteich 2, 4799 Ardenweiler", EnterpriseNo: "0999.900.348"},
		Description: content.Localised{
			"de": "Alltag, Handwerk und Landschaft zwischen Venn und Eifel, in einem Fachwerkhaus mit knarrenden Dielen.",
			"fr": "Vie quotidienne, artisanat et paysage entre Fagnes et Eifel, dans une maison à colombages au plancher qui craque.",
			"en": "Everyday life, craft and landscape between the High Fens and the Eifel, in a timber-framed house with creaking floors.",
		},
		Summary: "<p>Kleines Museum im Osten Belgiens. Wir schreiben deutsch, antworten auch französisch und englisch, und zeigen jede Woche ein Stück aus dem Depot.</p>",
		Avatar:  "avatar-museum",
		Branches: []Branch{
			{Handle: "werkstatt", Name: "Werkstattsonntag", Kind: content.ChannelSeries, Avatar: "loom", Summary: "<p>Jeden Sonntag ein Handwerk, in der geheizten Scheune.</p>"},
			{Handle: "depot", Name: "Aus dem Depot", Kind: content.ChannelTheme, Avatar: "avatar-crystal", Tag: "erfgoed", Summary: "<p>Jede Woche ein Ding und seine Geschichte.</p>"}},
		Tags: []content.Tag{tagWinter, tagFamily, tagHeritage, tagAccess, tagStories, tagNature},
		Pictures: []Picture{
			{Name: "avatar-museum", Alt: content.Localised{"de": "Giebelhaus mit vier Säulen", "fr": "Maison à pignon et quatre colonnes", "en": "Gabled house with four columns"}},
			{Name: "moor", Alt: content.Localised{"de": "Hügelketten im Morgendunst, Fichten und weißes Wollgras im Vordergrund", "fr": "Collines dans la brume du matin, épicéas et linaigrettes blanches à l'avant-plan", "en": "Hills in morning mist with spruces, white cotton grass in front"}},
			{Name: "slate", Alt: content.Localised{"de": "Dach aus runden Schieferplatten in vielen Grautönen", "fr": "Toiture d'ardoises arrondies en de nombreux gris", "en": "Roof of rounded slates in many shades of grey"}},
			{Name: "jug", Alt: content.Localised{"de": "Grauer Steinzeugkrug mit blauer Blume und blauen Bändern auf einem Holztisch, daneben drei Äpfel", "fr": "Cruche en grès gris à fleur et bandes bleues sur une table de bois, à côté de trois pommes", "en": "Grey stoneware jug with a blue flower and bands on a wooden table beside three apples"}},
			{Name: "loom", Alt: content.Localised{"de": "Halbfertiges buntes Zickzackgewebe auf einem Webstuhl, das Schiffchen liegt oben", "fr": "Tissu à chevrons colorés, à moitié achevé, sur un métier ; la navette est posée en haut", "en": "Half-finished colourful zigzag cloth on a loom, the shuttle lying on top"}},
			{Name: "clock", Alt: content.Localised{"de": "Rundes Zifferblatt ohne Zahlen in einem Holzring, kurz vor eins", "fr": "Cadran rond sans chiffres dans un cadre de bois, peu avant une heure", "en": "Round clock face without numerals in a wooden ring, shortly before one"}},
			{Name: "viaduct", Alt: content.Localised{"de": "Dampfzug mit drei roten Wagen auf einem steinernen Viadukt über bewaldeten Hügeln", "fr": "Train à vapeur et trois voitures rouges sur un viaduc de pierre, au-dessus de collines boisées", "en": "Steam train with three red carriages on a stone viaduct above wooded hills"}},
			{Name: "winter", Alt: content.Localised{"de": "Drei verschneite Häuser mit hellen Fenstern vor einem Fichtenwald im Schneetreiben", "fr": "Trois maisons enneigées aux fenêtres éclairées devant une forêt d'épicéas, sous la neige", "en": "Three snow-covered houses with lit windows before a spruce forest in falling snow"}},
			{Name: "crystals", Alt: content.Localised{"de": "Fächer aus violetten Kristallen auf dunklem Gestein", "fr": "Éventail de cristaux violets sur une roche sombre", "en": "Fan of violet crystals on dark rock"}},
			{Name: "house", Alt: content.Localised{"de": "Fachwerkhaus mit Schieferdach und roter Tür", "fr": "Maison à colombages, toit d'ardoise et porte rouge", "en": "Timber-framed house with a slate roof and a red door"}},
			{Name: "lantern", Alt: content.Localised{"de": "Reihe dunkler Gestalten mit leuchtenden Laternen unter Sternenhimmel", "fr": "File de silhouettes portant des lanternes sous un ciel étoilé", "en": "Line of dark figures carrying glowing lanterns under a starry sky"}},
			{Name: "avatar-crystal", Alt: content.Localised{"de": "Fünf violette Kristalle nebeneinander", "fr": "Cinq cristaux violets côte à côte", "en": "Five violet crystals side by side"}},
			{Name: "issue-depot", Alt: content.Localised{"de": "Titelbild: ein Regal mit Krügen, Kisten, Uhren und Flaschen", "fr": "Couverture : une étagère chargée de cruches, de boîtes, d'horloges et de bouteilles", "en": "Cover: a shelf of jugs, boxes, clocks and bottles"}, FocalX: 0, FocalY: 0},
		},
		Files: museumFiles(),
		Items: append(append(museumDepot(), museumAgenda(c)...), museumMore(c)...),
		Theme: "quiet", Settings: museumSettings(c.today), Home: museumHome,
		Staff: []Person{{Name: "Greta Thommesch", Email: "greta@haus-ardenweiler.example", Role: content.Administrator}},
		Voices: []Voice{
			{Name: "Jupp", Handle: "jupp@eifel.example", Item: "krug", Lang: "de", Words: "<p>So einer stand bei meiner Tante auf dem Schrank. Darin waren immer Knöpfe, nie Bier.</p>", Approved: true, Like: true, After: 9 * hour},
			{Name: "Maren", Handle: "maren@eifel.example", Item: "venn", Lang: "de", Words: "<p>Das Birkhuhn um fünf Uhr früh vergisst man nicht. Danke für die Tonaufnahme in der Stube.</p>", Approved: true, Boost: true, After: 14 * hour},
			{Name: "Leyla", Handle: "leyla@social.example", Item: "laternen", Lang: "en", Words: "<p>Is the path manageable with a pushchair?</p>", After: 6 * hour},
			{Name: "Fatou", Handle: "fatou@amis.example", Item: "uhr", Like: true, After: 2 * hour},
		},
	}
}

var (
	muehlenteich = &content.Place{Name: "Museum Haus Ardenweiler", Street: "Am Mühlenteich 2", PostalCode: "4799", Locality: "Ardenweiler", Country: "BE"}
	tagNature    = content.Tag{Slug: "landschaft", Labels: content.Localised{"de": "Landschaft", "fr": "paysage", "en": "landscape"}}
)

func museumDepot() []Item {
	const free = "https://creativecommons.org/publicdomain/mark/1.0/"
	return []Item{
		{Key: "krug", Lead: "jug", Ago: days(22), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed"}, Authors: authors("Anselm Kreutzig"),
			Details: &highlight.Details{Creators: []string{"Raerener Töpferwerkstatt"}, Issued: "um 1880", Identifier: "HA 1978.12", Rights: free},
			Texts: []content.TextInput{
				text("de", "Ein Krug, der nie Bier sah", "Graues Steinzeug mit blauer Blume, und im Innern der Abdruck von hundert Knöpfen.",
					`<p>Salzglasiertes Steinzeug war für die Ewigkeit gemacht. Dieser Krug bekam schon beim Brand einen Riss und taugte nicht mehr für Flüssiges. Also hob man darin auf, was sonst verloren ging: Knöpfe, Nadeln, einen Milchzahn.</p>`),
				text("fr", "Une cruche qui n'a jamais vu de bière", "Du grès gris à fleur bleue, et à l'intérieur l'empreinte de cent boutons.",
					`<p>Fêlée dès la cuisson, cette cruche ne pouvait rien contenir de liquide. On y gardait donc ce qui se perd : boutons, aiguilles, une dent de lait.</p>`),
				text("en", "A jug that never held beer", "Grey stoneware with a blue flower, and inside it the marks of a hundred buttons.",
					`<p>It cracked in the kiln and would not hold water. So it held whatever a household loses: buttons, needles, one milk tooth.</p>`),
			}}},
		{Key: "uhr", Lead: "clock", Ago: days(14), Input: content.Input{Kind: "highlight", Tags: []string{"erfgoed", "verhalen"}, Authors: authors("Greta Thommesch"),
			Details: &highlight.Details{Creators: []string{"unbekannter Uhrmacher"}, Issued: "1903", Identifier: "HA 1991.40", Rights: free, CatalogueURL: "https://sammlung.haus-ardenweiler.example/1991-40"},
			Texts: []content.TextInput{
				text("de", "Die Bahnhofsuhr geht wieder", "Sie blieb mit dem letzten Zug stehen. Seit voriger Woche tickt sie in unserem Flur.",
					`<p>Als die Strecke stillgelegt wurde, hielt jemand die Uhr an: fünf vor eins, Abfahrt des letzten Zuges. Zwei Winter lang haben Ehrenamtliche das Werk gereinigt. Jetzt geht sie wieder, vier Minuten nach; wir lassen sie.</p>`),
				text("en", "The station clock ticks again", "It stopped with the last train. Since last week it has been ticking in our hallway.",
					`<p>When the line closed, someone stopped the clock at five to one, as the last train left. Volunteers cleaned the movement over two winters. It runs four minutes slow, and we have decided to leave it so.</p>`),
			}}},
		{Key: "kristall", Lead: "crystals", Ago: days(5), Input: content.Input{Kind: "highlight", Tags: []string{"landschaft"}, Authors: authors("Anselm Kreutzig"),
			Details: &highlight.Details{Issued: "gefunden 1956", Identifier: "HA M 0207", Rights: "https://creativecommons.org/licenses/by/4.0/"},
			Texts: []content.TextInput{
				text("de", "Violett aus dem Steinbruch", "Ein Quarz, den ein Lehrling in der Mittagspause fand und seiner Braut schenkte.",
					`<p>Die Stufe ist dreißig Zentimeter breit und fast unversehrt. Der Finder wickelte sie in seine Jacke und trug sie elf Kilometer weit. Seine Enkelin brachte sie uns, in derselben Jacke.</p>`),
				text("fr", "Du violet dans la carrière", "Un quartz trouvé par un apprenti à l'heure du repas, et offert à sa fiancée.",
					`<p>Il l'enveloppa dans sa veste et fit onze kilomètres à pied. Sa petite-fille nous l'a apporté, dans la même veste.</p>`),
			}}},
		{Key: "venn", Lead: "moor", Ago: days(18), Input: content.Input{Kind: "article", Tags: []string{"landschaft", "verhalen"}, Authors: authors("Greta Thommesch"), Texts: []content.TextInput{
			text("de", "Wie klingt das Moor vor Sonnenaufgang?", "Ein Jahr lang stand ein Mikrofon im Hochmoor. In unserer Stube können Sie es jetzt hören.",
				`<p>Zuerst hört man nichts. Dann Wasser, das unter dem Torf arbeitet. Dann, gegen fünf, ein Birkhuhn. Zwölf Monate lang haben wir jeden Morgen zehn Minuten aufgenommen.</p><h2>Vier Jahreszeiten, vier Sessel</h2><p>In der Stube stehen vier Ohrensessel, einer für jede Jahreszeit. Wer sich setzt, löst die Aufnahme aus. Der Winter ist der stillste und der beliebteste.</p><figure data-media="{media:house}"><figcaption>Die Stube liegt gleich hinter der roten Tür.</figcaption></figure><blockquote><p>Stille ist auch ein Geräusch, man muss nur lange genug sitzen bleiben.</p></blockquote><ul><li>Ohne Stufen erreichbar</li><li>Text der Aufnahmen in drei Sprachen und in Großdruck</li></ul>`),
			text("fr", "Quel son fait la fagne avant l'aube ?", "Pendant un an, un micro est resté dans la tourbière. On peut maintenant l'écouter chez nous.",
				`<p>D'abord, rien. Puis l'eau qui travaille sous la tourbe. Puis, vers cinq heures, un tétras. Quatre fauteuils, un par saison : on s'assied, et l'enregistrement commence.</p><blockquote><p>Le silence est un bruit comme un autre, il suffit de rester assis.</p></blockquote>`),
			text("en", "What does the moor sound like before dawn?", "For a year a microphone stood in the bog. Now you can listen in our parlour.",
				`<p>At first, nothing. Then water working beneath the peat. Then, around five, a black grouse. Four armchairs, one for each season: sit down, and the recording begins.</p><h2>Access</h2><p>The parlour is step-free. Transcripts come in three languages and in large print.</p>`),
		}}},
		{Key: "schiefer", Lead: "slate", Ago: days(10), Input: content.Input{Kind: "article", Tags: []string{"erfgoed", "landschaft"}, Authors: authors("Anselm Kreutzig"), Texts: []content.TextInput{
			text("de", "Ein Dach wird gelesen", "Warum jede Schieferplatte eine Handschrift hat, und was unser Dachdecker unter der letzten Reihe fand.",
				`<p>Von unten ist ein Dach grau. Von oben ist es ein Archiv. Jeder Hauer schlug die Platten ein wenig anders; geübte Augen erkennen drei Generationen an den Kanten.</p><h2>Was unter dem First lag</h2><p>Unter der obersten Reihe steckte ein Zettel von 1921: vier Namen, der Tageslohn, und „es regnet“. Wir haben ihn abgeschrieben und zurückgelegt, mit einem neuen daneben.</p><p>Den Krug, aus dem die Männer wohl nicht tranken, finden Sie hier: <a data-item="{item:krug}">Ein Krug, der nie Bier sah</a>.</p>`),
			text("en", "Reading a roof", "Every slate has its own handwriting. And what our roofer found beneath the last row.",
				`<p>From below a roof is grey; from above it is an archive. Under the top row lay a note from 1921: four names, the day's wage, and “it is raining”. We copied it and put it back, with a new one beside it.</p>`),
		}}},
		{Key: "stube", Lead: "winter", Fresh: true, Input: content.Input{Kind: "article", Tags: []string{"winter", "gezin"}, Authors: authors("Greta Thommesch"), Texts: []content.TextInput{
			text("de", "Die warme Stube ist wieder offen", "Jeden Nachmittag Ofen, Tee und ein Tisch für alle. Eintritt frei, man muss nichts ansehen.",
				`<p>Solange es früh dunkel wird, heizen wir ab 14 Uhr den alten Kachelofen. Kommen Sie zum Lesen, zum Stricken oder nur zum Aufwärmen. Kinder dürfen die Uhr aufziehen.</p>`),
			text("fr", "La salle chauffée est de nouveau ouverte", "Chaque après-midi, un poêle, du thé et une table pour tous. Entrée libre.",
				`<p>Tant que la nuit tombe tôt, nous allumons le vieux poêle dès 14 heures. Venez lire, tricoter ou simplement vous réchauffer.</p>`),
			text("en", "The warm parlour is open again", "Every afternoon a stove, tea and a table for everyone. Free entry, no need to look at anything.",
				`<p>While the days are short we light the old tiled stove from 2 p.m. Come to read, to knit, or just to get warm.</p>`),
		}}},
	}
}

func museumAgenda(c calendar) []Item {
	return []Item{
		{Key: "laternen", Lead: "lantern", Ago: days(4), Input: content.Input{Kind: "event", Tags: []string{"winter", "gezin", "landschaft"}, Authors: authors("Greta Thommesch"),
			Details: &event.Details{TicketURL: "https://tickets.haus-ardenweiler.example/laternen", Occurrences: []content.Occurrence{{Start: c.at(1, time.Saturday, "17:00"), End: c.at(1, time.Saturday, "19:00"), Place: muehlenteich,
				Offers: []content.Offer{price("Erwachsene", "7.00"), price("Kinder bis 12", "0")}}}},
			Texts: []content.TextInput{
				text("de", "Laternenwanderung zum alten Viadukt", "Vier Kilometer durch den Wald, drei Geschichten, ein Feuer. Für Kinder ab sechs.",
					`<p>Wir gehen langsam und bleiben oft stehen: an der Quelle, am Grenzstein, unter dem Viadukt. An jeder Station wartet eine Geschichte. Am Ende gibt es Kakao und Suppe.</p><ul><li>Feste Schuhe; Laternen haben wir.</li><li>Bei Sturm verschieben wir auf den nächsten Tag.</li></ul>`),
				text("fr", "Marche aux lanternes jusqu'au vieux viaduc", "Quatre kilomètres en forêt, trois histoires, un feu. Dès six ans.",
					`<p>Nous marchons lentement et nous arrêtons souvent : à la source, à la borne, sous le viaduc. Chocolat chaud et soupe à l'arrivée. Bonnes chaussures conseillées ; nous prêtons les lanternes.</p>`),
				text("en", "Lantern walk to the old viaduct", "Four kilometres through the woods, three stories, one fire. From six years.",
					`<p>We walk slowly and stop often: at the spring, at the boundary stone, under the viaduct. A story waits at every stop, and soup at the end. Sturdy shoes, please; we lend the lanterns.</p>`),
			}}},
		{Key: "viadukt", Lead: "viaduct", Ago: days(9), Input: content.Input{Kind: "event", Tags: []string{"erfgoed", "landschaft"}, Authors: authors("Anselm Kreutzig"),
			Details: &event.Details{Occurrences: []content.Occurrence{{Start: c.at(2, time.Sunday, "14:00"), End: c.at(2, time.Sunday, "15:30"), Place: muehlenteich, Status: content.EventRescheduled, PreviousStart: c.at(1, time.Sunday, "14:00"),
				Offers: []content.Offer{price("Mit Museumseintritt", "5.00"), price("Ehrenamtskarte", "0")}}}},
			Texts: []content.TextInput{
				text("de", "Als der Zug noch kam: Führung durch die Bahnausstellung", "Fahrpläne, Koffer und Stimmen von der stillgelegten Strecke. Eine Woche später als geplant.",
					`<p>Die Führung beginnt unter der <a data-item="{item:uhr}">Bahnhofsuhr</a> und endet am Modell des Viadukts. Weil das Modell noch beim Restaurator steht, haben wir den Termin um eine Woche verschoben. Anmeldungen bleiben gültig.</p>`),
				text("fr", "Quand le train passait encore : visite guidée", "Horaires, valises et voix de la ligne fermée. Reportée d'une semaine.",
					`<p>La visite commence sous l'horloge de la gare et finit devant la maquette du viaduc. La maquette étant encore chez le restaurateur, nous reportons la visite d'une semaine. Les inscriptions restent valables.</p>`),
			}}},
		{Key: "weben", Lead: "loom", Ago: days(2), Input: content.Input{Kind: "event", Tags: []string{"erfgoed", "toegankelijk"}, Authors: authors("Greta Thommesch"),
			Details: &event.Details{TicketURL: "https://tickets.haus-ardenweiler.example/weben", Occurrences: []content.Occurrence{{Start: c.at(3, time.Saturday, "10:00"), End: c.at(3, time.Saturday, "16:00"), Place: muehlenteich, Availability: content.Few,
				Offers: []content.Offer{price("Mit Material und Suppe", "35.00"), price("Ermäßigt", "20.00")}}}},
			Texts: []content.TextInput{
				text("de", "Ein Tag am Webstuhl", "Acht Plätze, acht kleine Webstühle, am Abend geht jeder mit einem Schal nach Hause.",
					`<p>Vorkenntnisse braucht es keine, Geduld ein wenig. Zwei der Webstühle lassen sich im Sitzen und einhändig bedienen; sagen Sie uns bei der Anmeldung Bescheid.</p>`),
				text("fr", "Une journée au métier à tisser", "Huit places, huit petits métiers : chacun repart avec une écharpe.",
					`<p>Aucune expérience requise, un peu de patience suffit. Deux métiers s'utilisent assis et d'une seule main ; dites-le-nous à l'inscription.</p>`),
				text("en", "A day at the loom", "Eight places, eight small looms; everyone goes home with a scarf.",
					`<p>No experience needed, just a little patience. Two looms can be worked seated and with one hand: tell us when you book.</p>`),
			}}},
	}
}
