set narrate on
run
