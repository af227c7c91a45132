/* Tone: the chances of each clause of a draft. */

/* The characters of a stretch with the marks of its edges (1: a clause begins, 2: the text ends). Returns how many. */
static Py_ssize_t edged(const uint32_t *codes, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, int begins,
                        uint32_t *own) {
    Py_ssize_t size = 0;
    if (begins) own[size++] = 1;
    for (Py_ssize_t at = start; at < end; at++) own[size++] = codes[at] - '0' <= 9 ? '0' : codes[at];
    own[size++] = end < length ? codes[end] : 2;
    return size;
}

/* The chance of each kind of a stretch: of its characters with the marks of its edges. */
static void chances_of(const Index *self, const uint32_t *own, Py_ssize_t size, int longest, const Layer *layer,
                       double *chances) {
    uint64_t keys[TOGETHER];
    int32_t rows[TOGETHER], sums[MOST_LABELS] = {0};
    const float *scale = layer->scale.buf, *bias = layer->bias.buf;
    Py_ssize_t grams = 0;
    for (int n = 1; n <= longest; n++)
        for (Py_ssize_t from = 0; from + n <= size; from += TOGETHER) {
            Py_ssize_t some = size - n + 1 - from < TOGETHER ? size - n + 1 - from : TOGETHER;
            for (Py_ssize_t at = 0; at < some; at++) keys[at] = ngram(own + from + at, n);
            find_all(self, keys, some, rows);
            add_all(sums, layer, rows, some);
            grams += some;
        }
    double scores[MOST_LABELS], root = sqrt((double)grams);
    for (int kind = 0; kind < layer->labels; kind++)
        scores[kind] = sums[kind] * (double)scale[kind] / root + bias[kind];
    for (int kind = 0; kind < layer->labels; kind++) {
        double score = kind ? (scores[kind] + scores[0]) / 2 : scores[0];
        chances[kind] = 1 / (1 + exp(-(score > -500 ? score : -500)));
    }
}

/* Whether a clause begins at a place: the text does, or one of some marks stands before it. */
static int begins_clause(const uint32_t *codes, Py_ssize_t start, PyObject *breaks) {
    return !start || PyUnicode_FindChar(breaks, codes[start - 1], 0, PyUnicode_GET_LENGTH(breaks), 1) >= 0;
}

/* The likeliest kind of a stretch, the first of all aside. */
static int likeliest(const double *chances, int kinds) {
    int best = 1;
    for (int kind = 2; kind < kinds; kind++)
        if (chances[kind] > chances[best]) best = kind;
    return best;
}

/* tone(text, stretches, breaks, longest, weights, scale, bias) -> chances, kinds, highest
   stretches: pairs. breaks: the marks between clauses. chances: float64, of each kind, stretch by stretch. kinds: the
   likeliest of each, the first of all aside; highest: its chance. */
static PyObject *index_tone(Index *self, PyObject *args) {
    PyObject *text, *stretches, *breaks, *out = NULL, *all = NULL, *best = NULL, *highest = NULL;
    int longest;
    Py_ssize_t length, start, end;
    Layer layer;
    if (!PyArg_ParseTuple(args, "UO!Uiy*y*y*", &text, &PyList_Type, &stretches, &breaks, &longest, &layer.weights,
                          &layer.scale, &layer.bias))
        return NULL;
    uint32_t *codes = codes_of(text, 0, &length);
    uint32_t *own = codes ? PyMem_Malloc(((size_t)length + 2) * sizeof(uint32_t)) : NULL;
    if (!codes || !own || !layer_fits(self, &layer)) goto done;
    if (layer.labels < 2) {
        PyErr_SetString(PyExc_ValueError, "too few kinds");
        goto done;
    }
    Py_ssize_t count = PyList_GET_SIZE(stretches);
    all = PyBytes_FromStringAndSize(NULL, count * layer.labels * 8);
    best = PyBytes_FromStringAndSize(NULL, count);
    highest = PyList_New(count);
    if (!all || !best || !highest) goto done;
    double *chances = (double *)PyBytes_AS_STRING(all);
    for (Py_ssize_t n = 0; n < count; n++, chances += layer.labels) {
        if (!pair_of(PyList_GET_ITEM(stretches, n), &start, &end)) goto done;
        if (start < 0 || end < start || end > length) {
            PyErr_SetString(PyExc_ValueError, "a stretch lies outside the text");
            goto done;
        }
        Py_ssize_t size = edged(codes, length, start, end, begins_clause(codes, start, breaks), own);
        chances_of(self, own, size, longest, &layer, chances);
        int kind = likeliest(chances, layer.labels);
        PyObject *high = PyFloat_FromDouble(chances[kind]);
        if (!high) goto done;
        PyBytes_AS_STRING(best)[n] = (char)kind;
        PyList_SET_ITEM(highest, n, high);
    }
    out = PyTuple_Pack(3, all, best, highest);
done:
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    Py_XDECREF(all);
    Py_XDECREF(best);
    Py_XDECREF(highest);
    PyMem_Free(own);
    PyMem_Free(codes);
    layer_free(&layer);
    return out;
}

