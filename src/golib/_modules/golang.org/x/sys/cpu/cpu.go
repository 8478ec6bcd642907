package cpu

// The module asks the processor in assembly. Here there is none to be asked: no package is to choose what is made for it.

func cpuid(eaxArg, ecxArg uint32) (eax, ebx, ecx, edx uint32) { return 0, 0, 0, 0 }
func xgetbv() (eax, edx uint32)                               { return 0, 0 }

// runtime_getAuxv would tell of the process, which is not the program's.
func runtime_getAuxv() []uintptr { return nil }
