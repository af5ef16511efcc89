package hall_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"bianmin/hall"
)

func TestEveryErrorHasASentence(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"ours, wrapped":      {fmt.Errorf("save: %w", hall.Refuse("没有写日期", "请写日期")), "没有写日期"},
		"stopped by hand":    {fmt.Errorf("workload: %w", context.Canceled), "已中止，前面做完的都已保存"},
		"a defect, not told": {errors.New("index out of range"), "程序内部出错，已保存的数据不受影响"},
	} {
		if say, next := hall.Explain(c.err); say != c.want || next == "" {
			t.Errorf("%s: %q, %q", name, say, next)
		}
	}
}
