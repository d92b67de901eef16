package vocab

// The collections of an actor and of an object have the id of their owner and a
// word behind it, so that no address need be stored.

// InboxOf is an actor's own inbox.
func InboxOf(actor string) string { return actor + "/inbox" }

// OutboxOf is an actor's outbox.
func OutboxOf(actor string) string { return actor + "/outbox" }

// FollowersOf is the followers collection of an actor of ours.
func FollowersOf(actor string) string { return actor + "/followers" }

// FollowingOf is the collection of what an actor of ours follows.
func FollowingOf(actor string) string { return actor + "/following" }

// FeaturedOf is the collection of an actor's pinned objects.
func FeaturedOf(actor string) string { return actor + "/featured" }

// FeaturedTagsOf is the collection of an actor's tags.
func FeaturedTagsOf(actor string) string { return actor + "/tags" }

// MainKeyOf is the id of an actor's RSA key.
func MainKeyOf(actor string) string { return actor + "#main-key" }

// EdKeyOf is the id of an actor's Ed25519 key.
func EdKeyOf(actor string) string { return actor + "#ed25519-key" }

// RepliesOf is the replies collection of an object of ours.
func RepliesOf(object string) string { return object + "/replies" }

// LikesOf is the likes collection of an object of ours.
func LikesOf(object string) string { return object + "/likes" }

// SharesOf is the shares collection of an object of ours.
func SharesOf(object string) string { return object + "/shares" }
