#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    fputs("baoxue\n", stderr);
    return EXIT_FAILURE;
}
