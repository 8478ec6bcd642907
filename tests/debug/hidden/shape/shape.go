package shape

import "strings"

type corner struct{ x, y int }

type Shape struct {
	Name    string
	corners []corner
	corner
}

type sizer interface {
	Size() int
	grow(by int) bool
}

type Count int

var made = 3

const limit = 7

func New(name string) *Shape {
	return &Shape{Name: strings.ToUpper(name), corners: []corner{{1, 2}, {3, 4}}, corner: corner{5, 6}}
}

func (s *Shape) Size() int { return len(s.corners) }

func (s *Shape) first() corner { return s.corners[0] }

func (s *Shape) grow(by int) bool { s.corners = append(s.corners, corner{by, by}); return true }

func Grow(z sizer) bool { return z.grow(1) }
