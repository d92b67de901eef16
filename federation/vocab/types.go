package vocab

import "strings"

// class is what a type is to us.
type class int

const (
	unknownClass  class = iota
	actedOn             // an activity that something is done about
	ignored             // an activity that nothing is done about
	postClass           // what people write
	actorClass          // who writes it
	tombClass           // what is left of either
	listClass           // a collection or a page of one
	linkClass           // a Link or Mention
	somethingElse       // any other type of the vocabulary
)

// classes names every type of the vocabulary, and the extensions that servers send.
var classes = map[string]class{
	"Follow": actedOn, "Undo": actedOn, "Create": actedOn, "Update": actedOn, "Delete": actedOn, "Like": actedOn,
	"EmojiReact": actedOn, "Announce": actedOn, "Accept": actedOn, "Reject": actedOn, "Block": actedOn, "Move": actedOn,
	"Flag": actedOn, "QuoteRequest": actedOn,
	"Dislike": ignored, "Add": ignored, "Remove": ignored, "Join": ignored, "Leave": ignored, "Invite": ignored,
	"Offer": ignored, "Ignore": ignored, "TentativeAccept": ignored, "TentativeReject": ignored, "View": ignored,
	"Listen": ignored, "Read": ignored, "Travel": ignored, "Arrive": ignored, "Activity": ignored,
	"IntransitiveActivity": ignored, "FeatureRequest": ignored,
	"Note": postClass, "Article": postClass, "Page": postClass, "Event": postClass, "Question": postClass,
	"Video": postClass, "Audio": postClass, "Image": postClass,
	"Person": actorClass, "Organization": actorClass, "Group": actorClass, "Service": actorClass, "Application": actorClass,
	"Tombstone":  tombClass,
	"Collection": listClass, "OrderedCollection": listClass, "CollectionPage": listClass, "OrderedCollectionPage": listClass,
	"Link": linkClass, "Mention": linkClass, "Hashtag": linkClass,
	"Document": somethingElse, "Object": somethingElse, "Place": somethingElse, "Profile": somethingElse, "Relationship": somethingElse,
}

// typeOf is the type of a document and its class: of a list of types the first
// that we know, with the prefix of the vocabulary taken away.
func typeOf(m map[string]any) (string, class) {
	first := ""
	for _, x := range many(m["type"]) {
		s, ok := x.(string)
		if !ok {
			continue
		}
		s = strings.TrimPrefix(strings.TrimPrefix(s, NS+"#"), "as:")
		if c := classes[s]; c != unknownClass {
			return s, c
		}
		if first == "" {
			first = cut(s, maxType)
		}
	}
	return first, unknownClass
}

// named reports whether @context names ActivityStreams, as a string or in a
// list. The first drafts and some old servers write it with http, or with '#'.
func named(context any) bool {
	for _, c := range many(context) {
		switch c {
		case NS, NS + "#", "http://www.w3.org/ns/activitystreams", "http://www.w3.org/ns/activitystreams#":
			return true
		}
	}
	return false
}

// spoken is the language that @context claims for the whole document, "" for none.
func spoken(context any) string {
	for _, c := range many(context) {
		if m, ok := c.(map[string]any); ok {
			if l, ok := m["@language"].(string); ok {
				return l
			}
		}
	}
	return ""
}
