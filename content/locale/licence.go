package locale

import (
	"net/url"
	"regexp"
	"strings"
)

// Licence is what a statement of rights says, for people.
type Licence struct {
	Name string // as everybody writes it: "CC BY 4.0"; empty when Key says it
	Key  string // of the catalogue: licence.public_domain, empty when Name says it
	URL  string // where it is explained, empty when it has no address
}

// Say is the licence in words; say is the catalogue.
func (l Licence) Say(say func(key string, args ...any) string) string {
	if l.Key != "" {
		return say(l.Key)
	}
	return l.Name
}

var (
	ccPath = regexp.MustCompile(`^/licenses/(by(?:-nc)?(?:-nd|-sa)?|sampling\+?|nc-sampling\+)/([0-9]\.[0-9])(?:/([a-z]{2,10}))?(?:/(?:deed|legalcode)(?:\.[a-z_-]+)?)?/?$`)
	ccName = regexp.MustCompile(`(?i)^CC[ -]BY((?:[ -](?:NC|ND|SA))*)[ -]([0-9]\.[0-9])(?:[ -](?:([A-Z]{2})|international|unported))?$`)
	cc0    = regexp.MustCompile(`(?i)^CC[ -]?0(?:[ -]1\.0)?(?:[ -]universal)?$`)
	rsPath = regexp.MustCompile(`^/(?:vocab|page)/([A-Za-z-]{2,12})/1\.0/?$`)
)

// rightsStatements are the twelve of rightsstatements.org, with their keys.
var rightsStatements = map[string]string{"InC": "licence.inc", "InC-OW-EU": "licence.inc_ow_eu", "InC-EDU": "licence.inc_edu", "InC-NC": "licence.inc_nc",
	"InC-RUU": "licence.inc_ruu", "NoC-CR": "licence.noc_cr", "NoC-NC": "licence.noc_nc", "NoC-OKLR": "licence.noc_oklr", "NoC-US": "licence.noc_us",
	"CNE": "licence.cne", "UND": "licence.und", "NKC": "licence.nkc"}

// ReadLicence understands the addresses and short names (SPDX) of Creative
// Commons and the statements of rightsstatements.org. Another address is named
// by its host, any other text stays as it is.
func ReadLicence(s string) Licence {
	s = strings.TrimSpace(s)
	if m := ccName.FindStringSubmatch(s); m != nil {
		terms := strings.ToLower(strings.ReplaceAll("by"+m[1], " ", "-"))
		if l, ok := creative("/licenses/" + terms + "/" + m[2] + slashed(strings.ToLower(m[3])) + "/"); ok {
			return l
		}
	}
	switch {
	case cc0.MatchString(s):
		s = "https://creativecommons.org/publicdomain/zero/1.0/"
	case strings.EqualFold(s, "public domain"), strings.EqualFold(s, "PDM-1.0"), strings.EqualFold(s, "PDM 1.0"):
		return Licence{Key: "licence.public_domain", URL: "https://creativecommons.org/publicdomain/mark/1.0/"}
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return Licence{Name: s}
	}
	switch host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); host {
	case "creativecommons.org":
		if l, ok := creative(u.Path); ok {
			return l
		}
	case "rightsstatements.org":
		if m := rsPath.FindStringSubmatch(u.Path); m != nil && rightsStatements[m[1]] != "" {
			return Licence{Key: rightsStatements[m[1]], URL: "http://rightsstatements.org/vocab/" + m[1] + "/1.0/"}
		}
	}
	return Licence{Name: strings.TrimPrefix(u.Hostname(), "www."), URL: s}
}

// creative reads the path of a licence of Creative Commons.
func creative(p string) (Licence, bool) {
	for prefix, key := range map[string]string{"/publicdomain/zero/1.0": "licence.cc0", "/publicdomain/mark/1.0": "licence.public_domain"} {
		if rest, ok := strings.CutPrefix(p, prefix); ok && (rest == "" || rest[0] == '/') {
			return Licence{Key: key, URL: "https://creativecommons.org" + prefix + "/"}, true
		}
	}
	m := ccPath.FindStringSubmatch(p)
	if m == nil {
		return Licence{}, false
	}
	name, address := "CC "+strings.ToUpper(m[1])+" "+m[2], "https://creativecommons.org/licenses/"+m[1]+"/"+m[2]+slashed(m[3])+"/"
	if m[3] != "" {
		name += " " + strings.ToUpper(m[3])
	}
	return Licence{Name: name, URL: address}, true
}

func slashed(s string) string {
	if s == "" {
		return ""
	}
	return "/" + s
}
