/* Issues and polarity: weights of the n-grams and the words of a text, summed. */

static int ascending(const void *one, const void *other) {
    int32_t a = *(const int32_t *)one, b = *(const int32_t *)other;
    return (a > b) - (a < b);
}

/* weighed(text, sizes: bytes, idf: float32) -> rows, values, factors, grams
   grams: int32 rows of all n-grams of the text, size by size, -1 for an unknown one. rows: int32, the known ones, each
   once, ascending. values: float64, their sublinear TF-IDF, l2 norm 1; factors: of these, what falls to each of the
   n-grams that are alike. */
static PyObject *index_weighed(Index *self, PyObject *args) {
    PyObject *text, *out = NULL, *grams = NULL, *rows = NULL, *values = NULL, *factors = NULL;
    const char *sizes;
    Py_ssize_t kinds, length, total = 0, known = 0, different = 0;
    Py_buffer idf;
    if (!PyArg_ParseTuple(args, "Uy#y*", &text, &sizes, &kinds, &idf)) return NULL;
    uint32_t *codes = codes_of(text, 1, &length);
    int32_t *sorted = codes ? PyMem_Malloc((size_t)(length * kinds + 1) * sizeof(int32_t)) : NULL;
    if (!sorted) goto done;
    if (idf.len != self->count * 4) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto done;
    }
    for (Py_ssize_t n = 0; n < kinds; n++) {
        if (sizes[n] < 1) {
            PyErr_SetString(PyExc_ValueError, "no such n-grams");
            goto done;
        }
        total += length >= sizes[n] ? length - sizes[n] + 1 : 0;
    }
    grams = PyBytes_FromStringAndSize(NULL, total * 4);
    if (!grams) goto done;
    int32_t *gram = (int32_t *)PyBytes_AS_STRING(grams);
    uint64_t keys[TOGETHER];
    for (Py_ssize_t n = 0; n < kinds; n++)
        for (Py_ssize_t from = 0; from + sizes[n] <= length; from += TOGETHER) {
            Py_ssize_t some = length - sizes[n] + 1 - from < TOGETHER ? length - sizes[n] + 1 - from : TOGETHER;
            for (Py_ssize_t at = 0; at < some; at++) keys[at] = ngram(codes + from + at, sizes[n]);
            find_all(self, keys, some, gram);
            for (Py_ssize_t at = 0; at < some; at++, gram++)
                if (*gram >= 0) sorted[known++] = *gram;
        }
    qsort(sorted, known, sizeof *sorted, ascending);
    for (Py_ssize_t at = 0; at < known; at++) different += !at || sorted[at] != sorted[at - 1];
    rows = PyBytes_FromStringAndSize(NULL, different * 4);
    values = PyBytes_FromStringAndSize(NULL, different * 8);
    factors = PyBytes_FromStringAndSize(NULL, different * 8);
    if (!rows || !values || !factors) goto done;
    int32_t *row = (int32_t *)PyBytes_AS_STRING(rows);
    double *value = (double *)PyBytes_AS_STRING(values), *factor = (double *)PyBytes_AS_STRING(factors), norm = 0;
    Py_ssize_t number = 0;
    for (Py_ssize_t at = 0, end; at < known; at = end, number++) {
        for (end = at + 1; end < known && sorted[end] == sorted[at];) end++;
        row[number] = sorted[at];
        value[number] = (1 + log((double)(end - at))) * (double)((const float *)idf.buf)[sorted[at]];
        factor[number] = (double)(end - at);
        norm += value[number] * value[number];
    }
    norm = norm > 0 ? sqrt(norm) : 1;
    for (number = 0; number < different; number++) {
        value[number] /= norm;
        factor[number] = value[number] / factor[number];
    }
    out = PyTuple_Pack(4, rows, values, factors, grams);
done:
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    Py_XDECREF(rows);
    Py_XDECREF(values);
    Py_XDECREF(factors);
    Py_XDECREF(grams);
    PyMem_Free(sorted);
    PyMem_Free(codes);
    PyBuffer_Release(&idf);
    return out;
}

