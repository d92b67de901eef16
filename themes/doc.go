// Package themes turns page structs into HTML through layers of files.
//
// # Layers
//
// A theme is a folder. Files are looked up one by one, and the first layer that
// has one wins: the site's own files, its theme, the theme that one extends,
// the default theme. So a theme that changes the footer holds one file.
//
//	theme.toml          name, the theme it extends, settings, fonts, proposed home page
//	base.html           the document; defines the blocks that pages fill
//	partials/*.html     pieces, by {{define}}; a piece of a higher layer wins, whatever
//	                    its file is called
//	home.html …         one file per page: home, item, channel, tag, agenda, search, info, error …
//	item/{kind}.html    the part of an item page that only this kind has; when no
//	                    layer has it, the kind's own template is used
//	assets/…            style sheets, images, fonts: served under /assets/{hash}/…
//	locale/*.json       words that the theme adds or changes
//
// Themes are found by name: Shipped ones are in the program, others are folders
// that the caller reads with Snapshot.
//
// # theme.toml
//
// Manifest is the file, Definition what the files of all layers say together.
// An unknown key is an error with its line.
//
//	name = "Marquee"
//	extends = "default"
//	home = ["agenda", "lead", "latest"]     # order of sections until staff arrange them
//	styles = ["marquee.css"]                # of assets/, appended to style.css
//	[description]
//	nl = "…"
//	[settings.accent]                       # inherited: says what differs only
//	default = "#7a1f3d"
//	dark = "#f3a6be"
//	[settings.poster_ratio]                 # a new one: type, default and label in four languages
//	type = "choice"
//	default = "tall"
//	attribute = "data-posters"
//	label = { nl = "…", en = "…", fr = "…", de = "…" }
//	choices = [{ value = "tall", label = { … } }, { value = "square", label = { … } }]
//	[fonts.spectral]                        # at most two, 30 KiB each
//	family = "Spectral"
//	file = "fonts/spectral.woff2"
//	fallback = "serif"
//	[[contrast]]                            # refused when a site's colours do not keep it
//	text = "accent"
//	on = "paper"
//	ratio = 4.5
//
// Types of settings are color, image, font, choice, bool, number and text. A
// setting reaches a page in three ways:
//
//   - property = "--accent": as a CSS property in settings.css, which a document
//     links with {{asset "settings.css"}} after style.css; colours change there
//     for dark screens, for print, and for visitors who force their colours
//   - attribute = "data-density": as an attribute of <html {{attributes}}>
//   - {{setting "header"}} and {{image "logo"}} in a template
//
// # Style sheets
//
// A theme that extends another one names its own sheets under styles: they are
// appended to style.css, so a page still loads two sheets. url(img/x.svg) in a
// sheet is replaced by the hashed address of that asset.
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
// buffered and bounded in size, steps and time, so a visitor never sees half a
// page and a template that calls itself ends.
//
// Besides what the caller hands in there are the functions
//
//	asset "NAME"      the address of a file of assets/
//	setting "NAME"    the value of a setting: true or false of a bool, else a string
//	image "NAME"      the picture of an image setting with Src, Srcset, Type, Width and
//	                  Height; nil when the site chose none: {{with image "logo"}}
//	attributes        the data attributes of <html>
//
// What the content security policy would stop in the visitor's browser is an
// error with file and line: style attributes and elements, on… attributes,
// scripts in the page, addresses elsewhere, @import, frames.
package themes
