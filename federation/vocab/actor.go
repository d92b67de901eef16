package vocab

import (
	"html"
	"net/url"
	"strings"

	"vitrine/content"
)

// ActorView is what the document of a channel's actor is made from.
type ActorView struct {
	Site            *content.Site
	Channel         *content.Channel
	KeyPEM          string              // RSA public key, SPKI in PEM
	Multikey        string              // Ed25519 public key, multibase "z6Mk…"; empty: none
	Icon, Image     *content.Attachment // avatar and header
	Fields          []content.ProfileField
	ManualFollowers bool
	Collections     string // address of its featured collections (FEP-7aa9); empty: none
}

type actor struct {
	ID                        string        `json:"id"`
	Type                      string        `json:"type"`
	PreferredUsername         string        `json:"preferredUsername"`
	Webfinger                 string        `json:"webfinger,omitempty"`
	Name                      string        `json:"name"`
	Summary                   string        `json:"summary,omitempty"`
	URL                       string        `json:"url"`
	Published                 string        `json:"published,omitempty"`
	Inbox                     string        `json:"inbox"`
	Outbox                    string        `json:"outbox"`
	Followers                 string        `json:"followers"`
	Following                 string        `json:"following,omitempty"`
	Featured                  string        `json:"featured,omitempty"`
	FeaturedTags              string        `json:"featuredTags,omitempty"`
	FeaturedCollections       string        `json:"featuredCollections,omitempty"`
	Endpoints                 endpoints     `json:"endpoints"`
	ManuallyApprovesFollowers bool          `json:"manuallyApprovesFollowers"`
	Discoverable              *bool         `json:"discoverable,omitempty"`
	Indexable                 *bool         `json:"indexable,omitempty"`
	Icon                      *attachment   `json:"icon,omitempty"`
	Image                     *attachment   `json:"image,omitempty"`
	Attachment                []property    `json:"attachment,omitempty"`
	AttributionDomains        []string      `json:"attributionDomains,omitempty"`
	AlsoKnownAs               []string      `json:"alsoKnownAs,omitempty"`
	MovedTo                   string        `json:"movedTo,omitempty"`
	Policy                    *actorPolicy  `json:"interactionPolicy,omitempty"`
	PublicKey                 publicKey     `json:"publicKey"`
	AssertionMethod           []multikey    `json:"assertionMethod,omitempty"`
	Implements                []implemented `json:"implements,omitempty"`
}

type endpoints struct {
	SharedInbox string `json:"sharedInbox"`
}

type property struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type actorPolicy struct {
	CanFeature approval `json:"canFeature"`
}

type publicKey struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	PEM   string `json:"publicKeyPem"`
}

type multikey struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Controller string `json:"controller"`
	Key        string `json:"publicKeyMultibase"`
}

type implemented struct {
	Href string `json:"href"`
	Name string `json:"name"`
}

// Actor is the document of a channel: an Organization, which Mobilizon follows
// and everybody shows without a robot's badge.
func Actor(v ActorView) ([]byte, error) { return finish(actorContext, newActor(v)) }

func newActor(v ActorView) *actor {
	s, c := v.Site, v.Channel
	id := s.ActorID(c.ID)
	yes := true
	doc := &actor{
		ID: id, Type: "Organization", PreferredUsername: c.Handle, Webfinger: c.Acct(s),
		Name: c.Name, Summary: c.Summary, URL: s.ChannelURL(c, ""), Published: stamp(c.Created),
		Inbox: InboxOf(id), Outbox: OutboxOf(id), Followers: FollowersOf(id), Following: FollowingOf(id),
		Featured: FeaturedOf(id), FeaturedTags: FeaturedTagsOf(id), FeaturedCollections: v.Collections,
		Endpoints: endpoints{s.SharedInbox()}, ManuallyApprovesFollowers: v.ManualFollowers,
		Discoverable: &yes, Indexable: &yes, // absent means no: not found, not searched (FEP-5feb)
		Icon: portrait(v.Icon), Image: portrait(v.Image),
		AttributionDomains: domains(s), AlsoKnownAs: c.AlsoKnownAs, MovedTo: c.MovedTo,
		PublicKey: publicKey{MainKeyOf(id), id, v.KeyPEM},
	}
	fields := v.Fields
	if fields == nil {
		fields = c.Fields
	}
	for _, f := range fields {
		doc.Attachment = append(doc.Attachment, property{"PropertyValue", f.Name, fieldValue(f.Value)})
	}
	if v.Collections != "" {
		doc.Policy = &actorPolicy{approval{strs{PublicID}}}
	}
	if v.Multikey != "" {
		doc.AssertionMethod = []multikey{{EdKeyOf(id), "Multikey", id, v.Multikey}}
	}
	return doc
}

// ServerActor is the document of the site itself: the Application that signs
// fetches. It is served unsigned to everybody, or two servers that demand
// signatures would wait for each other.
func ServerActor(s *content.Site, keyPEM string) ([]byte, error) {
	id := s.ServerActor()
	return finish(serverContext, &actor{
		ID: id, Type: "Application", PreferredUsername: hostname(s), Name: s.Name,
		URL:   s.Origin + "/" + string(s.DefaultLang()) + "/about",
		Inbox: InboxOf(id), Outbox: OutboxOf(id), Followers: FollowersOf(id),
		Endpoints: endpoints{s.SharedInbox()},
		PublicKey: publicKey{MainKeyOf(id), id, keyPEM},
		Implements: []implemented{
			{"https://datatracker.ietf.org/doc/html/rfc9421", "RFC-9421: HTTP Message Signatures"},
			{"https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25", "RFC-9421 signatures using the Ed25519 algorithm"},
		},
	})
}

// portrait is an avatar or header: one object whose url is a string.
func portrait(a *content.Attachment) *attachment {
	if a == nil {
		return nil
	}
	return &attachment{Type: "Image", MediaType: a.MediaType, URL: a.URL, Summary: a.Name}
}

// fieldValue is a profile field as peers show it: text, or a link to an address.
func fieldValue(v string) string {
	u, err := url.Parse(v)
	if err != nil || !isAddress(v) || u.Host == "" {
		return html.EscapeString(v)
	}
	return `<a href="` + html.EscapeString(v) + `" rel="me nofollow noopener">` +
		html.EscapeString(strings.TrimSuffix(u.Host+u.Path, "/")) + `</a>`
}

// domains are those whose pages may name the actor as their author.
func domains(s *content.Site) []string {
	list := []string{hostname(s)}
	if h, _, _ := strings.Cut(s.HandleDomain, ":"); h != "" && h != list[0] {
		list = []string{h, list[0]}
	}
	return list
}

func hostname(s *content.Site) string {
	u, err := url.Parse(s.Origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
