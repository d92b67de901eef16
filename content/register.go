package content

import "time"

// Record is one kind of personal data in the register of processing activities
// (GDPR art. 30): what it is for, on which ground, for how long, and who gets
// it. Its words are in the catalogue under register.{Key}: data, purpose and
// period. The retention job, the privacy page, the exported register and
// docs/OPERATIONS.md all have it from here (P10, P11).
type Record struct {
	Key        string
	Tables     []string // where it is
	Ground     string   // catalogue key below register.ground
	Recipients []string // catalogue keys below register.to
	Job        string   // the queue of the job that deletes, "" when something else ends it
	Ages       []Age    // what that job deletes
}

// Age is a kind of row that the retention job deletes when it is older than a period.
type Age struct {
	Kind string // name among the purges of the store
	Of   func(Retention) time.Duration
}

// Grounds (GDPR art. 6(1)) and recipients.
const (
	GroundTask     = "task"     // (e): a task in the public interest
	GroundDuty     = "duty"     // (c): a legal obligation
	GroundInterest = "interest" // (f), or (e) for a public body: security and working order
	GroundContract = "contract" // (b): the contract with staff

	ToStaff     = "staff"
	ToProcessor = "processor" // who runs the installation
	ToPublic    = "public"    // shown on pages and in feeds
	ToServers   = "servers"   // servers of the fediverse, which may be outside the EU
)

// Register is every kind of personal data that the program keeps.
var Register = []Record{
	{Key: "staff", Tables: []string{"users", "memberships", "tokens"}, Ground: GroundContract, Recipients: []string{ToStaff, ToProcessor}},
	{Key: "authors", Tables: []string{"items", "revisions", "authors", "drafts", "media", "media_uses"}, Ground: GroundTask,
		Recipients: []string{ToPublic, ToServers}, Job: QueueRetain, Ages: []Age{{"trash", func(r Retention) time.Duration { return r.Trash }}}},
	{Key: "followers", Tables: []string{"followers"}, Ground: GroundTask, Recipients: []string{ToStaff, ToProcessor, ToServers}, Job: QueueRetain,
		Ages: []Age{{"followers", func(r Retention) time.Duration { return r.Ended }}}},
	{Key: "profiles", Tables: []string{"actors", "actor_keys"}, Ground: GroundTask, Recipients: []string{ToStaff, ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"actors", func(r Retention) time.Duration { return r.Actors }}}},
	{Key: "replies", Tables: []string{"replies"}, Ground: GroundTask, Recipients: []string{ToStaff, ToProcessor, ToPublic}},
	{Key: "reactions", Tables: []string{"reactions"}, Ground: GroundTask, Recipients: []string{ToProcessor, ToPublic}},
	{Key: "messages", Tables: []string{"messages"}, Ground: GroundDuty, Recipients: []string{ToStaff, ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"messages", func(r Retention) time.Duration { return r.Messages }}, {"waiting messages", func(r Retention) time.Duration { return r.Waiting }}}},
	{Key: "reports", Tables: []string{"reports"}, Ground: GroundDuty, Recipients: []string{ToStaff, ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"reports", func(r Retention) time.Duration { return r.Reports }}}},
	{Key: "posts", Tables: []string{"remote_posts"}, Ground: GroundTask, Recipients: []string{ToStaff, ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"posts", func(r Retention) time.Duration { return r.Actors }}}},
	{Key: "choices", Tables: []string{"followings", "blocks"}, Ground: GroundTask, Recipients: []string{ToStaff, ToProcessor}},
	{Key: "received", Tables: []string{"received"}, Ground: GroundInterest, Recipients: []string{ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"received", func(r Retention) time.Duration { return r.Seen }}}},
	{Key: "activities", Tables: []string{"activities"}, Ground: GroundTask, Recipients: []string{ToServers}, Job: QueueRetain,
		Ages: []Age{{"activities", func(r Retention) time.Duration { return r.Seen }}}},
	{Key: "deliveries", Tables: []string{"deliveries", "receipts", "jobs", "hosts", "lanes"}, Ground: GroundInterest, Recipients: []string{ToStaff, ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"deliveries", ofDead}, {"receipts", ofDead}, {"jobs", ofDead}, {"hosts", ofDead}}},
	{Key: "answers", Tables: []string{"answers"}, Ground: GroundInterest, Recipients: []string{ToProcessor}, Job: QueueRetain,
		Ages: []Age{{"answers", func(r Retention) time.Duration { return r.Answers }}}},
}

func ofDead(r Retention) time.Duration { return r.Dead }

// Impersonal are the tables that hold no personal data, among them those that
// are made from the published items.
var Impersonal = []string{"sites", "site_hosts", "channels", "slugs", "occurrences", "tags", "objects", "featured", "keys",
	"facets", "facet_labels", "item_facets", "tallies", "months", "members", "words", "spellings", "derived",
	"listings", "titles", "agenda", "search_texts", "search"}

// Period is how long a kind of row is kept, as the register has it; 0, for a
// kind that is not in the register, keeps it.
func (r Retention) Period(kind string) time.Duration {
	for _, rec := range Register {
		for _, a := range rec.Ages {
			if a.Kind == kind {
				return a.Of(r)
			}
		}
	}
	return 0
}

// Days are the register's periods of a record, in days; Hours in hours where
// the first is shorter than two days.
func (rec Record) Days(r Retention) (days []int, hours int) {
	for _, a := range rec.Ages {
		if d := a.Of(r); d < 48*time.Hour {
			hours = int(d / time.Hour)
		} else {
			days = append(days, int(d/(24*time.Hour)))
		}
	}
	return days, hours
}

// RetentionOf is how long a site's data are kept, as its institution chose.
func RetentionOf(s *Site) Retention {
	r := DefaultRetention
	if s.Settings.ActorDays > 0 {
		r.Actors = time.Duration(s.Settings.ActorDays) * 24 * time.Hour
	}
	return r
}
