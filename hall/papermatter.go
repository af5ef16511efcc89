package hall

// The papers of a matter.
const (
	PaperGuide       PaperKind = "guide"       // 办事指南
	PaperGuideShort  PaperKind = "guide-short" // 办事指南（一页版）, always one page
	PaperGuideLarge  PaperKind = "guide-large" // 办事指南（大字版）, for old people
	PaperPictureList PaperKind = "picturelist" // 图画清单: what to bring, in pictures
)

func matterPapers() []paperLook {
	return []paperLook{
		{PaperGuide, "办事指南", OfMatter, ""},
		{PaperGuideShort, "办事指南（一页版）", OfMatter, ""},
		{PaperGuideLarge, "办事指南（大字版）", OfMatter, ""},
		{PaperPictureList, "图画清单", OfMatter, ""},
	}
}
