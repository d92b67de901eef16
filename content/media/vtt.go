package media

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Bounds of captions.
const (
	maxVTT     = 2 << 20 // bytes
	maxCues    = 20_000
	maxCueText = 2000 // bytes of one cue
	maxCueTags = 8    // inside each other
)

// VTTError says where captions cannot be read.
type VTTError struct {
	Line int
	Why  string
}

func (e *VTTError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

var (
	cueTime    = regexp.MustCompile(`^((?:[0-9]{1,4}:)?[0-5]?[0-9]:[0-5]?[0-9][.,][0-9]{3})[ \t]+-->[ \t]+((?:[0-9]{1,4}:)?[0-5]?[0-9]:[0-5]?[0-9][.,][0-9]{3})(?:[ \t]+(.*))?$`)
	cueSetting = regexp.MustCompile(`^(?:line:-?[0-9]{1,3}(?:\.[0-9]{1,3})?%?(?:,(?:start|center|end))?|position:[0-9]{1,3}(?:\.[0-9]{1,3})?%(?:,(?:line-left|center|line-right))?|size:[0-9]{1,3}(?:\.[0-9]{1,3})?%|align:(?:start|center|end|left|right)|vertical:(?:rl|lr))$`)
)

// ReadVTT reads captions in WebVTT, or in the SubRip form that many programs
// write, and writes them anew: times, positions and text with emphasis, voices
// and languages. Styles, regions, notes, names of cues and classes are left
// out. Cues must be in order and end after they begin.
func ReadVTT(text string) (string, *VTTError) {
	if len(text) > maxVTT {
		return "", &VTTError{1, "more than 2 MB"}
	}
	if !utf8.ValidString(text) {
		return "", &VTTError{1, "not UTF-8"}
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.TrimPrefix(text, "\ufeff"))
	lines := strings.Split(text, "\n")
	i := 0
	if first := lines[0]; first == "WEBVTT" || strings.HasPrefix(first, "WEBVTT ") || strings.HasPrefix(first, "WEBVTT\t") {
		for i = 1; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ { // the rest of the header
			if strings.Contains(lines[i], "-->") {
				return "", &VTTError{i + 1, "an empty line is needed before the first cue"}
			}
		}
	}
	var out strings.Builder
	out.WriteString("WEBVTT\n")
	cues, last := 0, -1
	for ; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" {
			continue
		}
		begin := i
		for i < len(lines) && strings.TrimSpace(lines[i]) != "" {
			i++
		}
		block := lines[begin:i]
		at := 0
		if !strings.Contains(block[0], "-->") {
			if word := strings.Fields(block[0])[0]; word == "NOTE" || word == "STYLE" || word == "REGION" {
				continue
			}
			at = 1 // the name of the cue
		}
		if at >= len(block) {
			return "", &VTTError{begin + 1, "a time is expected"}
		}
		m := cueTime.FindStringSubmatch(strings.TrimSpace(block[at]))
		if m == nil {
			return "", &VTTError{begin + at + 1, "a time is expected, as 00:01:02.345 --> 00:01:04.000"}
		}
		from, to := milliseconds(m[1]), milliseconds(m[2])
		if to <= from {
			return "", &VTTError{begin + at + 1, "the cue ends before it begins"}
		}
		if from < last {
			return "", &VTTError{begin + at + 1, "the cue begins before the one above it"}
		}
		last = from
		if cues++; cues > maxCues {
			return "", &VTTError{begin + 1, "too many cues"}
		}
		words := strings.Join(block[at+1:], "\n")
		if len(words) > maxCueText {
			return "", &VTTError{begin + at + 2, "the cue is too long"}
		}
		if words = cueText(words); words == "" {
			continue
		}
		out.WriteString("\n" + stamp(from) + " --> " + stamp(to))
		for s := range strings.FieldsSeq(m[3]) {
			if cueSetting.MatchString(s) {
				out.WriteString(" " + s)
			}
		}
		out.WriteString("\n" + words + "\n")
	}
	if cues == 0 {
		return "", &VTTError{1, "no cue was found"}
	}
	return out.String(), nil
}

// milliseconds of a time that has the right form.
func milliseconds(s string) int {
	clock, thousandths := s[:len(s)-4], s[len(s)-3:]
	total := 0
	for p := range strings.SplitSeq(clock, ":") {
		n, _ := strconv.Atoi(p) // digits, as the form says
		total = total*60 + n
	}
	n, _ := strconv.Atoi(thousandths)
	return total*1000 + n
}

func stamp(ms int) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}

var (
	cueSpace = strings.NewReplacer("\t", " ")
	cueLang  = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,3}$`)
)

// cueText writes the text of a cue: well-formed, with the tags that mean
// something without a style sheet.
func cueText(s string) string {
	var out strings.Builder
	var open []string
	for s != "" {
		i := strings.IndexByte(s, '<')
		j := -1
		if i >= 0 {
			j = strings.IndexByte(s[i:], '>')
		}
		if j < 0 { // no tag any more
			out.WriteString(cueWords(s))
			break
		}
		out.WriteString(cueWords(s[:i]))
		tag := s[i+1 : i+j]
		s = s[i+j+1:]
		if name, ok := strings.CutPrefix(tag, "/"); ok {
			if n := len(open); n > 0 && open[n-1] == strings.TrimSpace(name) {
				out.WriteString("</" + open[n-1] + ">")
				open = open[:n-1]
			}
			continue
		}
		name, note, _ := strings.Cut(tag, " ")
		name, _, _ = strings.Cut(name, ".") // classes
		if len(open) >= maxCueTags {
			continue
		}
		switch note = strings.Join(strings.Fields(cueWords(note)), " "); {
		case name == "b" || name == "i" || name == "u" || name == "ruby" || name == "rt":
			out.WriteString("<" + name + ">")
		case name == "v" && note != "":
			out.WriteString("<v " + note + ">")
		case name == "lang" && cueLang.MatchString(note):
			out.WriteString("<lang " + note + ">")
		default:
			continue
		}
		open = append(open, name)
	}
	for i := len(open) - 1; i >= 0; i-- {
		out.WriteString("</" + open[i] + ">")
	}
	lines := strings.Split(out.String(), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// cueWords is text with nothing in it that would be read as anything else.
func cueWords(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, html.UnescapeString(s))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(cueSpace.Replace(s))
}
