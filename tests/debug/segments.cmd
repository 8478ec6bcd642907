break 43
segments data
segments bss
run
segments -all
segments rodata
segments bss
segments data
segments heap
segments stack
info stack-usage
