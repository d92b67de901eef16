package store

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// dialect is the little in which the two databases differ.
type dialect struct {
	postgres bool
}

// name is the folder of the dialect's migrations.
func (d dialect) name() string {
	if d.postgres {
		return "postgres"
	}
	return "sqlite"
}

// forUpdate ends a SELECT that locks its rows. SQLite's transactions hold the
// only write lock already.
func (d dialect) forUpdate() string {
	if d.postgres {
		return " FOR UPDATE"
	}
	return ""
}

// skipLocked ends a SELECT that locks its rows and passes over locked ones.
func (d dialect) skipLocked() string {
	if d.postgres {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// anyOf is a condition that column equals an element of the slice bound to
// placeholder n; one text for every length keeps statements reusable.
func (d dialect) anyOf(column string, n int) string {
	p := "$" + strconv.Itoa(n)
	if d.postgres {
		return column + " = ANY(" + p + ")"
	}
	return column + " IN (SELECT value FROM json_each(" + p + "))"
}

// each is a table expression with one column, value, that has a row for each
// element of the []string bound to placeholder n.
func (d dialect) each(n int) string {
	p := "$" + strconv.Itoa(n)
	if d.postgres {
		return "unnest(" + p + "::text[]) AS each_row(value)"
	}
	return "json_each(" + p + ") AS each_row"
}

// eachNumber is each for a []int64.
func (d dialect) eachNumber(n int) string {
	p := "$" + strconv.Itoa(n)
	if d.postgres {
		return "unnest(" + p + "::bigint[]) AS each_row(value)"
	}
	return "json_each(" + p + ") AS each_row"
}

// numbers is a table expression of rows of n numbers, c0, c1 …, that the JSON
// text bound to placeholder p holds as a list of lists.
func (d dialect) numbers(p, n int) string {
	cols := make([]string, n)
	for i := range cols {
		cols[i] = "CAST(e.value ->> " + strconv.Itoa(i) + " AS BIGINT) AS c" + strconv.Itoa(i)
	}
	from := "json_each($" + strconv.Itoa(p) + ") AS e"
	if d.postgres {
		from = "jsonb_array_elements(CAST($" + strconv.Itoa(p) + "::text AS jsonb)) AS e(value)"
	}
	return "(SELECT " + strings.Join(cols, ", ") + " FROM " + from + ") AS each_row"
}

// crossJoin joins in the order written. SQLite's planner cannot know that the
// left side is walked in order and stopped early; PostgreSQL's can.
func (d dialect) crossJoin() string {
	if d.postgres {
		return " JOIN "
	}
	return " CROSS JOIN "
}

// text turns $1 into SQLite's ?1: there $1 is a name, numbered by appearance.
func (d dialect) text(query string) string {
	if d.postgres || !strings.Contains(query, "$") {
		return query
	}
	return strings.ReplaceAll(query, "$", "?")
}

// bind brings arguments into the few types that both drivers treat alike:
// int64, float64, string without NUL bytes, []byte, and lists.
func (d dialect) bind(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case string:
			out[i] = clean(v)
		case int64, float64, nil:
			out[i] = v
		case []byte:
			if v == nil {
				v = []byte{}
			}
			out[i] = v
		case int:
			out[i] = int64(v)
		case bool:
			out[i] = flag(v)
		case time.Time:
			out[i] = ms(v)
		case []int64:
			out[i] = d.list(v)
		case []string:
			s := make([]string, len(v))
			for j := range v {
				s[j] = clean(v[j])
			}
			out[i] = d.list(s)
		default:
			out[i] = d.bindNamed(a)
		}
	}
	return out
}

// bindNamed handles the named types of package content.
func (d dialect) bindNamed(a any) any {
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.String:
		return clean(v.String())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			s := make([]string, v.Len())
			for i := range s {
				s[i] = clean(v.Index(i).String())
			}
			return d.list(s)
		}
	case reflect.Int, reflect.Int32:
		return v.Int()
	}
	return a
}

// list is a slice as anyOf and each expect it.
func (d dialect) list(slice any) any {
	if d.postgres {
		return slice
	}
	b, _ := json.Marshal(slice) // strings and numbers only
	return string(b)
}

// clean removes NUL bytes, which PostgreSQL refuses in text.
func clean(s string) string {
	if strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "")
}

// ms is a time as stored; the zero time is 0.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at is a stored time.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// flag is a bool as stored.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// encode writes a value as JSON text; nil maps and slices become null.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null" // only plain structs, maps and slices get here
	}
	return string(b)
}

// decode reads JSON text written by encode.
func decode(s string, v any) error {
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}
