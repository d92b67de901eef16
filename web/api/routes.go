package api

import (
	"net/http"

	"vitrine/content"
)

const (
	get    = http.MethodGet
	post   = http.MethodPost
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// route is an address with what it does, for the router and for the OpenAPI
// document alike.
type route struct {
	method, path string
	name         string          // operationId
	does         string          // one line for people
	scopes       []content.Scope // any of them is enough; none: every valid token
	run          action
	query        []string // names of the parameters it takes
	body         string   // schema of the body, "" for none
	status       int      // of success
	answer       string   // schema of the answer, "[]X" for a page of X, "" for none
	optional     bool     // the body may be left out
	public       bool     // no token needed
}

// takesJSON reports whether the request has a JSON body.
func (r route) takesJSON() bool { return r.body != "" && r.body != multipartBody }

// multipartBody is the schema of the one body that is not JSON.
const multipartBody = "MediaUpload"

func scopes(s ...content.Scope) []content.Scope { return s }

// Rights of the addresses below. Roles are checked where the channel is known.
var (
	reading    = scopes(content.ScopeItemsRead)
	writing    = scopes(content.ScopeItemsWrite)
	publishing = scopes(content.ScopePublish)
	uploading  = scopes(content.ScopeMediaWrite)
	moderating = scopes(content.ScopeModerate)
	ruling     = scopes(content.ScopeAdmin)
	looking    = scopes(content.ScopeItemsRead, content.ScopeMediaWrite)
	anyone     = scopes()
)

var (
	paging  = []string{"limit", "cursor"}
	itemsBy = []string{"kind", "channel", "status", "tag", "lang", "q", "source", "updated_since", "revision", "limit", "cursor"}
	replies = []string{"status", "item", "limit", "cursor"}
	which   = []string{"revision"}
	to      = []string{"target"}
	sent    = []string{"kind", "state", "limit", "cursor"}
	blockBy = []string{"kind", "value"}
)

// routes is the table of contents.
func routes() []route {
	return []route{
		{get, "/items", "listItems", "Lists items, newest first; with updated_since in the order of their changes.", reading, (*call).itemList, itemsBy, "", 200, "[]Item", false, false},
		{post, "/items", "createItem", "Makes an item, or with source and external_id writes over the one made before (200).", writing, (*call).itemCreate, nil, "NewItem", 201, "Item", false, false},
		{get, "/items/{id}", "getItem", "Gives an item: the working revision, or the live one.", reading, (*call).itemGet, which, "", 200, "Item", false, false},
		{patch, "/items/{id}", "changeItem", "Changes named fields as a new working revision; texts merge by language, null removes.", writing, (*call).itemChange, nil, "ItemChange", 200, "Item", false, false},
		{remove, "/items/{id}", "deleteItem", "Puts an item that was never public into the trash, for 30 days.", writing, (*call).itemDelete, nil, "", 204, "", false, false},
		{post, "/items/{id}/submit", "submitItem", "Hands a draft in for review.", writing, (*call).itemSubmit, nil, "Step", 200, "Item", false, false},
		{post, "/items/{id}/approve", "approveItem", "Notes that a second person has read the working revision.", publishing, (*call).itemApprove, nil, "Step", 200, "Item", false, false},
		{post, "/items/{id}/publish", "publishItem", "Makes the working revision live, at once or at publish_at.", publishing, (*call).itemPublish, nil, "Publication", 200, "Item", false, false},
		{post, "/items/{id}/unschedule", "unscheduleItem", "Takes a scheduled publication back.", publishing, (*call).itemUnschedule, nil, "Step", 200, "Item", false, false},
		{post, "/items/{id}/withdraw", "withdrawItem", "Takes a published item back: its pages answer 410, other servers delete it.", publishing, (*call).itemWithdraw, nil, "Step", 200, "Item", false, false},
		{get, "/items/{id}/revisions", "listRevisions", "Lists the stored revisions, newest first.", reading, (*call).revisionList, paging, "", 200, "[]Revision", false, false},
		{post, "/items/{id}/revisions/{n}/restore", "restoreRevision", "Writes an earlier revision as a new working one.", writing, (*call).revisionRestore, nil, "Step", 200, "Item", false, false},
		{get, "/items/{id}/deliveries", "getDeliveries", "Says which servers the item has reached.", reading, (*call).deliveryList, nil, "", 200, "Deliveries", false, false},
		{post, "/items/{id}/deliveries/{host}/retry", "retryDeliveries", "Tries an item's open deliveries to a server again now.", publishing, (*call).deliveryRetry, nil, "Nothing", 200, "Retried", true, false},

		{post, "/media", "uploadMedia", "Stores a file.", uploading, (*call).mediaCreate, nil, multipartBody, 201, "Media", false, false},
		{get, "/media/{id}", "getMedia", "Gives what is known of a file.", looking, (*call).mediaGet, nil, "", 200, "Media", false, false},
		{patch, "/media/{id}", "changeMedia", "Changes what is said of a file.", uploading, (*call).mediaChange, nil, "MediaChange", 200, "Media", false, false},
		{remove, "/media/{id}", "deleteMedia", "Deletes a file that nothing uses; else 409 lists the uses.", uploading, (*call).mediaDelete, nil, "", 204, "", false, false},

		{get, "/channels", "listChannels", "Lists the channels, the main one first.", anyone, (*call).channelList, paging, "", 200, "[]Channel", false, false},
		{post, "/channels", "createChannel", "Makes a channel that people can follow.", ruling, (*call).channelCreate, nil, "NewChannel", 201, "Channel", false, false},
		{get, "/channels/{handle}", "getChannel", "Gives a channel.", anyone, (*call).channelGet, nil, "", 200, "Channel", false, false},
		{patch, "/channels/{handle}", "changeChannel", "Changes named fields of a channel; null removes.", ruling, (*call).channelChange, nil, "ChannelChange", 200, "Channel", false, false},
		{get, "/channels/{handle}/followers", "listFollowers", "Lists who follows a channel, newest first.", moderating, (*call).followerList, paging, "", 200, "[]Follower", false, false},
		{get, "/channels/{handle}/following", "listFollowing", "Lists whom a channel follows.", ruling, (*call).followingList, paging, "", 200, "[]Following", false, false},
		{post, "/channels/{handle}/following", "follow", "Makes a channel follow an account elsewhere.", ruling, (*call).followingCreate, nil, "Target", 202, "Target", false, false},
		{remove, "/channels/{handle}/following", "unfollow", "Makes a channel stop following an account.", ruling, (*call).followingDelete, to, "Target", 202, "Target", true, false},

		{get, "/replies", "listReplies", "Lists replies and messages, newest first.", moderating, (*call).replyList, replies, "", 200, "[]Reply", false, false},
		{post, "/replies/{id}/approve", "approveReply", "Shows a reply.", moderating, (*call).replyApprove, nil, "Nothing", 200, "Reply", true, false},
		{post, "/replies/{id}/hide", "hideReply", "Takes a reply from the public, with the reason.", moderating, (*call).replyHide, nil, "Reason", 200, "Reply", false, false},
		{get, "/reports", "listReports", "Lists what other servers reported, newest first.", moderating, (*call).reportList, paging, "", 200, "[]Report", false, false},
		{get, "/notices", "listNotices", "Lists what visitors sent through the forms, newest first.", moderating, (*call).noticeList, sent, "", 200, "[]Message", false, false},
		{patch, "/notices/{id}", "closeNotice", "Decides on what a visitor sent, with reasons, and tells the sender.", moderating, (*call).noticeClose, nil, "Decision", 200, "Message", false, false},
		{get, "/blocks", "listBlocks", "Lists the servers and accounts that are kept away.", ruling, (*call).blockList, paging, "", 200, "[]Block", false, false},
		{post, "/blocks", "block", "Keeps a server or an account away.", ruling, (*call).blockCreate, nil, "NewBlock", 201, "Block", false, false},
		{remove, "/blocks", "unblock", "Lets a server or an account in again.", ruling, (*call).blockDelete, blockBy, "", 204, "", false, false},
		{get, "/timeline", "listTimeline", "Lists what the followed institutions post, newest first.", reading, (*call).timeline, paging, "", 200, "[]Post", false, false},

		{get, "/site", "getSite", "Gives the institution and its settings.", anyone, (*call).siteGet, nil, "", 200, "Site", false, false},
		{patch, "/site", "changeSite", "Changes named fields of the site; null removes.", ruling, (*call).siteChange, nil, "SiteChange", 200, "Site", false, false},
		{get, "/openapi.json", "getDocument", "Gives this document.", anyone, (*call).openapi, nil, "", 200, "Document", false, true},
	}
}
