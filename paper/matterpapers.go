package paper

import (
	"bianmin/hall"
)

// matterDrawer is the drawer of a paper of a matter, nil for others.
func matterDrawer(k hall.PaperKind) drawer {
	switch k {
	case hall.PaperGuide:
		return guide
	case hall.PaperGuideShort:
		return guideShort
	case hall.PaperGuideLarge:
		return guideLarge
	case hall.PaperPictureList:
		return pictureList
	}
	return nil
}
