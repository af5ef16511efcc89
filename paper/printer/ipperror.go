package printer

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// silent puts a failure of the line into a sentence. A caller who gave up gets the context's error.
func (s *ippSystem) silent(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	e := &hall.Error{Kind: hall.Unreachable, Err: err}
	var (
		status httpStatus
		cert   *tls.CertificateVerificationError
		dial   *net.OpError
		late   net.Error
	)
	who := "打印机"
	if s.service != "" {
		who = "打印服务"
	}
	switch {
	case errors.As(err, &status):
		return sayHTTP(e, who, int(status))
	case errors.As(err, &cert):
		e.Kind, e.Say, e.Next = hall.Rejected, "打印机的证书不受信任，没有打印", "请管理员核对打印机的地址和证书，或改用 ipp://"
	case errors.Is(err, errGarbled):
		e.Say, e.Next = who+"的回答看不懂", "请核对地址是不是打印机的；还不行的，请管理员看打印服务"
	case errors.As(err, &dial) && dial.Op == "dial" && s.service != "":
		e.Say, e.Next = "打印服务没有运行", "请管理员启动打印服务（CUPS），或先存成 PDF 文件"
	case errors.As(err, &dial) && dial.Op == "dial":
		e.Say, e.Next = "连不上打印机", "请看打印机电源、网线和地址"
	case errors.Is(ctx.Err(), context.DeadlineExceeded) || errors.As(err, &late) && late.Timeout():
		e.Say, e.Next = who+"没有回答", "请看打印机电源和连线，过一会儿再试"
	default:
		e.Say, e.Next = "和"+who+"的连接断了", "请看打印机电源和连线，再试一次"
	}
	return e
}

func sayHTTP(e *hall.Error, who string, status int) error {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		e.Kind, e.Say, e.Next = hall.Rejected, who+"不许这台机器打印", "请管理员核对打印服务的权限"
	case http.StatusUpgradeRequired:
		e.Kind, e.Say, e.Next = hall.Rejected, who+"要加密连接", "请用 ipps:// 开头的地址"
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		e.Kind, e.Say, e.Next = hall.NotFound, "这个地址上没有打印机", "请核对打印机的地址，例如 ipp://192.168.1.20/ipp/print"
	default:
		e.Say, e.Next = who+"出错了", "请过一会儿再试；还不行的，请管理员看打印服务"
	}
	return e
}

// refusal puts an IPP status into a sentence. Source: RFC 8011 appendix B.
func refusal(op goipp.Op, status goipp.Status) error {
	e := &hall.Error{Kind: hall.Rejected, Err: errors.New(status.String())}
	aboutJob := op == goipp.OpCancelJob || op == goipp.OpGetJobAttributes || op == goipp.OpSendDocument
	switch status {
	case goipp.StatusErrorNotFound, goipp.StatusErrorGone:
		e.Kind, e.Say, e.Next = hall.NotFound, "没有这台打印机", "请用 printer list 看有哪些打印机"
		if aboutJob {
			e.Say, e.Next = "打印机的清单里没有这个作业", "请核对作业号"
		}
	case goipp.StatusErrorNotPossible:
		e.Kind, e.Say, e.Next = hall.Unlawful, "打印机现在做不了", "请看打印机面板"
		if op == goipp.OpCancelJob {
			e.Say, e.Next = "这个作业已经结束，不能取消", "请看一眼纸出来没有"
		}
	case goipp.StatusErrorForbidden, goipp.StatusErrorNotAuthenticated, goipp.StatusErrorNotAuthorized:
		e.Say, e.Next = "打印服务不许这样做", "请管理员核对打印服务的权限"
	case goipp.StatusErrorDocumentFormatNotSupported, goipp.StatusErrorCompressionNotSupported:
		e.Say, e.Next = "打印机不收这种文件", "请换一台打印机"
	case goipp.StatusErrorDocumentFormatError, goipp.StatusErrorDocumentUnprintable, goipp.StatusErrorCompressionError:
		e.Say, e.Next = "打印机读不了这份文件", "请再打印一次；还不行的换一台打印机"
	case goipp.StatusErrorRequestEntity:
		e.Say, e.Next = "文件太大，打印机收不下", "请分几次打印"
	case goipp.StatusErrorAttributesOrValues, goipp.StatusErrorConflicting:
		e.Say, e.Next = "打印机不肯这样打", "请换一台打印机，或少印几份"
	case goipp.StatusErrorNotAcceptingJobs, goipp.StatusErrorPrinterIsDeactivated:
		e.Say, e.Next = "打印机停收新作业", "请管理员在打印服务里恢复"
	case goipp.StatusErrorBusy, goipp.StatusErrorTemporary, goipp.StatusErrorServiceUnavailable, goipp.StatusErrorTimeout, goipp.StatusErrorTooManyJobs:
		e.Kind, e.Say, e.Next = hall.Unreachable, "打印机正忙", "请过一会儿再打印"
	case goipp.StatusErrorDevice:
		e.Say, e.Next = "打印机出了故障", "请看打印机面板"
	case goipp.StatusErrorAccountInfoNeeded, goipp.StatusErrorAccountClosed, goipp.StatusErrorAccountLimitReached, goipp.StatusErrorAccountAuthorizationFailed:
		e.Say, e.Next = "打印机的账号或额度不够", "请管理员核对打印机的权限"
	case goipp.StatusErrorOperationNotSupported, goipp.StatusErrorVersionNotSupported:
		e.Say, e.Next = "打印机不懂这样的请求", "请换一台打印机"
	default:
		e.Say, e.Next = "打印机没有接受", "请看打印机面板，再打印一次"
	}
	return e
}
