package rand

import "math"

// The ziggurat: the area under a density, cut into strips of equal area. Most numbers come from a strip's part that lies wholly
// under the curve. Source: G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables", 2000; the
// constants are the paper's.

const (
	normalStrips = 128
	normalEnd    = 3.442619855899 // where the lowest strip's tail begins
	normalArea   = 9.91256303526217e-3
	expStrips    = 256
	expEnd       = 7.69711747013104972
	expArea      = 3.949659822581572e-3
)

// A strip has the integers below which its numbers are under the curve, what makes a number of an integer, and the density at
// its outer end.
type strip struct {
	below   uint32
	scale   float32
	density float32
}

func normalDensity(x float64) float64 { return math.Exp(-.5 * x * x) }
func normalInverse(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) }
func expDensity(x float64) float64    { return math.Exp(-x) }
func expInverse(y float64) float64    { return -math.Log(y) }

// strips computes n of them, from the lowest, which ends at end, up; integers go to limit.
func strips(n int, limit, end, area float64, density, inverse func(float64) float64) []strip {
	s := make([]strip, n)
	base := area / density(end)
	s[0] = strip{uint32(end / base * limit), float32(base / limit), 1}
	s[n-1].scale, s[n-1].density = float32(end/limit), float32(density(end))
	x, outer := end, end
	for i := n - 2; i > 0; i-- {
		x = inverse(area/x + density(x))
		s[i+1].below = uint32(x / outer * limit)
		s[i].scale, s[i].density = float32(x/limit), float32(density(x))
		outer = x
	}
	return s
}

var (
	normal      = strips(normalStrips, 1<<31, normalEnd, normalArea, normalDensity, normalInverse)
	exponential = strips(expStrips, 1<<32, expEnd, expArea, expDensity, expInverse)
)

// NormFloat64 returns a normally distributed float64 with mean 0 and standard deviation 1.
func (r *Rand) NormFloat64() float64 {
	for {
		u := r.Uint64()
		j, i := int32(u), u>>32%normalStrips
		s := &normal[i]
		x := float64(j) * float64(s.scale)
		switch {
		case uint32(max(j, -j)) < s.below:
			return x
		case i == 0 && j > 0:
			return normalEnd + r.normalTail()
		case i == 0:
			return -normalEnd - r.normalTail()
		case s.density+float32(r.Float64())*(normal[i-1].density-s.density) < float32(normalDensity(x)):
			return x
		}
	}
}

func (r *Rand) normalTail() float64 {
	for {
		x := -math.Log(r.Float64()) * (1 / normalEnd)
		y := -math.Log(r.Float64())
		if y+y >= x*x {
			return x
		}
	}
}

// ExpFloat64 returns an exponentially distributed float64 with rate 1.
func (r *Rand) ExpFloat64() float64 {
	for {
		u := r.Uint64()
		j, i := uint32(u), u>>32%expStrips
		s := &exponential[i]
		x := float64(j) * float64(s.scale)
		switch {
		case j < s.below:
			return x
		case i == 0:
			return expEnd - math.Log(r.Float64())
		case s.density+float32(r.Float64())*(exponential[i-1].density-s.density) < float32(expDensity(x)):
			return x
		}
	}
}
