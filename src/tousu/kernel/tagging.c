/* The tagger: the chance of each label of each character, and the phrases that follow from them. */

/* As NumPy adds a short row, so that the last bit is the same. */
static double row_sum(const double *x, int n) {
    if (n < 8) {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += x[i];
        return sum;
    }
    double r[8];
    int i = 8;
    memcpy(r, x, sizeof r);
    for (; i + 8 <= n; i += 8)
        for (int j = 0; j < 8; j++) r[j] += x[i + j];
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) sum += x[i];
    return sum;
}

typedef struct {
    Py_buffer weights, scale, bias;
    int labels;
} Layer;

/* The weights of a model: int8 rows, a scale and a bias for each label. */
static int layer_fits(const Index *self, Layer *layer) {
    layer->labels = (int)(layer->bias.len / 4);
    if (layer->labels < 1 || layer->labels > MOST_LABELS || layer->scale.len != layer->bias.len ||
        layer->weights.len != self->count * layer->labels) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        return 0;
    }
    return 1;
}

static void layer_free(Layer *layer) {
    PyBuffer_Release(&layer->weights);
    PyBuffer_Release(&layer->scale);
    PyBuffer_Release(&layer->bias);
}

/* Adds the weights of rows, each to the sums of its place, all to the same where there are no places. Weights are bytes,
   which may be part of anything for all that the compiler knows: told that they are not, it adds several at once. */
static void add_all(int32_t *restrict sums, const int32_t *places, const Layer *layer, const int32_t *rows,
                    Py_ssize_t count) {
    const int8_t *restrict weights = layer->weights.buf;
    const int labels = layer->labels;
    for (Py_ssize_t at = 0; at < count; at++)
        if (rows[at] >= 0) SOON(weights + (Py_ssize_t)rows[at] * labels);
    for (Py_ssize_t at = 0; at < count; at++) {
        if (rows[at] < 0) continue;
        const int8_t *restrict row = weights + (Py_ssize_t)rows[at] * labels;
        int32_t *restrict sum = sums + (places ? (Py_ssize_t)places[at] * labels : 0);
        for (int label = 0; label < labels; label++) sum[label] += row[label];
    }
}

/* Adds what the windows around each of these positions say. templates: for each, the number of offsets and four
   offsets. */
static void add_windows(const Index *self, const Layer *layer, const uint64_t *padded, const int32_t *places,
                        Py_ssize_t length, const signed char *templates, Py_ssize_t count, uint64_t family,
                        int32_t *sums) {
    uint64_t keys[TOGETHER];
    int32_t rows[TOGETHER];
    for (Py_ssize_t n = 0; n < count; n++) {
        const signed char *offsets = templates + 5 * n + 1;
        int size = templates[5 * n];
        uint64_t start = salt(family + (uint64_t)n);
        for (Py_ssize_t from = 0; from < length; from += TOGETHER) {
            Py_ssize_t some = length - from < TOGETHER ? length - from : TOGETHER;
            for (Py_ssize_t at = 0; at < some; at++) {
                uint64_t key = start;
                for (int i = 0; i < size; i++) key = (key ^ padded[PAD + places[from + at] + offsets[i]]) * PRIME;
                keys[at] = finish(key);
            }
            find_all(self, keys, some, rows);
            add_all(sums, places + from, layer, rows, some);
        }
    }
}

/* Adds what the windows over a plane say. Most of it is one mark far and wide, or none: what all windows over nothing
   but one mark say together is looked up once. apart: room for the positions where marks meet, and said: for a sum. */
static void add_plane(const Index *self, const Layer *layer, const uint64_t *padded, Py_ssize_t length,
                      const signed char *templates, Py_ssize_t count, uint64_t family, int32_t *apart, int32_t *said,
                      int32_t *sums) {
    int reach = 0;
    for (Py_ssize_t n = 0; n < 5 * count; n++)
        if (n % 5 && abs(templates[n]) > reach) reach = abs(templates[n]);
    uint8_t known[257] = {0};
    Py_ssize_t met = 0;
    for (Py_ssize_t at = 0; at < length; at++) {
        const uint64_t *here = padded + PAD + at;
        int alike = 1;
        for (int i = 1; alike && i <= reach; i++) alike = here[-i] == *here && here[i] == *here;
        if (!alike) {
            apart[met++] = (int32_t)at;
            continue;
        }
        int32_t *sum = said + *here * layer->labels;
        if (!known[*here]) {
            int32_t place = 0;
            known[*here] = 1;
            memset(sum, 0, (size_t)layer->labels * sizeof *sum);
            add_windows(self, layer, here - PAD, &place, 1, templates, count, family, sum);
        }
        for (int label = 0; label < layer->labels; label++) sums[at * layer->labels + label] += sum[label];
    }
    add_windows(self, layer, padded, apart, met, templates, count, family, sums);
}

