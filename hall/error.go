package hall

import (
	"context"
	"errors"
)

// ErrorKind sorts errors by what the person in front of the screen can do about them.
type ErrorKind int

// The kinds of errors. Programs turn them into exit codes.
const (
	Internal    ErrorKind = iota // a defect of the program
	Invalid                      // input that cannot be taken as it is
	Unlawful                     // an act the rules do not allow now
	NotFound                     // nothing under that number or code
	Sealed                       // wrong passphrase, or not unlocked
	Damaged                      // stored data is damaged
	Unreachable                  // the county, or a printer, cannot be reached; nothing is lost
	Rejected                     // refused by the county, in conflict, or undrawable
	Busy                         // another program holds the directory
)

// Error is what a person is told: a sentence, and the next step. It never holds a
// name, an ID number or a phone number.
type Error struct {
	Kind ErrorKind
	Say  string // what is wrong, in plain Chinese
	Next string // what to do about it; may be empty
	Err  error  // the cause, for the log; may be nil
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Say }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Refuse makes an Invalid error.
func Refuse(say, next string) *Error { return &Error{Kind: Invalid, Say: say, Next: next} }

// Forbid makes an Unlawful error.
func Forbid(say, next string) *Error { return &Error{Kind: Unlawful, Say: say, Next: next} }

// Missing makes a NotFound error.
func Missing(say, next string) *Error { return &Error{Kind: NotFound, Say: say, Next: next} }

// KindOf returns the kind of the first Error in err's chain, Internal if there is none.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Explain returns the sentence and the next step for any error. An error that is not
// ours gets a plain sentence; its text, which may be English, is not shown.
func Explain(err error) (say, next string) {
	var e *Error
	if errors.As(err, &e) {
		return e.Say, e.Next
	}
	if errors.Is(err, context.Canceled) {
		return "已中止，前面做完的都已保存", "要接着做的，请再运行一次"
	}
	return "程序内部出错，已保存的数据不受影响", "请重试；再出现时把日志交给管理员"
}
