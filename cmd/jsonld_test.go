package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
)

// pageSchema is what the schema.org description of a page must hold.
var pageSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	f, err := os.Open("testdata/schema/page.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("page.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("page.json")
})

// checkJSONLD validates what the page says of itself to machines; least is how
// many descriptions it must have.
func checkJSONLD(page []byte, least int) error {
	schema, err := pageSchema()
	if err != nil {
		return err
	}
	found := 0
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if found < least {
				return fmt.Errorf("%d descriptions", found)
			}
			return nil
		case html.StartTagToken:
			t := z.Token()
			if t.Data != "script" || attr(t, "type") != "application/ld+json" {
				continue
			}
			if z.Next() != html.TextToken {
				return errors.New("an empty description")
			}
			found++
			var v any
			if err := json.Unmarshal(z.Text(), &v); err != nil {
				return fmt.Errorf("not JSON: %w", err)
			}
			if err := schema.Validate(v); err != nil {
				return err
			}
		}
	}
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// The check refuses what is wrong, so that its silence means something.
func TestJSONLDCheckFails(t *testing.T) {
	page := func(s string) []byte {
		return []byte(`<html><script type="application/ld+json">` + s + `</script>`)
	}
	publisher := `"publisher":{"@type":"Organization","name":"Bib","url":"https://bib.example/"}`
	event := `{"@context":"https://schema.org","@type":"Event","name":"x","url":"https://bib.example/x","inLanguage":"nl","datePublished":"2026-11-22T10:00:00+01:00",` + publisher + `,"startDate":"2026-11-22"`
	if err := checkJSONLD(page(event+`,"eventStatus":"https://schema.org/EventCancelled"}`), 1); err != nil {
		t.Errorf("a good one: %v", err)
	}
	date := `{"@type":"Event","name":"x","url":"https://bib.example/x","startDate":"2026-11-22","eventStatus":"https://schema.org/EventScheduled"}`
	dates := event + `,"eventStatus":"https://schema.org/EventScheduled","subEvent":[`
	if err := checkJSONLD(page(dates+date+","+date+`]}`), 1); err != nil {
		t.Errorf("two dates: %v", err)
	}
	for _, bad := range []string{
		dates + date + `]}`, dates + date + strings.Repeat(","+date, 50) + `]}`,
		dates + date + `,{"@type":"Event","name":"x","url":"https://bib.example/x","eventStatus":"https://schema.org/EventScheduled"}]}`,
		``, `{`, `[]`, `{"@context":"https://schema.org","@type":"Thing"}`, `{"@type":"Event"}`,
		event + `}`, event + `,"eventStatus":"cancelled"}`,
		event + `,"eventStatus":"https://schema.org/EventCancelled","offers":[{"@type":"Offer","price":"12,50"}]}`,
		event + `,"eventStatus":"https://schema.org/EventCancelled","location":{"@type":"Place"}}`,
		`{"@context":"https://schema.org","@type":"Book","isbn":"9789000000000"}`,
	} {
		if checkJSONLD(page(bad), 1) == nil {
			t.Errorf("passes: %s", bad)
		}
	}
	if checkJSONLD([]byte("<html>"), 1) == nil {
		t.Error("a page without any passes")
	}
}
