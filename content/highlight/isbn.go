package highlight

import "strings"

// ISBN brings an ISBN-10 or ISBN-13, with or without hyphens, spaces or a
// "urn:isbn:" before it, into its canonical form: thirteen digits. ok is false
// when the length, a character or the check digit is wrong.
func ISBN(s string) (isbn13 string, ok bool) {
	s = strings.TrimSpace(s)
	for _, p := range []string{"urn:isbn:", "isbn-13:", "isbn-10:", "isbn:", "isbn"} {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			s = strings.TrimSpace(s[len(p):])
			break
		}
	}
	var d []byte
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			d = append(d, byte(r))
		case (r == 'x' || r == 'X') && i == len(s)-1:
			d = append(d, 'X')
		case r == '-' || r == ' ' || r == '\u2010' || r == '\u2011' || r == '\u2012' || r == '\u2013':
		default:
			return "", false
		}
		if len(d) > 13 {
			return "", false
		}
	}
	switch len(d) {
	case 10:
		if sum10(d)%11 != 0 {
			return "", false
		}
		full := append([]byte("978"), d[:9]...)
		return string(append(full, check13(full))), true
	case 13:
		p := string(d[:3])
		if d[12] == 'X' || (p != "978" && p != "979") || check13(d[:12]) != d[12] {
			return "", false
		}
		return string(d), true
	}
	return "", false
}

// sum10 is the weighted sum of an ISBN-10, X counting ten.
func sum10(d []byte) int {
	sum := 0
	for i, c := range d {
		v := int(c - '0')
		if c == 'X' {
			v = 10
		}
		sum += (10 - i) * v
	}
	return sum
}

// check13 is the check digit of the first twelve digits of an ISBN-13.
func check13(d []byte) byte {
	sum := 0
	for i, c := range d[:12] {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	return byte('0' + (10-sum%10)%10)
}