/* What each character of a stretch adds to a kind: an n-gram gives each of its characters an equal share, and one that
   lies on an edge has fewer of them. values: room for as many as own has. */
static void share_out(const Index *index, const uint32_t *own, Py_ssize_t size, int begins, int longest,
                      const Layer *layer, int kind, double *values, double *each, Py_ssize_t count) {
    const int8_t *weights = layer->weights.buf;
    const float *scale = layer->scale.buf;
    for (int n = 1; n <= longest && n <= size; n++) {
        Py_ssize_t grams = size - n + 1;
        for (Py_ssize_t at = 0; at < grams; at++) {
            int32_t found = find(index, ngram(own + at, n));
            const int8_t *row = found < 0 ? NULL : weights + (Py_ssize_t)found * layer->labels;
            double value = row ? row[0] * (double)scale[0] + row[kind] * (double)scale[kind] : 0;
            Py_ssize_t first = at - begins, behind = first + n < count ? first + n : count;
            Py_ssize_t inside = behind - (first > 0 ? first : 0);
            values[at] = value / (double)(inside > 1 ? inside : 1);
        }
        for (Py_ssize_t low = n - 1 - begins; low >= -begins; low--)
            for (Py_ssize_t at = low < 0 ? -low : 0; at < grams && low + at < count; at++) each[low + at] += values[at];
    }
}

/* shares(text, start, end, begins, longest, weights, scale, bias, kind) -> what each character of a stretch adds */
static PyObject *index_shares(Index *self, PyObject *args) {
    PyObject *text, *out = NULL;
    int begins, longest, kind;
    Py_ssize_t start, end, length;
    Layer layer;
    if (!PyArg_ParseTuple(args, "Unnpiy*y*y*i", &text, &start, &end, &begins, &longest, &layer.weights, &layer.scale,
                          &layer.bias, &kind))
        return NULL;
    uint32_t *codes = codes_of(text, 0, &length);
    uint32_t *own = codes ? PyMem_Malloc(((size_t)length + 2) * sizeof(uint32_t)) : NULL;
    double *values = codes ? PyMem_Calloc((size_t)length * 2 + 2, sizeof(double)) : NULL;
    if (!codes || !own || !values) {
        if (!PyErr_Occurred()) PyErr_NoMemory();
    } else if (start < 0 || end < start || end > length) {
        PyErr_SetString(PyExc_ValueError, "outside the text");
    } else if (layer_fits(self, &layer) && (kind < 0 || kind >= layer.labels)) {
        PyErr_SetString(PyExc_ValueError, "no such kind");
    } else if (!PyErr_Occurred() && (out = PyList_New(end - start))) {
        double *each = values + length + 2;
        Py_ssize_t size = edged(codes, length, start, end, begins, own);
        share_out(self, own, size, begins, longest, &layer, kind, values, each, end - start);
        for (Py_ssize_t at = 0; out && at < end - start; at++) {
            PyObject *share = PyFloat_FromDouble(each[at]);
            if (!share) Py_CLEAR(out);
            else PyList_SET_ITEM(out, at, share);
        }
    }
    PyMem_Free(values);
    PyMem_Free(own);
    PyMem_Free(codes);
    layer_free(&layer);
    return out;
}
