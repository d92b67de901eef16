package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"vitrine/content"
)

// crowdSize is how many answers the item with the key "vraag" of a house has.
const crowdSize = 300

// memories are the parts that a sentence of the crowd is made of: who, did
// what, and what became of it.
type memories struct {
	lang       content.Lang
	form       string // takes the three parts
	who        []string
	what       []string
	after      []string
	agreements []string // answers to other answers
}

// crowd is what three hundred people answer to a question of the house: some of
// them to each other, in the house's languages, in other scripts, behind a
// content warning, and with markup that other servers let through.
func crowd(in Institution, before int) []Voice {
	const item = "vraag"
	rng := rand.New(rand.NewPCG(uint64(len(in.Host)), 11))
	var tongues []memories
	for _, l := range in.Languages {
		tongues = append(tongues, recollections[l])
	}
	tongues = append(tongues[:1], tongues...) // the house's own language most
	out := specials(item)
	for i := len(out); i < crowdSize; i++ {
		m := tongues[rng.IntN(len(tongues))]
		p := people[i%len(people)]
		v := Voice{Name: p.name, Item: item, Lang: m.lang, Approved: true, Like: i%4 == 0, Boost: i%11 == 0,
			Handle: fmt.Sprintf("%s%d@%s", p.handle, i, servers[i%len(servers)]), After: 20*time.Minute + time.Duration(i)*11*time.Minute}
		if i%3 == 2 { // one in three answers somebody else, and so threads grow
			v.To = before + 1 + max(0, i-1-rng.IntN(6))
			v.Words = "<p>" + m.agreements[rng.IntN(len(m.agreements))] + "</p>"
		} else {
			v.Words = "<p>" + fmt.Sprintf(m.form, m.who[i%len(m.who)], m.what[(i/len(m.who)+i)%len(m.what)], m.after[rng.IntN(len(m.after))]) + "</p>"
		}
		out = append(out, v)
	}
	for i := range specials(item) {
		if out[i].To > 0 {
			out[i].To += before
		}
	}
	return out
}

// specials are the answers that a page must bear.
func specials(item string) []Voice {
	say := func(name, handle string, lang content.Lang, words string) Voice {
		return Voice{Name: name, Handle: handle, Item: item, Lang: lang, Words: words, Approved: true}
	}
	out := []Voice{
		say("ياسمين الحلواني", "yasmin@bahr.example", "ar", `<p>كانت جدتي تقرأ لنا كل مساء قصة البحّار الذي أضاع ظلّه. ما زلت أبحث عن الكتاب.</p>`),
		say("תמר בן־כוכב", "tamar@gal.example", "he", `<p>אצלנו בבית היה ספר אחד בלי כריכה. קראנו אותו כל חורף מחדש.</p>`),
		say("Ελπίδα Θαλασσινού", "elpida@nisi.example", "el", `<p>Θυμάμαι μόνο το εξώφυλλο: ένα καράβι και ένα πορτοκαλί φεγγάρι.</p>`),
		say("望月ひかり", "hikari@tsuki.example", "ja", `<p>祖父の本棚にあった、挿絵のない地図帳。いまも旅のたびに開きます。</p>`),
		say("Maximiliaan-Alexander van der Hoogenbandt-Uytterschouwende tot Sint-Kwintens-Zwaluwbeke", "maxalex@kring.example", "nl",
			`<p>Hottentottententententoonstellingsterreinbeheersvergunningsaanvraagformulierenkast. Mijn vader las dat woord voor alsof het een gedicht was.</p>`),
		say("Sepp", "sepp@eifel.example", "de", `<p>https://archiv.eifel.example/sammlung/fotografien/1950-1959/dorffeste/lichtbildervortraege/verzeichnis-der-lichtbilder-nach-jahren-geordnet-und-nach-orten.html</p>`),
		say("Nele", "nele@social.example", "nl", `<blockquote><p>Ik zag dit langskomen:</p><blockquote><p>Lezen is reizen zonder koffer.</p><ul><li>één</li><li>twee<ol><li>twee komma één</li><li>twee komma twee</li></ol></li></ul></blockquote></blockquote><p>En <em>zo is het <strong>precies</strong></em>.</p>`),
		say("Ⓐ𝓷𝓰è𝓵𝓮 🌿📚", "angele@amis.example", "fr", `<p>📖❤️ Moi aussi ! 🧡💛💚💙💜</p>`),
	}
	out[0].Like, out[0].Boost = true, true
	warned := say("Wannes", "wannes@kring.example", "nl", `<p>Op de laatste bladzijde sterft het paard. Ik was acht en ik heb drie dagen niet met mijn tante gesproken, die het wist.</p>`)
	warned.Warning = "Verklapt een einde; dier sterft"
	out = append(out, warned)
	for i, words := range []string{"Welk paard?", "Het grijze, uit de mijn.", "Ach, dat. Ik heb het boek toen onder de kast gelegd.", "Het mijne ligt er nog.", "Dan zijn we met drie.", "Vier."} {
		v := say([]string{"Roos", "Wannes", "Ida"}[i%3], []string{"roos@kring.example", "wannes@kring.example", "ida@social.example"}[i%3], "nl", "<p>"+words+"</p>")
		v.To = len(out)
		out = append(out, v)
	}
	for i := range out {
		out[i].After = time.Duration(i+1) * time.Minute
	}
	return out
}

