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

/* A window of a model's templates: so many neighbouring places, the first of them so far from the character. */
typedef struct {
    int size, first;
} Window;

/* The tagger asks for the same few characters and marks again and again: in one draft, in the draft rewritten, and in all
   others. What they say is kept, each where its own hash puts it; what comes there later takes the place. */
#define SCENES 4096 /* rooms for a mark in a plane and those beside it */
#define WIDEST 4
#define MOST_WINDOWS 31
#define HELD (1u << MOST_WINDOWS) /* beside the bits of the windows: something is kept here */
#define REACH 2 /* of the windows of one mark in a plane; those of more stay between its neighbours */
#define AROUND (2 * REACH + 1)
#define MARK_BITS 9
#define MARKS 257 /* counted from 1: 0 is none */
#define MOST_PLANES 16
#define LANES 8 /* labels that are added at once */
#define MOST_TOGETHER 255 /* windows whose weights are summed in 16 bits */
#define BLOCK 32 /* grams that are looked up at once */

/* Rooms for rows of one to four characters. Of the long ones hardly any comes in another draft. */
static const size_t grams_of[WIDEST + 1] = {0, 2048, 8192, 2048, 2048};

/* The windows of one size: how many, the number of each among all, where it begins, and the grams, of so many bytes. */
typedef struct {
    int count, number[MOST_WINDOWS], first[MOST_WINDOWS];
    size_t bytes;
    char *grams;
} Alike;

/* A row of neighbouring characters, counted from 1: 0 is none. The windows of its size that are known have their weights
   behind it, one after the other. */
typedef struct {
    uint32_t codes[WIDEST], known;
    int8_t weights[];
} Gram;

/* A mark and those beside it, and the sums of all windows over them. */
typedef struct {
    uint64_t marks;
    int16_t sums[];
} Scene;

typedef struct {
    PyObject_HEAD
    Index *index;
    Layer layer;
    Alike alike[WIDEST + 1];
    Window plane_windows[MOST_WINDOWS];
    int count, plane_count;
    int wide; /* labels of a row of sums, those that only fill it among them */
    char *scenes;
    size_t scene_bytes;
    int16_t *lone; /* of each plane and mark what it says alone, from REACH characters before it to REACH behind */
    uint8_t told[MOST_PLANES][MARKS]; /* whether that is known */
} Tagger;

/* Templates as templates.packed gives them: for each the number of its offsets, and four offsets. Returns how many.
   alone, together: how far one of a single offset may reach, and one of several. */
static int windows_of(const signed char *packed, Py_ssize_t bytes, int alone, int together, Window *out) {
    if (bytes % 5 || bytes / 5 > MOST_WINDOWS) return -1;
    for (Py_ssize_t n = 0; n < bytes / 5; n++, packed += 5) {
        Window window = {packed[0], packed[1]};
        int reach = window.size == 1 ? alone : together;
        if (window.size < 1 || window.size > WIDEST || window.first < -reach || window.first + window.size - 1 > reach)
            return -1;
        for (int i = 1; i < window.size; i++)
            if (packed[1 + i] != window.first + i) return -1;
        out[n] = window;
    }
    return (int)(bytes / 5);
}

