// The functions without a body, where there is an assembler.
