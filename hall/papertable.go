package hall

// PaperTable is a register or a report as it is printed: words only, laid out by the paper.
type PaperTable struct {
	Title     string        `json:"title"`
	Subtitles []string      `json:"subtitles,omitempty"`
	Columns   []PaperColumn `json:"columns"`
	Rows      [][]string    `json:"rows"`
	Totals    []string      `json:"totals,omitempty"` // one a column, empty where nothing is summed; nil for no such row
	Notes     []string      `json:"notes,omitempty"`
}

// PaperColumn is the head of a column.
type PaperColumn struct {
	Name  string `json:"name"`
	Right bool   `json:"right,omitempty"` // numbers, to stand under each other
}
