/* Marks over a text for the tagger to read beside its characters, as tousu.facts.surroundings and tousu.readers.plane
   make them. */

#define STRANGE_CLASSES 32 /* classes of words, those that no dictionary holds among them */
#define LETTERS 26
#define DIGITS 27
#define MARK 28
#define SPACE 29
#define STRANGE 30
#define SINGLE 31
#define EDGE 15
#define AGAIN 16
#define AGAIN_LATER 32
#define LATER 64
#define LAST_PART 128
#define LONGEST_CUE 4

/* plane(length, groups) -> 0 nothing, 2g+1 where a span of group g begins, 2g+2 inside one; later ones lie on top */
static PyObject *plane(PyObject *module, PyObject *args) {
    PyObject *groups;
    Py_ssize_t length, start, end;
    if (!PyArg_ParseTuple(args, "nO!", &length, &PyTuple_Type, &groups)) return NULL;
    if (length < 0 || PyTuple_GET_SIZE(groups) > 127) return PyErr_Format(PyExc_ValueError, "no such plane");
    PyObject *out = PyBytes_FromStringAndSize(NULL, length);
    if (!out) return NULL;
    uint8_t *marks = (uint8_t *)PyBytes_AS_STRING(out);
    memset(marks, 0, (size_t)length);
    for (Py_ssize_t group = 0; group < PyTuple_GET_SIZE(groups); group++) {
        PyObject *spans = PySequence_Fast(PyTuple_GET_ITEM(groups, group), "expected spans");
        int good = spans != NULL;
        for (Py_ssize_t n = 0; good && n < PySequence_Fast_GET_SIZE(spans); n++) {
            good = pair_of(PySequence_Fast_GET_ITEM(spans, n), &start, &end);
            if (good && (start < 0 || end <= start || end > length)) {
                PyErr_SetString(PyExc_ValueError, "a span lies outside the text, or is empty");
                good = 0;
            }
            if (!good) break;
            memset(marks + start, (int)(2 * group + 2), (size_t)(end - start));
            marks[start] = (uint8_t)(2 * group + 1);
        }
        Py_XDECREF(spans);
        if (!good) {
            Py_DECREF(out);
            return NULL;
        }
    }
    return out;
}

/* A word that tells something of its clause, and the next one whose first character shares its place. */
typedef struct {
    uint32_t codes[LONGEST_CUE];
    int size, bit, next;
} Cue;

/* Words of a few characters whose classes are kept, each where its hash puts it, until another comes there. */
#define CLASSED 2048
#define LONGEST_CLASSED 4

typedef struct {
    uint64_t word; /* 16 bits a character; no word is 0 */
    int class;
} Classed;

typedef struct {
    PyObject_HEAD
    Words *words;
    Classed *classed;
    Cue *cues;
    int first[256];
    int before, ahead;
    uint8_t coarse[STRANGE_CLASSES];
} Surroundings;

