package desk

import (
	"context"
	"encoding/json"
	"fmt"
)

// Draft (草稿) is an intake not yet saved. It is local, never journalled, and belongs to
// the person signed in.
func (s *Session) Draft(ctx context.Context) (Intake, bool, error) {
	raw, err := s.parts.Register.Draft(ctx, s.draftKey())
	if err != nil || raw == nil {
		return Intake{}, false, err
	}
	var in Intake
	if err := json.Unmarshal(raw, &in); err != nil {
		return Intake{}, false, fmt.Errorf("read the draft: %w", err)
	}
	return in, true, nil
}

// SaveDraft keeps the intake being typed, so that a crash loses nothing.
func (s *Session) SaveDraft(ctx context.Context, in Intake) error {
	if err := s.need(RightIntake); err != nil {
		return err
	}
	if err := (guard{who: s.staff, of: s.parts.Register}).still(ctx); err != nil {
		return err
	}
	raw, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("save the draft: %w", err)
	}
	return s.parts.Register.SaveDraft(ctx, s.draftKey(), raw)
}

// DropDraft forgets the draft: the next person never sees the last one's answers.
func (s *Session) DropDraft(ctx context.Context) error {
	return s.parts.Register.SaveDraft(ctx, s.draftKey(), nil)
}

func (s *Session) draftKey() string { return "intake/" + s.staff.ID }
