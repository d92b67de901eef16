package api

import (
	"bytes"
	"encoding/json"
	"reflect"

	"vitrine/content"
)

// optional is a field of a change: left out, null, or a value.
type optional[T any] struct {
	Named bool // null too
	Null  bool
	Value T
}

func (o *optional[T]) UnmarshalJSON(data []byte) error {
	o.Named = true
	if bytes.Equal(data, []byte("null")) {
		o.Null = true
		return nil
	}
	return json.Unmarshal(data, &o.Value)
}

func (optional[T]) shapes() []reflect.Type { return []reflect.Type{reflect.TypeFor[T]()} }

// pointer is nil when the field was left out; null is the zero value, which removes.
func (o optional[T]) pointer() *T {
	if !o.Named {
		return nil
	}
	return &o.Value
}

// merge applies a change to a document as RFC 7396 does: what is named is
// replaced, null removes, objects merge. The change has passed decode.
func merge[T any](current T, change []byte) (out T, err error) {
	var to, from map[string]any
	have, err := json.Marshal(current)
	if err != nil {
		return out, content.Fail(content.Internal, err)
	}
	if err := unmarshalNumbers(have, &to); err != nil {
		return out, content.Fail(content.Internal, err)
	}
	if err := unmarshalNumbers(change, &from); err != nil {
		return out, content.Fail(content.Malformed, err)
	}
	merged, err := json.Marshal(mergeMaps(to, from))
	if err != nil {
		return out, content.Fail(content.Internal, err)
	}
	if err := json.Unmarshal(merged, &out); err != nil {
		return out, content.Fail(content.Malformed, err)
	}
	return out, nil
}

func unmarshalNumbers(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

func mergeMaps(to, from map[string]any) map[string]any {
	if to == nil {
		to = map[string]any{}
	}
	for name, v := range from {
		switch v := v.(type) {
		case nil:
			delete(to, name)
		case map[string]any:
			below, _ := to[name].(map[string]any)
			to[name] = mergeMaps(below, v)
		default:
			to[name] = v
		}
	}
	return to
}
