package paper

import (
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/paper/sheet"
)

// zeroFee (零收费声明) is the agent's word to take no money for the errand, on half a sheet.
//
// Source: 娄底市 2014 便民服务通知 第十、十一项（免费代办）.
func zeroFee(doc *sheet.Document, job hall.PaperJob, b *bag.Bag) error {
	agent := job.Agent
	if b.Errand.Agent == "" {
		agent = ""
	}
	width := slipWidthMM - 2*slipEdgeMM
	body := []sheet.Para{
		formSay(plain("我是代办员 "), loud(orLine(agent, 6)), plain("，受 "), loud(orLine(b.Errand.Principal.Name, 6)),
			plain(" 委托，代为办理「"), loud(orLine(b.Errand.Matter.Name, 11)), plain("」。我声明：")),
		formSay(plain("一、"), loud("代办全程免费"), plain("。不收代办费、跑腿费、车费，不收礼，不让委托人垫付任何费用。")),
		formSay(plain("二、我不经手钱款。依法要缴的费用，由委托人凭便民服务中心开的缴费通知自己缴。")),
		formSay(plain("三、我不保管居民身份证原件、银行卡、存折和密码。")),
		formSay(plain("四、违反上面任何一条，请拨打 "), loud(hotline), plain(" 投诉，我接受处理。")),
	}
	end := 38.0
	for _, p := range body {
		end += p.HeightMM(width)
	}
	height := slipHeightMM
	if end+4+34+10 > slipHeightMM {
		height = sheet.A4HeightMM
	}
	p := doc.AddPage(slipWidthMM, height)
	if err := slipHead(p, job, hall.PaperZeroFee.Han(), b.No); err != nil {
		return err
	}
	y := 38.0
	for _, para := range body {
		y = p.Para(slipEdgeMM, y, width, para)
	}
	day := dayOrLine(b.ZeroFee.On)
	y = signPlaces(p, slipEdgeMM, max(y+4, slipHeightMM-48), width, 28,
		place{"声明人（代办员）签名", agent, day}, place{"委托人知道了，签名或按手印", "", day})
	p.Text(slipEdgeMM, y+7, sheet.Left, sheet.Span{Text: job.Office.Name + "　咨询 " + phoneOf(job.Office) + "　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9.5})
	return nil
}
