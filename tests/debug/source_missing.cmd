source nosuch
source /tmp
echo on\n
source
echo off\n