static void surroundings_dealloc(Surroundings *self) {
    PyMem_Free(self->cues);
    PyMem_Free(self->classed);
    Py_XDECREF(self->words);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyTypeObject *words_type; /* as index_type */

/* Surroundings(words, cues, bits, before, ahead, coarse)
   cues: words of one to four characters, of two that begin alike the first counts. bits: what each tells. before, ahead:
   the bits that count for what stands behind a cue, and before it. coarse: a class of neighbours for each class. */
static PyObject *surroundings_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    PyObject *words, *cues;
    const char *bits, *coarse;
    Py_ssize_t count, classes;
    int before, ahead;
    if (!PyArg_ParseTuple(args, "O!O!y#iiy#", words_type, &words, &PyTuple_Type, &cues, &bits, &count, &before, &ahead,
                          &coarse, &classes))
        return NULL;
    Surroundings *self = (Surroundings *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    Py_INCREF(words);
    self->words = (Words *)words;
    self->before = before;
    self->ahead = ahead;
    self->cues = PyMem_Calloc((size_t)count + 1, sizeof(Cue));
    self->classed = PyMem_Calloc(CLASSED, sizeof *self->classed);
    if (!self->cues || !self->classed) goto failed;
    if (count != PyTuple_GET_SIZE(cues) || classes != STRANGE_CLASSES) {
        PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        goto failed;
    }
    memcpy(self->coarse, coarse, STRANGE_CLASSES);
    for (int place = 0; place < 256; place++) self->first[place] = -1;
    for (Py_ssize_t n = count - 1; n >= 0; n--) { /* backwards, so that of two in one place the first is met first */
        PyObject *word = PyTuple_GET_ITEM(cues, n);
        Cue *cue = self->cues + n;
        Py_ssize_t size = PyUnicode_Check(word) ? PyUnicode_GET_LENGTH(word) : 0;
        if (size < 1 || size > LONGEST_CUE) {
            PyErr_SetString(PyExc_ValueError, "a cue is a word of one to four characters");
            goto failed;
        }
        for (Py_ssize_t at = 0; at < size; at++) cue->codes[at] = PyUnicode_READ_CHAR(word, at);
        cue->size = (int)size;
        cue->bit = (uint8_t)bits[n];
        cue->next = self->first[cue->codes[0] & 255];
        self->first[cue->codes[0] & 255] = (int)n;
    }
    return (PyObject *)self;
failed:
    if (!PyErr_Occurred()) PyErr_NoMemory();
    Py_DECREF(self);
    return NULL;
}

/* WordClasses.of: the class of a word by the dictionary, 0 where it holds none. */
static int known_class(const Words *words, const uint32_t *text, Py_ssize_t size) {
    if (!is_han(text[0]) || (size > 1 && !is_han(text[1]))) return 0;
    if (size == 1) return ((const uint8_t *)words->one_classes.buf)[text[0] - FIRST];
    Begun begun = begun_by(words, text, size);
    for (int longer; (longer = next_begun(words, &begun, size));) {
        uint32_t number = begun.word;
        if (goes_on(&begun, text, longer) && longer == size) return ((const uint8_t *)words->classes.buf)[number];
    }
    return 0;
}

/* The same of a word of ideographs of two bytes, kept or looked up. */
static int kept_class(const Surroundings *self, const uint32_t *text, Py_ssize_t size) {
    if (size > LONGEST_CLASSED) return known_class(self->words, text, size);
    uint64_t word = 0;
    for (Py_ssize_t at = 0; at < size; at++) word = word << 16 | text[at];
    Classed *kept = self->classed + (word * PRIME >> 40) % CLASSED;
    if (kept->word != word) {
        kept->class = known_class(self->words, text, size);
        kept->word = word;
    }
    return kept->class;
}

static int class_of(const Surroundings *self, const uint32_t *text, Py_ssize_t size) {
    Py_ssize_t han = 0, spaces = 0;
    while (han < size && text[han] >= 0x3400 && text[han] <= 0x9FFF) han++;
    if (han == size) {
        int known = kept_class(self, text, size);
        return known && known < STRANGE_CLASSES ? known : size > 1 ? STRANGE : SINGLE;
    }
    if (Py_UNICODE_ISDIGIT(text[0])) return DIGITS;
    if (Py_UNICODE_ISALPHA(text[0])) return LETTERS;
    while (spaces < size && is_space(text[spaces])) spaces++;
    return spaces == size ? SPACE : MARK;
}

/* Planes 3 and 4. bounds: where the words begin, and the last ends. */
static void mark_classes(const Surroundings *self, const uint32_t *text, const Py_ssize_t *bounds, Py_ssize_t count,
                         uint8_t *own, uint8_t *beside) {
    int left = EDGE, class = count ? class_of(self, text, bounds[1]) : 0;
    for (Py_ssize_t n = 0; n < count; n++) {
        Py_ssize_t at = bounds[n], end = bounds[n + 1];
        int next = n + 1 < count ? class_of(self, text + end, bounds[n + 2] - end) : -1;
        memset(own + at, 2 * class + 2, (size_t)(end - at));
        own[at] = (uint8_t)(2 * class + 1);
        memset(beside + at, 16 * left + (next < 0 ? EDGE : self->coarse[next]), (size_t)(end - at));
        left = self->coarse[class];
        class = next;
    }
}

/* The cue that begins here, if any. */
static const Cue *cue_at(const Surroundings *self, const uint32_t *text, Py_ssize_t size) {
    for (int n = self->first[text[0] & 255]; n >= 0; n = self->cues[n].next) {
        const Cue *cue = self->cues + n;
        if (cue->size <= size && !memcmp(cue->codes, text, (size_t)cue->size * sizeof *text)) return cue;
    }
    return NULL;
}

/* What a clause has said before each of its characters, and what it will say: half of planes 5 and 7. Each clause is
   walked forwards for the first and backwards, cue by cue, for the second; cues, firsts: room for them. */
static void mark_clause(const Surroundings *self, const uint32_t *text, Py_ssize_t start, Py_ssize_t end, uint8_t *before,
                        uint8_t *ahead, const Cue **cues, Py_ssize_t *firsts) {
    Py_ssize_t count = 0, at = start;
    int said = 0;
    while (at < end) {
        const Cue *cue = cue_at(self, text + at, end - at);
        Py_ssize_t size = cue ? cue->size : 1;
        memset(before + at, said, (size_t)size);
        if (cue) {
            firsts[count] = at;
            cues[count++] = cue;
            said |= cue->bit & self->before;
        }
        at += size;
    }
    int comes = 0;
    for (at = end; count--; at = firsts[count]) {
        memset(ahead + firsts[count], comes, (size_t)(at - firsts[count]));
        comes |= cues[count]->bit & self->ahead;
    }
    memset(ahead + start, comes, (size_t)(at - start));
}

/* Marks the words of two characters and more that come again; room: as many numbers as the table has places, which are a
   power of two and more than twice the words. */
static void mark_again(const uint32_t *text, const Py_ssize_t *bounds, Py_ssize_t count, uint8_t *out, Py_ssize_t *room,
                       size_t places) {
    for (size_t place = 0; place < places; place++) room[place] = -1;
    for (Py_ssize_t n = 0; n < count; n++) {
        Py_ssize_t start = bounds[n], size = bounds[n + 1] - start;
        if (size < 2) continue;
        uint64_t key = (uint64_t)size;
        for (Py_ssize_t at = 0; at < size; at++) key = with(key, text[start + at]);
        size_t place = finish(key) & (places - 1);
        for (Py_ssize_t first; (first = room[place]) >= 0; place = (place + 1) & (places - 1))
            if (bounds[first + 1] - bounds[first] == size &&
                !memcmp(text + bounds[first], text + start, (size_t)size * sizeof *text))
                break;
        Py_ssize_t first = room[place];
        if (first < 0) {
            room[place] = n;
            continue;
        }
        for (Py_ssize_t at = 0; at < size; at++) {
            out[bounds[first] + at] |= AGAIN;
            out[start + at] |= AGAIN_LATER;
        }
    }
}

static void mark_from(uint8_t *out, Py_ssize_t start, Py_ssize_t length, uint8_t bit) {
    for (Py_ssize_t at = start; at < length; at++) out[at] |= bit;
}

/* Whether the words of a text, as pairs, follow each other from its beginning to its end; bounds: where each begins. */
static int bounds_of(PyObject *tokens, Py_ssize_t length, Py_ssize_t *bounds) {
    Py_ssize_t start, end, done = 0;
    for (Py_ssize_t n = 0; n < PyTuple_GET_SIZE(tokens); n++, done = end) {
        if (!pair_of(PyTuple_GET_ITEM(tokens, n), &start, &end)) return 0;
        if (start != done || end <= start || end > length) break;
        bounds[n] = start;
        bounds[n + 1] = end;
        if (n + 1 == PyTuple_GET_SIZE(tokens) && end == length) return 1;
    }
    if (!length && !PyTuple_GET_SIZE(tokens)) return 1;
    PyErr_SetString(PyExc_ValueError, "words do not rejoin to the text");
    return 0;
}

/* planes(text, tokens, clauses, later, last) -> planes 3, 4, 5 and 7 of a folded text; later, last: where all behind the
   first sentence begins, and where the last two do. */
static PyObject *surroundings_planes(Surroundings *self, PyObject *args) {
    PyObject *string, *tokens, *clauses, *out = NULL, *planes[4] = {NULL};
    Py_ssize_t later, last, length = 0, start, end;
    if (!PyArg_ParseTuple(args, "UO!O!nn", &string, &PyTuple_Type, &tokens, &PyTuple_Type, &clauses, &later, &last))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(tokens);
    size_t places = 4;
    while (places <= 2 * (size_t)count) places *= 2;
    uint32_t *text = codes_of(string, 0, &length);
    Py_ssize_t *bounds = PyMem_Calloc((size_t)count + 2, sizeof *bounds);
    Py_ssize_t *room = PyMem_Malloc(((size_t)length + places) * sizeof *room);
    const Cue **cues = PyMem_Malloc(((size_t)length + 1) * sizeof *cues);
    uint8_t *marks[4];
    for (int n = 0; text && n < 4; n++) {
        planes[n] = PyBytes_FromStringAndSize(NULL, length);
        if (!planes[n]) goto done;
        marks[n] = (uint8_t *)PyBytes_AS_STRING(planes[n]);
        memset(marks[n], 0, (size_t)length);
    }
    if (!text || !bounds || !room || !cues) {
        PyErr_NoMemory();
        goto done;
    }
    if (!bounds_of(tokens, length, bounds)) goto done;
    if (later < 0 || last < 0) {
        PyErr_SetString(PyExc_ValueError, "a sentence lies outside the text");
        goto done;
    }
    mark_classes(self, text, bounds, count, marks[0], marks[1]);
    for (Py_ssize_t n = 0; n < PyTuple_GET_SIZE(clauses); n++) {
        if (!pair_of(PyTuple_GET_ITEM(clauses, n), &start, &end)) goto done;
        if (start < 0 || end < start || end > length) {
            PyErr_SetString(PyExc_ValueError, "a clause lies outside the text");
            goto done;
        }
        mark_clause(self, text, start, end, marks[2], marks[3], cues, room);
    }
    mark_again(text, bounds, count, marks[2], room, places);
    mark_from(marks[2], later, length, LATER);
    mark_from(marks[2], last, length, LAST_PART);
    out = PyTuple_Pack(4, planes[0], planes[1], planes[2], planes[3]);
done:
    for (int n = 0; n < 4; n++) Py_XDECREF(planes[n]);
    PyMem_Free(cues);
    PyMem_Free(room);
    PyMem_Free(bounds);
    PyMem_Free(text);
    return out;
}

static PyMethodDef surroundings_methods[] = {
    {"planes", (PyCFunction)surroundings_planes, METH_VARARGS, "Marks of the words and the clauses of a text."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot surroundings_slots[] = {
    {Py_tp_doc, "What stands around each character."},
    {Py_tp_new, surroundings_new},
    {Py_tp_dealloc, surroundings_dealloc},
    {Py_tp_methods, surroundings_methods},
    {0, NULL},
};

static PyType_Spec surroundings_spec = {"tousu._kernel.Surroundings", sizeof(Surroundings), 0, Py_TPFLAGS_DEFAULT,
                                        surroundings_slots};