static int templates_fit(const signed char *templates, Py_ssize_t bytes) {
    if (bytes % 5) return 0;
    for (Py_ssize_t n = 0; n < bytes; n += 5) {
        if (templates[n] < 0 || templates[n] > 4) return 0;
        for (int i = 1; i <= templates[n]; i++)
            if (templates[n + i] < -PAD || templates[n + i] > PAD) return 0;
    }
    return 1;
}

/* tag(text, planes, templates, plane_templates, weights, scale, bias) -> float32 chance of each label, row by row */
static PyObject *index_tag(Index *self, PyObject *args) {
    PyObject *text, *planes, *out = NULL;
    const char *windows, *plane_windows;
    Py_ssize_t window_bytes, plane_bytes, length;
    Layer layer;
    if (!PyArg_ParseTuple(args, "UO!y#y#y*y*y*", &text, &PyTuple_Type, &planes, &windows, &window_bytes, &plane_windows,
                          &plane_bytes, &layer.weights, &layer.scale, &layer.bias))
        return NULL;
    uint32_t *codes = codes_of(text, 1, &length);
    uint64_t *padded = codes ? PyMem_Calloc((size_t)length + 2 * PAD, sizeof(uint64_t)) : NULL;
    int32_t *sums = NULL, *places = NULL, *said = NULL;
    if (!codes || !padded || !layer_fits(self, &layer)) goto done;
    if (!templates_fit((const signed char *)windows, window_bytes) ||
        !templates_fit((const signed char *)plane_windows, plane_bytes)) {
        PyErr_SetString(PyExc_ValueError, "templates reach too far");
        goto done;
    }
    int labels = layer.labels;
    sums = PyMem_Calloc((size_t)(length * labels + 1), sizeof(int32_t));
    places = PyMem_Malloc((size_t)(length + 1) * sizeof(int32_t));
    said = PyMem_Malloc((size_t)257 * labels * sizeof(int32_t));
    if (!sums || !places || !said) goto done;
    for (Py_ssize_t at = 0; at < length; at++) {
        padded[PAD + at] = (uint64_t)codes[at] + 1;
        places[at] = (int32_t)at;
    }
    add_windows(self, &layer, padded, places, length, (const signed char *)windows, window_bytes / 5, 100, sums);
    for (Py_ssize_t n = 0; n < PyTuple_GET_SIZE(planes); n++) {
        Py_buffer plane;
        if (PyObject_GetBuffer(PyTuple_GET_ITEM(planes, n), &plane, PyBUF_SIMPLE)) goto done;
        if (plane.len == length)
            for (Py_ssize_t at = 0; at < length; at++) padded[PAD + at] = ((const uint8_t *)plane.buf)[at] + 1ULL;
        int fits = plane.len == length;
        PyBuffer_Release(&plane);
        if (!fits) {
            PyErr_SetString(PyExc_ValueError, "a plane is not as long as the text");
            goto done;
        }
        add_plane(self, &layer, padded, length, (const signed char *)plane_windows, plane_bytes / 5,
                  1000 + 20 * (uint64_t)n, places, said, sums);
    }
    out = PyBytes_FromStringAndSize(NULL, length * labels * 4);
    if (!out) goto done;
    float *chances = (float *)PyBytes_AS_STRING(out);
    const float *scale = layer.scale.buf, *bias = layer.bias.buf;
    double scores[MOST_LABELS];
    for (Py_ssize_t at = 0; at < length; at++) {
        double high = -INFINITY;
        for (int label = 0; label < labels; label++) {
            scores[label] = (double)sums[at * labels + label] * scale[label] + bias[label];
            if (scores[label] > high) high = scores[label];
        }
        for (int label = 0; label < labels; label++) scores[label] = exp(scores[label] - high);
        double total = row_sum(scores, labels);
        for (int label = 0; label < labels; label++) chances[at * labels + label] = (float)(scores[label] / total);
    }
done:
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    PyMem_Free(said);
    PyMem_Free(places);
    PyMem_Free(sums);
    PyMem_Free(padded);
    PyMem_Free(codes);
    layer_free(&layer);
    return out;
}

/* The mean chance of some characters to begin a phrase of a kind or be inside one. */
static double mean_chance(const float *chances, int labels, int kind, Py_ssize_t start, Py_ssize_t end) {
    double sum = 0;
    for (Py_ssize_t at = start; at < end; at++) {
        const float *row = chances + at * labels + 1 + 2 * kind;
        sum += (double)row[0] + (double)row[1];
    }
    return sum / (double)(end - start);
}

