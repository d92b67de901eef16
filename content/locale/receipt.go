package locale

import "strings"

// Receipt says in plain words what became of a delivery. reason is the machine
// key of a receipt: "timeout", "http_410", a name of package peer; an HTTP
// status without a sentence of its own gets that of its class, and a reason
// that nobody knows is said to be unknown. State is the fallback of an empty
// reason: "delivered" or "pending".
func (c *Catalogue) Receipt(lang, state, reason string) string {
	if reason == "" {
		reason = state
	}
	switch reason {
	case "canceled":
		reason = "cancelled"
	case "content_type", "bad_json", "id_mismatch", "bad_webfinger", "bad_key":
		reason = "bad_answer"
	}
	if m, in, ok := c.find(lang, "receipt."+reason); ok && len(m.forms[0].names) == 0 {
		return m.render(in, nil)
	}
	if code, ok := strings.CutPrefix(reason, "http_"); ok && len(code) == 3 && isDigits(code) {
		if class := "receipt.http_" + code[:1] + "xx"; c.Has(lang, class) {
			return c.T(lang, class, "Code", code)
		}
	}
	return c.T(lang, "receipt.unknown")
}
