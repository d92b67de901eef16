// Package plugins is how content arrives from other systems.
//
// An [Importer] knows one format: it reads, and hands [Record]s to its [Host],
// one by one. What a record then causes is the same for every importer, and is
// the work of the [Runner] alone:
//
//   - a new record becomes an item, published or a draft;
//   - a changed one updates its item, unless staff edited that;
//   - an unchanged one changes nothing: no revision, no date, no job;
//   - a deleted one is withdrawn;
//   - pictures are fetched once, kept, and referred to. One that cannot be
//     fetched is left out, reported, and tried again by the next run.
//
// Each record is stored before the next is read, so that an import that ends
// early (a file that is cut, a machine that is switched off) is continued by
// running it again. Everything a record holds is taken for hostile: bodies are
// cleaned by content.Service, addresses are fetched through the one outbound
// client, sizes and counts are bounded.
//
// A new importer is a folder with a type that has Import; package plugintest
// holds it against the rules above.
package plugins
