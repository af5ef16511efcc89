package hall

// PostingRule (公示规定) is what a matter says of the posting of its results.
type PostingRule struct {
	Place   string   `json:"place,omitempty"`   // where it hangs, when not said
	Days    int      `json:"days,omitempty"`    // at least
	Fields  []string `json:"fields"`            // of name, group, head_count, amount
	Village bool     `json:"village,omitempty"` // 村务公开
}
