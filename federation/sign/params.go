package sign

import (
	"fmt"
	"strings"
)

// Bounds of what is parsed before anything is known about the sender.
const (
	maxSignatureHeader = 8 << 10 // bytes
	maxParams          = 16
)

// cavageParams reads the parameters of a Signature header, names in lower case.
// Tolerated, because peers have sent it: the word Signature before them, blanks
// around = and comma, values as tokens without quotes. Not tolerated: a
// parameter named twice, whose reading would depend on the reader.
func cavageParams(s string) (map[string]string, error) {
	if len(s) > maxSignatureHeader {
		return nil, fmt.Errorf("%w: Signature of %d bytes", ErrMalformed, len(s))
	}
	s = trimPrefixWord(strings.Trim(s, " \t"))
	params := make(map[string]string, 6)
	for s != "" {
		name, value, rest, err := cavageParam(s)
		if err != nil {
			return nil, err
		}
		if _, twice := params[name]; twice {
			return nil, fmt.Errorf("%w: parameter %q twice", ErrMalformed, name)
		}
		if len(params) == maxParams {
			return nil, fmt.Errorf("%w: more than %d parameters", ErrMalformed, maxParams)
		}
		params[name] = value
		s = rest
	}
	return params, nil
}

// trimPrefixWord drops the scheme of the days when the header was Authorization.
func trimPrefixWord(s string) string {
	const word = "signature"
	if len(s) <= len(word) || !strings.EqualFold(s[:len(word)], word) || (s[len(word)] != ' ' && s[len(word)] != '\t') {
		return s
	}
	rest := strings.TrimLeft(s[len(word):], " \t")
	if strings.HasPrefix(rest, "=") {
		return s // it is the parameter of that name
	}
	return rest
}

// cavageParam reads one name = value and the comma behind it.
func cavageParam(s string) (name, value, rest string, err error) {
	end := strings.IndexFunc(s, func(r rune) bool { return !isToken(r) })
	if end <= 0 {
		return "", "", "", fmt.Errorf("%w: parameter without name", ErrMalformed)
	}
	name, s = strings.ToLower(s[:end]), strings.TrimLeft(s[end:], " \t")
	if !strings.HasPrefix(s, "=") {
		return "", "", "", fmt.Errorf("%w: parameter %q without value", ErrMalformed, name)
	}
	s = strings.TrimLeft(s[1:], " \t")
	if strings.HasPrefix(s, `"`) {
		value, s, err = quoted(s)
	} else {
		end := strings.IndexAny(s, ", \t\"")
		if end < 0 {
			end = len(s)
		}
		value, s = s[:end], s[end:]
	}
	if err != nil {
		return "", "", "", err
	}
	s = strings.TrimLeft(s, " \t")
	if s == "" {
		return name, value, "", nil
	}
	if s[0] != ',' {
		return "", "", "", fmt.Errorf("%w: parameter %q goes on", ErrMalformed, name)
	}
	if s = strings.TrimLeft(s[1:], " \t"); s == "" {
		return "", "", "", fmt.Errorf("%w: comma at the end", ErrMalformed)
	}
	return name, value, s, nil
}

// quoted reads a quoted-string (RFC 9110, section 5.6.4).
func quoted(s string) (value, rest string, err error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			return b.String(), s[i+1:], nil
		case '\\':
			if i++; i == len(s) {
				return "", "", fmt.Errorf("%w: open quote", ErrMalformed)
			}
			b.WriteByte(s[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", "", fmt.Errorf("%w: open quote", ErrMalformed)
}

// isToken tells the letters of a token (RFC 9110, section 5.6.2).
func isToken(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
		strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}
