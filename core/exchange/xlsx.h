/*
 * Writes workbooks (.xlsx), a row at a time: what a spreadsheet program, and a form on a phone,
 * take in.
 *
 * Every cell is text and stays text: what begins with = + - @ is never run, and a long number
 * keeps its digits. xlsx.c is the only file that includes <xlsxwriter.h>.
 */
#ifndef CORE_EXCHANGE_XLSX_H
#define CORE_EXCHANGE_XLSX_H

#include "core/exchange/csv.h"

struct xlsx;

/* An empty workbook. NULL with ERROR_SYSTEM when there is no room for one. */
struct xlsx *xlsx_open(struct error *err);
void xlsx_close(struct xlsx *xlsx);

/* Closes itself at the end of its block. */
#define XLSX(name) __attribute__((cleanup(xlsx_close_pointer))) struct xlsx *name
void xlsx_close_pointer(struct xlsx **xlsx);

/* Begins a sheet with its row of headings, which stays in sight; rows go to the newest sheet. */
bool xlsx_sheet(struct xlsx *xlsx, const char *name, const char *const headings[], size_t count,
                struct error *err);

/* ERROR_INVALID when a cell or the sheet is longer than the format allows. */
bool xlsx_row(struct xlsx *xlsx, const char *const cells[], size_t count, struct error *err);

/* Writes it all out; nothing can be added behind it. */
bool xlsx_save(struct xlsx *xlsx, struct csv_sink sink, struct error *err);

#endif
