package math

// Error and gamma functions, from the published algorithms: FreeBSD's msun (erf, erfc, lgamma), Cephes (gamma) and
// Wichura's AS 241 (erfinv). Orders of evaluation are theirs, so that results are those of Go to the last bit.

// horner evaluates a polynomial whose coefficients begin with that of the highest power.
func horner(x float64, coefficients []float64) float64 {
	sum := coefficients[0]
	for _, c := range coefficients[1:] {
		sum = sum*x + c
	}
	return sum
}

// rising evaluates one whose coefficients begin with the constant: c0 + x*(c1 + x*(...)).
func rising(x float64, coefficients []float64) float64 {
	n := len(coefficients) - 1
	sum := coefficients[n]
	for n--; n >= 0; n-- {
		sum = coefficients[n] + x*sum
	}
	return sum
}

// ---- erf ----

// Pairs of numerator and denominator: near 0, near 1, up to 1/0.35, beyond.
var (
	erfP = []float64{1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
		-5.77027029648944159157e-03, -2.37630166566501626084e-05}
	erfQ = []float64{1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
		1.32494738004321644526e-04, -3.96022827877536812320e-06}
	erfPA = []float64{-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
		3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03}
	erfQA = []float64{1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
		1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02}
	erfRA = []float64{-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
		-6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
		-8.12874355063065934246e+01, -9.81432934416914548592e+00}
	erfSA = []float64{1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
		6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
		6.57024977031928170135e+00, -6.04244152148580987438e-02}
	erfRB = []float64{-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
		-1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02}
	erfSB = []float64{1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
		3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01}
)

const (
	erfAtOne = 8.45062911510467529297e-01 // rounded to 24 bits
	erfSlope = 1.28379167095512586316e-01 // 2/sqrt(pi) - 1
)

// erfTail is erfc(x) for x >= 1.25.
func erfTail(x float64) float64 {
	s := 1 / (x * x)
	var r float64
	if x < 1/0.35 {
		r = rising(s, erfRA) / rising(s, erfSA)
	} else {
		r = rising(s, erfRB) / rising(s, erfSB)
	}
	z := Float64frombits(Float64bits(x) & 0xffffffff00000000)
	return Exp(-z*z-0.5625) * Exp((z-x)*(z+x)+r) / x
}

// Erf returns the error function of x.
func Erf(x float64) float64 {
	switch {
	case IsNaN(x):
		return NaN()
	case x < 0:
		return -Erf(-x)
	case x < 1.0/(1<<28):
		if x < 2.848094538889218e-306 {
			return 0.125 * (8*x + 8*erfSlope*x)
		}
		return x + erfSlope*x
	case x < 0.84375:
		z := x * x
		return x + x*(rising(z, erfP)/rising(z, erfQ))
	case x < 1.25:
		s := x - 1
		return erfAtOne + rising(s, erfPA)/rising(s, erfQA)
	case x >= 6:
		return 1
	}
	return 1 - erfTail(x)
}

// Erfc returns the complementary error function of x.
func Erfc(x float64) float64 {
	switch a := Abs(x); {
	case IsNaN(x):
		return NaN()
	case a < 1.0/(1<<56):
		return 1 - x
	case a < 0.84375:
		z := x * x
		y := rising(z, erfP) / rising(z, erfQ)
		t := a + a*y
		if a >= 0.25 {
			t = 0.5 + (a*y + (a - 0.5))
		}
		return 1 - Copysign(t, x)
	case a < 1.25:
		s := a - 1
		t := rising(s, erfPA) / rising(s, erfQA)
		if x < 0 {
			return 1 + erfAtOne + t
		}
		return 1 - erfAtOne - t
	case a < 28 && x > -6:
		if x < 0 {
			return 2 - erfTail(a)
		}
		return erfTail(a)
	}
	if x < 0 {
		return 2
	}
	return 0
}

// ---- its inverse ----