static void tagger_dealloc(Tagger *self) {
    for (int size = 1; size <= WIDEST; size++) PyMem_Free(self->alike[size].grams);
    PyMem_Free(self->scenes);
    PyMem_Free(self->lone);
    layer_free(&self->layer);
    Py_XDECREF(self->index);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyTypeObject *index_type; /* one module for all interpreters: see definition */

/* Tagger(index, templates, plane_templates, weights, scale, bias) */
static PyObject *tagger_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    const char *windows, *plane_windows;
    Py_ssize_t bytes, plane_bytes;
    PyObject *index;
    Layer layer;
    if (!PyArg_ParseTuple(args, "O!y#y#y*y*y*", index_type, &index, &windows, &bytes, &plane_windows, &plane_bytes,
                          &layer.weights, &layer.scale, &layer.bias))
        return NULL;
    Tagger *self = (Tagger *)type->tp_alloc(type, 0);
    if (!self) {
        layer_free(&layer);
        return NULL;
    }
    Py_INCREF(index);
    self->index = (Index *)index;
    int fits = layer_fits(self->index, &layer);
    self->layer = layer;
    Window all[MOST_WINDOWS];
    self->count = windows_of((const signed char *)windows, bytes, PAD, PAD, all);
    self->plane_count = windows_of((const signed char *)plane_windows, plane_bytes, REACH, 1, self->plane_windows);
    if (fits && (self->count < 0 || self->plane_count < 0)) {
        PyErr_SetString(PyExc_ValueError, "templates reach too far, or over a gap");
        fits = 0;
    }
    if (fits) {
        const size_t whole = sizeof(uint64_t); /* so that each entry begins where its numbers may */
        self->wide = (layer.labels + LANES - 1) / LANES * LANES;
        for (int n = 0; n < self->count; n++) {
            Alike *alike = self->alike + all[n].size;
            alike->number[alike->count] = n;
            alike->first[alike->count++] = all[n].first;
        }
        for (int size = 1; size <= WIDEST; size++) {
            Alike *alike = self->alike + size;
            alike->bytes = sizeof(Gram) + (size_t)(alike->count * layer.labels + self->wide - layer.labels);
            alike->bytes = (alike->bytes + whole - 1) / whole * whole;
            alike->grams = alike->count ? PyMem_Calloc(grams_of[size], alike->bytes) : NULL;
            fits = fits && (alike->grams || !alike->count);
        }
        self->scene_bytes = sizeof(Scene) + sizeof(int16_t) * self->wide;
        self->scenes = PyMem_Calloc(SCENES, self->scene_bytes);
        self->lone = PyMem_Calloc((size_t)MOST_PLANES * MARKS * AROUND * self->wide, sizeof *self->lone);
        fits = fits && self->scenes && self->lone;
        if (!fits) PyErr_NoMemory();
    }
    if (fits) return (PyObject *)self;
    Py_DECREF(self);
    return NULL;
}

/* The key of a window as tousu.features makes it. */
static uint64_t window_key(uint64_t family, const uint32_t *codes, int size) {
    uint64_t key = salt(family);
    for (int at = 0; at < size; at++) key = (key ^ codes[at]) * PRIME;
    return finish(key);
}

static Gram *gram_of(const Tagger *self, const uint32_t *codes, int size) {
    uint64_t place = 0;
    for (int at = 0; at < size; at++) place = (place ^ codes[at]) * PRIME;
    return (Gram *)(self->alike[size].grams + (place >> 40) % grams_of[size] * self->alike[size].bytes);
}

static int is_of(const Gram *gram, const uint32_t *codes, int size) {
    return gram->known & HELD && !memcmp(gram->codes, codes, size * sizeof *codes);
}

static void keys_of(const Alike *alike, const uint32_t *codes, int size, uint64_t *keys) {
    for (int n = 0; n < alike->count; n++) keys[n] = window_key(100 + (uint64_t)alike->number[n], codes, size);
}

/* Keeps what a gram says: of its windows those whose rows are known. */
static void keep(const Tagger *self, Gram *gram, const uint32_t *codes, int size, const int32_t *rows) {
    const int labels = self->layer.labels;
    int8_t *into = gram->weights;
    memcpy(gram->codes, codes, size * sizeof *codes);
    gram->known = HELD;
    for (int n = 0; n < self->alike[size].count; n++) {
        if (rows[n] < 0) continue;
        memcpy(into, (const int8_t *)self->layer.weights.buf + (Py_ssize_t)rows[n] * labels, labels);
        into += labels;
        gram->known |= 1u << n;
    }
}

/* What some grams of one size say, one beginning at each character from here on. All looks into memory are announced
   before the first waits for its own; a gram whose place another of them has taken is looked up where it is used. */
static void look_up(const Tagger *self, const uint32_t *codes, int some, int size, Gram **grams) {
    const Alike *alike = self->alike + size;
    uint64_t keys[BLOCK * MOST_WINDOWS];
    int32_t rows[BLOCK * MOST_WINDOWS];
    int missing[BLOCK], count = 0;
    for (int at = 0; at < some; at++) SOON(grams[at] = gram_of(self, codes + at, size));
    for (int at = 0; at < some; at++) {
        if (is_of(grams[at], codes + at, size)) continue;
        keys_of(alike, codes + at, size, keys + count * alike->count);
        missing[count++] = at;
    }
    find_all(self->index, keys, count * alike->count, rows);
    for (int n = 0; n < count * alike->count; n++)
        if (rows[n] >= 0) SOON((const int8_t *)self->layer.weights.buf + (Py_ssize_t)rows[n] * self->layer.labels);
    for (int n = 0; n < count; n++)
        keep(self, grams[missing[n]], codes + missing[n], size, rows + n * alike->count);
}

