// Package sign proves who sent what between servers: HTTP signatures in the
// two schemes the fediverse speaks (draft-cavage-12 and RFC 9421), FEP-8b32
// object integrity proofs, and the keys behind them.
//
// Outgoing requests are signed with [Sign], or with [SignCavage] and
// [SignRFC9421]. Incoming ones pass three steps, in this order:
//
//  1. [Parse] checks everything that needs no key: presence, duplicate
//     parameters, which parts of the request are covered, the digest over the
//     raw bytes, the clock, the algorithm and the host.
//  2. The caller finds the key that [Parsed].KeyID names and who owns it.
//  3. [Parsed.Check] verifies the signature with that key. Only then is the
//     signature shown to [Replay], and only then may the body be believed, and
//     only where its actor is the owner of the key.
//
// Nothing here reads the network or the clock: the time is an argument.
package sign

import "errors"

// What may be wrong with a signature, a key or a proof. Errors of this package
// wrap exactly one of these; the text after it is for the log, never for the
// other side.
var (
	ErrMissing   = errors.New("sign: no signature")                         // answer 401
	ErrMalformed = errors.New("sign: malformed")                            // answer 400
	ErrCoverage  = errors.New("sign: a required part is not covered")       // answer 401
	ErrDigest    = errors.New("sign: digest does not match the body")       // answer 401
	ErrClock     = errors.New("sign: outside of the time allowed")          // answer 401
	ErrAlgorithm = errors.New("sign: algorithm not accepted")               // answer 401
	ErrHost      = errors.New("sign: addressed to another host")            // answer 401
	ErrKey       = errors.New("sign: key not acceptable")                   // answer 401
	ErrSignature = errors.New("sign: signature does not match")             // answer 401
	ErrProof     = errors.New("sign: document carries no acceptable proof") // the document is only as good as its sender
)
