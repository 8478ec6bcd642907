package main

import (
	"fmt"
	"os/exec"
)

// send lets a shell send a signal to the process that runs this program.
func send(name string) {
	if err := exec.Command("sh", "-c", "kill -"+name+" $PPID").Run(); err != nil {
		fmt.Println(err)
	}
}

func main() {
	send("USR1")
	fmt.Println("USR1 is ignored")
	send("USR1")
	send("HUP")
	fmt.Println("HUP was not passed")
	send("QUIT")
	send("ALRM")
	fmt.Println("ALRM is neither told nor of harm")
	send("TERM")
	fmt.Println("TERM was not passed")
}
