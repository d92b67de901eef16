package locale

import "strings"

// style is how one language writes dates and numbers (CLDR 48).
type style struct {
	months        [12]string
	shortMonths   [12]string // on their own, as a block beside a day shows them
	days          [7]string  // Sunday first, as time.Weekday
	shortDays     [7]string
	dayDot        string // after the day of the month
	daySpan       string // between two days of one month: "16–22 november"
	comma         string // between weekday and date, long form
	shortComma    string // the same after a short weekday
	oClock        string // after a time of day in a sentence
	group         string // between thousands
	decimal       string
	symbolFirst   bool   // € 12 or 12 €
	symbolGap     string // between symbol and figure
	percentGap    string
	unitGap       string
	bytes         [2]string // singular, plural
	units         [4]string // 1000, 1000², …
	listAnd       string
	short         string // all-numeric date, as a layout of time
	shortRegional map[string]string
}

const (
	nbsp = "\u00a0" // no line break between a figure and its unit
	nnsp = "\u202f" // the same, narrow: French thousands
)

var styles = map[string]*style{
	"nl": {
		months:      [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		shortMonths: [12]string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
		daySpan:     "–",
		days:        [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		shortDays:   [7]string{"zo", "ma", "di", "wo", "do", "vr", "za"},
		comma:       " ", shortComma: " ",
		group: ".", decimal: ",", symbolFirst: true, symbolGap: nbsp, unitGap: nbsp,
		bytes: [2]string{"byte", "byte"}, units: [4]string{"kB", "MB", "GB", "TB"},
		listAnd: " en ", short: "02-01-2006", shortRegional: map[string]string{"BE": "2/01/2006"},
	},
	"fr": {
		months:      [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		shortMonths: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		daySpan:     "–",
		days:        [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		shortDays:   [7]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
		comma:       " ", shortComma: " ",
		group: nnsp, decimal: ",", symbolGap: nbsp, percentGap: nbsp, unitGap: nnsp,
		bytes: [2]string{"octet", "octets"}, units: [4]string{"ko", "Mo", "Go", "To"},
		listAnd: " et ", short: "02/01/2006", shortRegional: map[string]string{"BE": "2/01/06"},
	},
	"de": {
		months:      [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		shortMonths: [12]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
		daySpan:     "–",
		days:        [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		shortDays:   [7]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
		dayDot:      ".", comma: ", ",
		// CLDR has "Sa., 17. Oktober"; what event calendars print, and the federation
		// contract shows, is "Sa 17. Oktober".
		shortComma: " ", oClock: " Uhr",
		group: ".", decimal: ",", symbolGap: nbsp, percentGap: nbsp, unitGap: nbsp,
		bytes: [2]string{"Byte", "Byte"}, units: [4]string{"kB", "MB", "GB", "TB"},
		listAnd: " und ", short: "02.01.06",
	},
	"en": {
		months:      [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"},
		daySpan:     "\u2009–\u2009",
		days:        [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		shortDays:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		comma:       ", ", shortComma: ", ",
		group: ",", decimal: ".", symbolFirst: true, unitGap: nbsp,
		bytes: [2]string{"byte", "bytes"}, units: [4]string{"kB", "MB", "GB", "TB"},
		listAnd: " and ", short: "02/01/2006",
	},
}

// styleOf finds the style of a tag by its first subtag; English for strangers.
func styleOf(lang string) *style {
	if s := styles[lang]; s != nil {
		return s
	}
	base, _, _ := strings.Cut(lang, "-")
	if s := styles[strings.ToLower(base)]; s != nil {
		return s
	}
	return styles[Fallback]
}