type person struct{ name, handle string }

var (
	servers = []string{"social.example", "kring.example", "amis.example", "eifel.example", "plein.example"}
	people  = []person{{"Ida", "ida"}, {"Wout D.", "wout"}, {"Leyla", "leyla"}, {"Mireille", "mireille"}, {"Korneel", "korneel"}, {"Fatou", "fatou"},
		{"Jupp", "jupp"}, {"Maren", "maren"}, {"Odile", "odile"}, {"Bram", "bram"}, {"Els van de hoek", "els"}, {"Aïcha", "aicha"}, {"opa Staf", "staf"},
		{"Zoë 🐌", "zoe"}, {"Tijl", "tijl"}, {"Solveig", "solveig"}, {"boekenbeer", "boekenbeer"}, {"Nand", "nand"}, {"Käthe", "kaethe"}, {"Rémi", "remi"},
		{"Þóra", "thora"}, {"de buurvrouw", "buurvrouw"}, {"J. J.", "jj"}, {"Annelore", "annelore"}, {"Xavier", "xavier"}, {"Lieselot", "lieselot"}, {"Mo", "mo"}}

	recollections = map[content.Lang]memories{
		"nl": {lang: "nl", form: "%s %s. %s",
			who: []string{"Mijn grootmoeder bewaarde", "In ons eerste huis lag", "Op zolder vond ik", "De meester van het vierde gaf mij", "Mijn broer verstopte", "Bij de buren stond",
				"Op de rommelmarkt kocht ik", "Mijn tante stuurde elk jaar", "In de bus vergat iemand", "Ik kreeg voor mijn zevende verjaardag", "Onder mijn bed lag"},
			what: []string{"een atlas waar Joegoslavië nog in stond", "een kookboek vol vlekken, op drie bladzijden na", "een sprookjesboek zonder kaft", "een doos met programmaboekjes van het stadstheater",
				"een strip die ik van achter naar voor las", "een dik boek over ballonvaarders", "een schrift met liedjes, in twee handschriften", "een verhaal over een vos die kon tellen", "een plattegrond van een stad die niet bestaat",
				"een detective waarvan de laatste bladzijde ontbrak", "een bundel met één gedicht dat ik nog altijd ken", "een prentenboek over de zee", "een poppenkast van karton"},
			after: []string{"Ik heb het nog altijd.", "Weet iemand hoe het heette?", "Mijn dochter leest er nu in.", "Sindsdien kan ik geen dinsdag meer zonder bibliotheek.", "Ik zou het zo opnieuw doen.", "De geur ben ik nooit vergeten.",
				"We hebben er nog jaren om gelachen.", "Het ligt op mijn nachtkastje, al twintig jaar.", "Later bleek het helemaal niet voor kinderen te zijn.", "Nu ik dit schrijf, wil ik het opnieuw zien."},
			agreements: []string{"Dat had ik kunnen schrijven!", "Bij ons net hetzelfde, maar dan met soep.", "Mooi verteld.", "Welk jaar was dat ongeveer?", "Ik denk dat ik weet welk je bedoelt. Blauwe rug?", "Dat hebben we nog staan, kom gerust langs.", "O ja! En die tekeningen!"}},
		"fr": {lang: "fr", form: "%s %s. %s",
			who: []string{"Ma grand-mère gardait", "Dans notre première maison, il y avait", "Au grenier, j'ai trouvé", "L'instituteur m'avait prêté", "Mon frère cachait", "Chez les voisins trônait", "À la brocante, j'ai acheté"},
			what: []string{"un atlas aux frontières disparues", "un livre de cuisine taché à toutes les pages sauf trois", "un recueil de contes sans couverture", "une boîte de programmes de théâtre",
				"une bande dessinée que je lisais à l'envers", "un cahier de chansons à deux écritures", "un roman policier sans dernière page", "un album sur la mer", "un petit théâtre en carton"},
			after:      []string{"Je l'ai encore.", "Quelqu'un se souvient du titre ?", "Ma fille le lit maintenant.", "L'odeur ne m'a jamais quittée.", "On en rit encore.", "Il dort sur ma table de nuit."},
			agreements: []string{"J'aurais pu l'écrire !", "Chez nous aussi, mais avec de la soupe.", "Joliment raconté.", "C'était en quelle année, à peu près ?", "Dos bleu, non ?"}},
		"de": {lang: "de", form: "%s %s. %s",
			who: []string{"Meine Großmutter hütete", "In unserem ersten Haus lag", "Auf dem Speicher fand ich", "Der Lehrer lieh mir", "Mein Bruder versteckte", "Beim Nachbarn stand", "Auf dem Flohmarkt kaufte ich"},
			what: []string{"einen Atlas mit Grenzen, die es nicht mehr gibt", "ein Kochbuch voller Flecken", "ein Märchenbuch ohne Einband", "eine Schachtel voller Knöpfe", "ein Heft mit Liedern in zwei Handschriften",
				"einen Kriminalroman ohne letzte Seite", "ein Bilderbuch über das Meer", "ein Schaukelpferd mit nur einem Ohr", "eine Taschenuhr, die rückwärts ging"},
			after:      []string{"Ich habe es heute noch.", "Weiß jemand mehr darüber?", "Jetzt gehört es meiner Tochter.", "Den Geruch vergesse ich nie.", "Wir lachen immer noch darüber.", "Später habe ich verstanden, warum."},
			agreements: []string{"Das hätte ich schreiben können!", "Bei uns genauso, nur mit Suppe.", "Schön erzählt.", "Welches Jahr war das ungefähr?", "Blauer Rücken, oder?"}},
		"en": {lang: "en", form: "%s %s. %s",
			who: []string{"My grandmother kept", "In our first house there was", "In the attic I found", "My teacher lent me", "My brother used to hide", "The neighbours had", "At a flea market I bought"},
			what: []string{"an atlas with borders that are gone now", "a cookbook stained on every page but three", "a book of fairy tales without a cover", "a box of buttons nobody could match", "a notebook of songs in two hands",
				"a detective story without its last page", "a picture book about the sea", "a cardboard theatre"},
			after:      []string{"I still have it.", "Does anyone know what it was called?", "My daughter reads it now.", "I never forgot the smell.", "We still laugh about it."},
			agreements: []string{"I could have written this!", "Same here, but with soup.", "Beautifully told.", "What year was that, roughly?", "Blue spine?"}},
	}
)
