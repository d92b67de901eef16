package web

import (
	"net/http"
	"regexp"

	"vitrine/content"
	"vitrine/web/respond"
)

// rootRedirect leads to the home page in the visitor's language: the only place
// where Accept-Language decides (L4). Who prefers ActivityPub gets the institution's actor.
func rootRedirect(v *visit) error {
	if respond.PrefersActivity(v.r) {
		chans, err := v.st.channels(v.ctx(), v.cfg.Channels)
		if err != nil {
			return err
		}
		if len(chans) > 0 {
			v.w.Header().Set("Vary", "Accept")
			v.w.Header().Set("Cache-Control", "no-store")
			return v.redirect(http.StatusFound, v.site.ActorID(chans[0].ID))
		}
	}
	return v.intoLanguage("/")
}

// withoutLanguage are the addresses below a language, as people type them without it.
var withoutLanguage = regexp.MustCompile(`^/(?:[aehpsmlni]/|[aehpsmlni]/[^/]+|[ct]/[^/]+|agenda|agenda\.ics|agenda/feed\.(?:rss|atom|json)|embed|search|about|accessibility|privacy|terms|follow|share|report|feedback|archive(?:/\d{4}(?:/\d\d)?)?|by/[^/]+|opensearch\.xml|feed\.(?:rss|atom|json)|[ct]/[^/]+/(?:feed\.(?:rss|atom|json)|agenda\.ics))$`)

// languageRedirect leads an address without a language to one with it;
// everything else that no route knows is not found.
func languageRedirect(v *visit) error {
	if withoutLanguage.MatchString(v.r.URL.Path) && (v.r.Method == http.MethodGet || v.r.Method == http.MethodHead) {
		return v.intoLanguage(v.r.URL.EscapedPath())
	}
	return content.Failf(content.NotFound, "no route for %q", v.r.URL.Path)
}

func (v *visit) intoLanguage(path string) error {
	lang := respond.Language(v.r, v.site.Languages)
	if q := v.r.URL.RawQuery; q != "" {
		path += "?" + q
	}
	h := v.w.Header()
	h.Set("Vary", "Accept, Accept-Language")
	h.Set("Cache-Control", "no-cache")
	return v.redirect(http.StatusFound, "/"+string(lang)+path)
}

// slashRedirect leads /nl to /nl/.
func slashRedirect(v *visit) error {
	return v.redirect(http.StatusMovedPermanently, "/"+string(v.lang)+"/")
}

// accessible are the words of the languages for the accessibility statement,
// which stand in addresses that people type or that a list of websites has (S3).
var accessible = map[string]content.Lang{"accessibilite": "fr", "barrierefreiheit": "de"}

const accessibleForm = "accessibilite|barrierefreiheit"

// accessibilityRedirect is the fixed address of the accessibility statement
// (S3), in the visitor's language; a word of another language leads to that one.
func accessibilityRedirect(v *visit) error {
	if lang := accessible[v.vars["accessible"]]; v.site.Speaks(lang) {
		return v.redirect(http.StatusFound, "/"+string(lang)+"/accessibility")
	}
	return v.intoLanguage("/accessibility")
}

// accessibilityMoved leads the aliases below a language to the statement's one address.
func accessibilityMoved(v *visit) error {
	return v.redirect(http.StatusMovedPermanently, v.below("accessibility"))
}

// handleRedirect leads from the form of address that people know from elsewhere to the channel.
func handleRedirect(v *visit) error {
	ch, err := v.channelByHandle(v.vars["handle"])
	if err != nil {
		return err
	}
	return v.intoLanguage("/c/" + ch.Handle)
}

// methodRefused answers a method that an address does not have.
func methodRefused(v *visit) error {
	v.w.Header().Set("Allow", "GET, HEAD")
	return errMethod
}
