package vocab

// List is a remote collection, or a page of one: ids only.
type List struct {
	ID    string
	Type  string
	Total int // as claimed, -1 when not said
	First string
	Next  string
	Items []string // at most MaxMembers; of an embedded first page too
}

// ParseCollection reads a collection or page as fetched from its id. Items of
// any origin are listed: a collection claims nothing about them.
func ParseCollection(doc []byte) (*List, error) {
	m, err := decode(doc)
	if err != nil {
		return nil, err
	}
	if !named(m["@context"]) {
		return nil, refuse(NoContext, "")
	}
	typ, c := typeOf(m)
	if c != listClass {
		return nil, refuse(BadType, "%q is no collection", typ)
	}
	t, err := typed(m)
	if err != nil {
		return nil, err
	}
	if err := sameType(t, typ); err != nil {
		return nil, err
	}
	l := &List{ID: idOf(m["id"]), Type: typ, Total: -1}
	if l.ID == "" {
		return nil, refuse(BadID, "%s without an id", typ)
	}
	if n, ok := number(m["totalItems"]); ok && n >= 0 && n < 1<<31 {
		l.Total = int(n)
	}
	l.Items = itemsOf(m)
	l.Next = idOf(m["next"])
	l.First = idOf(m["first"])
	if first := objectOf(m["first"]); first != nil {
		if _, c := typeOf(first); c != listClass {
			return nil, refuse(BadObject, "a first page that is none")
		}
		l.Items = append(l.Items, itemsOf(first)...)
		if l.Next == "" {
			l.Next = idOf(first["next"])
		}
	}
	if len(l.Items) > MaxMembers {
		l.Items = l.Items[:MaxMembers]
	}
	for _, link := range []string{l.First, l.Next} {
		if link != "" && !SameOrigin(link, l.ID) {
			return nil, refuse(OtherOrigin, "%s continues at %s", l.ID, link)
		}
	}
	return l, nil
}

// itemsOf lists the items, ordered or not: some servers take the wrong name.
func itemsOf(m map[string]any) []string {
	return append(idsOf(m["orderedItems"]), idsOf(m["items"])...)
}
