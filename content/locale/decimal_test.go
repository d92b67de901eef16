package locale

import "testing"

// TestSentenceWithDecimals: a number in a sentence has the language's decimal sign.
func TestSentenceWithDecimals(t *testing.T) {
	c := words(t)
	for lang, want := range map[string]string{
		"nl": "accent (#cccccc) is niet leesbaar op paper (#ffffff): het contrast is 1,6 op 1 en moet minstens 4,5 op 1 zijn. Kies een donkerdere of lichtere kleur.",
		"en": "accent (#cccccc) cannot be read on paper (#ffffff): the contrast is 1.6 to 1, and at least 4.5 to 1 is needed. Choose a darker or lighter colour.",
		"fr": "accent (#cccccc) est illisible sur paper (#ffffff) : le contraste est de 1,6 pour 1 et doit être d’au moins 4,5 pour 1. Choisissez une couleur plus foncée ou plus claire.",
		"de": "accent (#cccccc) ist auf paper (#ffffff) nicht lesbar: Der Kontrast ist 1,6 zu 1 und muss mindestens 4,5 zu 1 sein. Wählen Sie eine dunklere oder hellere Farbe.",
	} {
		got := c.T(lang, "problem.theme_contrast", "Text", "accent", "TextColor", "#cccccc", "On", "paper", "OnColor", "#ffffff", "Ratio", 1.6, "Needed", 4.5)
		if got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
