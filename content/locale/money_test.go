package locale

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestMoney holds L8.
func TestMoney(t *testing.T) {
	for _, tc := range []struct{ amount, currency, nl, fr, de, en string }{
		{"1234.5", "EUR", "€ 1.234,50", "1\u202f234,50 €", "1.234,50 €", "€1,234.50"},
		{"1234.50", "EUR", "€ 1.234,50", "1\u202f234,50 €", "1.234,50 €", "€1,234.50"},
		{"12", "EUR", "€ 12,00", "12,00 €", "12,00 €", "€12.00"},
		{"0", "EUR", "€ 0,00", "0,00 €", "0,00 €", "€0.00"},
		{"-0.00", "EUR", "€ 0,00", "0,00 €", "0,00 €", "€0.00"},
		{"007.5", "EUR", "€ 7,50", "7,50 €", "7,50 €", "€7.50"},
		{"-1234.5", "EUR", "€ -1.234,50", "-1\u202f234,50 €", "-1.234,50 €", "-€1,234.50"},
		{"1234", "JPY", "JPY 1.234", "1\u202f234 JPY", "1.234 JPY", "JPY 1,234"},
		{"1234.0", "JPY", "JPY 1.234", "1\u202f234 JPY", "1.234 JPY", "JPY 1,234"},
		{"1.5", "KWD", "KWD 1,500", "1,500 KWD", "1,500 KWD", "KWD 1.500"},
		{"1.5", "CLF", "CLF 1,5000", "1,5000 CLF", "1,5000 CLF", "CLF 1.5000"},
		{"9.99", "GBP", "£ 9,99", "9,99 £GB", "9,99 £", "£9.99"},
		{"9.99", "USD", "US$ 9,99", "9,99 $US", "9,99 US$", "US$9.99"},
		{"20", "CHF", "CHF 20,00", "20,00 CHF", "20,00 CHF", "CHF 20.00"},
		{"123456789012345678", "EUR", "€ 123.456.789.012.345.678,00", "123\u202f456\u202f789\u202f012\u202f345\u202f678,00 €", "123.456.789.012.345.678,00 €", "€123,456,789,012,345,678.00"},
	} {
		for lang, want := range map[string]string{"nl": tc.nl, "fr": tc.fr, "de": tc.de, "en": tc.en} {
			want = strings.ReplaceAll(want, " ", nbsp)
			got, err := Money(lang, tc.amount, tc.currency)
			if err != nil || got != want {
				t.Errorf("%s %s %s: %q (%v), want %q", lang, tc.amount, tc.currency, got, err, want)
			}
		}
	}
}

func TestMoneyRefuses(t *testing.T) {
	for _, amount := range []string{"", ".", "-", "1.", ".5", "12,50", "1.234.5", "1e3", "+5", " 5", "5 ", "12.505", "٣", "1234567890123456789", "--1", "0x10", strings.Repeat("1", 100)} {
		if got, err := Money("nl", amount, "EUR"); !errors.Is(err, ErrDecimal) {
			t.Errorf("%q: %q, %v", amount, got, err)
		}
	}
	for _, currency := range []string{"", "eur", "EU", "EURO", "XYZ", "   ", "GBP ", "R G", "UR "} {
		if got, err := Money("nl", "1", currency); !errors.Is(err, ErrCurrency) {
			t.Errorf("%q: %q, %v", currency, got, err)
		}
	}
	if _, err := Money("nl", "1.5", "JPY"); !errors.Is(err, ErrDecimal) {
		t.Error("half a yen passes")
	}
	if !CurrencyValid("EUR") || CurrencyValid("eur") {
		t.Error("CurrencyValid")
	}
}

// TestNumbers holds L8 for what is no money.
func TestNumbers(t *testing.T) {
	for _, p := range [][2]string{
		{Number("nl", 1234567), "1.234.567"}, {Number("fr", 1234), "1\u202f234"}, {Number("de", 1234), "1.234"}, {Number("en", 1234), "1,234"},
		{Number("nl", 0), "0"}, {Number("nl", 999), "999"}, {Number("nl", -5), "-5"}, {Number("en", -1234), "-1,234"},
		{Number("en", math.MinInt64), "-9,223,372,036,854,775,808"},
		{Percent("nl", 1, 2), "50%"}, {Percent("fr", 1, 2), "50\u00a0%"}, {Percent("de", 1, 2), "50\u00a0%"}, {Percent("en", 1, 2), "50%"},
		{Percent("en", 999, 1000), "99%"}, {Percent("en", 1, 1000), "1%"}, {Percent("en", 5, 5), "100%"}, {Percent("en", 0, 0), "0%"}, {Percent("en", 3, 2), "150%"},
		{Size("nl", 0), "0\u00a0byte"}, {Size("fr", 0), "0\u202foctet"}, {Size("fr", 2), "2\u202foctets"}, {Size("en", 1), "1\u00a0byte"}, {Size("en", 999), "999\u00a0bytes"},
		{Size("nl", 1000), "1\u00a0kB"}, {Size("nl", 5_500_000), "5,5\u00a0MB"}, {Size("fr", 5_500_000), "5,5\u202fMo"}, {Size("de", 5_500_000_000), "5,5\u00a0GB"},
		{Size("en", 820_400), "820\u00a0kB"}, {Size("en", 999_499), "999\u00a0kB"}, {Size("en", 999_500), "1\u00a0MB"}, {Size("en", 9_960_000), "10\u00a0MB"}, {Size("en", -1), "0\u00a0bytes"},
		{Size("en", math.MaxInt64), "9,223,372\u00a0TB"},
		{List("nl", nil), ""}, {List("nl", []string{"A"}), "A"}, {List("nl", []string{"A", "B"}), "A en B"},
		{List("fr", []string{"A", "B", "C"}), "A, B et C"}, {List("de", []string{"A", "B", "C", "D"}), "A, B, C und D"},
	} {
		if p[0] != p[1] {
			t.Errorf("%q, want %q", p[0], p[1])
		}
	}
	for in, want := range map[string]string{"1234.56": "1.234,56", "0.5": "0,5", "-12": "-12", "1.500000": "1,500000"} {
		if got, err := Decimal("nl", in); err != nil || got != want {
			t.Errorf("%s: %q %v", in, got, err)
		}
	}
	if _, err := Decimal("nl", "1,5"); !errors.Is(err, ErrDecimal) {
		t.Error(err)
	}
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"12.50", "-0", "1.", "00", "999999999999999999.99"} {
		f.Add(s, "EUR", "nl")
	}
	f.Fuzz(func(t *testing.T, amount, currency, lang string) {
		got, err := Money(lang, amount, currency)
		if err != nil {
			if got != "" {
				t.Errorf("%q beside an error", got)
			}
			return
		}
		// The figures are those that were given, and nothing else.
		keep := func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}
		in, out := strings.Map(keep, amount), strings.Map(keep, got)
		if !utf8.ValidString(got) || strings.Trim(in, "0") != strings.Trim(out, "0") {
			t.Errorf("%q became %q", amount, got)
		}
	})
}
