/* The twin of demos/memory.go for gdb: the same lines are not needed, the same names are. */
#include <stdio.h>
int a = 10;
void add(int x, int y)
{
	int z = x + y;
	printf("%d\n", z);
}
int main(void)
{
	add(5, 4);
	add(a, 3);
	return 0;
}
