#include "core/cases/casenumber.h"

#include <inttypes.h>
#include <stdio.h>

/*
 * H. M. Damm's quasigroup of order ten: its check digit finds every single wrong digit and
 * every exchange of neighbours, the slips people make when they read numbers aloud.
 */
static const unsigned char damm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

const char *casenumber_write(int64_t sequence, char number[static CASENUMBER_SIZE])
{
    unsigned check = 0;
    int length = snprintf(number, CASENUMBER_SIZE, "%" PRId64, sequence);
    for (int i = 0; i < length; i++)
        check = damm[check][number[i] - '0'];
    snprintf(number + length, CASENUMBER_SIZE - (size_t)length, "-%u", check);
    return number;
}

int64_t casenumber_read(const char *typed)
{
    unsigned check = 0;
    int64_t digits = 0;
    for (; *typed; typed++) {
        if (*typed == '-' || *typed == ' ')
            continue;
        if (*typed < '0' || *typed > '9' || digits > INT64_MAX / 100)
            return 0;
        check = damm[check][*typed - '0'];
        digits = digits * 10 + (*typed - '0');
    }
    return check == 0 ? digits / 10 : 0;
}
