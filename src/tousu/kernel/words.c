/* Jieba's dictionary and its model of unknown words, as tousu.words.Words describes the arrays. */

#define FIRST 0x4E00
#define LAST 0x9FD5
#define WIDTH (LAST - FIRST + 1)
#define NEVER (-3.14e100)

/* A rewrite says most of what its draft says, and each draft much of what all say: runs are kept with the lengths of
   their words, each where its hash puts it, until another comes there. */
#define RUNS 1024
#define LONGEST_RUN 30

typedef struct {
    uint8_t size, count, lengths[LONGEST_RUN];
    uint16_t codes[LONGEST_RUN];
} Run;

typedef struct {
    PyObject_HEAD
    Py_buffer ones, firsts, seconds, words, places, sizes, rests, frequency, emissions, start, transitions, one_classes,
        classes;
    double total;
    Run *runs;
} Words;

static Py_buffer *words_buffers(Words *self) { return &self->ones; }
#define WORDS_BUFFERS 13

/* Whether the arrays have their lengths and all pairs a place; where the words of a pair lie is checked when it is asked
   for, since a first draft asks for few of a hundred thousand. */
static int words_fit(const Words *self) {
    const uint32_t *firsts = self->firsts.buf;
    Py_ssize_t pairs = self->seconds.len / 2;
    if (self->ones.len != WIDTH * 4 || self->firsts.len != (WIDTH + 1) * 4 || self->seconds.len % 2 ||
        self->words.len != (pairs + 1) * 4 || self->places.len != (pairs + 1) * 4 || self->rests.len % 2 ||
        self->frequency.len != self->sizes.len * 4 || self->emissions.len != 4 * WIDTH * 8 || self->start.len != 4 * 8 ||
        self->transitions.len != 16 * 8 || self->one_classes.len != WIDTH || self->classes.len != self->sizes.len)
        return 0;
    for (int at = 0; at < WIDTH; at++)
        if (firsts[at + 1] < firsts[at]) return 0;
    return !firsts[0] && firsts[WIDTH] == pairs;
}

static void words_dealloc(Words *self) {
    for (int n = 0; n < WORDS_BUFFERS; n++)
        if (words_buffers(self)[n].obj) PyBuffer_Release(words_buffers(self) + n);
    PyMem_Free(self->runs);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* Words(total, ones, firsts, seconds, words, places, sizes, rests, frequency, emissions, start, transitions, one_classes,
   classes) */
static PyObject *words_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    Words *self = (Words *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    double total;
    Py_buffer *into = words_buffers(self);
    if (!PyArg_ParseTuple(args, "dy*y*y*y*y*y*y*y*y*y*y*y*y*", &total, into, into + 1, into + 2, into + 3, into + 4, into + 5,
                          into + 6, into + 7, into + 8, into + 9, into + 10, into + 11, into + 12)) {
        memset(into, 0, WORDS_BUFFERS * sizeof(Py_buffer)); /* what was taken is released by the parser */
        Py_DECREF(self);
        return NULL;
    }
    self->total = log(total);
    self->runs = PyMem_Calloc(RUNS, sizeof *self->runs);
    if (!self->runs || !words_fit(self)) {
        if (!self->runs) PyErr_NoMemory();
        else PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        Py_DECREF(self);
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

static int is_kept(const Run *run, const uint32_t *text, Py_ssize_t size) {
    if (run->size != size) return 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (run->codes[at] != text[at]) return 0;
    return 1;
}

/* The same for a run of ideographs of two bytes, kept or cut. */
static Py_ssize_t cut_kept(const Words *self, const uint32_t *text, Py_ssize_t size, Room *room) {
    if (size > LONGEST_RUN) return cut_run(self, text, size, room);
    uint64_t key = (uint64_t)size;
    for (Py_ssize_t at = 0; at < size; at++) key = with(key, text[at]);
    Run *run = self->runs + (key >> 40) % RUNS;
    if (is_kept(run, text, size)) {
        for (int n = 0; n < run->count; n++) room->lengths[n] = run->lengths[n];
        return run->count;
    }
    Py_ssize_t count = cut_run(self, text, size, room);
    run->size = (uint8_t)size;
    run->count = (uint8_t)count;
    for (int at = 0; at < LONGEST_RUN; at++) {
        run->codes[at] = at < size ? (uint16_t)text[at] : 0;
        run->lengths[at] = at < count ? (uint8_t)room->lengths[at] : 0;
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

/* Where the words of a text end, as tousu.segment.tokens gives them. Returns how many. */
static Py_ssize_t ends_of(const Words *self, const uint32_t *text, Py_ssize_t size, Room *room, Py_ssize_t *ends) {
    Py_ssize_t words = 0;
    for (Py_ssize_t at = 0, end; at < size; at = end) {
        end = at + 1;
        if (is_ideograph(text[at])) {
            end = run_of(text, at, size, is_ideograph);
            Py_ssize_t count = cut_kept(self, text + at, end - at, room);
            for (Py_ssize_t n = 0; n < count; n++) ends[words++] = at += room->lengths[n];
            continue;
        }
        if (is_letter(text[at])) end = joined_run(text, at, size, is_letter, joins_letters);
        else if (is_digit(text[at])) end = joined_run(text, at, size, is_digit, joins_digits);
        else if (is_space(text[at])) end = run_of(text, at, size, is_space);
        ends[words++] = end;
    }
    return words;
}

/* tokens(text, type) -> spans of this type of the words of a text */
static PyObject *words_tokens(Words *self, PyObject *args) {
    PyObject *run, *type, *out = NULL;
    Py_ssize_t size, start = 0, *ends = NULL;
    Room room = {0};
    if (!PyArg_ParseTuple(args, "UO", &run, &type) || !is_pair_type(type)) return NULL;
    uint32_t *text = codes_of(run, 0, &size);
    if (text && room_for(&room, size) && (ends = PyMem_Malloc(((size_t)size + 1) * sizeof *ends))) {
        Py_ssize_t words = ends_of(self, text, size, &room, ends);
        out = PyTuple_New(words);
        for (Py_ssize_t n = 0; out && n < words; start = ends[n++]) {
            PyObject *span = span_of((PyTypeObject *)type, start, ends[n]);
            if (!span) Py_CLEAR(out);
            else PyTuple_SET_ITEM(out, n, span);
        }
    }
    if (!out && !PyErr_Occurred()) PyErr_NoMemory();
    PyMem_Free(ends);
    room_free(&room);
    PyMem_Free(text);
    return out;
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
