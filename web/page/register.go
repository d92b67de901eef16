package page

import (
	"vitrine/content"
	"vitrine/content/locale"
)

// RegisterRow writes a record of the register of personal data in words: what,
// what for, on which ground, how long, who gets it. The privacy page, the desk
// and the exported register say the same.
func RegisterRow(words Words, lang content.Lang, rec content.Record, keep content.Retention) []string {
	say := func(key string, args ...any) string { return words.T(string(lang), key, args...) }
	days, hours := rec.Days(keep)
	args := []any{"Hours", hours}
	for i, name := range []string{"Days", "Most"} {
		if i < len(days) {
			args = append(args, name, days[i])
		}
	}
	to := make([]string, len(rec.Recipients))
	for i, r := range rec.Recipients {
		to[i] = say("register.to." + r)
	}
	return []string{say("register." + rec.Key + ".data"), say("register." + rec.Key + ".purpose"), say("register.ground." + rec.Ground),
		say("register."+rec.Key+".period", args...), locale.List(string(lang), to)}
}
