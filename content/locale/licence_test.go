package locale

import "testing"

func TestReadLicence(t *testing.T) {
	c := words(t)
	say := func(key string, args ...any) string { return c.T("nl", key, args...) }
	for in, want := range map[string][2]string{
		"https://creativecommons.org/licenses/by/4.0/":                 {"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
		"http://www.creativecommons.org/licenses/by-nc-sa/4.0/deed.nl": {"CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
		"https://creativecommons.org/licenses/by-sa/2.0/be/legalcode":  {"CC BY-SA 2.0 BE", "https://creativecommons.org/licenses/by-sa/2.0/be/"},
		"https://creativecommons.org/publicdomain/zero/1.0/":           {"Publiek domein (CC0)", "https://creativecommons.org/publicdomain/zero/1.0/"},
		"https://creativecommons.org/publicdomain/mark/1.0":            {"Publiek domein", "https://creativecommons.org/publicdomain/mark/1.0/"},
		"https://creativecommons.org/publicdomain/zero/1.0evil":        {"creativecommons.org", "https://creativecommons.org/publicdomain/zero/1.0evil"},
		"CC-BY-4.0":               {"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
		"cc by-nc-nd 3.0 nl":      {"CC BY-NC-ND 3.0 NL", "https://creativecommons.org/licenses/by-nc-nd/3.0/nl/"},
		"CC BY 4.0 International": {"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
		"CC0-1.0":                 {"Publiek domein (CC0)", "https://creativecommons.org/publicdomain/zero/1.0/"},
		"CC0":                     {"Publiek domein (CC0)", "https://creativecommons.org/publicdomain/zero/1.0/"},
		"Public domain":           {"Publiek domein", "https://creativecommons.org/publicdomain/mark/1.0/"},
		"http://rightsstatements.org/vocab/InC/1.0/":  {"Auteursrechtelijk beschermd", "http://rightsstatements.org/vocab/InC/1.0/"},
		"https://rightsstatements.org/page/NKC/1.0/":  {"Geen auteursrecht bekend", "http://rightsstatements.org/vocab/NKC/1.0/"},
		"https://rightsstatements.org/page/XXX/1.0/":  {"rightsstatements.org", "https://rightsstatements.org/page/XXX/1.0/"},
		"https://www.museum.example/rechten?x=1":      {"museum.example", "https://www.museum.example/rechten?x=1"},
		"© Stad Mol, vrij gebruik in de klas":         {"© Stad Mol, vrij gebruik in de klas", ""},
		"javascript:alert(1)":                         {"javascript:alert(1)", ""},
		"https://u:p@creativecommons.org/licenses/x/": {"https://u:p@creativecommons.org/licenses/x/", ""},
		"": {"", ""},
	} {
		l := ReadLicence(in)
		if l.Say(say) != want[0] || l.URL != want[1] {
			t.Errorf("%q: %q %q, want %q", in, l.Say(say), l.URL, want)
		}
	}
	for name, key := range rightsStatements {
		for _, lang := range c.Languages() {
			if !c.Has(lang, key) {
				t.Errorf("%s has no word in %s", name, lang)
			}
		}
	}
}

func TestReadingTime(t *testing.T) {
	for _, c := range []struct {
		lang            string
		words, pictures int
		want            int
	}{{"nl", 0, 0, 0}, {"nl", 100, 0, 0}, {"nl", 120, 0, 1}, {"nl-BE", 1100, 0, 5}, {"en", 1190, 0, 5}, {"de", 1000, 12, 6}, {"xx", 210, 0, 1}, {"fr", 0, 6, 1}} {
		if got := ReadingTime(c.lang, c.words, c.pictures); got != c.want {
			t.Errorf("%v: %d", c, got)
		}
	}
}
