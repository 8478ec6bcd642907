break 16
run
predict z