static void look_up_one(const Tagger *self, Gram *gram, const uint32_t *codes, int size) {
    uint64_t keys[MOST_WINDOWS];
    int32_t rows[MOST_WINDOWS];
    keys_of(self->alike + size, codes, size, keys);
    find_all(self->index, keys, self->alike[size].count, rows);
    keep(self, gram, codes, size, rows);
}

/* Adds a row to another. The fill of rows, which nobody reads, is added too: so the compiler adds several labels at
   once, and knows how many. */
static void add_row(int16_t *restrict sum, const int16_t *restrict row, int wide) {
    for (int from = 0; from < wide; from += LANES)
        for (int lane = 0; lane < LANES; lane++) sum[from + lane] += row[from + lane];
}

static void add_weights(int16_t *restrict sum, const int8_t *restrict weights, int wide) {
    for (int from = 0; from < wide; from += LANES)
        for (int lane = 0; lane < LANES; lane++) sum[from + lane] += weights[from + lane];
}

/* Adds what the windows of one size say. codes: PAD characters more on either side. */
static void add_grams(const Tagger *self, const uint32_t *codes, Py_ssize_t length, int size, int16_t *sums) {
    const int labels = self->layer.labels, wide = self->wide;
    const Alike *alike = self->alike + size;
    if (!alike->count) return;
    int low = PAD, high = -PAD;
    for (int n = 0; n < alike->count; n++) {
        if (alike->first[n] < low) low = alike->first[n];
        if (alike->first[n] > high) high = alike->first[n];
    }
    Gram *grams[BLOCK];
    /* From a gram to the characters in whose windows it stands, not the other way round: it is looked up once. */
    for (Py_ssize_t from = low; from < length + high; from += BLOCK) {
        int some = length + high - from < BLOCK ? (int)(length + high - from) : BLOCK;
        look_up(self, codes + PAD + from, some, size, grams);
        for (int at = 0; at < some; at++) {
            const uint32_t *here = codes + PAD + from + at;
            if (!is_of(grams[at], here, size)) look_up_one(self, grams[at], here, size);
            const int8_t *weights = grams[at]->weights;
            for (int n = 0; n < alike->count; n++) {
                if (!(grams[at]->known >> n & 1)) continue;
                Py_ssize_t place = from + at - alike->first[n];
                if (place >= 0 && place < length) add_weights(sums + place * wide, weights, wide);
                weights += labels;
            }
        }
    }
}

/* Adds what a window says of the marks that it sees. */
static void add_window(const Tagger *self, uint64_t number, int window, const uint32_t *marks, int16_t *sums) {
    const int labels = self->layer.labels;
    uint64_t family = 1000 + 20 * number + (uint64_t)window;
    int32_t row = find(self->index, window_key(family, marks, self->plane_windows[window].size));
    const int8_t *weights = (const int8_t *)self->layer.weights.buf + (Py_ssize_t)row * labels;
    for (int label = 0; row >= 0 && label < labels; label++) sums[label] += weights[label];
}

/* What a mark says alone: AROUND rows, of the character that stands so far behind it. */
static const int16_t *lone_at(Tagger *self, uint64_t number, uint32_t mark) {
    int16_t *rows = self->lone + (number * MARKS + mark) * AROUND * self->wide;
    if (self->told[number][mark]) return rows;
    for (int n = 0; n < self->plane_count; n++) {
        Window window = self->plane_windows[n];
        if (window.size == 1) add_window(self, number, n, &mark, rows + (window.first + REACH) * self->wide);
    }
    self->told[number][mark] = 1;
    return rows;
}

/* What a mark and those beside it say, alone and together. */
static const int16_t *scene_at(Tagger *self, uint64_t number, const uint32_t *marks) {
    uint64_t key = ((number + 1) << MARK_BITS | marks[0]) << 2 * MARK_BITS | marks[1] << MARK_BITS | marks[2];
    Scene *scene = (Scene *)(self->scenes + (key * PRIME >> 40) % SCENES * self->scene_bytes);
    if (scene->marks == key) return scene->sums;
    scene->marks = key;
    memset(scene->sums, 0, self->wide * sizeof *scene->sums);
    for (int at = 0; at < 3; at++)
        add_row(scene->sums, lone_at(self, number, marks[at]) + (at - 1 + REACH) * self->wide, self->wide);
    for (int n = 0; n < self->plane_count; n++) {
        Window window = self->plane_windows[n];
        if (window.size > 1) add_window(self, number, n, marks + 1 + window.first, scene->sums);
    }
    return scene->sums;
}

