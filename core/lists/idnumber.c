#include "core/lists/idnumber.h"

#include <stdio.h>
#include <string.h>

/* What is written for a character of the number, longest first where one begins another. */
static const struct reading {
    const char *written;
    char meant; /* 0: nothing */
} readings[] = {
    {" ",            0  },
    {"\t",           0  },
    {"'",            0  },
    {"-",            0  },
    {"\xC2\xA0",     0  }, /* no-break space */
    {"\xE3\x80\x80", 0  }, /* ideographic space */
    {"O",            '0'},
    {"o",            '0'},
    {"l",            '1'},
    {"I",            '1'},
    {"x",            'X'},
    {"\xEF\xBC\xB8", 'X'}, /* full-width X */
    {"\xEF\xBD\x98", 'X'}, /* full-width x */
    {"\xC3\x97",     'X'}, /* multiplication sign */
    {"\xD0\xA5",     'X'}, /* Cyrillic, as some keyboards give */
};

/* Reads one character of the number; returns the bytes taken, 0 when it can be none. */
static size_t read_character(const char *text, char *meant)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if ((*text >= '0' && *text <= '9') || *text == 'X') {
        *meant = *text;
        return 1;
    }
    if (bytes[0] == 0xEF && bytes[1] == 0xBC && bytes[2] >= 0x90 && bytes[2] <= 0x99) {
        *meant = (char)('0' + (bytes[2] - 0x90));
        return 3;
    }
    for (size_t i = 0; i < COUNT(readings); i++)
        if (strncmp(text, readings[i].written, strlen(readings[i].written)) == 0) {
            *meant = readings[i].meant;
            return strlen(readings[i].written);
        }
    return 0;
}

/* A spreadsheet keeps 15 digits: what it shows as 6.599E+17 has lost the rest for good. */
static bool rounded(const char *written)
{
    return strspn(written, "0123456789.") >= 1 && strpbrk(written, "eE") != NULL
        && strchr(written, '+') != NULL;
}

static bool read_characters(const char *written, char number[static IDNUMBER_SIZE], struct error *err)
{
    size_t length = 0;
    while (*written) {
        char meant = 0;
        size_t taken = read_character(written, &meant);
        if (taken == 0)
            return error_set(err, ERROR_INVALID, MSG("idnumber.character"), "strange character");
        written += taken;
        if (meant == 0)
            continue;
        if (length == IDNUMBER_SIZE - 1)
            return error_set(err, ERROR_INVALID, MSG("idnumber.length"), "too long");
        number[length++] = meant;
    }
    number[length] = '\0';
    if (length != IDNUMBER_SIZE - 1)
        return error_set(err, ERROR_INVALID, MSG("idnumber.length"), "%zu characters", length);
    if (strspn(number, "0123456789") < IDNUMBER_SIZE - 2)
        return error_set(err, ERROR_INVALID, MSG("idnumber.character"), "X before the end");
    return true;
}

/* ISO 7064 MOD 11-2, as GB 11643 takes it. */
char idnumber_check_character(const char *number)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < COUNT(weights); i++)
        sum += weights[i] * (number[i] - '0');
    return "10X98765432"[sum % 11];
}

const char *idnumber_lengthen(const char *written, struct arena *arena)
{
    if (strlen(written) != 15 || strspn(written, "0123456789") != 15)
        return written;
    const char *digits = arena_text(arena, "%.6s19%s", written, written + 6);
    return arena_text(arena, "%s%c", digits, idnumber_check_character(digits));
}

bool idnumber_read(const char *written, struct idnumber *id, struct error *err)
{
    struct idnumber read = {0};
    if (rounded(written))
        return error_set(err, ERROR_INVALID, MSG("idnumber.rounded"), "rounded by a spreadsheet");
    if (!read_characters(written, read.number, err))
        return false;
    if (idnumber_check_character(read.number) != read.number[17])
        return error_set(err, ERROR_INVALID, MSG("idnumber.check"), "check character");

    int number;
    snprintf(read.born, sizeof read.born, "%.4s-%.2s-%.2s", read.number + 6, read.number + 10,
             read.number + 12);
    if (read.number[0] == '0' || !date_number(read.born, &number) || strcmp(read.born, "1900") < 0)
        return error_set(err, ERROR_INVALID, MSG("idnumber.day"), "no such day of birth");
    read.sex[0] = (read.number[16] - '0') % 2 == 1 ? 'm' : 'f';
    *id = read;
    return true;
}
