// Package peer is the program's one door to the network. Every outgoing request
// passes it: deliveries, fetched actors and keys, WebFinger, imports, feeds,
// WebSub, webhooks.
//
// What it holds to, whatever a remote server says:
//
//   - The address that is *dialled* is checked, after DNS, for every connection
//     and every hop, against the ranges that belong to nobody on the public
//     internet. So a name that resolves to 127.0.0.1 the second time gains nothing.
//   - Only https (http for files) on the usual ports, no user info, no .onion.
//   - Bodies, headers, time, depth of JSON and length of arrays are bounded;
//     the bound on bytes counts after decompression.
//   - At most three redirects, never to a lesser scheme, for ActivityPub never
//     to another host. Each hop is signed anew; cookies do not exist.
//   - An ActivityPub document must have an ActivityPub content type and the id
//     it was fetched from.
//
// [Client.Get] reads documents, [Client.GetFile] files, [Client.Post] delivers,
// [Client.WebFinger] finds actors, and [Client.HTTPClient] lends the same safety
// to libraries.
//
// What is remembered about a host (the signature scheme it understands, the
// state of its circuit breaker) lives behind [HostMemory], so that several
// processes can share it.
package peer
