package locale

import (
	"errors"
	"fmt"
	"strings"
)

// ErrDecimal is an amount that is not a plain decimal text like "12.50".
var ErrDecimal = errors.New("not a decimal number")

// ErrCurrency is a code that ISO 4217 does not have.
var ErrCurrency = errors.New("not a currency code of ISO 4217")

// Money writes an amount as the language does: "€ 1.234,50", "1 234,50 €",
// "1.234,50 €", "€1,234.50", with spaces that do not break. amount is a decimal
// text, never a float; currency an ISO 4217 code in capitals, whose number of
// decimals is always written. More decimals than the currency has are an error:
// nobody can pay a third of a cent.
func Money(lang, amount, currency string) (string, error) {
	digits, err := currencyDigits(currency)
	if err != nil {
		return "", err
	}
	whole, fraction, err := parseDecimal(amount, 6)
	if err != nil {
		return "", err
	}
	if len(fraction) > digits {
		if strings.Trim(fraction[digits:], "0") != "" {
			return "", fmt.Errorf("%w: %s has %d decimals", ErrDecimal, currency, digits)
		}
		fraction = fraction[:digits]
	}
	s := styleOf(lang)
	symbol, isCode := symbolOf(lang, currency)
	gap := s.symbolGap
	if isCode && gap == "" {
		gap = nbsp // CHF 12.00, but £12.00
	}
	var buf [80]byte
	b := buf[:0]
	if s.symbolFirst {
		// English writes -€5, Dutch € -5.
		if s.symbolGap == "" && whole[0] == '-' {
			b, whole = append(b, '-'), whole[1:]
		}
		b = append(append(b, symbol...), gap...)
	}
	b = s.appendGrouped(b, []byte(whole))
	if digits > 0 {
		b = append(append(b, s.decimal...), fraction...)
		for range digits - len(fraction) {
			b = append(b, '0')
		}
	}
	if !s.symbolFirst {
		b = append(append(b, gap...), symbol...)
	}
	return string(b), nil
}

// parseDecimal splits "-12.50" and drops leading zeros. It takes at most 18
// digits before the point and maxFraction after it.
func parseDecimal(s string, maxFraction int) (whole, fraction string, err error) {
	if len(s) > 32 {
		return "", "", fmt.Errorf("%w: too long", ErrDecimal)
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	if whole == "" || len(whole) > 18 || len(fraction) > maxFraction || point && fraction == "" || !isDigits(whole) || !isDigits(fraction) {
		return "", "", fmt.Errorf("%w: write it like 12.50", ErrDecimal)
	}
	for len(whole) > 1 && whole[0] == '0' {
		whole = whole[1:]
	}
	if whole == "0" && strings.Trim(fraction, "0") == "" {
		sign = ""
	}
	return sign + whole, fraction, nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// symbolOf gives the sign by which readers know a currency, else its code. Only
// signs that name one currency are used: a bare $ or ¥ could be several.
func symbolOf(lang, currency string) (symbol string, isCode bool) {
	switch currency {
	case "EUR":
		return "€", false
	case "GBP":
		if styleOf(lang) == styles["fr"] {
			return "£GB", false
		}
		return "£", false
	case "USD":
		if styleOf(lang) == styles["fr"] {
			return "$US", false
		}
		return "US$", false
	}
	return currency, true
}

// CurrencyValid reports whether code is a currency of ISO 4217, in capitals.
func CurrencyValid(code string) bool {
	_, err := currencyDigits(code)
	return err == nil
}

// currencyDigits gives the decimals ISO 4217 ("minor unit") gives a currency.
func currencyDigits(code string) (int, error) {
	if len(code) == 3 {
		for digits, codes := range currencies {
			for i := 0; i+3 <= len(codes); i += 4 {
				if codes[i:i+3] == code {
					return digits, nil
				}
			}
		}
	}
	return 0, fmt.Errorf("%w: %.8q", ErrCurrency, code)
}

// currencies lists the codes in use by their number of decimals (ISO 4217
// list one, 2026). The common one comes first in its row.
var currencies = [5]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	2: "EUR GBP USD CHF DKK NOK SEK PLN CZK HUF RON BGN TRY UAH MAD AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB " +
		"BRL BSD BTN BWP BYN BZD CAD CDF CNY COP CRC CUP CVE DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GTQ GYD HKD HNL HTG IDR ILS " +
		"INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NPR " +
		"NZD PAB PEN PGK PHP PKR QAR RSD RUB SAR SBD SCR SDG SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TTD TWD TZS UYU " +
		"UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}
