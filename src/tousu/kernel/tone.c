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

/* tone(text, bounds, longest, weights, scale, bias) -> float64 chance of each kind, stretch by stretch
   bounds: int32, for each stretch where it begins and ends, and whether a clause begins there. */
static PyObject *index_tone(Index *self, PyObject *args) {
    PyObject *text, *out = NULL;
    Py_buffer bounds;
    int longest;
    Py_ssize_t length;
    Layer layer;
    if (!PyArg_ParseTuple(args, "Uy*iy*y*y*", &text, &bounds, &longest, &layer.weights, &layer.scale, &layer.bias))
        return NULL;
    uint32_t *codes = codes_of(text, 0, &length);
    uint32_t *own = codes ? PyMem_Malloc(((size_t)length + 2) * sizeof(uint32_t)) : NULL;
    uint64_t keys[TOGETHER];
    int32_t rows[TOGETHER];
    if (!codes || !own || !layer_fits(self, &layer)) goto done;
    int kinds = layer.labels;
    Py_ssize_t count = bounds.len / 12;
    const int32_t *bound = bounds.buf;
    const float *scale = layer.scale.buf, *bias = layer.bias.buf;
    out = PyBytes_FromStringAndSize(NULL, count * kinds * 8);
    if (!out) goto done;
    double *chances = (double *)PyBytes_AS_STRING(out);
    for (Py_ssize_t n = 0; n < count; n++, bound += 3, chances += kinds) {
        if (bound[0] < 0 || bound[1] < bound[0] || bound[1] > length) {
            PyErr_SetString(PyExc_ValueError, "a stretch lies outside the text");
            Py_CLEAR(out);
            goto done;
        }
        int32_t sums[MOST_LABELS] = {0};
        Py_ssize_t size = edged(codes, length, bound[0], bound[1], bound[2], own), grams = 0;
        for (int n_ = 1; n_ <= longest; n_++)
            for (Py_ssize_t from = 0; from + n_ <= size; from += TOGETHER) {
                Py_ssize_t some = size - n_ + 1 - from < TOGETHER ? size - n_ + 1 - from : TOGETHER;
                for (Py_ssize_t at = 0; at < some; at++) keys[at] = ngram(own + from + at, n_);
                find_all(self, keys, some, rows);
                add_all(sums, &layer, rows, some);
                grams += some;
            }
        double scores[MOST_LABELS], root = sqrt((double)grams);
        for (int kind = 0; kind < kinds; kind++) scores[kind] = sums[kind] * (double)scale[kind] / root + bias[kind];
        for (int kind = 0; kind < kinds; kind++) {
            double score = kind ? (scores[kind] + scores[0]) / 2 : scores[0];
            chances[kind] = 1 / (1 + exp(-(score > -500 ? score : -500)));
        }
    }
done:
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    PyMem_Free(own);
    PyMem_Free(codes);
    PyBuffer_Release(&bounds);
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
