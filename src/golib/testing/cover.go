package testing

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
)

// CoverBlock is a piece of code whose statements run together; lines and columns count from 1.
type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

// Cover is what a program that counts its statements has: for each file, counters and the blocks they belong to.
type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

var cover Cover

// RegisterCover is called by the main package that `strata test` makes, for -cover, or for -fuzz alone: then the mode is
// "fuzz", and nobody else is to know.
func RegisterCover(c Cover) { cover = c }

// CoverMode returns "set", "count" or "atomic"; "" when statements are not counted.
func CoverMode() string {
	if cover.Mode == "fuzz" {
		return ""
	}
	return cover.Mode
}

// Coverage returns the share of statements that have run, 0 when they are not counted.
func Coverage() float64 {
	ran, all := 0, 0
	if CoverMode() == "" {
		return 0
	}
	for file, counters := range cover.Counters {
		for i, n := range counters {
			stmts := int(cover.Blocks[file][i].Stmts)
			all += stmts
			if n > 0 {
				ran += stmts
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(ran) / float64(all)
}

// coverable says what is wrong with -test.coverprofile in a program that does not count.
func coverable() bool {
	if options.coverProfile != "" && CoverMode() == "" {
		fmt.Fprintln(os.Stderr, "testing: cannot use -test.coverprofile because test binary was not built with coverage enabled")
		return false
	}
	return true
}

// reportCoverage prints the share, and writes the profile.
func reportCoverage() {
	if CoverMode() == "" {
		return
	}
	if options.coverProfile != "" {
		if err := writeProfile(options.coverProfile); err != nil {
			fmt.Fprintf(os.Stderr, "testing: %s\n", err)
			os.Exit(2)
		}
	}
	statements := 0
	for _, blocks := range cover.Blocks {
		statements += len(blocks)
	}
	if statements == 0 {
		fmt.Println("coverage: [no statements]")
		return
	}
	fmt.Printf("coverage: %.1f%% of statements%s\n", 100*Coverage(), cover.CoveredPackages)
}

// writeProfile writes a line for each block: file:line.col,line.col statements count.
func writeProfile(name string) error {
	if options.outputDir != "" && !strings.HasPrefix(name, "/") {
		name = options.outputDir + "/" + name
	}
	var b strings.Builder
	fmt.Fprintf(&b, "mode: %s\n", cover.Mode)
	var files []string
	for file := range cover.Counters {
		files = append(files, file)
	}
	slices.Sort(files)
	for _, file := range files {
		blocks := cover.Blocks[file]
		order := make([]int, len(blocks))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int {
			return cmp.Or(cmp.Compare(blocks[i].Line0, blocks[j].Line0), cmp.Compare(blocks[i].Col0, blocks[j].Col0))
		})
		for _, i := range order {
			at := blocks[i]
			fmt.Fprintf(&b, "%s:%d.%d,%d.%d %d %d\n", file, at.Line0, at.Col0, at.Line1, at.Col1, at.Stmts, cover.Counters[file][i])
		}
	}
	return os.WriteFile(name, []byte(b.String()), 0666)
}
