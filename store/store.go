package store

import "vitrine/content"

var _ content.Store = (*DB)(nil)
