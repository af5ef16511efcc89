package desk

import (
	"context"
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/hall/workday"
)

// CatalogueReport is what checking a catalogue file found.
type CatalogueReport struct {
	Edition  string
	Matters  int
	Refusals []catalogue.Problem // an edition with one is not taken
	Warnings []catalogue.Problem
}

// CheckCatalogue reads a catalogue file and says what is wrong with it.
func CheckCatalogue(data []byte, name string) CatalogueReport {
	e, refusals, warnings := catalogue.Parse(data, name)
	return CatalogueReport{Edition: e.Name, Matters: len(e.Matters), Refusals: refusals, Warnings: warnings}
}

// ImportCatalogue puts an edition into use, whole or not at all.
func (s *Session) ImportCatalogue(ctx context.Context, data []byte, name string) (CatalogueReport, error) {
	if err := s.need(RightRules); err != nil {
		return CatalogueReport{}, err
	}
	e, refusals, warnings := catalogue.Parse(data, name)
	report := CatalogueReport{Edition: e.Name, Matters: len(e.Matters), Refusals: refusals, Warnings: warnings}
	if len(refusals) > 0 {
		lines := make([]string, 0, len(refusals))
		for _, p := range refusals {
			lines = append(lines, p.String())
		}
		return report, hall.Refuse(
			fmt.Sprintf("这一版目录有 %d 处不合发布要求，整版没有导入：\n%s", len(refusals), strings.Join(lines, "\n")),
			"请改好后再导入；现在用的还是原来的目录")
	}
	return report, s.parts.Library.PublishCatalogue(ctx, e)
}

// ImportCalendar puts the schedules of one or more years into use, all or none, and
// returns those years. The days of the open cases are counted again with them.
func (s *Session) ImportCalendar(ctx context.Context, data []byte) ([]workday.Year, error) {
	if err := s.need(RightRules); err != nil {
		return nil, err
	}
	years, err := workday.ParseJSON(data)
	if err != nil {
		return nil, &hall.Error{Kind: hall.Invalid, Say: "放假安排没有导入：" + err.Error(), Next: "请改好后再导入；现在用的还是原来的安排", Err: err}
	}
	if err := s.parts.Library.PublishCalendar(ctx, years); err != nil {
		return nil, err
	}
	_, err = s.Recount(ctx)
	return years, err
}

// Matters are the matters of the edition in use, in catalogue order.
func (d *Desk) Matters(ctx context.Context) ([]hall.Matter, error) {
	return d.parts.Library.Matters(ctx)
}

// Matter of the edition in use.
func (d *Desk) Matter(ctx context.Context, code string) (hall.Matter, error) {
	return d.parts.Library.Matter(ctx, code)
}

// Calendar in use on this device.
func (d *Desk) Calendar(ctx context.Context) (workday.Calendar, error) {
	return d.parts.Library.Calendar(ctx)
}