/* support(chances, labels, kind, start, end) -> mean chance of these characters to belong to a phrase of the kind */
static PyObject *support(PyObject *module, PyObject *args) {
    Py_buffer chances;
    int labels, kind;
    Py_ssize_t start, end;
    if (!PyArg_ParseTuple(args, "y*iinn", &chances, &labels, &kind, &start, &end)) return NULL;
    PyObject *out = NULL;
    if (labels < 1 || kind < 0 || 2 * kind + 2 >= labels || start < 0 || end <= start || end > chances.len / 4 / labels)
        PyErr_SetString(PyExc_ValueError, "no such characters");
    else out = PyFloat_FromDouble(mean_chance(chances.buf, labels, kind, start, end));
    PyBuffer_Release(&chances);
    return out;
}

static int highest(const double *row, int labels) {
    int best = 0;
    for (int label = 1; label < labels; label++)
        if (row[label] > row[best]) best = label;
    return best;
}

/* templates.legal: whether every inside follows its own begin or inside. */
static int legal(const uint8_t *path, Py_ssize_t length) {
    int before = 0;
    for (Py_ssize_t at = 0; at < length; before = path[at++])
        if (path[at] && !(path[at] & 1) && before != path[at] && before != path[at] - 1) return 0;
    return 1;
}

/* templates.best_sequence: Viterbi with structural rules alone; back has room for length times labels. */
static void best_sequence(const float *chances, Py_ssize_t length, int labels, uint8_t *path, uint8_t *back) {
    double best[MOST_LABELS], now[MOST_LABELS];
    for (Py_ssize_t at = 0; at < length; at++) {
        uint8_t *came = back + at * labels;
        int first = at ? highest(best, labels) : 0;
        for (int label = 0; label < labels; label++) {
            float chance = chances[at * labels + label];
            double value = log(chance > 1e-9 ? (double)chance : 1e-9);
            int inside = label && !(label & 1);
            if (!at) now[label] = inside ? -1e9 : value;
            else {
                came[label] = (uint8_t)(!inside ? first : best[label] > best[label - 1] ? label : label - 1);
                now[label] = best[came[label]] + value;
            }
        }
        memcpy(best, now, sizeof best);
    }
    int label = highest(best, labels);
    for (Py_ssize_t at = length - 1; at >= 0; at--) {
        path[at] = (uint8_t)label;
        label = at ? back[at * labels + label] : 0;
    }
}

/* The phrases of a stretch with its labels: each begin with the insides after it. */
static int add_phrases(PyObject *out, const float *chances, int labels, const uint8_t *path, Py_ssize_t start,
                       Py_ssize_t end) {
    for (Py_ssize_t at = start; at < end;) {
        if (!path[at - start]) {
            at++;
            continue;
        }
        int kind = (path[at - start] - 1) / 2;
        Py_ssize_t stop = at + 1;
        while (stop < end && path[stop - start] == 2 * kind + 2) stop++;
        PyObject *phrase = Py_BuildValue("(innd)", kind, at, stop, mean_chance(chances, labels, kind, at, stop));
        if (!phrase || PyList_Append(out, phrase)) {
            Py_XDECREF(phrase);
            return 0;
        }
        Py_DECREF(phrase);
        at = stop;
    }
    return 1;
}

/* phrases(chances, labels, none) -> kind, start, end and mean chance of each phrase of the likeliest legal labels
   chances: as tag gives them. none: a character this likely outside every phrase is not searched. */
static PyObject *phrases(PyObject *module, PyObject *args) {
    Py_buffer chances;
    int labels;
    double none;
    if (!PyArg_ParseTuple(args, "y*id", &chances, &labels, &none)) return NULL;
    PyObject *out = NULL;
    uint8_t *path = NULL, *back = NULL;
    if (labels < 1 || labels > MOST_LABELS || !(labels & 1) || chances.len % (4 * labels)) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto done;
    }
    Py_ssize_t length = chances.len / 4 / labels;
    const float *chance = chances.buf;
    path = PyMem_Malloc((size_t)length + 1);
    back = PyMem_Malloc((size_t)length * labels + 1);
    out = path && back ? PyList_New(0) : PyErr_NoMemory();
    for (Py_ssize_t start = 0, end; out && start < length; start = end) {
        for (end = start; end < length && chance[end * labels] < none; end++) {
            const float *row = chance + end * labels;
            int best = 0;
            for (int label = 1; label < labels; label++)
                if (row[label] > row[best]) best = label;
            path[end - start] = (uint8_t)best;
        }
        if (end == start) {
            end++;
            continue;
        }
        const float *from = chance + start * labels;
        if (!legal(path, end - start)) best_sequence(from, end - start, labels, path, back);
        if (!add_phrases(out, chance, labels, path, start, end)) Py_CLEAR(out);
    }
done:
    PyMem_Free(back);
    PyMem_Free(path);
    PyBuffer_Release(&chances);
    return out;
}
