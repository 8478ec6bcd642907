echo one\n
source /tmp
echo what follows must not run on\n
