package testing

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
)

// profiles are the files that flags ask for.
type profiles struct {
	cpu, mem, block, mutex        string
	memRate, blockRate, mutexRate int
}

func (p *profiles) register() {
	flag.StringVar(&p.cpu, "test.cpuprofile", "", "write a cpu profile to `file`")
	flag.StringVar(&p.mem, "test.memprofile", "", "write an allocation profile to `file`")
	flag.IntVar(&p.memRate, "test.memprofilerate", 0, "set memory allocation profiling `rate` (see runtime.MemProfileRate)")
	flag.StringVar(&p.block, "test.blockprofile", "", "write a goroutine blocking profile to `file`")
	flag.IntVar(&p.blockRate, "test.blockprofilerate", 1, "set blocking profile `rate` (see runtime.SetBlockProfileRate)")
	flag.StringVar(&p.mutex, "test.mutexprofile", "", "write a mutex contention profile to the named file after execution")
	flag.IntVar(&p.mutexRate, "test.mutexprofilefraction", 1, "if >= 0, calls runtime.SetMutexProfileFraction()")
}

// output is the name of a file in -test.outputdir.
func output(name string) string {
	if options.outputDir == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(options.outputDir, name)
}

// begin starts what is to be counted. What cannot be is told, and the tests run.
func (p *profiles) begin() {
	if p.memRate > 0 {
		runtime.MemProfileRate = p.memRate
	}
	if p.block != "" && p.blockRate >= 0 {
		runtime.SetBlockProfileRate(p.blockRate)
	}
	if p.mutex != "" && p.mutexRate >= 0 {
		runtime.SetMutexProfileFraction(p.mutexRate)
	}
	if p.cpu == "" {
		return
	}
	f, err := os.Create(output(p.cpu))
	if err != nil {
		fmt.Fprintf(os.Stderr, "testing: %s\n", err)
		return
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		fmt.Fprintf(os.Stderr, "testing: can't start cpu profile: %s\n", err)
		f.Close()
	}
}

// end writes them.
func (p *profiles) end() {
	if p.cpu != "" {
		pprof.StopCPUProfile()
	}
	if p.mem != "" {
		runtime.GC()
	}
	p.write(p.mem, "allocs")
	if p.blockRate >= 0 {
		p.write(p.block, "block")
	}
	if p.mutexRate >= 0 {
		p.write(p.mutex, "mutex")
	}
}

func (p *profiles) write(file, name string) {
	if file == "" {
		return
	}
	f, err := os.Create(output(file))
	if err != nil {
		fmt.Fprintf(os.Stderr, "testing: %s\n", err)
		os.Exit(2)
	}
	defer f.Close()
	if err := pprof.Lookup(name).WriteTo(f, 0); err != nil {
		fmt.Fprintf(os.Stderr, "testing: can't write %s: %s\n", file, err)
		os.Exit(2)
	}
}
