package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/content"
)

// Bounds of an upload beside the file.
const (
	maxField   = 32 << 10  // bytes of a form field
	maxForm    = 256 << 10 // bytes of everything but the file
	uploadTime = 10 * time.Minute
)

// mediaCreate stores a file. The body is read part by part: at most
// Limits.Uploads files are in memory at a time, and what announces itself as
// larger than a file may be is refused before it is read.
func (c *call) mediaCreate() (answer, error) {
	kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return answer{}, &content.Error{Code: content.MediaType, Key: "error.media_type_allowed", Args: map[string]any{"Allowed": "multipart/form-data"}}
	}
	most := max(c.Limits.File, c.Limits.Media)
	if c.r.ContentLength > most+maxForm {
		return answer{}, c.tooLarge(most)
	}
	select {
	case c.uploads <- struct{}{}:
		defer func() { <-c.uploads }()
	case <-c.ctx().Done():
		return answer{}, c.ctx().Err()
	}
	// Who sends a byte a minute must not keep the others waiting.
	_ = http.NewResponseController(c.w).SetReadDeadline(c.Now().Add(uploadTime)) // not every writer has one
	body := http.MaxBytesReader(c.w, c.r.Body, most+maxForm)
	end := &tail{r: body}
	up, file, described, err := c.form(multipart.NewReader(end, params["boundary"]))
	defer file.close()
	if (err == nil || content.Is(err, content.Invalid)) && !bytes.Contains(end.last, []byte("--"+params["boundary"]+"--")) {
		err = content.Failf(content.Malformed, "the body was cut")
	}
	if err != nil {
		return answer{}, err
	}
	return c.once(func() (answer, error) {
		up.ID = c.repeat
		m, err := c.Service.AddMedia(c.ctx(), c.who, up)
		if err != nil {
			return answer{}, err
		}
		return answer{status: http.StatusCreated, body: c.media(m), location: c.site.Origin + Prefix + "/media/" + string(m.ID)}, nil
	}, []byte("media"), []byte(up.Name), sumOf(up, file), described)
}

// tail remembers the end of what was read: package multipart takes a body that
// was cut between two lines for a whole one.
type tail struct {
	r    io.Reader
	last []byte
}

func (t *tail) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.last = append(t.last, p[:n]...)
	if over := len(t.last) - 4096; over > 0 {
		t.last = append(t.last[:0], t.last[over:]...)
	}
	return n, err
}

// sumOf is what tells one upload from another.
func sumOf(up content.Upload, file *spool) []byte {
	if file != nil {
		return []byte(file.sum)
	}
	return up.Data
}

func (c *call) tooLarge(limit int64) error {
	return &content.Error{Code: content.TooLarge, Key: "error.too_large_limit", Args: map[string]any{"Max": strconv.FormatInt(limit>>20, 10) + " MiB"}}
}

// form reads the parts. The fields come back written in one order too, for the
// boundary differs when the same upload is sent again. The file is to be closed,
// also after an error.
func (c *call) form(mr *multipart.Reader) (up content.Upload, file *spool, described []byte, err error) {
	p := content.NewProblems()
	fields := map[string]string{}
	for {
		part, err := mr.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return up, file, nil, c.badForm(err)
		}
		name := part.FormName()
		const limit = maxField
		var data []byte
		if name == "file" && up.Data == nil && file == nil {
			data, file, err = c.take(part)
		} else {
			data, err = io.ReadAll(io.LimitReader(part, limit+1))
		}
		if err != nil {
			return up, file, nil, c.badForm(err)
		}
		_, twice := fields[name]
		twice = twice || name == "file" && up.Name != "" || name == "file" && up.Data != nil
		switch {
		case !formNames[name]:
			p.Add(shorten(name), "problem.unknown_field")
		case twice:
			p.Add(name, "problem.repeated", "Value", name)
		case name == "file":
			if up.Data = data; file != nil {
				up.Stream, up.Size, up.Data = file.file, file.size, []byte{}
			} else if data == nil {
				up.Data = []byte{} // empty is not nil
			}
			up.Name = path.Base(strings.ReplaceAll(part.FileName(), `\`, "/"))
			if !clean(up.Name) || up.Name == "." {
				up.Name = ""
			}
		case int64(len(data)) > limit:
			p.Add(name, "problem.too_long", "Max", maxField)
		case !clean(string(data)):
			p.Add(name, "problem.invalid")
		default:
			fields[name] = string(data)
		}
		if p.Len() >= maxProblems {
			break
		}
	}
	switch {
	case up.Data == nil:
		p.Add("file", "problem.required")
	case len(up.Data) == 0 && file == nil:
		p.Add("file", "problem.unreadable_image")
	}
	c.describe(fields, &up, p)
	described, err = json.Marshal(fields) // sorted
	return up, file, described, errors.Join(err, p.Err())
}

// badForm tells a body that is too large from one that is cut or malformed.
func (c *call) badForm(err error) error {
	var large *http.MaxBytesError
	var known *content.Error
	switch {
	case errors.As(err, &large):
		return c.tooLarge(max(c.Limits.File, c.Limits.Media))
	case errors.As(err, &known):
		return err
	}
	return content.Fail(content.Malformed, err)
}

var formNames = map[string]bool{"file": true, "alt": true, "decorative": true, "described": true,
	"credit": true, "licence": true, "focal_x": true, "focal_y": true}

// describe reads what the form says of the file.
func (c *call) describe(fields map[string]string, up *content.Upload, p *content.Problems) {
	up.Credit, up.Licence = fields["credit"], fields["licence"]
	for name, to := range map[string]*bool{"decorative": &up.Decorative, "described": &up.Described} {
		switch v := fields[name]; v {
		case "", "false":
		case "true":
			*to = true
		default:
			p.Add(name, "problem.not_allowed", "Value", shorten(v), "Allowed", "true, false")
		}
	}
	for name, to := range map[string]*float64{"focal_x": &up.FocalX, "focal_y": &up.FocalY} {
		if v := fields[name]; v != "" {
			f, err := strconv.ParseFloat(v, 64)
			if err != nil || !(f >= -1 && f <= 1) { // NaN too
				p.Add(name, "problem.out_of_range", "Min", -1, "Max", 1)
				continue
			}
			*to = f
		}
	}
	alt := strings.TrimSpace(fields["alt"])
	switch {
	case alt == "":
	case alt[0] != '{':
		up.Alt = content.Localised{c.site.DefaultLang(): alt}
	default:
		var err *content.Error
		if errors.As(decode([]byte(alt), &up.Alt, "alt"), &err) {
			if len(err.Fields) == 0 {
				p.Add("alt", "problem.invalid")
			}
			for path, pr := range err.Fields {
				p.Add(path, pr.Key, pairs(pr.Args)...)
			}
		}
	}
}

// pairs are a problem's arguments as Add takes them.
func pairs(args map[string]any) (out []any) {
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}

// alternative is an alternative text: by language, or for the site's first one.
type alternative struct {
	text string
	by   content.Localised
}

func (a *alternative) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &a.text)
	}
	return json.Unmarshal(data, &a.by)
}

// in is the text by language.
func (a alternative) in(lang content.Lang) content.Localised {
	if s := strings.TrimSpace(a.text); s != "" && utf8.ValidString(s) {
		return content.Localised{lang: s}
	}
	return a.by
}
