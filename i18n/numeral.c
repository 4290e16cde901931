#include "i18n/numeral.h"

#include <stddef.h>
#include <string.h>

static const struct digit {
    const char *written;
    int value; /* 10: the sign for ten */
} digits[] = {
    {"〇", 0 },
    {"零", 0 },
    {"一", 1 },
    {"二", 2 },
    {"三", 3 },
    {"四", 4 },
    {"五", 5 },
    {"六", 6 },
    {"七", 7 },
    {"八", 8 },
    {"九", 9 },
    {"十", 10},
};

/* A digit of any kind; returns its bytes, 0 when there is none here. */
static size_t read_digit(const char *text, int *value, bool *chinese)
{
    const unsigned char *bytes = (const unsigned char *)text;
    *chinese = false;
    if (*text >= '0' && *text <= '9') {
        *value = *text - '0';
        return 1;
    }
    if (bytes[0] == 0xEF && bytes[1] == 0xBC && bytes[2] >= 0x90 && bytes[2] <= 0x99) {
        *value = bytes[2] - 0x90;
        return 3;
    }
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (strncmp(text, digits[i].written, strlen(digits[i].written)) == 0) {
            *value = digits[i].value;
            *chinese = true;
            return strlen(digits[i].written);
        }
    return 0;
}

/* 二十三: what stands before ten counts tens, what comes after adds; 二〇二六 is read as digits. */
static int append(int number, int value, bool chinese, bool first, bool *tens)
{
    if (chinese && value == 10) {
        *tens = true;
        return first ? 10 : number * 10;
    }
    int next = *tens ? number + value : number * 10 + value;
    *tens = false;
    return next > NUMERAL_MOST ? NUMERAL_MOST : next;
}

bool numeral_next(const char **text, int *number)
{
    const char *at = *text;
    int value;
    bool chinese, tens = false, first = true;
    while (*at && read_digit(at, &value, &chinese) == 0)
        at++;
    *number = 0;
    for (size_t size; (size = read_digit(at, &value, &chinese)) > 0; at += size) {
        *number = append(*number, value, chinese, first, &tens);
        first = false;
    }
    *text = at;
    return !first;
}
