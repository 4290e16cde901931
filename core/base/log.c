#include "core/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
    LINE_MOST = 1024,
    ESCAPE = 4 /* bytes of \xNN */
};

/* Returns the length written; what does not fit is left out. */
static size_t escape(const char *text, char *line, size_t size)
{
    size_t length = 0;
    for (; *text && length + ESCAPE < size; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte >= ' ' && byte < 0x7F && byte != '\\')
            line[length++] = (char)byte;
        else
            length += (size_t)snprintf(line + length, size - length, "\\x%02x", byte);
    }
    return length;
}

void log_line(const char *format, ...)
{
    char text[LINE_MOST / ESCAPE], line[LINE_MOST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    struct timespec now;
    struct tm local;
    clock_gettime(CLOCK_REALTIME, &now);
    localtime_r(&now.tv_sec, &local);
    size_t length = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &local);
    length += (size_t)snprintf(line + length, sizeof line - length, " [%d] ", (int)getpid());
    length += escape(text, line + length, sizeof line - length - 1);
    line[length++] = '\n';

    /* One write, so that lines of several processes do not mix; a full disk changes nothing. */
    if (write(STDERR_FILENO, line, length) < 0)
        return;
}
