package peer

import (
	"encoding/json"
	"errors"
	"fmt"
)

// checkJSON holds a foreign document against the limits before anything decodes
// it: valid JSON, nested at most depth, no array longer than array, and none of
// the JSON-LD keywords that would give its terms another meaning (@graph,
// @included, @reverse). It allocates next to nothing.
func checkJSON(doc []byte, depth, array int) error {
	if !json.Valid(doc) {
		return errors.New("not JSON")
	}
	type level struct {
		array  bool
		commas int
	}
	var stack []level
	for i := 0; i < len(doc); i++ {
		switch doc[i] {
		case '{', '[':
			if len(stack) == depth {
				return fmt.Errorf("nested deeper than %d", depth)
			}
			stack = append(stack, level{array: doc[i] == '['})
		case '}', ']':
			stack = stack[:len(stack)-1]
		case ',':
			top := &stack[len(stack)-1]
			if top.commas++; top.array && top.commas >= array {
				return fmt.Errorf("array longer than %d", array)
			}
		case '"':
			end := stringEnd(doc, i)
			if isKey(doc, end) && refusedKey(doc[i:end]) {
				return fmt.Errorf("keyword %s", doc[i:end])
			}
			i = end - 1
		}
	}
	return nil
}

// stringEnd is the index behind the closing quote of valid JSON.
func stringEnd(doc []byte, i int) int {
	for i++; doc[i] != '"'; i++ {
		if doc[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// isKey tells whether a colon follows.
func isKey(doc []byte, i int) bool {
	for ; i < len(doc); i++ {
		switch doc[i] {
		case ' ', '\t', '\r', '\n':
		default:
			return doc[i] == ':'
		}
	}
	return false
}

// refusedKey reads a key as a decoder would: escapes hide nothing.
func refusedKey(quoted []byte) bool {
	if len(quoted) > 64 || quoted[1] != '@' && quoted[1] != '\\' {
		return false
	}
	var key string
	if json.Unmarshal(quoted, &key) != nil {
		return true
	}
	return key == "@graph" || key == "@included" || key == "@reverse"
}
