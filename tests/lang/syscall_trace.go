// Tracing a process that the program has started, filters of packets, and calls that are refused.
package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

func traced() {
	runtime.LockOSThread()
	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 3"}, &os.ProcAttr{Sys: &syscall.SysProcAttr{Ptrace: true}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var status syscall.WaitStatus
	pid, err := syscall.Wait4(p.Pid, &status, 0, nil)
	fmt.Println(pid == p.Pid, err, status.Stopped(), status.StopSignal())
	fmt.Println(syscall.PtraceSetOptions(pid, 0x40)) // PTRACE_O_TRACEEXIT
	var regs, again syscall.PtraceRegs
	fmt.Println(syscall.PtraceGetRegs(pid, &regs), regs.PC() == regs.Rip, regs.Rsp != 0)
	sp := uintptr(regs.Rsp)
	old := make([]byte, 21)
	n, err := syscall.PtracePeekData(pid, sp+3, old)
	fmt.Println(n, err)
	n, err = syscall.PtracePokeData(pid, sp+3, []byte("some bytes of a stack"))
	fmt.Println(n, err)
	text := make([]byte, 10)
	n, err = syscall.PtracePeekText(pid, sp+8, text)
	fmt.Printf("%d %v %q\n", n, err, text)
	syscall.PtracePokeText(pid, sp+3, old)
	n, err = syscall.PtracePeekData(pid, 8, text)
	fmt.Println(n, err)
	regs.R15 = 77
	fmt.Println(syscall.PtraceSetRegs(pid, &regs), syscall.PtraceGetRegs(pid, &again), again == regs)
	fmt.Println(syscall.PtraceSingleStep(pid))
	_, err = syscall.Wait4(pid, &status, 0, nil)
	fmt.Println(err, status.StopSignal())
	fmt.Println(syscall.PtraceSyscall(pid, 0))
	_, err = syscall.Wait4(pid, &status, 0, nil)
	fmt.Println(err, status.Stopped())
	for status.Stopped() && status.TrapCause() != 6 { // PTRACE_EVENT_EXIT
		syscall.PtraceCont(pid, 0)
		syscall.Wait4(pid, &status, 0, nil)
	}
	msg, err := syscall.PtraceGetEventMsg(pid)
	fmt.Println(syscall.WaitStatus(msg).ExitStatus(), err)
	fmt.Println(syscall.PtraceDetach(pid))
	_, err = syscall.Wait4(pid, &status, 0, nil)
	fmt.Println(err, status.ExitStatus())
	fmt.Println(syscall.PtraceAttach(1<<22+1), syscall.PtraceCont(pid, 0))
}

func filtered() {
	pair, _ := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	// What begins with an A is received.
	filter := []syscall.SockFilter{
		*syscall.LsfStmt(syscall.BPF_LD+syscall.BPF_B+syscall.BPF_ABS, 0),
		*syscall.LsfJump(syscall.BPF_JMP+syscall.BPF_JEQ+syscall.BPF_K, 'A', 0, 1),
		*syscall.LsfStmt(syscall.BPF_RET+syscall.BPF_K, 0xffff),
		*syscall.LsfStmt(syscall.BPF_RET+syscall.BPF_K, 0),
	}
	fmt.Println(filter, syscall.AttachLsf(pair[1], filter))
	for _, text := range []string{"Bad", "A good one", "none"} {
		syscall.Write(pair[0], []byte(text))
	}
	fmt.Println(syscall.DetachLsf(pair[1]))
	syscall.Write(pair[0], []byte("last"))
	for range 2 {
		b := make([]byte, 20)
		n, err := syscall.Read(pair[1], b)
		fmt.Println(string(b[:n]), err)
	}
	fmt.Println(syscall.AttachLsf(pair[1], filter[:1]))
	fmt.Println(syscall.SetLsfPromisc("no such interface", true))
}

func main() {
	traced()
	filtered()
	fmt.Println(syscall.Unshare(1), syscall.Ioperm(0x100000, 1, 1) != nil, syscall.Iopl(9) != nil, syscall.SizeofInotifyEvent)
	_, err := syscall.Klogctl(77, nil)
	fmt.Println(err != nil, syscall.Reboot(1) != nil)
	r, _, e := syscall.AllThreadsSyscall(syscall.SYS_GETUID, 0, 0, 0)
	fmt.Println(r == uintptr(os.Getuid()), e == 0)
}

// Output:
// true <nil> true trace/breakpoint trap
// <nil>
// <nil> true true
// 21 <nil>
// 21 <nil>
// 10 <nil> "bytes of a"
// 0 input/output error
// <nil> <nil> true
// <nil>
// <nil> trace/breakpoint trap
// <nil>
// <nil> true
// 3 <nil>
// <nil>
// <nil> 3
// no such process no such process
// [{48 0 0 0} {21 0 1 65} {6 0 0 65535} {6 0 0 0}] <nil>
// <nil>
// A good one <nil>
// last <nil>
// invalid argument
// no such device
// invalid argument true true 16
// true true
// true true
