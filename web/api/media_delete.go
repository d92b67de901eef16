package api

import (
	"errors"
	"strings"

	"vitrine/content"
)

// mediaDelete removes a file that nothing uses. Otherwise the answer lists what
// does, as far as the token may see it.
func (c *call) mediaDelete() (answer, error) {
	id, err := c.id()
	if err != nil {
		return answer{}, err
	}
	err = c.Service.DeleteMedia(c.ctx(), c.who, id)
	var e *content.Error
	if !errors.As(err, &e) || e.Code != content.Conflict || e.Args["Uses"] == nil {
		if err != nil {
			return answer{}, err
		}
		return nothing()
	}
	ids, _ := e.Args["Uses"].([]content.ID)
	uses, titles := []use{}, []string{}
	for _, id := range ids {
		it, err := c.Store.Item(c.ctx(), c.site.ID, id, content.WorkingRevision)
		if content.Is(err, content.NotFound) {
			continue
		}
		if err != nil {
			return answer{}, err
		}
		if !c.who.Sees(it.Channel) {
			continue
		}
		t := it.Original()
		uses = append(uses, use{ID: id, Kind: it.Kind, Title: t.Title, URL: c.site.ItemURL(it.Kind, t)})
		titles = append(titles, "“"+t.Title+"”")
	}
	sentence := &content.Error{Code: content.Conflict, Key: "error.in_use", Args: map[string]any{"Uses": strings.Join(titles, ", ")}, Err: err}
	if len(titles) == 0 {
		sentence.Args["Uses"] = len(ids)
	}
	return answer{}, &failure{err: sentence, uses: uses}
}
