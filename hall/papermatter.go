package hall

// The papers of a matter.
const (
	PaperGuide PaperKind = "guide" // 办事指南
)

func matterPapers() []paperLook {
	return []paperLook{
		{PaperGuide, "办事指南", OfMatter, ""},
	}
}