// Three ranges: the middle, the tail, the far tail.
var (
	invA = []float64{8.8709406962545514830200e2, 1.1819493347062294404278e4, 2.3782041382114385731252e4,
		1.6235862515167575384252e4, 4.8548868893843886794648e3, 6.9706266534389598238465e2,
		4.7072688112383978012285e1, 1.1975323115670912564578e0}
	invB = []float64{5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
		5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0000000000000000000e0}
	invC = []float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
		1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
		4.63033784615654529590e0, 1.42343711074968357734e0}
	invD = []float64{1.4859850019840355905497876e-9, 7.7441459065157709165577218e-4, 2.1494160384252876777097297e-2,
		2.0945065210512749128288442e-1, 9.7547832001787427186894837e-1, 2.3707661626024532365971225e0,
		2.9036514445419946173133295e0, 1.4142135623730950488016887e0}
	invE = []float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
		2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
		5.46378491116411436990e0, 6.65790464350110377720e0}
	invF = []float64{2.891024605872965461538222e-15, 2.010321207683943062279931e-7, 2.611088405080593625138020e-5,
		1.112800997078859844711555e-3, 2.103693768272068968719679e-2, 1.936480946950659106176712e-1,
		8.482908416595164588112026e-1, 1.414213562373095048801689e0}
)

// Erfinv returns the inverse error function of x.
func Erfinv(x float64) float64 {
	switch {
	case IsNaN(x) || x <= -1 || x >= 1:
		if x == -1 || x == 1 {
			return Inf(int(x))
		}
		return NaN()
	case x < 0:
		return -Erfinv(-x)
	case x <= 0.85:
		r := 0.180625 - 0.25*x*x
		return (x * horner(r, invA)) / horner(r, invB)
	}
	r := Sqrt(Ln2 - Log(1-x))
	if r <= 5 {
		r -= 1.6
		return horner(r, invC) / horner(r, invD)
	}
	r -= 5
	return horner(r, invE) / horner(r, invF)
}

// Erfcinv returns the inverse of Erfc(x).
func Erfcinv(x float64) float64 { return Erfinv(1 - x) }

// ---- gamma ----

var (
	gammaP = []float64{1.60119522476751861407e-04, 1.19135147006586384913e-03, 1.04213797561761569935e-02,
		4.76367800457137231464e-02, 2.07448227648435975150e-01, 4.94214826801497100753e-01, 9.99999999999999996796e-01}
	gammaQ = []float64{-2.31581873324120129819e-05, 5.39605580493303397842e-04, -4.45641913851797240494e-03,
		1.18139785222060435552e-02, 3.58236398605498653373e-02, -2.34591795718243348568e-01,
		7.14304917030273074085e-02, 1.00000000000000000320e+00}
	gammaS = []float64{7.87311395793093628397e-04, -2.29549961613378126380e-04, -2.68132617805781232825e-03,
		3.47222221605458667310e-03, 8.33333333333482257126e-02}
)

// stirling returns gamma(x) for large x as two factors, whose product may be too large.
func stirling(x float64) (float64, float64) {
	if x > 200 {
		return Inf(1), 1
	}
	const (
		sqrtTwoPi = 2.506628274631000502417
		largest   = 143.01608 // for which x^x is finite
	)
	w := 1 / x
	w = 1 + w*horner(w, gammaS)
	y1, y2 := Exp(x), 1.0
	if x > largest {
		v := Pow(x, 0.5*x-0.25)
		y1, y2 = v, v/y1
	} else {
		y1 = Pow(x, x-0.5) / y1
	}
	return y1, sqrtTwoPi * w * y2
}

// reflected is gamma(x) for x < -33, by its value at -x.
func reflected(x float64) float64 {
	q := -x
	p := Floor(q)
	sign := 1
	if int64(p)&1 == 0 {
		sign = -1
	}
	z := q - p
	if z > 0.5 {
		p++
		z = q - p
	}
	z = Abs(q * Sin(Pi*z))
	if z == 0 {
		return Inf(sign)
	}
	s1, s2 := stirling(q)
	if d := z * s1 * s2; IsInf(d, 0) {
		z = Pi / z / s1 / s2
	} else {
		z = Pi / d
	}
	return float64(sign) * z
}

