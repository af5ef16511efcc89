package desk

import (
	"context"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// sealed is the head of a case signed by this device, for the code of its slip; empty on a device
// that has no key yet.
func (s *Session) sealed(ctx context.Context, c *hall.Case) (string, error) {
	link, err := s.parts.Shelf.Link(ctx)
	if err != nil || link.Keys.Private == "" {
		return "", err
	}
	signed, err := journal.SignLine(link.Keys.Private, c.SlipHead().Line())
	if err != nil {
		return "", fmt.Errorf("sign a slip: %w", err)
	}
	return signed, nil
}

// Scanned is what the code of a slip says.
type Scanned struct {
	Head   hall.SlipHead
	Signed bool       // by this device, or by one of the keys given
	Case   *hall.Case // as it is here; nil when this device does not know it
}

// Scan (纸上续办) reads the code of a slip back: of a case this device never heard of, too. A
// signature by a key that is not known here is not checked; one that was tampered with is Rejected.
func (s *Session) Scan(ctx context.Context, scanned string, keys ...string) (Scanned, error) {
	if err := s.need(RightCaseRead); err != nil {
		return Scanned{}, err
	}
	signed, err := hall.SlipLine(scanned)
	if err != nil {
		return Scanned{}, err
	}
	link, err := s.parts.Shelf.Link(ctx)
	if err != nil {
		return Scanned{}, err
	}
	if link.Keys.Public != "" {
		keys = append(keys, link.Keys.Public)
	}
	line, by, err := journal.OpenLine(signed, keys...)
	if err != nil {
		return Scanned{}, &hall.Error{Kind: hall.Rejected, Say: "凭证上的码被改过，或没有印完整", Next: "请核对凭证真假，照编号查", Err: err}
	}
	out := Scanned{Signed: by != ""}
	if out.Head, err = hall.ReadSlipHead(line); err != nil {
		return out, err
	}
	c, err := s.parts.Reader.Case(ctx, out.Head.ID)
	switch {
	case hall.KindOf(err) == hall.NotFound:
		return out, nil
	case err != nil:
		return out, err
	}
	if err := s.needOn(RightCaseRead, c.Hands()...); err != nil {
		return Scanned{}, err
	}
	out.Case = c
	return out, nil
}
