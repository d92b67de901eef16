package vocab

// IsTombstone reports whether a document is what is left of something that was
// deleted; some servers answer it with status 200.
func IsTombstone(doc []byte) bool {
	m, err := decode(doc)
	if err != nil {
		return false
	}
	_, c := typeOf(m)
	return c == tombClass
}
