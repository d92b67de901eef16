package web

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"vitrine/content"
)

// Elsewhere asks a visitor's own server where it takes things over.
type Elsewhere interface {
	// Intents is NotFound or Malformed when the account does not exist there,
	// Unavailable when its server does not answer.
	Intents(ctx context.Context, account string) (Intents, error)
}

// Intents are the templates of addresses that an account's server publishes in
// WebFinger (FEP-3b86, section 3.1, and OStatus subscribe). Empty ones are missing.
type Intents struct {
	Follow    string // {object}: the actor to follow
	Object    string // {object}: anything, to look at, answer or follow
	Create    string // {content}: words to begin a post with
	Subscribe string // {uri}
}

// errAccount is an account or server that cannot be read.
var errAccount = &content.Error{Code: content.Malformed, Key: "follow.problem.account"}

// visitorsServer reads what a visitor typed: "@an@mastodon.example",
// "an@mastodon.example", "https://mastodon.example/@an", "mastodon.example".
// acct is empty when only a server was named.
func visitorsServer(typed string) (acct, host string, err error) {
	s := strings.TrimSpace(typed)
	if s == "" || len(s) > 512 || !utf8.ValidString(s) {
		return "", "", errAccount
	}
	if rest, ok := strings.CutPrefix(s, "https://"); ok {
		h, path, _ := strings.Cut(rest, "/")
		host = h
		if name, ok := strings.CutPrefix(path, "@"); ok {
			name, _, _ = strings.Cut(name, "/")
			if !strings.Contains(name, "@") {
				acct = name + "@" + h
			} else { // somebody's page as another server shows it
				acct, host = name, name[strings.Index(name, "@")+1:]
			}
		}
	} else {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "acct:"), "@")
		if name, h, ok := strings.Cut(s, "@"); ok {
			acct, host = name+"@"+h, h
		} else {
			host = strings.TrimSuffix(s, "/")
		}
	}
	host = strings.ToLower(host)
	if !serverName.MatchString(host) {
		return "", "", errAccount
	}
	return acct, host, nil
}

// serverName is a host with an optional port; whether it may be asked at all is
// for the one outbound client to say.
var serverName = regexp.MustCompile(`^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}(?::[0-9]{1,5})?$`)

// handOver is the address on the visitor's server that takes something over.
// What is asked for in order is the most special intent first; a server that
// publishes none is taken for one that works as Mastodon does, which most of
// those without account do.
func handOver(in Intents, host, what, object, words string) (string, error) {
	var tries [][2]string
	switch what {
	case "follow":
		tries = [][2]string{{in.Follow, object}, {in.Object, object}, {in.Subscribe, object}, {"https://" + host + "/authorize_interaction?uri={object}", object}}
	case "answer":
		tries = [][2]string{{in.Object, object}, {in.Subscribe, object}, {"https://" + host + "/authorize_interaction?uri={object}", object}}
	default:
		tries = [][2]string{{in.Create, words}, {"https://" + host + "/share?text={content}", words}}
	}
	for _, t := range tries {
		if to, ok := expand(t[0], t[1]); ok {
			return to, nil
		}
	}
	return "", content.Failf(content.Malformed, "no usable intent of %s", host)
}

var variable = regexp.MustCompile(`\{[a-zA-Z]*\}`)

// expand puts a value into a template; variables that mean nothing to us become
// empty. Only a web address that holds the value comes out: whatever else a
// server publishes is no place to send a visitor.
func expand(template, value string) (string, bool) {
	if template == "" || len(template) > 2048 {
		return "", false
	}
	used := false
	out := variable.ReplaceAllStringFunc(template, func(name string) string {
		switch name {
		case "{uri}", "{object}", "{content}":
			used = true
			return url.QueryEscape(value)
		}
		return ""
	})
	u, err := url.Parse(out)
	if err != nil || !used || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") || strings.ContainsAny(u.Hostname(), "{}") {
		return "", false
	}
	if base, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(template)); err != nil || base.Host != u.Host { // the host is the server's, not the value's
		return "", false
	}
	return u.String(), true
}
