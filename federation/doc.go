// Package federation is how other servers see an institution and how their
// messages arrive: WebFinger, NodeInfo, actors, objects, collections, inboxes,
// and the two ways out, announce (what changed) and deliver (to whom).
//
// It knows no SQL, no key and no socket: the store, the signatures and the one
// outbound client arrive as interfaces. Documents are written and read by
// federation/vocab alone. Addresses are listed in routes.go; every kind of
// activity that arrives has a file of its own, inbox_follow.go and so on.
//
// Nothing is fetched while a request to an inbox is answered, except a signing
// key that is missing; everything else is a job.
package federation