/* Adds what the windows over a plane say. */
static void add_plane(Tagger *self, const uint8_t *plane, Py_ssize_t length, uint64_t number, int16_t *sums) {
    const int wide = self->wide;
    uint32_t marks[AROUND] = {0};
    for (Py_ssize_t at = -REACH; at < length; at++) {
        memmove(marks, marks + 1, sizeof marks - sizeof *marks);
        marks[AROUND - 1] = at + REACH < length ? plane[at + REACH] + 1u : 0;
        if (at < 0) continue;
        int16_t *sum = sums + at * wide;
        add_row(sum, lone_at(self, number, marks[0]), wide);
        add_row(sum, scene_at(self, number, marks + REACH - 1), wide);
        add_row(sum, lone_at(self, number, marks[AROUND - 1]) + (AROUND - 1) * wide, wide);
    }
}

/* From the sums of the labels of each character to their chances. */
static void softmax(const Layer *layer, const int16_t *sums, int wide, Py_ssize_t length, float *chances) {
    const float *scale = layer->scale.buf, *bias = layer->bias.buf;
    const int labels = layer->labels;
    double scores[MOST_LABELS];
    for (Py_ssize_t at = 0; at < length; at++) {
        double high = -INFINITY;
        for (int label = 0; label < labels; label++) {
            scores[label] = (double)sums[at * wide + label] * scale[label] + bias[label];
            if (scores[label] > high) high = scores[label];
        }
        for (int label = 0; label < labels; label++) scores[label] = exp(scores[label] - high);
        double total = row_sum(scores, labels);
        for (int label = 0; label < labels; label++) chances[at * labels + label] = (float)(scores[label] / total);
    }
}

/* tag(text, planes) -> float32 chance of each label, row by row */
static PyObject *tagger_tag(Tagger *self, PyObject *args) {
    PyObject *text, *planes, *out = NULL;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "UO!", &text, &PyTuple_Type, &planes)) return NULL;
    if (PyTuple_GET_SIZE(planes) > MOST_PLANES ||
        self->count + PyTuple_GET_SIZE(planes) * self->plane_count > MOST_TOGETHER) {
        PyErr_SetString(PyExc_ValueError, "too many planes");
        return NULL;
    }
    const int labels = self->layer.labels;
    uint32_t *codes = codes_of(text, 1, &length);
    uint32_t *padded = codes ? PyMem_Calloc((size_t)length + 2 * PAD, sizeof *padded) : NULL;
    int16_t *sums = codes ? PyMem_Calloc((size_t)(length * self->wide + 1), sizeof *sums) : NULL;
    if (!padded || !sums) goto done;
    for (Py_ssize_t at = 0; at < length; at++) padded[PAD + at] = codes[at] + 1;
    for (int size = 1; size <= WIDEST; size++) add_grams(self, padded, length, size, sums);
    for (Py_ssize_t n = 0; n < PyTuple_GET_SIZE(planes); n++) {
        Py_buffer plane;
        if (PyObject_GetBuffer(PyTuple_GET_ITEM(planes, n), &plane, PyBUF_SIMPLE)) goto done;
        int fits = plane.len == length;
        if (fits) add_plane(self, plane.buf, length, (uint64_t)n, sums);
        PyBuffer_Release(&plane);
        if (!fits) {
            PyErr_SetString(PyExc_ValueError, "a plane is not as long as the text");
            goto done;
        }
    }
    out = PyBytes_FromStringAndSize(NULL, length * labels * 4);
    if (out) softmax(&self->layer, sums, self->wide, length, (float *)PyBytes_AS_STRING(out));
done:
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    PyMem_Free(sums);
    PyMem_Free(padded);
    PyMem_Free(codes);
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

static PyMethodDef tagger_methods[] = {
    {"tag", (PyCFunction)tagger_tag, METH_VARARGS, "Chances of the labels of each character."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot tagger_slots[] = {
    {Py_tp_doc, "Labels each character of a text."},
    {Py_tp_new, tagger_new},
    {Py_tp_dealloc, tagger_dealloc},
    {Py_tp_methods, tagger_methods},
    {0, NULL},
};

static PyType_Spec tagger_spec = {"tousu._kernel.Tagger", sizeof(Tagger), 0, Py_TPFLAGS_DEFAULT, tagger_slots};
