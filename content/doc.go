// Package content is the ground of Vitrine: what an institution publishes, who
// may change it, and what a change causes. It imports nothing but the standard
// library; every other package depends on it, none the other way round.
//
// The nouns (Site, Channel, Item, Text, Media, Tag, Author, User, Follower,
// Reply, Reaction, Report, Job …) are plain structs. The rules live in Service.
// Everything Service needs from outside (a database, a sanitiser, a clock)
// arrives as an interface declared here; SQL, HTTP and ActivityPub know no rule.
//
// # Live and working
//
// An item has a live revision, which every outlet reads, and may have a newer
// working one, which staff edit. Saving writes the working revision; only
// publishing moves live. Every revision that was ever live is kept.
//
// # A write names the jobs it causes
//
// Store methods that change something take the jobs the change causes and store
// both in one transaction: a killed process loses nothing.
package content
