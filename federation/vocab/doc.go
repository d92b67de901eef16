// Package vocab turns what an institution publishes into ActivityStreams JSON,
// and what other servers send into plain structs. It is the only package that
// knows the property names of the vocabulary, and the only importer of
// github.com/go-fed/activity (streams and streams/vocab, never pub).
//
// # Out
//
// Every function from content types to bytes is pure: no clock, no network, no
// store. The documents are written from ordered structs, so that the key order
// is fixed, and carry a literal @context in which every term is defined inline.
// What peers cannot digest is never written: arrays that some readers want are
// always arrays, scalars are always scalars, language maps have exactly one key,
// coordinates always have a decimal point.
//
// # In
//
// The caller bounds the bytes; a parser of our own bounds depth and lengths,
// refuses what two parsers may read differently (duplicate names, broken UTF-8)
// and JSON-LD that would need processing (@graph, @included, @reverse). Then the
// envelope is checked, what nobody acts on is dropped with an Ignored, the core
// properties go through go-fed's typed vocabulary, and its values become the
// structs of this package. Extensions and language maps are read from the
// decoded document. No context is ever fetched.
//
// Nothing here verifies a signature or decides whether a sender may do
// something beyond what one document can tell: that id, author and inboxes of a
// document share one origin (FEP-fe34).
package vocab
