package vocab

import (
	"time"

	"github.com/go-fed/activity/streams/vocab"

	"vitrine/content"
)

// Activity is what arrives in an inbox. Which fields are set depends on Type;
// ids are as the sender wrote them, byte for byte.
type Activity struct {
	ID        string
	Type      string // Follow, Undo, Create, Update, Delete, Like, Announce, Accept, Reject, Block, Move, Flag, QuoteRequest
	Actor     string // claimed; the caller compares it with the signer
	To, Cc    []string
	Public    bool
	Published time.Time

	ObjectID   string         // id of what it is about, may be empty for a Create or Update of something embedded only
	ObjectType string         // when it was embedded
	Objects    []string       // of a Flag: the actor and posts reported
	Object     *Post          // of a Create or Update of a post; author and origin checked
	Profile    *content.Actor // of an Update of the actor itself
	Inner      *Inner         // the activity inside an Undo, Accept, Reject or (FEP-1b12) Announce
	Former     string         // of a Delete: formerType of the Tombstone
	Target     string         // of a Move: the new actor
	Instrument string         // of a QuoteRequest: the quoting post
	Quoting    *Post          // the same, when it was embedded
	Content    string         // of a Flag: what the reporter says, HTML as it came
	Emoji      string         // of a Like with a face (EmojiReact)

	Raw []byte // the bytes given to Parse
}

// Inner is an activity inside another.
type Inner struct{ ID, Type, Actor, ObjectID string }

// Parse reads the body of an inbox request. The error is a *Refused, answered
// with 400, or an *Ignored, answered with 202; with an *Ignored come the id,
// type and actor. Nothing is known yet about who sent it.
func Parse(body []byte) (*Activity, error) {
	m, err := decode(body)
	if err != nil {
		return nil, err
	}
	a, c, err := envelope(m)
	if err != nil {
		return nil, err
	}
	a.Raw = body
	if c == ignored {
		return a, &Ignored{IgnoredKind, a.Type}
	}
	if err := fill(a, m); err != nil {
		if _, ok := err.(*Ignored); ok {
			return a, err
		}
		return nil, err
	}
	if a.Type == "EmojiReact" {
		a.Type = "Like"
	}
	return a, nil
}

func fill(a *Activity, m map[string]any) error {
	if err := about(a, m); err != nil {
		return err
	}
	t, err := typed(m)
	if err != nil {
		return err
	}
	if err := sameType(t, a.Type); err != nil {
		return err
	}
	a.Published = published(t, m)
	return understand(a, m, t)
}

// envelope checks what every activity has.
func envelope(m map[string]any) (*Activity, class, error) {
	if !named(m["@context"]) {
		return nil, 0, refuse(NoContext, "")
	}
	typ, c := typeOf(m)
	if c != actedOn && c != ignored {
		return nil, 0, refuse(BadType, "%q is no activity", typ)
	}
	a := &Activity{Type: typ, Actor: idOf(m["actor"])}
	if id, ok := m["id"].(string); ok {
		a.ID = idOf(id)
	}
	if a.ID == "" {
		return nil, 0, refuse(BadID, "%s without an id", typ)
	}
	if a.Actor == "" {
		return nil, 0, refuse(BadActor, "%s without an actor", typ)
	}
	if list := many(m["actor"]); len(list) != 1 {
		return nil, 0, refuse(BadActor, "%s by %d actors", typ, len(list))
	}
	if !SameOrigin(a.ID, a.Actor) {
		return nil, 0, refuse(OtherOrigin, "%s by %s", a.ID, a.Actor)
	}
	a.To, a.Cc = addressees(m["to"]), addressees(m["cc"])
	a.Public = Public(a.To, a.Cc)
	return a, c, nil
}

// about reads what the activity is about, and lets pass by what nothing is done
// about before any time is spent on it.
func about(a *Activity, m map[string]any) error {
	a.ObjectID = idOf(m["object"])
	o := objectOf(m["object"])
	if o == nil {
		if a.ObjectID == "" {
			return refuse(BadObject, "%s of nothing", a.Type)
		}
		return nil
	}
	typ, c := typeOf(o)
	a.ObjectType = typ
	switch a.Type {
	case "Create", "Update":
		if c != postClass && (c != actorClass || a.Type == "Create") {
			return &Ignored{IgnoredThing, typ}
		}
	case "Undo", "Accept", "Reject":
		if c != actedOn && c != unknownClass || c == unknownClass && typ != "" {
			return &Ignored{IgnoredThing, typ}
		}
	}
	return nil
}

