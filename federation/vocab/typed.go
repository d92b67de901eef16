package vocab

import (
	"context"
	"time"

	"github.com/go-fed/activity/streams"
	"github.com/go-fed/activity/streams/vocab"
)

// core are the properties that go through the typed vocabulary. Extensions are
// not among them: go-fed does not know them, and each unknown one costs time.
// Ids are read from the document as they stand, because a net/url round trip
// would change some, and an id is compared byte for byte.
var core = []string{
	"id", "actor", "attributedTo", "object", "target", "instrument", "inReplyTo", "to", "cc",
	"published", "updated", "startTime", "endTime", "name", "summary", "content", "mediaType", "deleted", "formerType",
	"preferredUsername", "inbox", "outbox", "followers", "totalItems",
}

// standIns are types that go-fed does not know, and what each is a kind of.
var standIns = map[string]string{"EmojiReact": "Like", "QuoteRequest": "Offer"}

// typed reads a document with the typed vocabulary.
func typed(m map[string]any) (t vocab.Type, err error) {
	// Generated code, on bytes from anywhere: a panic in it is a refusal.
	defer func() {
		if r := recover(); r != nil {
			t, err = nil, refuse(Unreadable, "%v", r)
		}
	}()
	doc := coreOf(m, 0)
	doc["@context"] = NS // what arrives is fixed: the sender's aliases change nothing
	t, err = streams.ToType(context.Background(), doc)
	if err != nil {
		return nil, refuse(Unreadable, "%v", err)
	}
	return t, nil
}

// coreOf copies the core properties of a document; null is the same as absent.
// Of what is embedded only the first object of an activity goes along, two
// levels deep: go-fed tries every type on every object, so that a megabyte of
// empty ones would cost it half a minute. The rest is represented by its ids.
func coreOf(m map[string]any, depth int) map[string]any {
	out := make(map[string]any, 12)
	if t, c := typeOf(m); c != unknownClass {
		if s, ok := standIns[t]; ok {
			t = s
		}
		out["type"] = t
	}
	for _, name := range core {
		whole := name == "object" && depth < 2
		list, isList := m[name].([]any)
		if !isList {
			if v := coreValue(m[name], &whole, depth); v != nil {
				out[name] = v
			}
			continue
		}
		values := make([]any, 0, len(list))
		for _, x := range list {
			if v := coreValue(x, &whole, depth); v != nil {
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// coreValue is a scalar as it is, and an object by its id, or whole when that
// is allowed, once, and its type is known.
func coreValue(v any, whole *bool, depth int) any {
	switch v := v.(type) {
	case string, float64, bool:
		return v
	case map[string]any:
		if _, c := typeOf(v); *whole && c != unknownClass {
			*whole = false
			return coreOf(v, depth+1)
		}
		*whole = false
		if id := idOf(v); id != "" {
			return id
		}
	}
	return nil
}

// The properties that are read from typed values.
type (
	withPublished interface {
		GetActivityStreamsPublished() vocab.ActivityStreamsPublishedProperty
	}
	withUpdated interface {
		GetActivityStreamsUpdated() vocab.ActivityStreamsUpdatedProperty
	}
	withStart interface {
		GetActivityStreamsStartTime() vocab.ActivityStreamsStartTimeProperty
	}
	withEnd interface {
		GetActivityStreamsEndTime() vocab.ActivityStreamsEndTimeProperty
	}
	withObject interface {
		GetActivityStreamsObject() vocab.ActivityStreamsObjectProperty
	}
)

// clock is a property that is an instant.
type clock interface {
	IsXMLSchemaDateTime() bool
	Get() time.Time
}

// instant is a time as the typed vocabulary read it, else as servers write it
// though they should not: without an offset, then in loc.
func instant(p clock, present bool, m map[string]any, name string, loc *time.Location) time.Time {
	if present && p.IsXMLSchemaDateTime() {
		if t := p.Get(); t.Year() > 1000 && t.Year() < 9999 {
			return t
		}
	}
	return when(text(m, name), loc)
}

// published and its siblings read times of a typed value t of document m.
func published(t vocab.Type, m map[string]any) time.Time {
	if w, ok := t.(withPublished); ok {
		p := w.GetActivityStreamsPublished()
		return instant(p, p != nil, m, "published", time.UTC)
	}
	return when(text(m, "published"), time.UTC)
}

func updated(t vocab.Type, m map[string]any) time.Time {
	if w, ok := t.(withUpdated); ok {
		p := w.GetActivityStreamsUpdated()
		return instant(p, p != nil, m, "updated", time.UTC)
	}
	return when(text(m, "updated"), time.UTC)
}

func starts(t vocab.Type, m map[string]any, loc *time.Location) time.Time {
	if w, ok := t.(withStart); ok {
		p := w.GetActivityStreamsStartTime()
		return instant(p, p != nil, m, "startTime", loc)
	}
	return when(text(m, "startTime"), loc)
}

func ends(t vocab.Type, m map[string]any, loc *time.Location) time.Time {
	if w, ok := t.(withEnd); ok {
		p := w.GetActivityStreamsEndTime()
		return instant(p, p != nil, m, "endTime", loc)
	}
	return when(text(m, "endTime"), loc)
}

// embedded is the typed value of the object inside an activity, nil when there is none.
func embedded(t vocab.Type) vocab.Type {
	w, ok := t.(withObject)
	if !ok {
		return nil
	}
	p := w.GetActivityStreamsObject()
	if p == nil {
		return nil
	}
	for it := p.Begin(); it != nil; it = it.Next() {
		if v := it.GetType(); v != nil {
			return v
		}
	}
	return nil
}

// sameType guards against the typed vocabulary and the document disagreeing.
func sameType(t vocab.Type, want string) error {
	if s, ok := standIns[want]; ok {
		want = s
	}
	if t == nil || t.GetTypeName() != want {
		return refuse(Unreadable, "not read as %s", want)
	}
	return nil
}
