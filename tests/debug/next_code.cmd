show disassemble-next-line
set disassemble-next-line on
show disassemble-next-line
break add
run
next
stepi
frame
up
set disassemble-next-line auto
stepi
set disassemble-next-line maybe
