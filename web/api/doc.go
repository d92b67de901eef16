// Package api is the door for programs: importers, ticket vendors, scripts,
// other systems. It speaks JSON below /api/v1/ and describes itself at
// /api/v1/openapi.json; docs/API.md is its manual.
//
// Every address stands in routes.go, every action in a file of its own. A
// request passes, in this order:
//
//   - the rate limit of its network
//   - the site of its host
//   - the bearer token, which belongs to one user and one site, and its scopes
//   - the names of its query, its media type, and the size of its body
//   - the Idempotency-Key of a POST
//   - the action, which decodes strictly and asks content.Service
//
// Actions return what to answer or an error; call.problem turns errors into
// application/problem+json (RFC 9457). What a token may not see answers 404.
package api
