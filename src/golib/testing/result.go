package testing

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// BenchmarkResult contains the results of a benchmark run.
type BenchmarkResult struct {
	N         int                // iterations
	T         time.Duration      // total time
	Bytes     int64              // processed in one iteration
	MemAllocs uint64             // allocations, all together
	MemBytes  uint64             // bytes allocated, all together
	Extra     map[string]float64 // what ReportMetric has added
}

func (r BenchmarkResult) perOp(metric string, total float64) float64 {
	if v, ok := r.Extra[metric]; ok {
		return v
	}
	if r.N <= 0 {
		return 0
	}
	return total / float64(r.N)
}

// NsPerOp, AllocsPerOp and AllocedBytesPerOp return the metrics ns/op, allocs/op and B/op.
func (r BenchmarkResult) NsPerOp() int64 { return int64(r.perOp("ns/op", float64(r.T.Nanoseconds()))) }
func (r BenchmarkResult) AllocsPerOp() int64 {
	return int64(r.perOp("allocs/op", float64(r.MemAllocs)))
}
func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	return int64(r.perOp("B/op", float64(r.MemBytes)))
}

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

// String returns the result as a benchmark's line shows it after the name, without allocations.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	if ns := r.perOp("ns/op", float64(r.T.Nanoseconds())); ns != 0 {
		b.WriteByte('\t')
		writeMetric(&b, ns, "ns/op")
	}
	if mbs := r.mbPerSec(); mbs != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mbs)
	}
	var units []string
	for unit := range r.Extra {
		if !slices.Contains([]string{"ns/op", "MB/s", "B/op", "allocs/op"}, unit) {
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		b.WriteByte('\t')
		writeMetric(&b, r.Extra[unit], unit)
	}
	return b.String()
}

// writeMetric shows four significant digits, the decimal points of a column one above the other.
func writeMetric(b *strings.Builder, x float64, unit string) {
	width, precision := 10, 0
	for limit := 999.95; math.Abs(x) < limit && x != 0 && precision < 7; limit /= 10 {
		precision++
	}
	if precision > 0 {
		width += precision + 1
	}
	if precision == 1 {
		width, precision = 12, 1
	}
	fmt.Fprintf(b, "%*.*f %s", width, precision, x, unit)
}

// MemString returns bytes and allocations for each iteration as a benchmark's line shows them.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}
