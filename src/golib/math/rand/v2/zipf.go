package rand

import "math"

// A Zipf generates Zipf distributed variates: k with a probability proportional to (v+k)**-q. Source: W. Hörmann, G. Derflinger,
// "Rejection-inversion to generate variates from monotone discrete distributions", 1996.
type Zipf struct {
	r            *Rand
	most, v, q   float64
	low, span, s float64
}

// integral is the paper's H, and inverse undoes it.
func (z *Zipf) integral(x float64) float64 {
	return math.Exp((1-z.q)*math.Log(z.v+x)) / (1 - z.q)
}

func (z *Zipf) inverse(x float64) float64 {
	return math.Exp(math.Log((1-z.q)*x)/(1-z.q)) - z.v
}

// NewZipf returns a Zipf variate generator for values k in [0, imax]. Requirements: s > 1 and v >= 1; else it is nil.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, most: float64(imax), v: v, q: s}
	z.low = z.integral(z.most + 0.5)
	z.span = z.integral(0.5) - math.Exp(math.Log(v)*-s) - z.low
	z.s = 1 - z.inverse(z.integral(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

// Uint64 returns a value drawn from the Zipf distribution.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.low + z.r.Float64()*z.span
		x := z.inverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.s || u >= z.integral(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