// Gamma returns the Gamma function of x.
func Gamma(x float64) float64 {
	const euler = 0.57721566490153286060651209008240243104215933593992
	switch {
	case x < 0 && Floor(x) == x || IsNaN(x):
		return NaN()
	case IsInf(x, 1):
		return x
	case x == 0:
		return Copysign(Inf(1), x)
	case x > 33:
		y1, y2 := stirling(x)
		return y1 * y2
	case x < -33:
		return reflected(x)
	}
	z := 1.0
	for x >= 3 {
		x--
		z *= x
	}
	for x < 2 {
		if x > -1e-9 && x < 1e-9 {
			if x == 0 {
				return Inf(1)
			}
			return z / ((1 + euler*x) * x)
		}
		z /= x
		x++
	}
	if x == 2 {
		return z
	}
	x -= 2
	return z * horner(x, gammaP) / horner(x, gammaQ)
}

// ---- its logarithm ----

var (
	lgamA = []float64{7.72156649015328655494e-02, 3.22467033424113591611e-01, 6.73523010531292681824e-02,
		2.05808084325167332806e-02, 7.38555086081402883957e-03, 2.89051383673415629091e-03,
		1.19270763183362067845e-03, 5.10069792153511336608e-04, 2.20862790713908385557e-04,
		1.08011567247583939954e-04, 2.52144565451257326939e-05, 4.48640949618915160150e-05}
	lgamR = []float64{1, 1.39200533467621045958e+00, 7.21935547567138069525e-01, 1.71933865632803078993e-01,
		1.86459191715652901344e-02, 7.77942496381893596434e-04, 7.32668430744625636189e-06}
	lgamS = []float64{-7.72156649015328655494e-02, 2.14982415960608852501e-01, 3.25778796408930981787e-01,
		1.46350472652464452805e-01, 2.66422703033638609560e-02, 1.84028451407337715652e-03, 3.19475326584100867617e-05}
	lgamT = []float64{4.83836122723810047042e-01, -1.47587722994593911752e-01, 6.46249402391333854778e-02,
		-3.27885410759859649565e-02, 1.79706750811820387126e-02, -1.03142241298341437450e-02,
		6.10053870246291332635e-03, -3.68452016781138256760e-03, 2.25964780900612472250e-03,
		-1.40346469989232843813e-03, 8.81081882437654011382e-04, -5.38595305356740546715e-04,
		3.15632070903625950361e-04, -3.12754168375120860518e-04, 3.35529192635519073543e-04}
	lgamU = []float64{-7.72156649015328655494e-02, 6.32827064025093366517e-01, 1.45492250137234768737e+00,
		9.77717527963372745603e-01, 2.28963728064692451092e-01, 1.33810918536787660377e-02}
	lgamV = []float64{1, 2.45597793713041134822e+00, 2.12848976379893395361e+00, 7.69285150456672783825e-01,
		1.04222645593369134254e-01, 3.21709242282423911810e-03}
	lgamW = []float64{4.18938533204672725052e-01, 8.33333333333329678849e-02, -2.77777777728775536470e-03,
		7.93650558643019558500e-04, -5.95187557450339963135e-04, 8.36339918996282139126e-04, -1.63092934096575273989e-03}
)

// every returns each step-th coefficient from the first on.
func every(coefficients []float64, first, step int) (some []float64) {
	for i := first; i < len(coefficients); i += step {
		some = append(some, coefficients[i])
	}
	return some
}

// Where lgamma is least.
const (
	lgamLeast = 1.46163214496836224576e+00
	lgamValue = -1.21486290535849611461e-01
	lgamRest  = -3.63867699703950536541e-18 // what lgamValue lacks, negated
)

