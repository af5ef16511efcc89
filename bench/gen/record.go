package main

// event is one step in the life of a carried record.
type event struct {
	Seq  int    `json:"seq"`
	At   string `json:"at"`
	Type string `json:"type"`
	By   string `json:"by"`
	Note string `json:"note,omitempty"`
}

// material is one paper handed in.
type material struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Pages int    `json:"pages"`
	Sha   string `json:"sha256,omitempty"`
}

// person is the fictitious applicant.
type person struct {
	Name string `json:"name"`
	IDNo string `json:"id_no"`
	Tel  string `json:"tel"`
	Addr string `json:"addr"`
}

// record is one line of the input that all clients under measurement carry. It has more fields than the
// house allows because it is the flat shape real provincial interfaces exchange; a longer struct on purpose.
type record struct {
	ID        string     `json:"_id"`
	Type      string     `json:"type"`
	Schema    int        `json:"schema"`
	Hall      string     `json:"hall"`
	CaseNo    string     `json:"case_no"`
	Matter    string     `json:"matter_code"`
	MName     string     `json:"matter_name"`
	Dept      string     `json:"dept"`
	Applicant person     `json:"applicant"`
	Status    string     `json:"status"`
	Accepted  string     `json:"accepted_at"`
	Due       string     `json:"due_on"`
	Operator  string     `json:"operator"`
	Materials []material `json:"materials"`
	Events    []event    `json:"events"`
	Remark    string     `json:"remark"`
	HLC       string     `json:"hlc"`
}
