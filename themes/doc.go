// Package themes turns page structs into HTML through layers of files.
//
// # Layers
//
// A theme is a folder. Files are looked up one by one, and the first layer that
// has one wins: the site's overrides, its theme, the theme that one extends,
// the default theme. So a theme that changes the footer holds one file.
//
//	theme.toml          name and the theme it extends
//	base.html           the document; defines the blocks that pages fill
//	partials/*.html     pieces, by {{define}}
//	home.html …         one file per page: home, item, channel, tag, agenda, search, info, error
//	item/{kind}.html    the part of an item page that only this kind has; when no
//	                    layer has it, the kind's own template is used
//	assets/…            style sheets, images: served under /assets/{hash}/…
//	locale/*.json       words that the theme adds or changes
//
// # Pages
//
// Each page is executed with one struct; package web/page documents them, and
// they are the contract between the program and a theme. Open executes every
// template against sample pages, so a theme that asks for a field that does not
// exist is refused at start or at Reload, and the old one stays.
//
// # What a template may do
//
// Templates are html/template: everything is escaped for its place. There is no
// function that trusts HTML; the only trusted HTML is the cleaned body that a
// page struct carries. A template has no database and no network. Its output is
// buffered and bounded in size and time, so a visitor never sees half a page.
//
// Besides what the caller hands in there is one function, asset, which gives
// the address of a file of assets/ by its name.
package themes
