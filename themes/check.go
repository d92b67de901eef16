package themes

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Check reports everything that is wrong with a theme, without using it.
//
// Beyond what Open does it tries every choice of every setting: a template that
// fails when the header is centred is found before somebody centres it.
func Check(cfg Config) error {
	cfg.Look, cfg.Images = nil, nil
	cfg = cfg.bound()
	b, err := build(cfg, cfg.Layers)
	var errs []error
	if err != nil {
		errs = append(errs, err)
	}
	for _, kind := range b.def.Home {
		if cfg.Home != nil && !slices.Contains(cfg.Home, kind) {
			errs = append(errs, fmt.Errorf("theme.toml: home: %q is no section of a home page; known are %s", kind, strings.Join(cfg.Home, ", ")))
		}
	}
	if b.pages == nil {
		return errors.Join(errs...)
	}
	faults := b.check(cfg)
	if faults != nil {
		errs = append(errs, faults)
	}
	errs = append(errs, b.strangers(cfg)...)
	if err != nil || faults != nil {
		return errors.Join(errs...) // every variant would say the same again
	}
	cfg.Images = map[string]Image{"sample": {Src: "/media/sample/1/full.png", Type: "image/png", Width: 640, Height: 200}}
	for _, setting := range b.def.Settings {
		for _, value := range setting.variants() {
			cfg.Look = map[string]string{setting.Name: value}
			if _, err := Open(cfg); err != nil {
				errs = append(errs, fmt.Errorf("with the setting %s=%s: %w", setting.Name, value, err))
			}
			if len(errs) > 0 && endless(errs[len(errs)-1]) {
				return errors.Join(errs...) // every further variant might take as long
			}
		}
	}
	return errors.Join(errs...)
}

// awkward is text that a template has to escape.
const awkward = "<a>&\"'"

// variants are the values with which a template may do something else.
func (s *Setting) variants() []string {
	var out []string
	switch s.Type {
	case TypeImage:
		out = []string{"sample"}
	case TypeBool:
		out = []string{"true", "false"}
	case TypeText:
		out = []string{strings.Repeat(awkward, 30)[:int(max(0, min(s.Max, 140)))]}
	case TypeChoice:
		for _, c := range s.Choices {
			out = append(out, c.Value)
		}
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == s.Default })
}

// check executes every page against its samples. A piece that is wrong is on
// every page: what is the same is said once.
func (b *built) check(cfg Config) error {
	var errs []error
	said := map[string]int{} // what is wrong → index in errs
	more := map[int]int{}
	for _, page := range slices.Sorted(maps.Keys(b.pages)) {
		err := b.try(cfg, page)
		if err == nil {
			continue
		}
		what := differing.ReplaceAllString(err.Error(), "")
		if i, ok := said[what]; ok {
			more[i]++
			continue
		}
		said[what] = len(errs)
		errs = append(errs, err)
		if endless(err) {
			break // every further page would take as long
		}
	}
	for i, n := range more {
		errs[i] = fmt.Errorf("%w (and on %d further pages)", errs[i], n)
	}
	for _, page := range slices.Sorted(maps.Keys(cfg.Samples)) {
		if base, _, _ := strings.Cut(page, "/"); b.pages[page] == nil && b.pages[base] == nil {
			errs = append(errs, fmt.Errorf("page %s: no layer has %s.html", page, page))
		}
	}
	return errors.Join(errs...)
}

// differing is what differs between the pages on which the same piece fails.
var differing = regexp.MustCompile(`^page [^:]+: | in type [*.\w]+`)

// try executes one page against its samples.
func (b *built) try(cfg Config, page string) error {
	samples := cfg.Samples[page]
	if samples == nil {
		base, _, _ := strings.Cut(page, "/")
		samples = cfg.Samples[base]
	}
	for _, data := range samples {
		ctx, cancel := context.WithTimeout(context.Background(), cfg.Timeout)
		_, err := b.render(ctx, page, data, cfg.MaxOutput)
		cancel()
		if err != nil {
			return err
		}
	}
	return nil
}
