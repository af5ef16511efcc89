package desk

import (
	"context"

	"bianmin/hall"
)

// recordJob puts in the record a paper is of, as the person signed in may read it.
func (s *Session) recordJob(_ context.Context, job *hall.PaperJob, o Order) error {
	if o.Of == "" {
		return hall.Refuse("没有写是哪一条登记", "请给出编号（--of）")
	}
	return hall.Refuse("这种纸不是登记的纸："+job.Kind.Han(), "请核对纸的种类")
}
