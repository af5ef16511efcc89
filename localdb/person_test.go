package localdb_test

import (
	"slices"
	"testing"

	"bianmin/hall"
	"bianmin/localdb"
)

func TestPersonsWhoShareADocumentNumber(t *testing.T) {
	for _, tt := range []struct{ name, idType, idNo, first, second string }{
		{"a household book of two family members", "household", "0012345678", "彭满秀", "彭小勇"},
		{"one number under two names", "resident_id", "430121199001011234", "王小明", "王晓明"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clock := startClock()
			db := create(t, t.TempDir(), clock)
			cal := years(t)
			one := hall.Person{ID: "p1", Name: tt.first, IDType: tt.idType, IDNo: tt.idNo, Phone: "13800000011"}
			two := hall.Person{ID: "p2", Name: tt.second, IDType: tt.idType, IDNo: tt.idNo, Phone: "13800000022"}
			save(t, db, intake{person: one, cal: cal}, clock.now)
			save(t, db, intake{person: two, cal: cal}, clock.now)
			for text, want := range map[string][]string{
				tt.first: {tt.first}, tt.second: {tt.second}, tt.idNo: {tt.second, tt.first},
				tt.idNo[len(tt.idNo)-4:]: {tt.second, tt.first}, "13800000011": {tt.first}, "0022": {tt.second},
			} {
				if got := names(t, db, text); !slices.Equal(got, want) {
					t.Errorf("%s found %v, want %v", text, got, want)
				}
			}
			err := db.Act(t.Context(), func(tx *localdb.Tx) error {
				ps, err := tx.Persons(t.Context(), tt.idType, tt.idNo)
				if len(ps) != 2 || ps[0].Name != tt.second || ps[1].Name != tt.first {
					t.Errorf("persons %+v", ps)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			verified(t, db)
		})
	}
}

func TestANewPhoneDoesNotLoseTheOldOne(t *testing.T) {
	clock := startClock()
	db := create(t, t.TempDir(), clock)
	cal := years(t)
	for _, phone := range []string{"13800001111", "13900002222", "", "13700003333"} {
		save(t, db, intake{person: person("p1", "王小明", "430121199001011234", phone), cal: cal}, clock.now)
	}
	save(t, db, intake{person: person("p2", "李四", "430121199001015678", "13655501111"), cal: cal}, clock.now)
	for text, want := range map[string][]string{
		"13800001111": {"王小明"}, "00001111": {"王小明"}, "1111": {"李四", "王小明"}, "13900002222": {"王小明"},
		"02222": {"王小明"}, "3333": {"王小明"}, "501111": {"李四"}, "901111": {},
	} {
		if got := names(t, db, text); !slices.Equal(got, want) {
			t.Errorf("%s found %v, want %v", text, got, want)
		}
	}
	f, err := db.Find(t.Context(), "13800001111", 5)
	if err != nil || len(f.Persons) != 1 || f.Persons[0].Person.Phone != "13700003333" {
		t.Errorf("%+v, %v", f, err)
	}
	verified(t, db)
}
