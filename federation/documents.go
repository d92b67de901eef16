package federation

import (
	"sync"
	"time"

	"vitrine/content"
)

// documentLife is how long a served document may show old counts.
const documentLife = 5 * time.Second

// documents keeps the JSON of objects that are asked for again and again, as a
// post that was just boosted is by hundreds of servers at once.
type documents struct {
	mu   sync.RWMutex
	max  int
	byID map[content.ID]document
}

type document struct {
	generation int64
	until      time.Time
	status     int
	body       []byte
	etag       string
}

func newDocuments(max int) *documents { return &documents{max: max, byID: map[content.ID]document{}} }

func (d *documents) get(id content.ID, generation int64, now time.Time) (document, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	doc, ok := d.byID[id]
	return doc, ok && doc.generation == generation && now.Before(doc.until)
}

func (d *documents) put(id content.ID, doc document) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for k := range d.byID { // any one: all are cheap to make again
		if len(d.byID) < d.max {
			break
		}
		delete(d.byID, k)
	}
	d.byID[id] = doc
}