/* How many of the numbers, in ascending order, are below a bound; with ``too``, those that equal it as well. */
static Py_ssize_t below(const Py_ssize_t *numbers_, Py_ssize_t count, Py_ssize_t bound, int too) {
    Py_ssize_t low = 0, high = count;
    while (low < high) {
        Py_ssize_t middle = (low + high) / 2;
        if (numbers_[middle] < bound || (too && numbers_[middle] == bound)) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* odds(text, words, spans, weights, unknown, bias) -> for each span the bias and the weights of the words in it
   words, spans: pairs; the words in order. weights: float64. unknown: the weight of a word without a key. */
static PyObject *index_odds(Index *self, PyObject *args) {
    PyObject *text, *words, *spans, *out = NULL;
    Py_buffer weights;
    double unknown, bias;
    Py_ssize_t length, start, end;
    if (!PyArg_ParseTuple(args, "UO!O!y*dd", &text, &PyTuple_Type, &words, &PyList_Type, &spans, &weights, &unknown,
                          &bias))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(words);
    uint32_t *codes = codes_of(text, 0, &length);
    double *total = PyMem_Malloc((size_t)(count + 1) * sizeof(double));
    Py_ssize_t *starts = PyMem_Malloc((size_t)(2 * count + 1) * sizeof(Py_ssize_t)), *ends = starts + count;
    if (!codes || !total || !starts) {
        PyErr_NoMemory();
        goto done;
    }
    if (weights.len != self->count * 8) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto done;
    }
    total[0] = 0;
    for (Py_ssize_t n = 0; n < count; n++) {
        if (!pair_of(PyTuple_GET_ITEM(words, n), &start, &end)) goto done;
        if (start < 0 || end < start || end > length) {
            PyErr_SetString(PyExc_ValueError, "a span lies outside the text");
            goto done;
        }
        starts[n] = start;
        ends[n] = end;
        uint64_t key = (uint64_t)(end - start);
        if (end - start > LONGEST_WORD) key = 0;
        else {
            for (Py_ssize_t at = start; at < end; at++) key = with(key, codes[at]);
            key = finish(key);
        }
        int32_t row = find(self, key);
        total[n + 1] = total[n] + (row >= 0 ? ((const double *)weights.buf)[row] : unknown);
    }
    out = PyList_New(PyList_GET_SIZE(spans));
    for (Py_ssize_t n = 0; out && n < PyList_GET_SIZE(out); n++) {
        PyObject *odds = NULL;
        if (pair_of(PyList_GET_ITEM(spans, n), &start, &end)) {
            Py_ssize_t first = below(starts, count, start, 0), last = below(ends, count, end, 1);
            odds = PyFloat_FromDouble(bias + total[last > first ? last : first] - total[first]);
        }
        if (!odds) Py_CLEAR(out);
        else PyList_SET_ITEM(out, n, odds);
    }
done:
    PyMem_Free(starts);
    PyMem_Free(total);
    PyMem_Free(codes);
    PyBuffer_Release(&weights);
    return out;
}

/* weighted(rows, values, weights, columns) -> sums of float32 rows times values, one a column */
static PyObject *weighted(PyObject *module, PyObject *args) {
    PyObject *out = NULL;
    Py_buffer rows, values, weights;
    int columns;
    if (!PyArg_ParseTuple(args, "y*y*y*i", &rows, &values, &weights, &columns)) return NULL;
    Py_ssize_t count = rows.len / 4;
    const int32_t *row = rows.buf;
    const double *value = values.buf;
    if (columns < 1 || columns > MOST_LABELS || values.len != count * 8) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto done;
    }
    double sums[MOST_LABELS] = {0};
    for (Py_ssize_t n = 0; n < count; n++) {
        if (row[n] < 0 || ((Py_ssize_t)row[n] + 1) * columns * 4 > weights.len) {
            PyErr_SetString(PyExc_ValueError, "no such row");
            goto done;
        }
        const float *from = (const float *)weights.buf + (Py_ssize_t)row[n] * columns;
        for (int column = 0; column < columns; column++) sums[column] += value[n] * from[column];
    }
    out = PyList_New(columns);
    for (int column = 0; out && column < columns; column++) {
        PyObject *sum = PyFloat_FromDouble(sums[column]);
        if (!sum) Py_CLEAR(out);
        else PyList_SET_ITEM(out, column, sum);
    }
done:
    PyBuffer_Release(&rows);
    PyBuffer_Release(&values);
    PyBuffer_Release(&weights);
    return out;
}

/* spread(grams, sizes, length, rows, factors, weights, columns, column) -> what each character adds to a column
   grams, rows, factors: as weighed gives them. Each n-gram gives its characters equal shares. */
static PyObject *spread(PyObject *module, PyObject *args) {
    PyObject *out = NULL;
    const char *sizes;
    Py_ssize_t kinds, length, total = 0;
    Py_buffer grams, rows, factors, weights;
    int columns, column;
    if (!PyArg_ParseTuple(args, "y*y#ny*y*y*ii", &grams, &sizes, &kinds, &length, &rows, &factors, &weights, &columns,
                          &column))
        return NULL;
    Py_ssize_t known = rows.len / 4;
    const int32_t *gram = grams.buf, *row = rows.buf;
    const double *factor = factors.buf;
    for (Py_ssize_t n = 0; n < kinds; n++) total += length >= sizes[n] ? length - sizes[n] + 1 : 0;
    double *each = length < 0 ? NULL : PyMem_Calloc((size_t)length + 1, sizeof(double));
    double *shares = PyMem_Malloc(((size_t)known + 1) * sizeof(double));
    if (!each || !shares) {
        PyErr_NoMemory();
        goto done;
    }
    if (factors.len != known * 8 || grams.len != total * 4 || column < 0 || column >= columns) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto done;
    }
    for (Py_ssize_t n = 0; n < known; n++) {
        if (row[n] < 0 || ((Py_ssize_t)row[n] + 1) * columns * 4 > weights.len) {
            PyErr_SetString(PyExc_ValueError, "no such row");
            goto done;
        }
        shares[n] = factor[n] * ((const float *)weights.buf)[(Py_ssize_t)row[n] * columns + column];
    }
    for (Py_ssize_t n = 0; n < kinds; n++)
        for (Py_ssize_t start = 0; start + sizes[n] <= length; start++, gram++) {
            if (*gram < 0) continue;
            Py_ssize_t low = 0, high = known;
            while (low < high) {
                Py_ssize_t middle = (low + high) / 2;
                if (row[middle] < *gram) low = middle + 1;
                else high = middle;
            }
            if (low < known && row[low] == *gram)
                for (int i = 0; i < sizes[n]; i++) each[start + i] += shares[low] / sizes[n];
        }
    out = PyList_New(length);
    for (Py_ssize_t n = 0; out && n < length; n++) {
        PyObject *share = PyFloat_FromDouble(each[n]);
        if (!share) Py_CLEAR(out);
        else PyList_SET_ITEM(out, n, share);
    }
done:
    PyMem_Free(each);
    PyMem_Free(shares);
    PyBuffer_Release(&grams);
    PyBuffer_Release(&rows);
    PyBuffer_Release(&factors);
    PyBuffer_Release(&weights);
    return out;
}
