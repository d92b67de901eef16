package peertest

import (
	"crypto/md5"
	"encoding/hex"
	"testing"
)

// traits are the differences between the servers that a reader would notice.
type traits struct {
	pageURL     bool // a status carries the address of its page, not only its id
	knowsAccept bool // "following" turns true with the Accept, not with the request
	history     bool // earlier wordings are kept
	language    bool // the language of a status is told
	deletes     bool // deleting a reply is told to the one replied to, not only to followers
	findsPages  bool // an item's page address in the search field brings the status

	// articleID is set where the timeline leaves out articles that have a
	// title: it makes a status id of an ActivityPub id.
	articleID func(uri string) string
}

func TestGoToSocial(t *testing.T) {
	env := need(t, "PEER_GTS", "PEER_GTS_TOKEN", "PEER_VITRINE", "PEER_VITRINE_TOKEN", "PEER_VITRINE_ACCT")
	tell(t, env, reader{door{env["PEER_GTS"], env["PEER_GTS_TOKEN"]}},
		traits{pageURL: true, knowsAccept: true, history: true, language: true, deletes: true, findsPages: true})
}

// snac2 believes it follows as soon as it asks, and never says a status's page.
// Its API's timeline (not its own page) takes a Note or Article with a name for
// a vote in a poll and leaves it out; it can still be read by its id, ten
// characters of time, which nobody compares, before the hash of its address.
func TestSnac(t *testing.T) {
	env := need(t, "PEER_SNAC", "PEER_SNAC_TOKEN", "PEER_VITRINE", "PEER_VITRINE_TOKEN", "PEER_VITRINE_ACCT")
	tell(t, env, reader{door{env["PEER_SNAC"], env["PEER_SNAC_TOKEN"]}}, traits{articleID: func(uri string) string {
		sum := md5.Sum([]byte(uri))
		return "0000000000" + hex.EncodeToString(sum[:])
	}})
}
