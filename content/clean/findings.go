package clean

// Finding is one thing that Staff removed, or that an editor should look at.
// Key names a sentence in the catalogues; Detail is what it is about (an
// address, an element's name), in plain text; Count says how often it occurred.
type Finding struct {
	Key    string
	Detail string
	Count  int
}

// The keys of findings.
const (
	Script        = "clean.script"        // a script, style or form control was removed
	Embed         = "clean.embed"         // a frame, player or object was removed
	ForeignImage  = "clean.image_foreign" // a picture that is not in the media library was removed
	UnsafeLink    = "clean.link_unsafe"   // a link with an address we do not publish lost it
	MergedCells   = "clean.merged_cells"  // merged table cells were separated
	NoTableHeader = "clean.table_header"  // a table without header cells
	HeadingSkip   = "clean.heading_skip"  // a heading skips a level
	TooDeep       = "clean.too_deep"      // nesting beyond the limit was flattened
	TooLong       = "clean.too_long"      // the text was cut at the limit
)

const maxFindings = 100

// findings collects, counting repetitions; a nil collector ignores all.
type findings struct {
	list []Finding
	at   map[Finding]int
}

func (f *findings) add(key, detail string) {
	if f == nil {
		return
	}
	k := Finding{Key: key, Detail: cut(Plain(cut(detail, 300)), 200)}
	if i, ok := f.at[k]; ok {
		f.list[i].Count++
		return
	}
	if len(f.list) == maxFindings {
		return
	}
	if f.at == nil {
		f.at = map[Finding]int{}
	}
	f.at[k] = len(f.list)
	k.Count = 1
	f.list = append(f.list, k)
}
