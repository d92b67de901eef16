package vocab

import (
	"time"

	"vitrine/content"
)

// Collection is an OrderedCollection that is read page by page: outbox,
// followers, following. Mastodon takes one without totalItems or first for a
// hidden one, so both are always written.
func Collection(id string, total int, first string) ([]byte, error) {
	return finish(plainContext, struct {
		ID    string `json:"id"`
		Type  string `json:"type"`
		Total int    `json:"totalItems"`
		First string `json:"first"`
	}{id, "OrderedCollection", total, first})
}

// Page is where a page of a collection stands.
type Page struct {
	ID     string
	PartOf string // id of the collection
	Next   string // empty at the end
	Prev   string
	Total  int
}

type page struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	PartOf  string `json:"partOf"`
	Total   int    `json:"totalItems"`
	Next    string `json:"next,omitempty"`
	Prev    string `json:"prev,omitempty"`
	Ordered []any  `json:"orderedItems"`
}

// CollectionPage is a page of ids: followers, following.
func CollectionPage(p Page, ids []string) ([]byte, error) {
	items := make([]any, len(ids))
	for i, id := range ids {
		items[i] = id
	}
	return finish(plainContext, page{p.ID, "OrderedCollectionPage", p.PartOf, p.Total, p.Next, p.Prev, items})
}

// Entry is one line of an outbox: the Create of an object, or an Announce.
type Entry struct {
	ID        string          // of the activity
	Object    *content.Object // of a Create
	Actor     string          // of an Announce
	Announced string          // id of what was announced
	Author    string          // of what was announced, may be empty
	Published time.Time       // of an Announce
}

// OutboxPage is a page of whole activities with whole objects: Gancio reads the
// events there when it begins to follow.
func OutboxPage(p Page, entries []Entry) ([]byte, error) {
	items := make([]any, 0, len(entries))
	for _, e := range entries {
		if e.Object != nil {
			items = append(items, newCreate(e.ID, e.Object))
		} else {
			items = append(items, newAnnounce(e.ID, e.Actor, e.Announced, e.Author, e.Published))
		}
	}
	return finish(eventContext, page{p.ID, "OrderedCollectionPage", p.PartOf, p.Total, p.Next, p.Prev, items})
}

// Featured is the collection of an actor's pinned objects: plain ids, because
// Mastodon passes over an Article that is embedded.
func Featured(id string, objects []string) ([]byte, error) {
	return finish(plainContext, struct {
		ID    string `json:"id"`
		Type  string `json:"type"`
		Total int    `json:"totalItems"`
		Items strs   `json:"orderedItems"`
	}{id, "OrderedCollection", len(objects), objects})
}

// maxFeaturedTags is as many as Mastodon reads.
const maxFeaturedTags = 10

// FeaturedTags is the collection of an actor's first ten tags.
func FeaturedTags(id string, list []content.Hashtag) ([]byte, error) {
	items := []tag{}
	for _, h := range list {
		if name := hashtag(h.Name); name != "" && len(items) < maxFeaturedTags {
			items = append(items, tag{"Hashtag", "#" + name, h.URL})
		}
	}
	return finish(tagContext, struct {
		ID    string `json:"id"`
		Type  string `json:"type"`
		Total int    `json:"totalItems"`
		Items []tag  `json:"items"`
	}{id, "Collection", len(items), items})
}

type replyPage struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	PartOf string `json:"partOf"`
	Next   string `json:"next,omitempty"`
	Items  strs   `json:"items"`
}

// Replies is the collection of the approved public replies to an object, with
// its first page inside; first.ID and first.PartOf are written as given.
func Replies(id string, total int, first Page, ids []string) ([]byte, error) {
	return finish(plainContext, struct {
		ID    string    `json:"id"`
		Type  string    `json:"type"`
		Total int       `json:"totalItems"`
		First replyPage `json:"first"`
	}{id, "Collection", total, replyPage{first.ID, "CollectionPage", id, first.Next, ids}})
}

// RepliesPage is a later page of Replies.
func RepliesPage(p Page, ids []string) ([]byte, error) {
	return finish(plainContext, replyPage{p.ID, "CollectionPage", p.PartOf, p.Next, ids})
}

// Count is a collection of which only the size is told: likes, shares.
func Count(id string, total int) ([]byte, error) {
	return finish(plainContext, count{id, "Collection", total})
}
