// What SysProcAttr asks for, as far as it needs no privileges, and a terminal of the new process's own.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"unsafe"
)

// Its own number, process group and session, as the kernel tells them.
const ids = "read -r pid name state parent group session terminal rest </proc/self/stat; "

func run(what string, attr *syscall.SysProcAttr, args ...string) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	fmt.Printf("%s: %q %v\n", what, out, err)
}

func pty() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return
	}
	var n, unlock int32
	syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), syscall.TIOCGPTN, uintptr(unsafe.Pointer(&n)))
	syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), syscall.TIOCSPTLCK, uintptr(unsafe.Pointer(&unlock)))
	slave, err = os.OpenFile(fmt.Sprint("/dev/pts/", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	return
}

func terminal() {
	master, slave, err := pty()
	if err != nil {
		fmt.Println("terminal: own true") // there are none
		return
	}
	cmd := exec.Command("sh", "-c", ids+"test $session = $pid && test $terminal != 0 && echo own $(tty)")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Run(); err != nil {
		fmt.Println(err)
	}
	b := make([]byte, 100)
	n, _ := master.Read(b)
	f := strings.Fields(string(b[:n]))
	fmt.Println("terminal:", f[0], f[1] == slave.Name())
}

// It stops where its program begins, and can be killed there.
func trace() {
	cmd := exec.Command("true")
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		fmt.Println(err)
		return
	}
	var ws syscall.WaitStatus
	pid, err := syscall.Wait4(cmd.Process.Pid, &ws, 0, nil)
	fmt.Println("traced:", pid == cmd.Process.Pid, err, ws.Stopped(), ws.StopSignal())
	cmd.Process.Kill()
	fmt.Println(cmd.Wait())
}

func main() {
	run("plain", nil, "echo", "hi")
	run("missing", &syscall.SysProcAttr{Setsid: true}, "/nonexistent/x")
	run("session", &syscall.SysProcAttr{Setsid: true}, "sh", "-c", ids+"test $session = $pid && echo own")
	run("group", &syscall.SysProcAttr{Setpgid: true}, "sh", "-c", ids+"test $group = $pid && echo own")
	run("both", &syscall.SysProcAttr{Setctty: true, Foreground: true}, "/bin/true")
	run("terminal 9", &syscall.SysProcAttr{Setctty: true, Ctty: 9}, "/bin/true")
	run("no terminal", &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}, "/bin/true")
	user := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid()), NoSetGroups: true}
	run("own ids", &syscall.SysProcAttr{Credential: user, Pdeathsig: syscall.SIGKILL}, "echo", "still")
	run("cgroup", &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: -1}, "/bin/true")
	pidfd := -2
	cmd := exec.Command("sleep", "10")
	cmd.SysProcAttr = &syscall.SysProcAttr{PidFD: &pidfd}
	fmt.Println(cmd.Start(), pidfd >= -1)
	cmd.Process.Kill()
	fmt.Println(cmd.Wait())
	terminal()
	trace()
}

// Output:
// plain: "hi\n" <nil>
// missing: "" fork/exec /nonexistent/x: no such file or directory
// session: "own\n" <nil>
// group: "own\n" <nil>
// both: "" fork/exec /bin/true: both Setctty and Foreground set in SysProcAttr
// terminal 9: "" fork/exec /bin/true: Setctty set but Ctty not valid in child
// no terminal: "" fork/exec /bin/true: inappropriate ioctl for device
// own ids: "still\n" <nil>
// cgroup: "" fork/exec /bin/true: invalid argument
// <nil> true
// signal: killed
// terminal: own true
// traced: true <nil> true trace/breakpoint trap
// signal: killed