// lgamNear is lgamma around 2 (y below it), around its least value, and around 1 (y above it), by number.
func lgamNear(which int, y float64) float64 {
	switch z := y * y; which {
	case 0:
		p1 := rising(z, every(lgamA, 0, 2))
		p2 := z * rising(z, every(lgamA, 1, 2))
		return y*p1 + p2 - 0.5*y
	case 1:
		w := z * y
		p1, p2, p3 := rising(w, every(lgamT, 0, 3)), rising(w, every(lgamT, 1, 3)), rising(w, every(lgamT, 2, 3))
		return lgamValue + (z*p1 - (lgamRest - w*(p2+y*p3)))
	}
	return -0.5*y + y*rising(y, lgamU)/rising(y, lgamV)
}

// lgamBelow2 is lgamma for 0 < x < 2.
func lgamBelow2(x float64) float64 {
	const least, around = 1.461632144968362245, 0.27
	if x <= 0.9 {
		l := -Log(x)
		switch {
		case x >= least-1+around:
			return l + lgamNear(0, 1-x)
		case x >= least-1-around:
			return l + lgamNear(1, x-(lgamLeast-1))
		}
		return l + lgamNear(2, x)
	}
	switch {
	case x >= least+around:
		return lgamNear(0, 2-x)
	case x >= least-around:
		return lgamNear(1, x-lgamLeast)
	}
	return lgamNear(2, x-1)
}

// sinPi is sin(pi*x) for x < 0, negated, without the error of the product.
func sinPi(x float64) float64 {
	if x < 0.25 {
		return -Sin(Pi * x)
	}
	z := Floor(x)
	n := 0
	if z != x {
		x = Mod(x, 2)
		n = int(x * 4)
	} else if x >= 1<<53 {
		x = 0
	} else {
		if x < 1<<52 {
			z = x + 1<<52
		}
		n = int(1 & Float64bits(z))
		x = float64(n)
		n <<= 2
	}
	switch n {
	case 0:
		x = Sin(Pi * x)
	case 1, 2:
		x = Cos(Pi * (0.5 - x))
	case 3, 4:
		x = Sin(Pi * (1 - x))
	case 5, 6:
		x = -Cos(Pi * (x - 1.5))
	default:
		x = Sin(Pi * (x - 2))
	}
	return -x
}

// Lgamma returns the natural logarithm and sign (-1 or +1) of Gamma(x).
func Lgamma(x float64) (lgamma float64, sign int) {
	sign = 1
	switch {
	case IsNaN(x):
		return x, sign
	case IsInf(x, 0):
		return x, sign
	case x == 0:
		return Inf(1), sign
	}
	negative := x < 0
	if negative {
		x = -x
	}
	if x < 1.0/(1<<35)/(1<<35) {
		if negative {
			sign = -1
		}
		return -Log(x), sign
	}
	var other float64
	if negative {
		if x >= 1<<52 {
			return Inf(1), sign
		}
		t := sinPi(x)
		if t == 0 {
			return Inf(1), sign
		}
		other = Log(Pi / Abs(t*x))
		if t < 0 {
			sign = -1
		}
	}
	lgamma = lgamPositive(x)
	if negative {
		lgamma = other - lgamma
	}
	return lgamma, sign
}

func lgamPositive(x float64) float64 {
	switch {
	case x == 1 || x == 2:
		return 0
	case x < 2:
		return lgamBelow2(x)
	case x < 8:
		i := int(x)
		y := x - float64(i)
		p := y * rising(y, lgamS)
		r := 0.5*y + p/rising(y, lgamR)
		z := 1.0
		for ; i >= 3; i-- {
			z *= y + float64(i-1)
		}
		if z != 1 {
			r += Log(z)
		}
		return r
	case x < 1<<58:
		z := 1 / x
		y := z * z
		return (x-0.5)*(Log(x)-1) + (lgamW[0] + z*rising(y, lgamW[1:]))
	}
	return x * (Log(x) - 1)
}
