package web

import (
	"vitrine/content"
	"vitrine/web/page"
)

// privacySections is the privacy statement. What is kept and for how long comes
// from the register that the retention job works by (P10, P11); what is said of
// visitors is what the tests of P1 to P5 hold.
func privacySections(v *visit) ([]page.Section, error) {
	d := v.site.Settings.Duty
	who := v.section("info.privacy.who.heading", v.say("info.privacy.who.text", "Body", v.site.Responsible()))
	who.Contact = true
	out := []page.Section{who}
	if d.DPO != "" || d.DPOEmail != "" {
		dpo := v.section("info.privacy.dpo.heading", v.say("info.privacy.dpo.text"))
		dpo.ID, dpo.Terms = "dpo", terms(page.Term{Name: v.say("info.privacy.dpo.heading"), Text: d.DPO}, v.mail(d.DPOEmail))
		out = append(out, dpo)
	}
	visitors := v.section("info.privacy.visitors.heading", v.say("info.privacy.visitors.cookies"), v.say("info.privacy.visitors.requests"),
		v.say("info.privacy.visitors.statistics"), v.say("info.privacy.visitors.addresses"), v.say("info.privacy.visitors.staff"))
	fediverse := v.section("info.privacy.fediverse.heading", v.say("info.privacy.fediverse.text"), v.say("info.privacy.fediverse.outside"))
	fediverse.ID = "fediverse"
	register := v.section("info.privacy.register.heading", v.say("info.privacy.register.text"))
	register.ID = "register"
	register.Table = v.register()
	rights := v.section("info.privacy.rights.heading", v.say("info.privacy.rights.text"))
	rights.ID, rights.Contact = "rights", true
	authority := v.section("info.privacy.authority.heading", v.say("info.privacy.authority.none"))
	authority.ID = "authority"
	if o, ok := d.Supervisor(); ok {
		authority.Paragraphs, authority.Terms = []string{v.say("info.privacy.authority.text")}, v.office(o)
	}
	return append(out, visitors, fediverse, register, rights, authority), nil
}

// register is the register of personal data as a table.
func (v *visit) register() *page.Table {
	t := &page.Table{Caption: v.say("register.caption"), Head: []string{v.say("register.head.data"), v.say("register.head.purpose"),
		v.say("register.head.ground"), v.say("register.head.period"), v.say("register.head.recipients")}}
	for _, rec := range content.Register {
		t.Rows = append(t.Rows, page.RegisterRow(v.st.look.Words, v.lang, rec, content.RetentionOf(v.site)))
	}
	return t
}
