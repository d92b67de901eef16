package cmd

import (
	"encoding/csv"
	"fmt"
	"strings"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/web/page"
)

type registerCmd struct {
	Site string `env:"VITRINE_SITE" help:"Host of the site; may be left out when there is one."`
	Lang string `help:"Language; the site's first one when it is left out."`
}

// registered is a record of the register, in words.
type registered struct {
	Data       string   `json:"data"`
	Purpose    string   `json:"purpose"`
	Ground     string   `json:"ground"`
	Period     string   `json:"period"`
	Recipients string   `json:"recipients"`
	Tables     []string `json:"tables"`
	Job        string   `json:"job,omitempty"` // that deletes it
}

// Run prints the register of processing activities (P10) as CSV, or as JSON.
func (c *registerCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, words, lang, err := a.inLanguage(c.Site, c.Lang)
		if err != nil {
			return err
		}
		var all []registered
		for _, rec := range content.Register {
			row := page.RegisterRow(words, lang, rec, content.RetentionOf(site))
			all = append(all, registered{row[0], row[1], row[2], row[3], row[4], rec.Tables, rec.Job})
		}
		if a.opts.JSON {
			return e.json(map[string]any{"controller": site.Responsible(), "site": site.Origin, "language": lang, "register": all})
		}
		w := csv.NewWriter(e.out)
		head := []string{}
		for _, key := range []string{"data", "purpose", "ground", "period", "recipients", "tables", "job"} {
			head = append(head, words.T(string(lang), "register.head."+key))
		}
		if err := w.Write(head); err != nil {
			return err
		}
		for _, r := range all {
			if err := w.Write([]string{r.Data, r.Purpose, r.Ground, r.Period, r.Recipients, strings.Join(r.Tables, " "), r.Job}); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	})
}

type dutyCmd struct {
	Site string `env:"VITRINE_SITE" help:"Host of the site; may be left out when there is one."`
	Lang string `help:"Language; the site's first one when it is left out."`
}

// Run lists what is missing in the statements (S1, S4), the most pressing first.
func (c *dutyCmd) Run(e *env) error {
	return e.with(func(a *admin) error {
		site, words, lang, err := a.inLanguage(c.Site, c.Lang)
		if err != nil {
			return err
		}
		type finding struct {
			Requirement string `json:"requirement"`
			Field       string `json:"field"`
			Sentence    string `json:"sentence"`
			Red         bool   `json:"red"`
		}
		all := []finding{}
		rows := [][]string{}
		for _, f := range content.Findings(site, now()) {
			one := finding{f.Requirement, f.Field, words.T(string(lang), f.Key, f.Args), f.Red}
			all = append(all, one)
			mark := " "
			if f.Red {
				mark = "!"
			}
			rows = append(rows, []string{mark, one.Requirement, one.Field, one.Sentence})
		}
		if a.opts.JSON {
			return e.json(all)
		}
		return e.table(rows)
	})
}

// inLanguage is a site with the words and the language to speak of it.
func (a *admin) inLanguage(host, lang string) (*content.Site, *locale.Catalogue, content.Lang, error) {
	site, err := a.site(host)
	if err != nil {
		return nil, nil, "", err
	}
	words, err := catalogue()
	if err != nil {
		return nil, nil, "", err
	}
	l := site.DefaultLang()
	if lang != "" {
		if !locale.Valid(lang) {
			return nil, nil, "", fmt.Errorf("%q is not a language", lang)
		}
		l = content.Lang(lang)
	}
	return site, words, l, nil
}
