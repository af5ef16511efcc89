package paper

import (
	"bianmin/hall"
)

// matterDrawer is the drawer of a paper of a matter, nil for others.
func matterDrawer(k hall.PaperKind) drawer {
	if k == hall.PaperGuide {
		return guide
	}
	return nil
}
