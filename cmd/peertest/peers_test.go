package peertest

import "testing"

// traits are the differences between the servers that a reader would notice.
type traits struct {
	pageURL     bool // a status carries the address of its page, not only its id
	knowsAccept bool // "following" turns true with the Accept, not with the request
	history     bool // earlier wordings are kept
	language    bool // the language of a status is told
	findsPages  bool // an item's page address in the search field brings the status
}

func TestGoToSocial(t *testing.T) {
	env := need(t, "PEER_GTS", "PEER_GTS_TOKEN", "PEER_VITRINE", "PEER_VITRINE_TOKEN", "PEER_VITRINE_ACCT")
	tell(t, env, reader{door{env["PEER_GTS"], env["PEER_GTS_TOKEN"]}},
		traits{pageURL: true, knowsAccept: true, history: true, language: true, findsPages: true})
}

// snac2 believes it follows as soon as it asks, and never says a status's page.
func TestSnac(t *testing.T) {
	env := need(t, "PEER_SNAC", "PEER_SNAC_TOKEN", "PEER_VITRINE", "PEER_VITRINE_TOKEN", "PEER_VITRINE_ACCT")
	tell(t, env, reader{door{env["PEER_SNAC"], env["PEER_SNAC_TOKEN"]}}, traits{})
}
