/* The sums of the exported models, for a first draft that can't wait for NumPy and a thousandth that can't wait at all.

   tousu.native calls it where it was built; where it was not (no compiler), the classes over NumPy give the same answers.
   A test holds one against the other. Keys are those of tousu.features; texts come folded. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define VERSION 5 /* rises when a function changes what it takes or gives: see KERNEL in native.py */
#define PRIME 0x9E3779B97F4A7C15ULL
#define MIX 0xBF58476D1CE4E5B9ULL
#define PAD 8
#define LONGEST_WORD 24
#define MOST_LABELS 64
#define TOGETHER 256 /* keys that are looked up at once */

static uint64_t salt(uint64_t number) { return (number + 1) * 0xD6E8FEB86659FD93ULL; }

static uint64_t finish(uint64_t key) {
    key ^= key >> 32;
    key *= MIX;
    return key ^ (key >> 29);
}

static uint64_t with(uint64_t key, uint64_t code) { return (key ^ (code + 1)) * PRIME; }

/* Keys in ascending order, and where those begin that share their first bits: they are hashes, so one or two do. */
typedef struct {
    PyObject_HEAD
    Py_buffer keys;
    Py_ssize_t count;
    uint32_t *first;
    int shift;
} Index;

static int32_t find(const Index *self, uint64_t key) {
    const uint64_t *keys = self->keys.buf;
    uint64_t slot = key >> self->shift;
    for (uint32_t at = self->first[slot], end = self->first[slot + 1]; at < end; at++)
        if (keys[at] == key) return (int32_t)at;
    return -1;
}

#if defined(__GNUC__) || defined(__clang__)
#define SOON(place) __builtin_prefetch(place)
#else
#define SOON(place) ((void)(place))
#endif

/* Rows of many keys, over the keys: each look into memory is announced before the next key waits for its own. */
static void find_all(const Index *self, uint64_t *keys, Py_ssize_t count, int32_t *rows) {
    const uint64_t *known = self->keys.buf;
    for (Py_ssize_t at = 0; at < count; at++) SOON(self->first + (keys[at] >> self->shift));
    for (Py_ssize_t at = 0; at < count; at++) SOON(known + self->first[keys[at] >> self->shift]);
    for (Py_ssize_t at = 0; at < count; at++) rows[at] = find(self, keys[at]);
}

static PyObject *index_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    Py_buffer keys;
    if (!PyArg_ParseTuple(args, "y*", &keys)) return NULL;
    Index *self = (Index *)type->tp_alloc(type, 0);
    if (!self) {
        PyBuffer_Release(&keys);
        return NULL;
    }
    self->keys = keys;
    self->count = keys.len / 8;
    int bits = 4;
    while (bits < 30 && ((Py_ssize_t)1 << bits) < self->count) bits++;
    self->shift = 64 - bits;
    self->first = PyMem_Malloc((((size_t)1 << bits) + 1) * sizeof(uint32_t));
    if (!self->first) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    const uint64_t *key = keys.buf;
    uint64_t slot = 0;
    for (Py_ssize_t at = 0; at < self->count; at++) {
        if (at && key[at] <= key[at - 1]) {
            Py_DECREF(self);
            PyErr_SetString(PyExc_ValueError, "keys must ascend");
            return NULL;
        }
        for (; slot <= key[at] >> self->shift; slot++) self->first[slot] = (uint32_t)at;
    }
    for (; slot <= (uint64_t)1 << bits; slot++) self->first[slot] = (uint32_t)self->count;
    return (PyObject *)self;
}

