package vocab

// The namespaces that are compared, not only written.
const (
	// NS is the ActivityStreams context; a document without it is refused.
	NS = "https://www.w3.org/ns/activitystreams"
	// PublicID is the collection that means everybody, as written in full.
	PublicID = NS + "#Public"
	// ContentType is what every document of ours is served as.
	ContentType = "application/activity+json"
)

// The contexts are literals: term by term, in a fixed order, so that a document
// has the same bytes each time and a peer needs to fetch nothing to read it.
// What is in a document must be defined here; a test expands every golden file.
const (
	plainContext = `"` + NS + `"`

	// signedContext is that of an activity of ours without extension terms: a
	// proof (FEP-8b32) may be added to it.
	signedContext = `["` + NS + `","` + integrity + `"]`
	integrity     = "https://w3id.org/security/data-integrity/v1"

	objectTerms = `"Hashtag":"as:Hashtag","sensitive":"as:sensitive","schema":"http://schema.org/",` +
		`"license":{"@id":"schema:license","@type":"@id"},"isPartOf":{"@id":"schema:isPartOf","@type":"@id"},` +
		`"mainEntity":{"@id":"schema:mainEntity","@type":"@id"},` +
		`"toot":"http://joinmastodon.org/ns#","blurhash":"toot:blurhash","focalPoint":{"@container":"@list","@id":"toot:focalPoint"},` +
		`"gts":"https://gotosocial.org/ns#","interactionPolicy":{"@id":"gts:interactionPolicy","@type":"@id"},` +
		`"canQuote":{"@id":"gts:canQuote","@type":"@id"},"automaticApproval":{"@id":"gts:automaticApproval","@type":"@id"}`

	eventTerms = `"sc":"https://schema.org/","mz":"https://joinmobilizon.org/ns#","ical":"http://www.w3.org/2002/12/cal/ical#",` +
		`"ev":"https://w3id.org/fep/8a8e/",` +
		`"address":{"@id":"sc:address"},"PostalAddress":"sc:PostalAddress","streetAddress":"sc:streetAddress","postalCode":"sc:postalCode",` +
		`"addressLocality":"sc:addressLocality","addressCountry":"sc:addressCountry","VirtualLocation":"sc:VirtualLocation",` +
		`"inLanguage":"sc:inLanguage","timezone":"ev:timezone","joinMode":"ev:joinMode","externalParticipationUrl":"ev:externalParticipationUrl",` +
		`"eventStatus":"ev:eventStatus","previousStartTime":"ev:previousStartTime","status":"ical:status","displayEndTime":"ev:displayEndTime",` +
		`"organizers":{"@id":"ev:organizers","@type":"@id"},"remainingAttendeeCapacity":"mz:remainingAttendeeCapacity",` +
		`"isOnline":"mz:isOnline","commentsEnabled":"https://joinpeertube.org/ns#commentsEnabled"`

	objectContext = `["` + NS + `",{` + objectTerms + `}]`
	eventContext  = `["` + NS + `",{` + objectTerms + `,` + eventTerms + `}]`

	// The same for the activities around them.
	articleActivity = `["` + NS + `","` + integrity + `",{` + objectTerms + `}]`
	eventActivity   = `["` + NS + `","` + integrity + `",{` + objectTerms + `,` + eventTerms + `}]`

	tagContext = `["` + NS + `",{"Hashtag":"as:Hashtag"}]`

	// quoteContext has the terms of FEP-044f.
	quoteContext = `["` + NS + `",{"QuoteAuthorization":"https://w3id.org/fep/044f#QuoteAuthorization",` +
		`"QuoteRequest":"https://w3id.org/fep/044f#QuoteRequest","gts":"https://gotosocial.org/ns#",` +
		`"interactingObject":{"@id":"gts:interactingObject","@type":"@id"},"interactionTarget":{"@id":"gts:interactionTarget","@type":"@id"}}]`

	actorContext = `["` + NS + `","https://w3id.org/security/v1","https://www.w3.org/ns/cid/v1","https://purl.archive.org/socialweb/webfinger",{` +
		`"toot":"http://joinmastodon.org/ns#","schema":"http://schema.org#","gts":"https://gotosocial.org/ns#",` +
		`"discoverable":"toot:discoverable","indexable":"toot:indexable",` +
		`"featured":{"@id":"toot:featured","@type":"@id"},"featuredTags":{"@id":"toot:featuredTags","@type":"@id"},` +
		`"featuredCollections":{"@id":"https://w3id.org/fep/7aa9#featuredCollections","@type":"@id"},` +
		`"attributionDomains":{"@id":"toot:attributionDomains","@container":"@set"},` +
		`"manuallyApprovesFollowers":"as:manuallyApprovesFollowers",` +
		`"alsoKnownAs":{"@id":"as:alsoKnownAs","@type":"@id"},"movedTo":{"@id":"as:movedTo","@type":"@id"},` +
		`"PropertyValue":"schema:PropertyValue","value":"schema:value",` +
		`"interactionPolicy":{"@id":"gts:interactionPolicy","@type":"@id"},"automaticApproval":{"@id":"gts:automaticApproval","@type":"@id"},` +
		`"canFeature":{"@id":"https://w3id.org/fep/7aa9#canFeature","@type":"@id"}}]`

	serverContext = `["` + NS + `","https://w3id.org/security/v1","https://w3id.org/fep/844e"]`
)
