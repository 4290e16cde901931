/* Tables from and to stdio streams. */
#ifndef CORE_EXCHANGE_STREAM_H
#define CORE_EXCHANGE_STREAM_H

#include "core/exchange/csv.h"

#include <stdio.h>

/* Reading fails with ERROR_SYSTEM when the stream does. */
struct csv_source stream_source(FILE *file);
struct csv_sink stream_sink(FILE *file);

#endif
