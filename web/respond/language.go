package respond

import (
	"net/http"

	"vitrine/content"
	"vitrine/content/locale"
)

// Language chooses from what is offered, the default first, for a request's
// Accept-Language. Who uses it for a page says Vary: Accept-Language.
func Language(r *http.Request, offered []content.Lang) content.Lang {
	if len(offered) == 0 {
		return locale.Fallback
	}
	accept := r.Header.Get("Accept-Language")
	if len(offered) == 1 || accept == "" {
		return offered[0]
	}
	tags := make([]string, len(offered))
	for i, l := range offered {
		tags[i] = string(l)
	}
	return content.Lang(locale.Match(accept, tags))
}