// understand fills in what is particular to the type.
func understand(a *Activity, m map[string]any, t vocab.Type) error {
	o := objectOf(m["object"])
	switch a.Type {
	case "Create", "Update":
		return authored(a, o, t, spoken(m["@context"]))
	case "Delete":
		if a.ObjectID == "" || !SameOrigin(a.ObjectID, a.Actor) {
			return refuse(OtherOrigin, "%s deletes %s", a.Actor, a.ObjectID)
		}
		if o != nil {
			a.Former = short(o, "formerType", maxType)
		}
	case "Undo", "Accept", "Reject", "Announce":
		if err := wrapped(a, o); err != nil {
			return err
		}
	case "Like", "EmojiReact":
		a.Emoji = short(m, "content", maxLabel)
	case "Flag":
		a.Objects = idsOf(m["object"])
		a.Content, _ = words(m, "content")
	case "Move":
		a.Target = idOf(m["target"])
		if a.ObjectID != a.Actor {
			return refuse(BadActor, "%s moves %s", a.Actor, a.ObjectID)
		}
		if a.Target == "" || a.Target == a.Actor {
			return refuse(BadObject, "moves nowhere")
		}
	case "QuoteRequest":
		return quoteRequested(a, m)
	}
	if a.ObjectID == "" && a.Inner == nil {
		return refuse(BadObject, "%s of nothing", a.Type)
	}
	return nil
}

// authored reads a Create or Update: of a post by the actor, or of the actor.
func authored(a *Activity, o map[string]any, t vocab.Type, lang string) error {
	if o == nil {
		if !SameOrigin(a.ObjectID, a.Actor) {
			return refuse(OtherOrigin, "%s of %s by %s", a.Type, a.ObjectID, a.Actor)
		}
		return nil
	}
	var err error
	if classes[a.ObjectType] == actorClass {
		if a.Profile, err = profileOf(o); err != nil {
			return err
		}
		if a.Profile.ID != a.Actor {
			return refuse(BadActor, "%s updates %s", a.Actor, a.Profile.ID)
		}
		return nil
	}
	inner := embedded(t)
	if inner == nil {
		return refuse(Unreadable, "%s with an object that cannot be read", a.Type)
	}
	a.Object, err = newPost(o, inner, a.Actor, lang)
	return err
}

// wrapped reads the activity inside another, if it is one: who undoes must have
// done, who answers must have been asked.
func wrapped(a *Activity, o map[string]any) error {
	if o == nil {
		return nil
	}
	if a.ObjectID == "" && a.Type == "Announce" {
		return refuse(BadObject, "announces nothing that has an id")
	}
	if classes[a.ObjectType] != actedOn && classes[a.ObjectType] != ignored {
		return nil
	}
	in := &Inner{ID: idOf(o["id"]), Type: a.ObjectType, Actor: idOf(o["actor"]), ObjectID: idOf(o["object"])}
	if in.Type == "EmojiReact" {
		in.Type = "Like"
	}
	switch a.Type {
	case "Undo":
		if in.Actor == "" {
			in.Actor = a.Actor
		}
		if in.Actor != a.Actor {
			return refuse(BadActor, "%s undoes what %s did", a.Actor, in.Actor)
		}
		switch in.Type {
		case "Follow", "Like", "Announce", "Block":
		default:
			return &Ignored{IgnoredThing, in.Type}
		}
	case "Accept", "Reject":
		if in.Type != "Follow" {
			return &Ignored{IgnoredThing, in.Type}
		}
		if in.ObjectID != "" && in.ObjectID != a.Actor {
			return refuse(BadActor, "%s answers for %s", a.Actor, in.ObjectID)
		}
	}
	if in.ID == "" && in.ObjectID == "" {
		return refuse(BadObject, "%s of nothing", a.Type)
	}
	a.Inner = in
	return nil
}

// quoteRequested reads a QuoteRequest (FEP-044f): the quoting post is the
// requester's own.
func quoteRequested(a *Activity, m map[string]any) error {
	a.Instrument = idOf(m["instrument"])
	if a.ObjectID == "" || a.Instrument == "" {
		return refuse(BadObject, "asks to quote nothing, or nowhere")
	}
	if !SameOrigin(a.Instrument, a.Actor) {
		return refuse(OtherOrigin, "%s quotes for %s", a.Instrument, a.Actor)
	}
	o := objectOf(m["instrument"])
	if o == nil {
		return nil
	}
	if _, c := typeOf(o); c != postClass {
		return nil
	}
	t, err := typed(o)
	if err != nil {
		return err
	}
	a.Quoting, err = newPost(o, t, a.Actor, spoken(m["@context"]))
	return err
}
