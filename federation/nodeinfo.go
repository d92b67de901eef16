package federation

import (
	"encoding/json"
	"net/http"

	"github.com/gorilla/mux"

	"vitrine/content"
)

// nodeinfoLinks tells where NodeInfo is, and who the server actor is (FEP-2677).
func (s *Server) nodeinfoLinks(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	const schema = "http://nodeinfo.diaspora.software/ns/schema/"
	body, err := json.Marshal(map[string]any{"links": []map[string]string{
		{"rel": schema + "2.1", "href": site.Origin + "/nodeinfo/2.1"},
		{"rel": schema + "2.0", "href": site.Origin + "/nodeinfo/2.0"},
		{"rel": "https://www.w3.org/ns/activitystreams#Application", "href": site.ServerActor()},
	}})
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, "application/json", "", body)
}

type nodeinfo struct {
	Version           string            `json:"version"`
	Software          map[string]string `json:"software"`
	Protocols         []string          `json:"protocols"`
	Services          map[string]any    `json:"services"`
	OpenRegistrations bool              `json:"openRegistrations"`
	Usage             map[string]any    `json:"usage"`
	Metadata          map[string]any    `json:"metadata"`
}

// nodeinfo says what runs here (NodeInfo 2.0 and 2.1, FEP-0151): true numbers or none.
func (s *Server) nodeinfo(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	version := mux.Vars(r)["version"]
	channels, err := s.Store.Channels(r.Context(), site.ID)
	if err != nil {
		return err
	}
	posts, staff := 0, []string{}
	for _, c := range channels {
		_, _, n, err := s.Store.ChannelObjects(r.Context(), site.ID, c.ID, 1, "")
		if err != nil {
			return err
		}
		posts += n
		if c.Kind == content.ChannelMain {
			staff = append(staff, site.ActorID(c.ID))
		}
	}
	desc, _ := site.Settings.Description.In(site.DefaultLang())
	doc := nodeinfo{Version: version, Protocols: []string{"activitypub"},
		Software: map[string]string{"name": s.Software.Name, "version": s.Software.Version},
		Services: map[string]any{"inbound": []string{}, "outbound": []string{"atom1.0", "rss2.0"}},
		Usage:    map[string]any{"users": map[string]int{"total": len(channels)}, "localPosts": posts, "localComments": 0},
		Metadata: map[string]any{"nodeName": site.Name, "nodeDescription": desc, "staffAccounts": staff, "federation": map[string]bool{"enabled": true}}}
	if version == "2.1" {
		if s.Software.Repository != "" {
			doc.Software["repository"] = s.Software.Repository
		}
		if s.Software.Homepage != "" {
			doc.Software["homepage"] = s.Software.Homepage
		}
	}
	body, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/`+version+`#"`, "", body)
}
