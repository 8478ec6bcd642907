package main

import "fmt"

// The capacity that append chooses for each size up to the largest class, in one number; then the classes themselves.
func main() {
	sum := 0
	classes := []int{}
	for n := 1; n <= 32768; n++ {
		c := cap(append([]byte(nil), make([]byte, n)...))
		sum = sum*31 + c
		if len(classes) == 0 || classes[len(classes)-1] != c {
			classes = append(classes, c)
		}
	}
	fmt.Println(sum, len(classes))
	fmt.Println(classes)
}

// Output:
// -5477517175821797376 67
// [8 16 24 32 48 64 80 96 112 128 144 160 176 192 208 224 240 256 288 320 352 384 416 448 480 512 576 640 704 768 896 1024 1152 1280 1408 1536 1792 2048 2304 2688 3072 3200 3456 4096 4864 5376 6144 6528 6784 6912 8192 9472 9728 10240 10880 12288 13568 14336 16384 18432 19072 20480 21760 24576 27264 28672 32768]
