package cmd

import (
	"context"

	"vitrine/federation/peer"
	"vitrine/web"
)

// elsewhere asks a visitor's own server where it takes things over, through the
// one outbound client.
type elsewhere struct{ client *peer.Client }

var _ web.Elsewhere = elsewhere{}

// The relations of FEP-3b86, section 3.1, and of OStatus.
const intent = "https://w3id.org/fep/3b86/"

// Intents reads the templates in the account's WebFinger answer. Refused
// addresses and broken answers are for the visitor the same as no account.
func (e elsewhere) Intents(ctx context.Context, account string) (web.Intents, error) {
	f, err := e.client.Finger(ctx, account)
	if err != nil {
		return web.Intents{}, peerError(err)
	}
	return web.Intents{
		Follow: f.Template(intent + "Follow"), Object: f.Template(intent + "Object"), Create: f.Template(intent + "Create"),
		Subscribe: f.Template("http://ostatus.org/schema/1.0/subscribe"),
	}, nil
}
