package api

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"vitrine/content"
)

// The schemas are written by hand: they are the promise. The addresses come from
// the route table and the details from the kinds, which would be written twice.
//
//go:embed schemas.json
var schemas []byte

// openapi gives the document; it is public, for it holds nothing of a site.
func (c *call) openapi() (answer, error) {
	c.w.Header().Set("Access-Control-Allow-Origin", "*") // browsers' API explorers
	return ok(json.RawMessage(c.document))
}

// dict is a JSON object of the document.
type dict = map[string]any

var inPath = regexp.MustCompile(`\{([a-z]+)\}`)

// document writes OpenAPI 3.1 for a route table.
func document(table []route, kinds content.Kinds) []byte {
	var known map[string]json.RawMessage
	if err := json.Unmarshal(schemas, &known); err != nil {
		panic("schemas.json: " + err.Error()) // part of the program; every test would see it
	}
	all := dict{}
	for name, s := range known {
		all[name] = s
	}
	var details []any
	for _, k := range kinds {
		name := "Details" + strings.ToUpper(k.Name()[:1]) + k.Name()[1:]
		all[name] = form(k.Form(), false)
		details = append(details, ref(name))
	}
	all["Details"] = dict{"description": "What the kind adds.", "anyOf": details}
	paths := map[string]dict{}
	for _, rt := range table {
		if paths[rt.path] == nil {
			paths[rt.path] = dict{}
		}
		paths[rt.path][strings.ToLower(rt.method)] = operation(rt, all)
	}
	data, err := encode(dict{
		"openapi": "3.1.0",
		"info": dict{"title": "Vitrine", "version": "1",
			"description": "Publish articles, events, collection highlights and magazine editions once; moderate what comes back. Fields may be added, never changed."},
		"servers":    []any{dict{"url": Prefix}},
		"security":   []any{dict{"token": []any{}}},
		"paths":      paths,
		"components": dict{"schemas": all, "securitySchemes": dict{"token": dict{"type": "http", "scheme": "bearer"}}},
	})
	if err != nil {
		panic("openapi: " + err.Error()) // maps and strings only
	}
	return data
}

func ref(name string) dict { return dict{"$ref": "#/components/schemas/" + name} }

func operation(rt route, all dict) dict {
	op := dict{"operationId": rt.name, "summary": rt.does}
	if rt.public {
		op["security"] = []any{}
	} else if len(rt.scopes) > 0 {
		words := make([]string, len(rt.scopes))
		for i, s := range rt.scopes {
			words[i] = string(s)
		}
		op["description"] = "Scope: " + strings.Join(words, " or ") + "."
	}
	if params := parameters(rt); len(params) > 0 {
		op["parameters"] = params
	}
	if rt.body != "" {
		kind := "application/json"
		if rt.body == multipartBody {
			kind = "multipart/form-data"
		}
		op["requestBody"] = dict{"required": !rt.optional, "content": dict{kind: dict{"schema": ref(rt.body)}}}
	}
	success := dict{"description": http.StatusText(rt.status)}
	if s := answerSchema(rt.answer, all); s != nil {
		success["content"] = dict{"application/json": dict{"schema": s}}
	}
	answers := dict{strconv.Itoa(rt.status): success,
		"default": dict{"description": "What went wrong.", "content": dict{"application/problem+json": dict{"schema": ref("Problem")}}}}
	if rt.name == "createItem" { // an upsert of what is there already
		answers["200"] = success
	}
	op["responses"] = answers
	return op
}

// answerSchema is the schema of an answer; a page of a list gets one of its own.
func answerSchema(name string, all dict) dict {
	if name == "" {
		return nil
	}
	of, isList := strings.CutPrefix(name, "[]")
	if !isList {
		return ref(name)
	}
	name = of + "List"
	all[name] = dict{"type": "object", "required": []string{"items", "next"}, "properties": dict{
		"items": dict{"type": "array", "items": ref(of)},
		"next":  dict{"type": "string", "description": "The cursor of the next page; empty on the last."}}}
	return ref(name)
}

func parameters(rt route) (out []any) {
	for _, m := range inPath.FindAllStringSubmatch(rt.path, -1) {
		out = append(out, dict{"name": m[1], "in": "path", "required": true, "schema": dict{"type": "string"}})
	}
	for _, name := range rt.query {
		schema := dict{"type": "string"}
		switch name {
		case "limit":
			schema = dict{"type": "integer", "minimum": 1, "maximum": maxPage, "default": 20}
		case "updated_since":
			schema["format"] = "date-time"
		case "revision":
			schema["enum"] = []string{"live", "working"}
		}
		out = append(out, dict{"name": name, "in": "query", "schema": schema})
	}
	if rt.method == post {
		out = append(out, dict{"name": "Idempotency-Key", "in": "header", "schema": dict{"type": "string", "maxLength": maxKey},
			"description": "The same key and request within 24 hours give the same answer once."})
	}
	return out
}

// form is the schema of a kind's details. Rows of a repeated group have an id.
func form(fs []content.Field, rows bool) dict {
	props, required := dict{}, []string{}
	if rows {
		props["id"] = dict{"type": "string"}
	}
	for _, f := range fs {
		s := dict{"type": "string"}
		switch f.Type {
		case "bool":
			s = dict{"type": "boolean"}
		case "number":
			s = dict{"type": "number"}
		case "integer":
			s = dict{"type": "integer"}
		case "group":
			s = form(f.Fields, f.Many)
		case "url":
			s["format"] = "uri"
		case "price":
			s["description"] = `A decimal: "12.50".`
		case "wall-time":
			s["description"] = "2026-12-05T20:00, with an offset where that time occurs twice."
		case "zone":
			s["description"] = "Europe/Brussels; without it the site's."
		case "choice":
			s["enum"] = f.Choices
		case "localised":
			s = dict{"type": "object", "additionalProperties": dict{"type": "string"}, "description": "By language: {\"nl\": \"Dossier\"}."}
		case "item":
			s["description"] = "The id of an item of this site."
		}
		if f.Many {
			s = dict{"type": "array", "items": s}
		}
		props[f.Name] = s
		if f.Required {
			required = append(required, f.Name)
		}
	}
	out := dict{"type": "object", "additionalProperties": false, "properties": props}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}
