// Package web serves the pages that people read, for one or many sites: home,
// items, channels, tags, agenda, search, feeds, files, and what search engines
// and security researchers ask for. routes.go lists every address; each action
// has a file of its own.
//
// The way of a request: the Host header chooses the site (site.go), mounted
// handlers take what is theirs, the page cache answers what it has (cache.go),
// and the router finds the action. An action fills a page struct and returns
// it, or an error; one place renders, compresses, caches and answers
// (answer.go), another one answers errors (problem.go).
//
// Pages set no cookie, load nothing from elsewhere and need no script (P1, P2).
// Everything the package needs arrives through Config as small interfaces.
package web
