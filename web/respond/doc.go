// Package respond is how the program answers over HTTP, for pages and for the
// API alike: errors, language and format negotiation, validators, limits,
// security headers, compression, the access log, and who is asking.
//
// Wrap puts around a handler what every answer needs. Its parts:
//
//   - security headers (requirements H1, H3 and H4 of public duty)
//   - a request id, also for the log and for error pages
//   - a line in the access log without the visitor's address (P5)
//   - recovery: a panic becomes a 500, and the connection is closed when half
//     an answer was already sent
//
// Status, Describe and WriteProblem turn a content.Error into what a visitor or
// a program is told. The real cause goes to the log only.
package respond
