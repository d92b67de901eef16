package cmd

import "testing"

// BenchmarkInbox is the inbox's line of BenchmarkTable alone.
func BenchmarkInbox(b *testing.B) {
	for _, r := range benchInbox(b) {
		b.Logf("%s%s: %.2f, at least %.2f", r.what, r.note, r.value, r.limit)
		b.ReportMetric(r.value, "ratio")
	}
}
