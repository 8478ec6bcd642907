break 15
run
signal SIGINT
