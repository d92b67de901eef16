package demo

import (
	"bytes"
	"fmt"
	"strings"
)

// leaflet is a document of one page: a title and paragraphs.
type leaflet struct {
	lang, title string
	paragraphs  []string
}

// pdf writes the page as PDF 1.7 (ISO 32000-1) with tags: a screen reader finds
// the language, the title, a heading and paragraphs in their order.
func (l leaflet) pdf() ([]byte, error) {
	var page strings.Builder
	y := 770
	mark := 0
	block := func(tag, font string, size, chars, gap int, s string) error {
		fmt.Fprintf(&page, "/%s <</MCID %d>> BDC\nBT /%s %d Tf\n", tag, mark, font, size)
		x := 0
		for i, line := range wrap(s, chars) {
			b, err := winAnsi(line)
			if err != nil {
				return err
			}
			if i == 0 {
				fmt.Fprintf(&page, "1 0 0 1 %d %d Tm <%x> Tj\n", 64, y, b)
			} else {
				y -= size * 3 / 2
				fmt.Fprintf(&page, "%d %d Td <%x> Tj\n", x, -size*3/2, b)
			}
		}
		y -= size*3/2 + gap
		page.WriteString("ET\nEMC\n")
		mark++
		return nil
	}
	if err := block("H1", "F2", 22, 40, 18, l.title); err != nil {
		return nil, err
	}
	for _, p := range l.paragraphs {
		if err := block("P", "F1", 12, 80, 8, p); err != nil {
			return nil, err
		}
	}
	title, err := winAnsi(l.title)
	if err != nil {
		return nil, err
	}
	const first = 10 // object of the first structure element
	var kids, parents, elements strings.Builder
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/Lang(" + l.lang + ")/StructTreeRoot 6 0 R/ViewerPreferences<</DisplayDocTitle true>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0/Tabs/S/Resources<</Font<</F1 8 0 R/F2 9 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", page.Len(), page.String()),
		fmt.Sprintf("<</Title<%x>/Producer(Vitrine)>>", title),
	}
	for i := range mark {
		fmt.Fprintf(&kids, "%d 0 R ", first+i)
	}
	parents.WriteString(kids.String())
	objects = append(objects,
		"<</Type/StructTreeRoot/K[7 0 R]/ParentTree<</Nums[0["+parents.String()+"]]>>/ParentTreeNextKey 1>>",
		"<</Type/StructElem/S/Document/P 6 0 R/K["+kids.String()+"]>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
	for i := range mark {
		tag := "P"
		if i == 0 {
			tag = "H1"
		}
		elements.Reset()
		fmt.Fprintf(&elements, "<</Type/StructElem/S/%s/P 7 0 R/Pg 3 0 R/K %d>>", tag, i)
		objects = append(objects, elements.String())
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes(), nil
}

// wrap breaks a paragraph into lines of at most n characters.
func wrap(s string, n int) (lines []string) {
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > n {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}

// winAnsi encodes text as the fonts of the page have it.
func winAnsi(s string) ([]byte, error) {
	var out []byte
	for _, r := range s {
		switch {
		case r < 0x80, r >= 0xa0 && r <= 0xff:
			out = append(out, byte(r))
		case r == '€':
			out = append(out, 0x80)
		case r == '’':
			out = append(out, 0x92)
		case r == '–':
			out = append(out, 0x96)
		default:
			return nil, fmt.Errorf("the character %q is not in the font", r)
		}
	}
	return out, nil
}
