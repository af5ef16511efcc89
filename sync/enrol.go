package sync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/sync/wire"
)

// enrolTries is how often an enrolment is sent; the county answers a repetition with the same grant.
const enrolTries = 4

// Enrol enrols the device at a county with a one-time code (登记). The keys are saved
// before they are sent, so that an enrolment whose answer is lost can be repeated, even
// after a restart, with the same code. Errors are of kind Invalid (the address or the
// hall), Rejected (the code) or Unreachable.
func (s *Syncer) Enrol(ctx context.Context, countyURL, code string) error {
	base, err := baseURL(countyURL)
	if err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	office, err := s.o.Links.Office(ctx)
	if err != nil {
		return err
	}
	link, err := s.prepareLink(ctx, base, office)
	if err != nil {
		return err
	}
	got, err := s.askEnrol(ctx, base, wire.Enrol{
		Code: code, Journal: link.Journal, PublicKey: link.Keys.Public, Device: string(office.Device), Program: s.o.Program,
	})
	if err != nil {
		return s.explain(err)
	}
	if office.Code != "" && got.Hall != office.Code {
		return hall.Refuse("这个登记码是发给另一个大厅（"+got.Hall+"）的", "请向县平台要本大厅（"+office.Code+"）的登记码")
	}
	if device := hall.DeviceCode(got.Device); device != office.Device {
		if err := s.o.Links.SetDevice(ctx, device); err != nil {
			return fmt.Errorf("take the device code granted: %w", err)
		}
	}
	link.County, link.Name, link.Hall, link.Spare = base, got.County, got.Hall, got.Spare
	if err := s.o.Links.SaveLink(ctx, link); err != nil {
		return fmt.Errorf("save the enrolment: %w", err)
	}
	s.change(func(st *State) { st.Failing, st.Kind, st.Reason, st.Next = false, 0, "", "" })
	s.Kick()
	return nil
}

// prepareLink returns the link with keys for this journal. A standing enrolment is left
// as it is until the county has granted the new one.
func (s *Syncer) prepareLink(ctx context.Context, base string, office hall.Office) (journal.Link, error) {
	link, err := s.o.Links.Link(ctx)
	if err != nil {
		return link, err
	}
	if link.Journal == office.Journal && link.Keys.Private != "" {
		return link, nil
	}
	keys, err := journal.GenerateKeys(nil, office.Journal)
	if err != nil {
		return link, err
	}
	link = journal.Link{County: base, Journal: office.Journal, Keys: keys}
	if err := s.o.Links.SaveLink(ctx, link); err != nil {
		return link, fmt.Errorf("save the device key: %w", err)
	}
	return link, nil
}

func (s *Syncer) askEnrol(ctx context.Context, base string, e wire.Enrol) (wire.Enrolled, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return wire.Enrolled{}, fmt.Errorf("encode the enrolment: %w", err)
	}
	for try := 1; ; try++ {
		got, err := s.askEnrolOnce(ctx, base, body)
		var broken *breakError
		if err == nil || ctx.Err() != nil || !errors.As(err, &broken) || !broken.carried || try == enrolTries {
			return got, err
		}
		if err := s.sleep(ctx, s.jitter(time.Duration(try)*500*time.Millisecond)); err != nil {
			return got, err
		}
	}
}

func (s *Syncer) askEnrolOnce(ctx context.Context, base string, body []byte) (wire.Enrolled, error) {
	var got wire.Enrolled
	a, err := s.post(ctx, base+wire.EnrolPath, wire.AnswerType, nil, body)
	if err != nil {
		return got, err
	}
	if a.status != http.StatusOK {
		return got, s.refusal(a)
	}
	err = wire.DecodeAnswer(a.header.Get("Content-Type"), a.body, &got)
	if err != nil || got.Hall == "" || got.Epoch == "" || !hall.DeviceCode(got.Device).Valid() {
		return got, &breakError{portal: true, err: errors.Join(wire.ErrNotOurs, err)}
	}
	return got, nil
}

// baseURL checks a county's address. Without TLS only this machine is talked to: entries
// hold personal data.
func baseURL(text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return "", hall.Refuse("县平台的地址写得不对", "应像 https://county.example.cn 这样")
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", hall.Refuse("到别的机器必须加密（https）", "请向县平台要 https 开头的地址")
	}
	return strings.TrimRight(u.Scheme+"://"+u.Host+u.Path, "/"), nil
}
