package web

import (
	"bytes"
	"html/template"

	"vitrine/web/page"
)

// builtIn is the error page of a site whose theme fails on its own: no style
// and no menu, and everything that a visitor needs.
func (v *visit) builtIn(p *page.Problem) *entry {
	var b bytes.Buffer
	if err := builtInPage.Execute(&b, p); err != nil { // it asks for nothing that could be missing
		b.Reset()
		b.WriteString(template.HTMLEscapeString(p.Heading))
	}
	return v.problemEntry(p.Status, b.Bytes())
}

var builtInPage = template.Must(template.New("problem").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}" dir="{{.Dir}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{.Heading}} – {{.Site.Name}}</title>
</head>
<body>
<main>
<p>{{.Site.Name}}</p>
<h1>{{.Heading}}</h1>
<p>{{.Text}}</p>
{{with .Reason}}<p>{{.}}</p>
{{end}}{{with .Retry}}<p>{{.}}</p>
{{end}}{{if .Links}}<ul>
{{range .Links}}<li><a href="{{.Href}}"{{with .Lang}} lang="{{.}}"{{end}}>{{.Label}}</a></li>
{{end}}</ul>
{{end}}<p><a href="{{.Site.Home}}">{{.T "nav.home"}}</a></p>
{{with .Site.Contact}}<address>
{{with .Email}}<a href="mailto:{{.}}">{{.}}</a>
{{end}}{{with .Phone}}<a href="tel:{{.}}">{{.}}</a>
{{end}}</address>
{{end}}</main>
</body>
</html>
`))
