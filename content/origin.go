package content

import (
	"net/url"
	"regexp"
)

// originHost is a host name as an origin has it: lower case, perhaps all hosts
// below it, perhaps a port.
var originHost = regexp.MustCompile(`^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?$`)

// ValidOrigin reports whether s is an origin as Content-Security-Policy names
// it: https://stad.example, https://*.stad.example, http://localhost:8080;
// nothing after the host.
func ValidOrigin(s string) bool {
	if len(s) > 253 {
		return false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return false
	}
	return s == u.Scheme+"://"+u.Host && originHost.MatchString(u.Host)
}
