package content

import "testing"

func TestValidOrigin(t *testing.T) {
	for s, want := range map[string]bool{
		"https://stad.example": true, "https://*.stad.example": true, "http://localhost:8080": true, "https://www.stad-lindebeke.example:8443": true,
		"": false, "https://": false, "stad.example": false, "https://stad.example/": false, "https://stad.example/agenda": false, "https://Stad.example": false,
		"https://stad.example?x": false, "https://stad.example#x": false, "https://a@stad.example": false, "ftp://stad.example": false, "https://*": false, "*": false,
		"https://stad.example; script-src *": false, "https://stad.example 'unsafe-inline'": false, "https://a.example,https://b.example": false,
		"https://a..example": false, "https://-a.example": false, "https://stad.example\r\nX: y": false, "javascript://x": false, "data:x": false,
	} {
		if ValidOrigin(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}
