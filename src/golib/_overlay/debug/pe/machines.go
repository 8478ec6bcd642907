//go:build !go1.26

package pe

// Machines that have come.
const (
	IMAGE_FILE_MACHINE_RISCV128 = 0x5128
	IMAGE_FILE_MACHINE_RISCV32  = 0x5032
	IMAGE_FILE_MACHINE_RISCV64  = 0x5064
)
