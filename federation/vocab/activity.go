package vocab

import (
	"time"

	"vitrine/content"
)

// activity is any activity of ours in the order of its keys. Object, Target and
// Result are strings or embedded documents.
type activity struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	Actor     string `json:"actor"`
	To        strs   `json:"to"`
	Cc        strs   `json:"cc,omitempty"`
	Published string `json:"published,omitempty"`
	Updated   string `json:"updated,omitempty"`
	Object    any    `json:"object"`
	Target    string `json:"target,omitempty"`
	Result    string `json:"result,omitempty"`
}

// Create announces an object to the public and the channel's followers. The
// activity's id differs from the object's: GoToSocial drops the post otherwise.
func Create(id string, o content.Object) ([]byte, error) {
	return finish(around(&o), newCreate(id, &o))
}

// around is the context of an activity that carries the object.
func around(o *content.Object) string {
	if o.Event != nil {
		return eventActivity
	}
	return articleActivity
}

func newCreate(id string, o *content.Object) *activity {
	to, cc := audience(o)
	return &activity{ID: id, Type: "Create", Actor: o.Actor, To: to, Cc: cc, Published: stamp(o.Published), Object: newObject(o)}
}

// Update sends the whole object again; o.Updated must be newer than what was
// sent before. A cancelled event is an Update, never a Delete.
func Update(id string, o content.Object) ([]byte, error) {
	a := newCreate(id, &o)
	a.Type, a.Published, a.Updated = "Update", "", stamp(o.Updated)
	return finish(around(&o), a)
}

// Tombstone is what remains of an object that was withdrawn.
type Tombstone struct {
	ID      string    // of the object
	Former  string    // Article, Note, Event
	Actor   string    // whose object it was
	Deleted time.Time // zero: not said
}

type tombstone struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Former  string `json:"formerType,omitempty"`
	Deleted string `json:"deleted,omitempty"`
}

// Document is the Tombstone as it is served, with status 410, at the object's id.
func (t Tombstone) Document() ([]byte, error) {
	return finish(plainContext, tombstone{t.ID, "Tombstone", t.Former, stamp(t.Deleted)})
}

// Delete withdraws an object. Its audience is the object's.
func Delete(id string, t Tombstone) ([]byte, error) {
	return finish(signedContext, activity{
		ID: id, Type: "Delete", Actor: t.Actor, To: strs{PublicID}, Cc: strs{FollowersOf(t.Actor)},
		Object: tombstone{t.ID, "Tombstone", t.Former, stamp(t.Deleted)},
	})
}

// DeleteActor says that an actor of ours is gone, with everything it published.
func DeleteActor(id, actor string) ([]byte, error) {
	return finish(signedContext, activity{
		ID: id, Type: "Delete", Actor: actor, To: strs{PublicID}, Cc: strs{FollowersOf(actor)}, Object: actor,
	})
}

// UpdateActor sends a changed profile.
func UpdateActor(id string, v ActorView) ([]byte, error) {
	doc := newActor(v)
	return finish(actorContext, activity{
		ID: id, Type: "Update", Actor: doc.ID, To: strs{PublicID}, Cc: strs{FollowersOf(doc.ID)}, Object: doc,
	})
}

// Announce boosts an object, by its id alone: the form that everybody
// understands. author may be empty.
func Announce(id, actor, object, author string, published time.Time) ([]byte, error) {
	return finish(signedContext, newAnnounce(id, actor, object, author, published))
}

func newAnnounce(id, actor, object, author string, published time.Time) *activity {
	a := &activity{
		ID: id, Type: "Announce", Actor: actor, To: strs{PublicID}, Cc: strs{FollowersOf(actor)},
		Published: stamp(published), Object: object,
	}
	if author != "" && author != actor {
		a.Cc = append(a.Cc, author)
	}
	return a
}

// Following names a Follow: whose, of whom, and its id.
type Following struct{ ID, Actor, Object string }

type follow struct {
	ID     string `json:"id,omitempty"`
	Type   string `json:"type"`
	Actor  string `json:"actor"`
	Object string `json:"object"`
}

func (f Following) embedded() follow { return follow{f.ID, "Follow", f.Actor, f.Object} }

// Follow asks to follow an actor.
func Follow(f Following) ([]byte, error) {
	return finish(plainContext, activity{ID: f.ID, Type: "Follow", Actor: f.Actor, To: strs{f.Object}, Object: f.Object})
}

// UndoFollow ends a following of ours.
func UndoFollow(id string, f Following) ([]byte, error) {
	return finish(plainContext, activity{ID: id, Type: "Undo", Actor: f.Actor, To: strs{f.Object}, Object: f.embedded()})
}

// UndoAnnounce takes a boost of ours back.
func UndoAnnounce(id, actor, announce, object string) ([]byte, error) {
	return finish(signedContext, activity{
		ID: id, Type: "Undo", Actor: actor, To: strs{PublicID}, Cc: strs{FollowersOf(actor)},
		Object: follow{announce, "Announce", actor, object},
	})
}

// Accept answers a Follow; it embeds the Follow, by which old readers find out
// what was accepted.
func Accept(id string, f Following) ([]byte, error) { return answer("Accept", id, f) }

// Reject refuses a Follow, or removes a follower later.
func Reject(id string, f Following) ([]byte, error) { return answer("Reject", id, f) }

func answer(typ, id string, f Following) ([]byte, error) {
	return finish(plainContext, activity{ID: id, Type: typ, Actor: f.Object, To: strs{f.Actor}, Object: f.embedded()})
}

// QuoteRequest names a QuoteRequest (FEP-044f) that arrived.
type QuoteRequest struct {
	ID         string
	Actor      string // who wants to quote
	Object     string // our post
	Instrument string // the quoting post
}

type quoteRequest struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Actor      string `json:"actor"`
	Object     string `json:"object"`
	Instrument string `json:"instrument"`
}

// AcceptQuote allows a quote; authorization is the address of the stamp, on the
// same host as actor.
func AcceptQuote(id, actor string, q QuoteRequest, authorization string) ([]byte, error) {
	return finish(quoteContext, activity{
		ID: id, Type: "Accept", Actor: actor, To: strs{q.Actor},
		Object: quoteRequest{q.ID, "QuoteRequest", q.Actor, q.Object, q.Instrument}, Result: authorization,
	})
}

// RejectQuote refuses a quote.
func RejectQuote(id, actor string, q QuoteRequest) ([]byte, error) {
	return finish(quoteContext, activity{
		ID: id, Type: "Reject", Actor: actor, To: strs{q.Actor},
		Object: quoteRequest{q.ID, "QuoteRequest", q.Actor, q.Object, q.Instrument},
	})
}

// QuoteAuthorization is the stamp that allows their post to quote ours, served
// at id to everybody (FEP-044f).
func QuoteAuthorization(id, actor, theirs, ours string) ([]byte, error) {
	return finish(quoteContext, struct {
		ID           string `json:"id"`
		Type         string `json:"type"`
		AttributedTo string `json:"attributedTo"`
		Interacting  string `json:"interactingObject"`
		Target       string `json:"interactionTarget"`
	}{id, "QuoteAuthorization", actor, theirs, ours})
}

// DeleteStamp revokes a QuoteAuthorization.
func DeleteStamp(id, actor, stamp, quoter string) ([]byte, error) {
	return finish(plainContext, activity{ID: id, Type: "Delete", Actor: actor, To: strs{quoter}, Object: stamp})
}
