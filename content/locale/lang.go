package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// maxTag is the longest language tag we take (RFC 5646, 4.4.1 asks for 35).
const maxTag = 35

// maxAccept bounds an Accept-Language header in bytes; more is cut at a comma.
const maxAccept = 512

// Canonical gives a BCP 47 tag in its canonical case ("nl-be" → "nl-BE"), and
// false for what is no tag or names no language.
func Canonical(tag string) (string, bool) {
	switch tag {
	case "nl", "fr", "de", "en":
		return tag, true
	}
	if tag == "" || len(tag) > maxTag || strings.ContainsRune(tag, '_') {
		return "", false
	}
	// Raw keeps deprecated and private subtags as they were: nl-x-eenvoud.
	t, err := language.Raw.Parse(tag)
	if err != nil || t.IsRoot() || strings.HasPrefix(t.String(), "x-") || strings.HasPrefix(t.String(), "und") {
		return "", false
	}
	return t.String(), true
}

// Valid reports whether tag is a BCP 47 tag of a language, in any case.
func Valid(tag string) bool {
	_, ok := Canonical(tag)
	return ok
}

// Match chooses from available, which is in the site's order of preference, for
// an Accept-Language header (RFC 4647 with CLDR's distances: nl-BE gets nl).
// Without a header or an acceptable language it is the first of available.
func Match(accept string, available []string) string {
	if len(available) == 0 {
		return ""
	}
	if accept == "" || len(available) == 1 {
		return available[0]
	}
	if len(accept) > maxAccept {
		accept = accept[:max(0, strings.LastIndexByte(accept[:maxAccept], ','))]
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return available[0]
	}
	tags := make([]language.Tag, len(available))
	for i, a := range available {
		tags[i] = language.Make(a) // und for a stranger, which nothing matches
	}
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return available[0]
	}
	return available[i]
}

// Name is the language's name in that language, without its region, as a switch
// between languages shows it. Unknown ones are shown as their tag.
func Name(lang string) string {
	if n := autonyms[base(lang)]; n != "" {
		return n
	}
	return lang
}

// Dir is the value of the dir attribute for the language: "ltr" or "rtl".
func Dir(lang string) string {
	if styles[lang] != nil {
		return "ltr"
	}
	script, _ := language.Make(lang).Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return "rtl"
	}
	return "ltr"
}

// OG is the value of og:locale: "nl_BE". A tag without region gets the region
// that the readers of og:locale know for it: they have no fr_BE or de_BE.
func OG(lang string) string {
	t := language.Make(lang)
	b, _, region := t.Raw()
	if known := ogRegions[b.String()]; known != "" && region == (language.Region{}) {
		return known
	}
	if b.String() == "und" {
		return ogRegions[Fallback]
	}
	r, _ := t.Region()
	return b.String() + "_" + r.String()
}

var ogRegions = map[string]string{"nl": "nl_BE", "fr": "fr_FR", "de": "de_DE", "en": "en_GB"}

// base is the language subtag in lower case.
func base(lang string) string {
	b, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(b)
}

// autonyms are the languages in which European libraries publish and lend.
var autonyms = map[string]string{
	"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English",
	"am": "አማርኛ", "ar": "العربية", "ast": "Asturianu", "az": "Azərbaycan", "be": "Беларуская", "ber": "Tamaziɣt", "bg": "Български",
	"bn": "বাংলা", "br": "Brezhoneg", "bs": "Bosanski", "ca": "Català", "ckb": "کوردیی ناوەندی", "co": "Corsu", "cs": "Čeština", "cy": "Cymraeg",
	"da": "Dansk", "el": "Ελληνικά", "eo": "Esperanto", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi",
	"fy": "Frysk", "ga": "Gaeilge", "gd": "Gàidhlig", "gl": "Galego", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar",
	"hy": "Հայերեն", "id": "Bahasa Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული", "ku": "Kurdî", "ko": "한국어",
	"la": "Latina", "lb": "Lëtzebuergesch", "li": "Limburgs", "ln": "Lingála", "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски",
	"mt": "Malti", "nb": "Norsk bokmål", "nds": "Plattdüütsch", "ne": "नेपाली", "nn": "Norsk nynorsk", "no": "Norsk", "oc": "Occitan", "pa": "ਪੰਜਾਬੀ",
	"pl": "Polski", "ps": "پښتو", "pt": "Português", "rm": "Rumantsch", "ro": "Română", "ru": "Русский", "rw": "Kinyarwanda", "sk": "Slovenčina",
	"sl": "Slovenščina", "so": "Soomaali", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்", "th": "ไทย",
	"ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "wa": "Walon", "yi": "ייִדיש", "zh": "中文", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
}

// Mirrored reports whether s has letters of a script that is written from right
// to left.
func Mirrored(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam) {
			return true
		}
	}
	return false
}
