// Package peertest drives a running Vitrine and a running server of another
// kind, each through its own public API, and asserts what the other server's
// reader sees: the main job, end to end, against programs we did not write.
//
// Nothing of the other servers is here. Start them however they want to be
// started, let them reach each other (Vitrine with
// VITRINE_FEDERATION_ALLOW_PRIVATE=true on a loopback network), and name them:
//
//	PEER_VITRINE=https://bib.test          the site's origin
//	PEER_VITRINE_TOKEN=…                   scopes items:write, publish, media:write, moderate
//	PEER_VITRINE_ACCT=@bib@bib.test        the channel that is followed
//	PEER_GTS=https://gts.test              a GoToSocial, and a token of one of its accounts
//	PEER_GTS_TOKEN=…
//	PEER_SNAC=https://snac.test            a snac2, the same
//	PEER_SNAC_TOKEN=…
//	SSL_CERT_FILE=ca.pem                   where the certificates come from a test authority
//
//	go test -count=1 -v ./cmd/peertest
//
// Each test skips when its servers are not named. Optional: PEER_WAIT=60s is
// how long an activity may travel (30 s when absent), PEER_VITRINE_LANG the
// language of what is published (the channel's own when absent).
//
// A run leaves both servers as it found them: what it published is withdrawn,
// and the peer no longer follows.
package peertest
