package content

import "time"

// Role is what a member of staff may do on a site or one channel of it.
type Role string

// The roles, each including the one before it, but moderator, which edits nothing.
const (
	Contributor   Role = "contributor"   // writes drafts, submits them
	Moderator     Role = "moderator"     // approves and hides replies
	Editor        Role = "editor"        // publishes, moderates
	Administrator Role = "administrator" // everything, people and settings too
)

// ValidRole reports whether r is a role.
func ValidRole(r Role) bool {
	return r == Contributor || r == Moderator || r == Editor || r == Administrator
}

// User is a member of staff of the installation. Password hashes and second
// factors are in no content type.
type User struct {
	ID       ID
	Email    string // lower case, unique
	Name     string
	Disabled bool
	Created  time.Time
}

// Membership gives a user a role on a site, or on one channel of it.
type Membership struct {
	User    ID
	Site    ID
	Channel ID // empty: the whole site
	Role    Role
}

// Scope limits what a token may do.
type Scope string

// The scopes of api.md.
const (
	ScopeItemsRead  Scope = "items:read"
	ScopeItemsWrite Scope = "items:write"
	ScopePublish    Scope = "publish"
	ScopeMediaWrite Scope = "media:write"
	ScopeModerate   Scope = "moderate"
	ScopeAdmin      Scope = "admin"
)

// Scopes lists every scope.
var Scopes = []Scope{ScopeItemsRead, ScopeItemsWrite, ScopePublish, ScopeMediaWrite, ScopeModerate, ScopeAdmin}

// Token is an API token; only the SHA-256 of its secret is stored.
type Token struct {
	ID       ID
	User     ID
	Site     ID
	Name     string
	Scopes   []Scope
	Hash     string // hex SHA-256
	Created  time.Time
	Expires  time.Time // zero: never
	LastUsed time.Time // to the hour
}

// Staff is who acts: a user with the rights on one site. A token narrows them.
type Staff struct {
	User    User
	Site    ID
	Members []Membership // on this site only
	Scopes  []Scope      // nil: a session, all scopes
	System  bool         // the program itself: timers, imports by command
}

// System is the program acting on a site: timers, commands run by the operator.
func System(site ID) Staff { return Staff{Site: site, System: true} }

// Has reports whether the scopes include s; admin includes all.
func (w Staff) Has(s Scope) bool {
	if w.System || w.Scopes == nil {
		return true
	}
	for _, x := range w.Scopes {
		if x == s || x == ScopeAdmin {
			return true
		}
	}
	return false
}

// May reports whether the staff member has at least role on channel; an empty
// channel asks for the whole site.
func (w Staff) May(role Role, channel ID) bool {
	if w.System {
		return true
	}
	for _, m := range w.Members {
		if m.Site != w.Site || (m.Channel != "" && m.Channel != channel) {
			continue
		}
		switch {
		case m.Role == role, m.Role == Administrator, m.Role == Editor && role != Administrator:
			return true
		}
	}
	return false
}

// Sees reports whether the staff member has any role on channel.
func (w Staff) Sees(channel ID) bool {
	return w.May(Contributor, channel) || w.May(Moderator, channel)
}