static void index_dealloc(Index *self) {
    PyMem_Free(self->first);
    if (self->keys.obj) PyBuffer_Release(&self->keys);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* The characters of a text, digits made alike when asked; freed by the caller. */
static uint32_t *codes_of(PyObject *text, int alike, Py_ssize_t *length) {
    uint32_t *codes = PyUnicode_AsUCS4Copy(text);
    if (!codes) return NULL;
    *length = PyUnicode_GET_LENGTH(text);
    if (alike)
        for (Py_ssize_t at = 0; at < *length; at++)
            if (codes[at] - '0' <= 9) codes[at] = '0';
    return codes;
}

static PyObject *numbers(const int32_t *from, Py_ssize_t count) {
    PyObject *out = PyList_New(count);
    for (Py_ssize_t at = 0; out && at < count; at++) {
        PyObject *number = PyLong_FromLong(from[at]);
        if (!number) Py_CLEAR(out);
        else PyList_SET_ITEM(out, at, number);
    }
    return out;
}

static uint64_t ngram(const uint32_t *codes, int size) {
    uint64_t key = salt((uint64_t)size);
    for (int at = 0; at < size; at++) key = with(key, codes[at]);
    return finish(key);
}

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
    for (Py_ssize_t n = 0; n < kinds; n++)
        for (Py_ssize_t at = 0; at + sizes[n] <= length; at++) {
            *gram = find(self, ngram(codes + at, sizes[n]));
            if (*gram >= 0) sorted[known++] = *gram;
            gram++;
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

static int pair_of(PyObject *pair, Py_ssize_t *start, Py_ssize_t *end) {
    if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2) {
        PyErr_SetString(PyExc_TypeError, "a span is a pair");
        return 0;
    }
    *start = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 0));
    *end = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 1));
    return !PyErr_Occurred();
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
                add_all(sums, NULL, &layer, rows, some);
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

