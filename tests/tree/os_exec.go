package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"strings"
	"syscall"
	"time"
)

func main() {
	out, err := exec.Command("echo", "hello", "world").Output()
	fmt.Printf("%q %v\n", out, err)
	cmd := exec.Command("sh", "-c", "cat; echo err >&2; exit 3")
	cmd.Stdin = strings.NewReader("from stdin\n")
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err = cmd.Run()
	fmt.Printf("%q %q %v\n", o.String(), e.String(), err)
	var ee *exec.ExitError
	if errors.As(err, &ee) {
		fmt.Println(ee.ExitCode(), ee.Exited(), ee.Success(), ee)
	}
	_, err = exec.Command("no-such-command-here").Output()
	fmt.Println(err, errors.Is(err, exec.ErrNotFound))
	_, err = exec.Command("/no/such/file").Output()
	fmt.Println(err, errors.Is(err, os.ErrNotExist))
	cmd = exec.Command("pwd")
	cmd.Dir = "/usr"
	out, err = cmd.CombinedOutput()
	fmt.Printf("%q %v\n", out, err)
	cmd = exec.Command("pwd")
	cmd.Dir = "/nowhere"
	fmt.Println(cmd.Run())
	cmd = exec.Command("sh", "-c", "echo $A$B")
	cmd.Env = []string{"A=1", "B=2"}
	out, err = cmd.Output()
	fmt.Printf("%q %v\n", out, err)

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	err = exec.CommandContext(ctx, "sleep", "10").Run()
	fmt.Println(err, time.Since(begin) < 5*time.Second)

	cmd = exec.Command("cat")
	in, _ := cmd.StdinPipe()
	res, _ := cmd.StdoutPipe()
	fmt.Println(cmd.Start())
	go func() {
		for i := 0; i < 3; i++ {
			fmt.Fprintln(in, "line", i)
			time.Sleep(time.Millisecond)
		}
		in.Close()
	}()
	all, err := io.ReadAll(res)
	fmt.Printf("%q %v %v\n", all, err, cmd.Wait())
	fmt.Println(cmd.ProcessState, cmd.ProcessState.Pid() == cmd.Process.Pid, cmd.ProcessState.UserTime() < time.Second)

	cmd = exec.Command("sleep", "10")
	cmd.Start()
	fmt.Println(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait(), cmd.Process.Signal(syscall.SIGTERM))

	// A large transfer both ways.
	big := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	cmd = exec.Command("cat")
	cmd.Stdin = bytes.NewReader(big)
	out, err = cmd.Output()
	fmt.Println(len(out), bytes.Equal(out, big), err)

	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 7"}, &os.ProcAttr{})
	st, err2 := p.Wait()
	fmt.Println(err, st, err2)
	r, w, _ := os.Pipe()
	p, _ = os.StartProcess("/bin/echo", []string{"echo", "piped"}, &os.ProcAttr{Files: []*os.File{nil, w}})
	w.Close()
	b, _ := io.ReadAll(r)
	st, _ = p.Wait()
	fmt.Printf("%q %v\n", b, st)
	_, err = p.Wait()
	fmt.Println(err)

	u, err := user.Current()
	fmt.Println(u.Uid == fmt.Sprint(os.Getuid()), err)
	u, err = user.Lookup("daemon")
	fmt.Println(u.Uid, u.Gid, err)
	_, err = user.Lookup("nobody-of-this-name")
	fmt.Println(err)
	g, err := user.LookupGroup("root")
	fmt.Println(g.Gid, err)
}

// Output:
// "hello world\n" <nil>
// "from stdin\n" "err\n" exit status 3
// 3 true false exit status 3
// exec: "no-such-command-here": executable file not found in $PATH true
// fork/exec /no/such/file: no such file or directory true
// "/usr\n" <nil>
// chdir /nowhere: no such file or directory
// "12\n" <nil>
// signal: killed true
// <nil>
// "line 0\nline 1\nline 2\n" <nil> <nil>
// exit status 0 true true
// <nil> signal: terminated os: process already finished
// 1048576 true <nil>
// <nil> exit status 7 <nil>
// "piped\n" exit status 0
// wait: no child processes
// true <nil>
// 1 1 <nil>
// user: unknown user nobody-of-this-name
// 0 <nil>
