package locale

import "strconv"

// Number writes a whole number with the language's groups: "1.234.567".
func Number(lang string, n int64) string {
	if 0 <= n && n < 1000 { // nearly every count on a page
		return strconv.Itoa(int(n))
	}
	var digits, out [40]byte
	return string(styleOf(lang).appendGrouped(out[:0], strconv.AppendInt(digits[:0], n, 10)))
}

// Decimal writes a decimal text ("1234.5", at most 18 digits before the point
// and 6 after) with the language's groups and decimal sign, digit for digit.
func Decimal(lang, decimal string) (string, error) {
	whole, fraction, err := parseDecimal(decimal, 6)
	if err != nil {
		return "", err
	}
	s := styleOf(lang)
	var out [64]byte
	b := s.appendGrouped(out[:0], []byte(whole))
	if fraction != "" {
		b = append(append(b, s.decimal...), fraction...)
	}
	return string(b), nil
}

// appendGrouped writes an optional sign and digits.
func (s *style) appendGrouped(b, digits []byte) []byte {
	if len(digits) > 0 && digits[0] == '-' {
		b, digits = append(b, '-'), digits[1:]
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b = append(b, s.group...)
		}
		b = append(b, d)
	}
	return b
}

// Percent writes part of whole as a whole percentage. It never claims 100 %
// while something is missing, nor 0 % when there is something.
func Percent(lang string, part, whole int64) string {
	var n int64
	if whole > 0 && part > 0 {
		n = int64(float64(part)/float64(whole)*100 + 0.5)
		if part < whole {
			n = max(1, min(n, 99))
		}
	}
	return Number(lang, n) + styleOf(lang).percentGap + "%"
}

// Size writes a file's size in powers of 1000, as the law of units has it:
// "5,5 MB", French "5,5 Mo". One digit after the decimal sign below ten.
func Size(lang string, bytes int64) string {
	s := styleOf(lang)
	bytes = max(bytes, 0)
	if bytes < 1000 {
		word := s.bytes[1]
		if bytes == 1 || bytes == 0 && s == styles["fr"] {
			word = s.bytes[0]
		}
		return Number(lang, bytes) + s.unitGap + word
	}
	unit, div := 0, int64(1000)
	for unit < len(s.units)-1 && rounded(bytes, div) >= 1000 {
		unit++
		div *= 1000
	}
	if tenths := rounded(bytes, div/10); tenths < 100 && tenths%10 != 0 {
		return strconv.Itoa(int(tenths/10)) + s.decimal + strconv.Itoa(int(tenths%10)) + s.unitGap + s.units[unit]
	}
	return Number(lang, rounded(bytes, div)) + s.unitGap + s.units[unit]
}

// rounded divides two figures that are not negative, half upwards.
func rounded(n, div int64) int64 { return n/div + n%div*2/div }

// List joins names as a sentence does: "A, B en C".
func List(lang string, names []string) string {
	and := styleOf(lang).listAnd
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	n := len(and)
	for _, name := range names {
		n += len(name) + 2
	}
	b := append(make([]byte, 0, n), names[0]...)
	for _, name := range names[1 : len(names)-1] {
		b = append(append(b, ", "...), name...)
	}
	return string(append(append(b, and...), names[len(names)-1]...))
}

// wordsPerMinute is how fast adults read silently for understanding, by language
// (Trauzettel-Klosinski and Dietz 2012; for English Brysbaert 2019).
var wordsPerMinute = map[string]int{"nl": 220, "en": 238, "fr": 214, "de": 200}

// ReadingTime is how many whole minutes a text takes, 0 for less than half of
// one. A picture adds five seconds.
func ReadingTime(lang string, words, pictures int) int {
	speed := wordsPerMinute[base(lang)]
	if speed == 0 {
		speed = 210
	}
	seconds := words*60/speed + pictures*5
	return (seconds + 30) / 60
}
