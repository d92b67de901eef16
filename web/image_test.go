package web

import "testing"

func TestFocus(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want string
	}{{0, 0, ""}, {-1, 1, "fx0 fy0"}, {1, -1, "fx10 fy10"}, {-0.4, 0, "fx3 fy5"}, {0, 0.6, "fx5 fy2"}, {7, -7, "fx10 fy10"}} {
		if got := focus(c.x, c.y); got != c.want {
			t.Errorf("%v: %q, want %q", c, got, c.want)
		}
	}
}

func TestAverage(t *testing.T) {
	for in, want := range map[string]string{"LEHV6nWB2yk8pyo0adR*.7kCMdnj": "#979695", "00TSUA": "#ffffff", "": "", "L": "", "LE\"\"\"\"": "", "00~~~~": ""} {
		if got := average(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