/* stretch(text, start, end, begins, longest) -> rows of the n-grams of a stretch with its edges, size by size */
static PyObject *index_stretch(Index *self, PyObject *args) {
    PyObject *text, *out = NULL;
    int begins, longest;
    Py_ssize_t start, end, length;
    if (!PyArg_ParseTuple(args, "Unnpi", &text, &start, &end, &begins, &longest)) return NULL;
    uint32_t *codes = codes_of(text, 0, &length);
    if (!codes) return NULL;
    uint32_t *own = PyMem_Malloc(((size_t)length + 2) * sizeof(uint32_t));
    int32_t *rows = PyMem_Malloc(((size_t)length + 2) * sizeof(int32_t));
    if (!own || !rows) PyErr_NoMemory();
    else if (start < 0 || end < start || end > length) PyErr_SetString(PyExc_ValueError, "outside the text");
    else if ((out = PyList_New(0))) {
        Py_ssize_t size = edged(codes, length, start, end, begins, own);
        for (int n = 1; out && n <= longest; n++) {
            Py_ssize_t found = 0;
            for (; found + n <= size; found++) rows[found] = find(self, ngram(own + found, n));
            PyObject *list = numbers(rows, found);
            if (!list || PyList_Append(out, list)) Py_CLEAR(out);
            Py_XDECREF(list);
        }
    }
    PyMem_Free(rows);
    PyMem_Free(own);
    PyMem_Free(codes);
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

static PyMethodDef index_methods[] = {
    {"weighed", (PyCFunction)index_weighed, METH_VARARGS, "The n-grams of a text with their TF-IDF."},
    {"odds", (PyCFunction)index_odds, METH_VARARGS, "Sums of the weights of the words in stretches."},
    {"tag", (PyCFunction)index_tag, METH_VARARGS, "Chances of the labels of each character."},
    {"tone", (PyCFunction)index_tone, METH_VARARGS, "Chances of the kinds of each stretch."},
    {"stretch", (PyCFunction)index_stretch, METH_VARARGS, "Rows of the n-grams of one stretch."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot index_slots[] = {
    {Py_tp_doc, "From keys in ascending order to their places."},
    {Py_tp_new, index_new},
    {Py_tp_dealloc, index_dealloc},
    {Py_tp_methods, index_methods},
    {0, NULL},
};

static PyType_Spec index_spec = {"tousu._kernel.Index", sizeof(Index), 0, Py_TPFLAGS_DEFAULT, index_slots};

/* Jieba's dictionary and its model of unknown words, as tousu.words.Words describes the arrays. */

#define FIRST 0x4E00
#define LAST 0x9FD5
#define WIDTH (LAST - FIRST + 1)
#define NEVER (-3.14e100)

typedef struct {
    PyObject_HEAD
    Py_buffer ones, firsts, seconds, words, places, sizes, rests, frequency, emissions, start, transitions;
    double total;
} Words;

static Py_buffer *words_buffers(Words *self) { return &self->ones; }
#define WORDS_BUFFERS 11

/* Whether the arrays have their lengths and all pairs a place; where the words of a pair lie is checked when it is asked
   for, since a first draft asks for few of a hundred thousand. */
static int words_fit(const Words *self) {
    const uint32_t *firsts = self->firsts.buf;
    Py_ssize_t pairs = self->seconds.len / 2;
    if (self->ones.len != WIDTH * 4 || self->firsts.len != (WIDTH + 1) * 4 || self->seconds.len % 2 ||
        self->words.len != (pairs + 1) * 4 || self->places.len != (pairs + 1) * 4 || self->rests.len % 2 ||
        self->frequency.len != self->sizes.len * 4 || self->emissions.len != 4 * WIDTH * 8 || self->start.len != 4 * 8 ||
        self->transitions.len != 16 * 8)
        return 0;
    for (int at = 0; at < WIDTH; at++)
        if (firsts[at + 1] < firsts[at]) return 0;
    return !firsts[0] && firsts[WIDTH] == pairs;
}

static void words_dealloc(Words *self) {
    for (int n = 0; n < WORDS_BUFFERS; n++)
        if (words_buffers(self)[n].obj) PyBuffer_Release(words_buffers(self) + n);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* Words(total, ones, firsts, seconds, words, places, sizes, rests, frequency, emissions, start, transitions) */
static PyObject *words_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    Words *self = (Words *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    double total;
    Py_buffer *into = words_buffers(self);
    if (!PyArg_ParseTuple(args, "dy*y*y*y*y*y*y*y*y*y*y*", &total, into, into + 1, into + 2, into + 3, into + 4, into + 5,
                          into + 6, into + 7, into + 8, into + 9, into + 10)) {
        memset(into, 0, WORDS_BUFFERS * sizeof(Py_buffer)); /* what was taken is released by the parser */
        Py_DECREF(self);
        return NULL;
    }
    self->total = log(total);
    if (!words_fit(self)) {
        Py_DECREF(self);
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        return NULL;
    }
    return (PyObject *)self;
}

/* The words that begin with two characters, one after the other: the length of each, and how it goes on. */
typedef struct {
    uint32_t word, last;
    const uint16_t *rest, *end;
} Begun;

/* The words that a text may begin with; none where the dictionary holds none, or names places that are not there. */
static Begun begun_by(const Words *self, const uint32_t *text, Py_ssize_t size) {
    Begun none = {0, 0, NULL, NULL};
    if (size < 2) return none;
    const uint16_t *seconds = self->seconds.buf, *rests = self->rests.buf;
    const uint32_t *firsts = self->firsts.buf, *words = self->words.buf, *places = self->places.buf;
    uint32_t low = firsts[text[0] - FIRST], end = firsts[text[0] - FIRST + 1], high = end;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (seconds[middle] < text[1]) low = middle + 1;
        else high = middle;
    }
    if (low == end || seconds[low] != text[1] || words[low + 1] > self->sizes.len || places[low] > places[low + 1] ||
        places[low + 1] > self->rests.len / 2)
        return none;
    Begun found = {words[low], words[low + 1], rests + places[low], rests + places[low + 1]};
    return found;
}

/* The length of the next of the words, 0 when there is none that is not too long: the longer ones follow. */
static int next_begun(const Words *self, Begun *begun, Py_ssize_t most) {
    if (begun->word >= begun->last) return 0;
    int size = ((const uint8_t *)self->sizes.buf)[begun->word];
    return size < 2 || size > most || size - 2 > begun->end - begun->rest ? 0 : size;
}

/* Whether the text goes on as this word does; the next one is looked at then. */
static int goes_on(Begun *begun, const uint32_t *text, int size) {
    const uint16_t *rest = begun->rest;
    begun->rest += size - 2;
    begun->word++;
    for (int at = 2; at < size; at++)
        if (rest[at - 2] != text[at]) return 0;
    return 1;
}

/* Words._route: the length of the word that begins at each character, on the likeliest path from there. */
static void route(const Words *self, const uint32_t *text, Py_ssize_t size, double *best, uint8_t *length) {
    const uint32_t *ones = self->ones.buf, *frequency = self->frequency.buf;
    best[size] = 0;
    for (Py_ssize_t at = size - 1; at >= 0; at--) {
        uint32_t count = ones[text[at] - FIRST];
        int known = count != 0, longer;
        double high = known ? log((double)count) - self->total + best[at + 1] : 0;
        length[at] = 1;
        Begun begun = begun_by(self, text + at, size - at);
        while ((longer = next_begun(self, &begun, size - at))) {
            uint32_t word = begun.word;
            if (!goes_on(&begun, text + at, longer)) continue;
            double score = log((double)frequency[word]) - self->total + best[at + longer];
            if (!known || score >= high) { /* of two equal paths jieba takes the longer word */
                high = score;
                known = 1;
                length[at] = (uint8_t)longer;
            }
        }
        best[at] = known ? high : best[at + 1] - self->total;
    }
}

static int is_word(const Words *self, const uint32_t *text, Py_ssize_t size) {
    Begun begun = begun_by(self, text, size);
    for (int longer; (longer = next_begun(self, &begun, size));)
        if (goes_on(&begun, text, longer) && longer == size) return 1;
    return 0;
}

/* Words._unknown_of: single characters in a row, cut anew where unknown words may stand among them. */
static Py_ssize_t singles(const Words *self, const uint32_t *text, Py_ssize_t size, uint8_t *back, Py_ssize_t *out) {
    if (size == 1 || is_word(self, text, size)) {
        for (Py_ssize_t at = 0; at < size; at++) out[at] = 1;
        return size;
    }
    enum { B, M, E, S };
    const double *emissions = self->emissions.buf, *start = self->start.buf;
    const double(*step)[4] = self->transitions.buf;
    double now[4] = {0};
    for (Py_ssize_t at = 0; at < size; at++) {
        double in[4];
        for (int state = 0; state < 4; state++) {
            in[state] = emissions[text[at] - FIRST + state * WIDTH];
            if (in[state] == 0) in[state] = NEVER;
        }
        if (!at) {
            for (int state = 0; state < 4; state++) now[state] = start[state] + in[state];
            continue;
        }
        /* Of two equal ways jieba takes the state whose letter comes later in the alphabet. */
        static const int from[4][2] = {{S, E}, {M, B}, {M, B}, {S, E}};
        double next[4];
        for (int state = 0; state < 4; state++) {
            int one = from[state][0], other = from[state][1];
            double first = now[one] + step[one][state] + in[state], second = now[other] + step[other][state] + in[state];
            back[at * 4 + state] = (uint8_t)(first >= second ? one : other);
            next[state] = first >= second ? first : second;
        }
        memcpy(now, next, sizeof now);
    }
    /* Backwards: a word ends where its last character does; the lengths are turned round at the end. */
    Py_ssize_t count = 0;
    int state = now[S] >= now[E] ? S : E;
    for (Py_ssize_t at = size - 1; at >= 0; at--) {
        if (state == E || state == S) out[count++] = 0;
        out[count - 1]++;
        if (at) state = back[at * 4 + state];
    }
    for (Py_ssize_t low = 0, high = count - 1; low < high; low++, high--) {
        Py_ssize_t kept = out[low];
        out[low] = out[high];
        out[high] = kept;
    }
    return count;
}

static int is_han(uint32_t code) { return code >= FIRST && code <= LAST; }

/* Room to cut a text of so many characters. */
typedef struct {
    double *best;
    uint8_t *length, *back;
    Py_ssize_t *lengths;
} Room;

static int room_for(Room *room, Py_ssize_t size) {
    room->best = PyMem_Malloc(((size_t)size + 1) * sizeof(double));
    room->length = PyMem_Malloc((size_t)size + 1);
    room->back = PyMem_Malloc(4 * (size_t)size + 4);
    room->lengths = PyMem_Malloc(((size_t)size + 1) * sizeof(Py_ssize_t));
    if (room->best && room->length && room->back && room->lengths) return 1;
    PyErr_NoMemory();
    return 0;
}

static void room_free(Room *room) {
    PyMem_Free(room->best);
    PyMem_Free(room->length);
    PyMem_Free(room->back);
    PyMem_Free(room->lengths);
}

/* Words.cut: puts the lengths of the words of a run into the room. Returns how many. */
static Py_ssize_t cut_run(const Words *self, const uint32_t *text, Py_ssize_t size, Room *room) {
    Py_ssize_t count = 0;
    const uint8_t *length = room->length;
    for (Py_ssize_t at = 0, end; at < size; at = end) {
        end = at + 1;
        if (!is_han(text[at])) {
            room->lengths[count++] = 1;
            continue;
        }
        while (end < size && is_han(text[end])) end++;
        route(self, text + at, end - at, room->best, room->length + at);
        for (Py_ssize_t first = at; first < end;) {
            Py_ssize_t last = first;
            while (last < end && length[last] == 1) last++;
            if (last > first) count += singles(self, text + first, last - first, room->back, room->lengths + count);
            if (last < end) room->lengths[count++] = length[last];
            first = last < end ? last + length[last] : end;
        }
    }
    return count;
}

/* cut(run) -> lengths of the words of a run, as Words.cut of tousu.words gives them */
static PyObject *words_cut(Words *self, PyObject *run) {
    if (!PyUnicode_Check(run)) return PyErr_Format(PyExc_TypeError, "expected str");
    Py_ssize_t size;
    PyObject *out = NULL;
    Room room = {0};
    uint32_t *text = codes_of(run, 0, &size);
    if (text && room_for(&room, size)) {
        Py_ssize_t count = cut_run(self, text, size, &room);
        out = PyTuple_New(count);
        for (Py_ssize_t at = 0; out && at < count; at++) {
            PyObject *number = PyLong_FromSsize_t(room.lengths[at]);
            if (!number) Py_CLEAR(out);
            else PyTuple_SET_ITEM(out, at, number);
        }
    }
    room_free(&room);
    PyMem_Free(text);
    return out;
}

static int is_letter(uint32_t code) { return (code | 32) >= 'a' && (code | 32) <= 'z'; }
static int is_digit(uint32_t code) { return code >= '0' && code <= '9'; }
static int joins_letters(uint32_t code) { return code == '\'' || code == 0x2019 || code == '-'; }
static int joins_digits(uint32_t code) { return code == '.' || code == ',' || code == ':' || code == '/' || code == '-'; }
static int is_space(uint32_t code) { return Py_UNICODE_ISSPACE(code); }
static int is_ideograph(uint32_t code) {
    return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF);
}

static Py_ssize_t run_of(const uint32_t *text, Py_ssize_t at, Py_ssize_t size, int (*in)(uint32_t)) {
    while (at < size && in(text[at])) at++;
    return at;
}

/* Where a run of letters or of digits ends, with the further ones that a single mark joins to it. */
static Py_ssize_t joined_run(const uint32_t *text, Py_ssize_t at, Py_ssize_t size, int (*in)(uint32_t),
                             int (*joins)(uint32_t)) {
    at = run_of(text, at, size, in);
    while (at + 1 < size && joins(text[at]) && in(text[at + 1])) at = run_of(text, at + 1, size, in);
    return at;
}

/* A span as tuple.__new__(type, (start, end)) makes it. */
static PyObject *span_of(PyTypeObject *type, Py_ssize_t start, Py_ssize_t end) {
    PyObject *span = type->tp_alloc(type, 2);
    PyObject *low = PyLong_FromSsize_t(start), *high = PyLong_FromSsize_t(end);
    if (!span || !low || !high) {
        Py_XDECREF(span);
        Py_XDECREF(low);
        Py_XDECREF(high);
        return NULL;
    }
    PyTuple_SET_ITEM(span, 0, low);
    PyTuple_SET_ITEM(span, 1, high);
    /* Two numbers are part of no cycle: the collector need not walk over the hundred thousands of a long draft. */
    if (!type->tp_dictoffset) PyObject_GC_UnTrack(span);
    return span;
}

static int is_pair_type(PyObject *type) {
    if (PyType_Check(type) && PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) return 1;
    PyErr_SetString(PyExc_TypeError, "expected a kind of tuple");
    return 0;
}

static int add_span(PyObject *list, PyObject *type, Py_ssize_t start, Py_ssize_t end) {
    PyObject *span = span_of((PyTypeObject *)type, start, end);
    int added = span && !PyList_Append(list, span);
    Py_XDECREF(span);
    return added;
}

/* tokens(text, type) -> spans of this type of the words of a text, as tousu.segment.tokens gives them */
static PyObject *words_tokens(Words *self, PyObject *args) {
    PyObject *run, *type, *out = NULL, *list = NULL;
    Py_ssize_t size;
    Room room = {0};
    if (!PyArg_ParseTuple(args, "UO", &run, &type) || !is_pair_type(type)) return NULL;
    uint32_t *text = codes_of(run, 0, &size);
    int good = text && room_for(&room, size) && (list = PyList_New(0));
    for (Py_ssize_t at = 0, end; good && at < size; at = end) {
        end = at + 1;
        if (is_ideograph(text[at])) {
            end = run_of(text, at, size, is_ideograph);
            Py_ssize_t count = cut_run(self, text + at, end - at, &room);
            for (Py_ssize_t n = 0; good && n < count; at += room.lengths[n++])
                good = add_span(list, type, at, at + room.lengths[n]);
            continue;
        }
        if (is_letter(text[at])) end = joined_run(text, at, size, is_letter, joins_letters);
        else if (is_digit(text[at])) end = joined_run(text, at, size, is_digit, joins_digits);
        else if (is_space(text[at])) end = run_of(text, at, size, is_space);
        good = add_span(list, type, at, end);
    }
    if (good) out = PyList_AsTuple(list);
    Py_XDECREF(list);
    room_free(&room);
    PyMem_Free(text);
    return out;
}

/* gathered(matches, owned, owners, type) -> the spans of each owner, owners in the order in which they are met
   matches: (number of the term, start, end). owned: for each term the numbers of its owners. */
static PyObject *gathered(PyObject *module, PyObject *args) {
    PyObject *matches, *owned, *owners, *type;
    if (!PyArg_ParseTuple(args, "O!O!O!O", &PyList_Type, &matches, &PyList_Type, &owned, &PyList_Type, &owners, &type) ||
        !is_pair_type(type))
        return NULL;
    Py_ssize_t known = PyList_GET_SIZE(owners), met = 0;
    PyObject **lists = PyMem_Calloc((size_t)known + 1, sizeof(PyObject *));
    Py_ssize_t *order = PyMem_Malloc(((size_t)known + 1) * sizeof(Py_ssize_t));
    PyObject *out = lists && order ? PyDict_New() : PyErr_NoMemory();
    int good = out != NULL;
    for (Py_ssize_t at = 0; good && at < PyList_GET_SIZE(matches); at++) {
        Py_ssize_t term, start, end;
        PyObject *match = PyList_GET_ITEM(matches, at);
        good = PyTuple_Check(match) && PyArg_ParseTuple(match, "nnn", &term, &start, &end);
        if (good && (term < 0 || term >= PyList_GET_SIZE(owned))) good = 0;
        PyObject *numbers_ = good ? PySequence_Fast(PyList_GET_ITEM(owned, term), "expected numbers") : NULL;
        PyObject *span = numbers_ ? span_of((PyTypeObject *)type, start, end) : NULL;
        good = span != NULL;
        for (Py_ssize_t n = 0; good && n < PySequence_Fast_GET_SIZE(numbers_); n++) {
            Py_ssize_t owner = PyLong_AsSsize_t(PySequence_Fast_GET_ITEM(numbers_, n));
            good = owner >= 0 && owner < known;
            if (good && !lists[owner]) {
                lists[owner] = PyList_New(0);
                order[met++] = owner;
            }
            good = good && lists[owner] && !PyList_Append(lists[owner], span);
        }
        Py_XDECREF(span);
        Py_XDECREF(numbers_);
    }
    for (Py_ssize_t n = 0; good && n < met; n++)
        good = !PyDict_SetItem(out, PyList_GET_ITEM(owners, order[n]), lists[order[n]]);
    for (Py_ssize_t n = 0; n < met; n++) Py_XDECREF(lists[order[n]]);
    PyMem_Free(lists);
    PyMem_Free(order);
    if (good) return out;
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "no such term or owner");
    Py_XDECREF(out);
    return NULL;
}

static PyMethodDef words_methods[] = {
    {"cut", (PyCFunction)words_cut, METH_O, "Lengths of the words of a run of Han characters."},
    {"tokens", (PyCFunction)words_tokens, METH_VARARGS, "Spans of the words of a text."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot words_slots[] = {
    {Py_tp_doc, "Jieba's dictionary and its model of unknown words."},
    {Py_tp_new, words_new},
    {Py_tp_dealloc, words_dealloc},
    {Py_tp_methods, words_methods},
    {0, NULL},
};

static PyType_Spec words_spec = {"tousu._kernel.Words", sizeof(Words), 0, Py_TPFLAGS_DEFAULT, words_slots};

/* Named tuples. Their own __new__ is a function in Python that takes longer than all else that one costs; a draft makes
   hundreds. What comes by keyword, or leaves a field to its default, still goes through it. */
#define MOST_FIELDS 4

static PyObject *record_by_new(PyObject *type, PyObject *const *given, Py_ssize_t count, PyObject *names) {
    PyObject *args = PyTuple_New(count), *named = names ? PyDict_New() : NULL, *out = NULL;
    if (!args || (names && !named)) goto done;
    for (Py_ssize_t at = 0; at < count; at++) {
        Py_INCREF(given[at]);
        PyTuple_SET_ITEM(args, at, given[at]);
    }
    for (Py_ssize_t at = 0; names && at < PyTuple_GET_SIZE(names); at++)
        if (PyDict_SetItem(named, PyTuple_GET_ITEM(names, at), given[count + at])) goto done;
    out = PyType_Type.tp_call(type, args, named);
done:
    Py_XDECREF(args);
    Py_XDECREF(named);
    return out;
}

static PyObject *record(PyObject *type, PyObject *const *given, size_t flags, PyObject *names, Py_ssize_t fields) {
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (names || count != fields) return record_by_new(type, given, count, names);
    PyObject *out = ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, fields);
    int simple = !((PyTypeObject *)type)->tp_dictoffset;
    for (Py_ssize_t at = 0; out && at < fields; at++) {
        simple = simple && !PyObject_IS_GC(given[at]);
        Py_INCREF(given[at]);
        PyTuple_SET_ITEM(out, at, given[at]);
    }
    if (out && simple) PyObject_GC_UnTrack(out); /* as in span_of */
    return out;
}

#define RECORD(fields)                                                                                          \
    static PyObject *record_##fields(PyObject *type, PyObject *const *given, size_t flags, PyObject *names) {   \
        return record(type, given, flags, names, fields);                                                       \
    }
RECORD(1)
RECORD(2)
RECORD(3)
RECORD(4)

static const vectorcallfunc records[MOST_FIELDS] = {record_1, record_2, record_3, record_4};

/* quick(type): calling this named tuple makes one here */
static PyObject *quick(PyObject *module, PyObject *type) {
    if (!PyType_CheckExact(type) || ((PyTypeObject *)type)->tp_base != &PyTuple_Type) {
        PyErr_SetString(PyExc_TypeError, "no named tuple");
        return NULL;
    }
    PyObject *fields = PyObject_GetAttrString(type, "_fields");
    if (!fields) return NULL;
    Py_ssize_t count = PyTuple_Check(fields) ? PyTuple_GET_SIZE(fields) : 0;
    Py_DECREF(fields);
    if (count < 1 || count > MOST_FIELDS) {
        PyErr_SetString(PyExc_ValueError, "too few fields, or too many");
        return NULL;
    }
    ((PyTypeObject *)type)->tp_vectorcall = records[count - 1];
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"gathered", gathered, METH_VARARGS, "The spans of each owner of terms."},
    {"quick", quick, METH_O, "Makes a named tuple's records here when it is called."},
    {"phrases", phrases, METH_VARARGS, "The phrases of the likeliest legal labels."},
    {"support", support, METH_VARARGS, "Mean chance of characters to belong to a phrase of a kind."},
    {"spread", spread, METH_VARARGS, "What each character adds to a column."},
    {"weighted", weighted, METH_VARARGS, "Sums of rows times values."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "tousu._kernel", NULL, -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) {
    PyObject *module = PyModule_Create(&definition);
    PyType_Spec *specs[] = {&index_spec, &words_spec};
    const char *names[] = {"Index", "Words"};
    for (int n = 0; module && n < 2; n++) {
        PyObject *type = PyType_FromSpec(specs[n]);
        if (!type || PyModule_AddObject(module, names[n], type)) {
            Py_XDECREF(type);
            Py_CLEAR(module);
        }
    }
    if (module && PyModule_AddIntConstant(module, "VERSION", VERSION)) Py_CLEAR(module);
    return module;
}
