package binary

// NativeEndian is the byte order of the system.
var NativeEndian nativeEndian

type nativeEndian struct{ littleEndian }
