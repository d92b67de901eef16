package vocab

import "vitrine/content"

// ItemsOf is the id of the collection that an Article announces.
func ItemsOf(object string) string { return object + "/items" }

type edition struct {
	ID           string            `json:"id"`
	Type         string            `json:"type"`
	AttributedTo string            `json:"attributedTo"`
	To           strs              `json:"to"`
	Name         string            `json:"name"`
	NameMap      map[string]string `json:"nameMap,omitempty"`
	Summary      string            `json:"summary,omitempty"`
	SummaryMap   map[string]string `json:"summaryMap,omitempty"`
	Image        *attachment       `json:"image,omitempty"`
	URL          string            `json:"url"`
	Published    string            `json:"published,omitempty"`
	Updated      string            `json:"updated,omitempty"`
	Total        int               `json:"totalItems"`
	Items        strs              `json:"orderedItems"`
}

// Edition is a numbered issue of a magazine as a collection of the objects of
// its articles, in order, on one page: an issue is short. o is the Article that
// announces it.
func Edition(o content.Object, items []string) ([]byte, error) {
	announced := newObject(&o)
	return finish(objectContext, edition{
		ID: ItemsOf(o.ID), Type: "OrderedCollection", AttributedTo: o.Actor, To: announced.To,
		Name: announced.Name, NameMap: announced.NameMap, Summary: announced.Summary, SummaryMap: announced.SummaryMap,
		Image: announced.Image, URL: o.URL, Published: announced.Published, Updated: announced.Updated,
		Total: len(items), Items: items,
	})
}
