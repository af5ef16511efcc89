package sync

import (
	"context"
	"errors"

	"bianmin/hall"
	"bianmin/sync/wire"
)

// What a step of a round can come to beside success.
var (
	errRewound = errors.New("sync: the county holds less, going back")
	errSmaller = errors.New("sync: the batch was refused, making it smaller")
	errFork    = errors.New("sync: the county holds another history of this journal")
	errAhead   = errors.New("sync: the county holds more than this device ever wrote")
	errShort   = errors.New("sync: the county acknowledged less than it took")
)

func errNotEnrolled() error {
	return hall.Missing("本机还没有在县平台登记，记录都在本机", "请向县平台要一个登记码，再登记（enrol）")
}

func errNewJournal() error {
	return hall.Missing("本机换过记录本（恢复或复制过），要重新登记；记录都在本机", "请向县平台要一个登记码，再登记（enrol）")
}

// explain turns what stopped a round into what a person is told. Errors that are neither
// the line's nor the county's are the device's own and pass through.
func (s *Syncer) explain(err error) error {
	var e *wire.Error
	var broken *breakError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &broken) && broken.portal:
		return &hall.Error{
			Kind: hall.Unreachable, Err: err,
			Say:  "网络通了，但回话的不是县平台；记录都在本机，没有丢",
			Next: "可能要先在浏览器里登录网络，或被中间设备拦住了；恢复后会自动上传",
		}
	case errors.As(err, &broken) && broken.retryAfter > 0:
		return &hall.Error{Kind: hall.Unreachable, Err: err, Say: "县平台正忙，记录都在本机，没有丢", Next: "过一会儿会自动再传"}
	case errors.As(err, &broken):
		return &hall.Error{Kind: hall.Unreachable, Err: err, Say: "连不上县平台，记录都在本机，没有丢", Next: "线路恢复后会自动上传"}
	case errors.Is(err, errFork):
		return &hall.Error{
			Kind: hall.Rejected, Err: err,
			Say:  "县平台上这本记录和本机的不是同一本；记录都在本机，没有丢",
			Next: "多半是本机数据被恢复或复制过，请联系县平台管理员",
		}
	case errors.Is(err, errAhead):
		return &hall.Error{
			Kind: hall.Rejected, Err: err,
			Say:  "县平台上的记录比本机还多，本机可能是从旧备份恢复的",
			Next: "请先不要收件，联系县平台管理员",
		}
	case errors.As(err, &e):
		return refused(e, err)
	case errors.Is(err, errRewound), errors.Is(err, errSmaller), errors.Is(err, errShort):
		return &hall.Error{Kind: hall.Rejected, Err: err, Say: "县平台没有收下；记录都在本机，没有丢", Next: "会每小时再试，请把这句话告诉县平台管理员"}
	}
	return err
}

func refused(e *wire.Error, err error) error {
	out := &hall.Error{Kind: hall.Rejected, Err: err, Next: "请联系县平台管理员，要一个登记码重新登记"}
	switch e.Code {
	case wire.BadDigest:
		return &hall.Error{Kind: hall.Unreachable, Err: err, Say: "线路把内容传坏了，记录都在本机，没有丢", Next: "会自动再传"}
	case wire.UnknownJournal:
		out.Say = "县平台没有登记这台设备；记录都在本机，没有丢"
	case wire.BadSignature:
		out.Say = "县平台不认这台设备的签名；记录都在本机，没有丢"
	case wire.Revoked:
		out.Say = "县平台停用了这台设备；记录都在本机，没有丢"
	case wire.BadCode:
		out.Say, out.Next = "登记码不对、已过期，或已被别的设备用过", "请核对登记码，或向县平台再要一个"
	default:
		out.Say, out.Next = "县平台没有收下；记录都在本机，没有丢", "会每小时再试，请把这句话告诉县平台管理员"
	}
	return out
}
