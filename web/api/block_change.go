package api

import (
	"net/http"
	"regexp"
	"strings"

	"vitrine/content"
)

// newBlock is the body of POST /blocks.
type newBlock struct {
	Kind   string `json:"kind"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

var domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[0-9]{1,5})?$`)

// check brings the value into the form in which it is compared.
func (b *newBlock) check() error {
	p := content.NewProblems()
	switch b.Kind {
	case "domain":
		b.Value = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(b.Value)), ".")
		if len(b.Value) > 253 || !domainForm.MatchString(b.Value) {
			p.Add("value", "problem.invalid")
		}
	case "actor":
		if !content.ValidURL(b.Value) {
			p.Add("value", "problem.not_a_url")
		}
	default:
		p.Add("kind", "problem.not_allowed", "Value", shorten(b.Kind), "Allowed", "domain, actor")
	}
	if len([]rune(b.Reason)) > content.MaxReason {
		p.Add("reason", "problem.too_long", "Max", content.MaxReason)
	}
	return p.Err()
}

func (c *call) blockCreate() (answer, error) {
	var in newBlock
	if err := c.decode(&in); err != nil {
		return answer{}, err
	}
	if err := c.may(content.ScopeAdmin, content.Administrator, ""); err != nil {
		return answer{}, err
	}
	if err := in.check(); err != nil {
		return answer{}, err
	}
	b := content.Block{Site: c.site.ID, Kind: in.Kind, Value: in.Value, Reason: c.Service.Clean.Plain(in.Reason), At: c.Now()}
	if err := c.Store.SaveBlock(c.ctx(), b); err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: blockOf(b)}, nil
}

func (c *call) blockDelete() (answer, error) {
	if err := c.may(content.ScopeAdmin, content.Administrator, ""); err != nil {
		return answer{}, err
	}
	in := newBlock{Kind: c.query("kind"), Value: c.query("value")}
	if err := in.check(); err != nil {
		return answer{}, err
	}
	if err := c.Store.DeleteBlock(c.ctx(), c.site.ID, in.Kind, in.Value); err != nil {
		return answer{}, err
	}
	return nothing()
}
