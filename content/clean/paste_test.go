package clean

import (
	"strings"
	"testing"
)

// slowed is set under the race detector, under which less is tried.
var slowed bool

// What a person pastes from a word processor, 5 MB of it.
func TestPaste(t *testing.T) {
	size := 5 << 20
	if testing.Short() || slowed {
		size = 1 << 18
	}
	const para = "<p class=MsoNormal style='margin:0'><span lang=NL>Woorden en <b>zinnen</b></span><o:p></o:p></p>\n"
	out, found := Staff(strings.Repeat(para, size/len(para)))
	if want := `<p><span lang="NL">Woorden en <b>zinnen</b></span></p>`; !strings.HasPrefix(out, want+want) || len(found) > 0 {
		t.Errorf("%.200s %v", out, found)
	}
}
