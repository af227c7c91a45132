/* The terms that drafts are searched for, as tousu.terms.Terms describes the arrays. */

typedef struct {
    PyObject_HEAD
    Py_buffer text, ends, begins, firsts, grouped, group_ends, groups;
    PyObject *owners;
    uint32_t *heads; /* the beginnings by their hashes, each with its number, counted from 1: 0 is none */
    int shift;
} Terms;

#define TERMS_BUFFERS 7

static void terms_dealloc(Terms *self) {
    for (int n = 0; n < TERMS_BUFFERS; n++)
        if ((&self->text)[n].obj) PyBuffer_Release(&self->text + n);
    Py_XDECREF(self->owners);
    PyMem_Free(self->heads);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* Whether numbers ascend, from no less than the first to no more than the last. */
static int ascend(const Py_buffer *numbers_, Py_ssize_t last) {
    const uint32_t *number = numbers_->buf;
    uint32_t before = 0;
    for (Py_ssize_t n = 0; n < numbers_->len / 4; before = number[n++])
        if (number[n] < before) return 0;
    return before <= last;
}

static int terms_fit(const Terms *self) {
    const uint32_t *group = self->grouped.buf, *owner = self->groups.buf;
    Py_ssize_t terms = self->ends.len / 4;
    if (self->begins.len % 8 || self->firsts.len != (self->begins.len / 8 + 1) * 4 || self->grouped.len != terms * 4 ||
        !ascend(&self->ends, self->text.len) || !ascend(&self->firsts, terms) ||
        !ascend(&self->group_ends, self->groups.len / 4))
        return 0;
    for (Py_ssize_t n = 0; n < terms; n++)
        if (group[n] >= self->group_ends.len / 4) return 0;
    for (Py_ssize_t n = 0; n < self->groups.len / 4; n++)
        if (owner[n] >= PyTuple_GET_SIZE(self->owners)) return 0;
    return 1;
}

static size_t head_of(const Terms *self, uint64_t begin) { return (size_t)(begin * PRIME >> self->shift); }

/* Terms(owners, text, ends, begins, firsts, grouped, group_ends, groups) */
static PyObject *terms_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    Terms *self = (Terms *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    Py_buffer *into = &self->text;
    if (!PyArg_ParseTuple(args, "O!y*y*y*y*y*y*y*", &PyTuple_Type, &self->owners, into, into + 1, into + 2, into + 3,
                          into + 4, into + 5, into + 6)) {
        memset(into, 0, TERMS_BUFFERS * sizeof *into); /* what was taken is released by the parser */
        self->owners = NULL;
        Py_DECREF(self);
        return NULL;
    }
    Py_INCREF(self->owners);
    Py_ssize_t count = self->begins.len / 8;
    int bits = 6;
    while (bits < 32 && ((Py_ssize_t)1 << bits) < 2 * count) bits++; /* one of two stays empty, or more */
    self->shift = 64 - bits;
    size_t places = (size_t)1 << bits;
    self->heads = PyMem_Calloc(places, sizeof *self->heads);
    if (!self->heads || !terms_fit(self)) {
        if (self->heads) PyErr_SetString(PyExc_ValueError, "arrays do not fit each other");
        else PyErr_NoMemory();
        Py_DECREF(self);
        return NULL;
    }
    for (Py_ssize_t n = 0; n < count; n++) {
        size_t place = head_of(self, ((const uint64_t *)self->begins.buf)[n]);
        while (self->heads[place]) place = (place + 1) & (places - 1);
        self->heads[place] = (uint32_t)n + 1;
    }
    return (PyObject *)self;
}

/* A term that stands in a text, and the next one that ends where it does. */
typedef struct {
    Py_ssize_t start, next;
    uint32_t term;
} Hit;

/* The hits in a text, counted from 1: 0 is none. first: of each place the first that ends there. */
typedef struct {
    Hit *all;
    Py_ssize_t count, room, *first;
} Hits;

static int add_hit(Hits *hits, Py_ssize_t start, Py_ssize_t end, uint32_t term) {
    if (hits->count + 1 >= hits->room) {
        Hit *more = PyMem_Realloc(hits->all, 2 * (size_t)hits->room * sizeof *more);
        if (!more) return 0;
        hits->all = more;
        hits->room *= 2;
    }
    Hit hit = {start, hits->first[end], term};
    hits->all[++hits->count] = hit;
    hits->first[end] = hits->count;
    return 1;
}

static Py_ssize_t characters(const char *bytes, Py_ssize_t size) {
    Py_ssize_t count = 0;
    for (Py_ssize_t at = 0; at < size; at++) count += (bytes[at] & 0xC0) != 0x80;
    return count;
}

/* Adds those that begin at a place as a beginning says, of which all that are tried have the first bytes. bytes: what
   the text goes on with. */
static int add_hits(const Terms *self, uint64_t begin, const char *bytes, Py_ssize_t left, Py_ssize_t at, Hits *hits) {
    size_t mask = ((size_t)1 << (64 - self->shift)) - 1, place = head_of(self, begin);
    uint32_t head;
    while ((head = self->heads[place]) && ((const uint64_t *)self->begins.buf)[head - 1] != begin)
        place = (place + 1) & mask;
    if (!head) return 1;
    const uint32_t *ends = self->ends.buf, *firsts = (const uint32_t *)self->firsts.buf + head - 1;
    for (uint32_t term = firsts[0]; term < firsts[1]; term++) {
        uint32_t from = term ? ends[term - 1] : 0;
        Py_ssize_t size = ends[term] - from;
        const char *own = (const char *)self->text.buf + from;
        int differs = memcmp(own, bytes, (size_t)(size < left ? size : left));
        if (differs > 0) return 1; /* they are in order: no later one is how the text goes on */
        if (!differs && size <= left && size && !add_hit(hits, at, at + characters(own, size), term)) return 0;
    }
    return 1;
}

static int bytes_of(uint32_t code) { return 1 + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000); }

/* Finds them from the end of the text to its beginning, so that of those that end together the first is met last. */
static int find_terms(const Terms *self, PyObject *string, const uint32_t *text, Py_ssize_t length, Hits *hits) {
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(string, &size);
    for (Py_ssize_t at = length - 1, place = size; bytes && at >= 0; at--) {
        place -= bytes_of(text[at]);
        uint64_t one = (uint64_t)text[at] << 32, two = at + 1 < length ? one | text[at + 1] : one;
        if ((two != one && !add_hits(self, two, bytes + place, size - place, at, hits)) ||
            !add_hits(self, one, bytes + place, size - place, at, hits)) {
            PyErr_NoMemory();
            return 0;
        }
    }
    return bytes != NULL;
}

/* The numbers of the owners of a term. */
static const uint32_t *owners_of(const Terms *self, uint32_t term, uint32_t *count) {
    const uint32_t *ends = self->group_ends.buf, group = ((const uint32_t *)self->grouped.buf)[term];
    uint32_t from = group ? ends[group - 1] : 0;
    *count = ends[group] - from;
    return (const uint32_t *)self->groups.buf + from;
}

/* The spans of an owner: how many there will be, and how many are there. */
typedef struct {
    PyObject *list;
    Py_ssize_t size, done;
} Owned;

/* Gives the span of a hit to the owners of its term. order: the owners as they were met. */
static int give(const Terms *self, uint32_t term, PyObject *span, Owned *owned, uint32_t *order, Py_ssize_t *met) {
    uint32_t count;
    for (const uint32_t *owner = owners_of(self, term, &count); count--; owner++) {
        Owned *into = owned + *owner;
        if (!into->list) {
            if (!(into->list = PyList_New(into->size))) return 0;
            order[(*met)++] = *owner;
        }
        PyList_SET_ITEM(into->list, into->done++, Py_NewRef(span));
    }
    return 1;
}

/* From the hits, in order of end and start, to a dict. */
static PyObject *by_owners(const Terms *self, const Hits *hits, Py_ssize_t length, PyTypeObject *type) {
    size_t owners = (size_t)PyTuple_GET_SIZE(self->owners) + 1;
    Py_ssize_t met = 0;
    uint32_t count;
    Owned *owned = PyMem_Calloc(owners, sizeof *owned);
    uint32_t *order = PyMem_Malloc(owners * sizeof *order);
    PyObject *out = owned && order ? PyDict_New() : PyErr_NoMemory();
    int good = out != NULL;
    for (Py_ssize_t n = 1; good && n <= hits->count; n++)
        for (const uint32_t *owner = owners_of(self, hits->all[n].term, &count); count--; owner++) owned[*owner].size++;
    for (Py_ssize_t end = 1; good && end <= length; end++)
        for (Py_ssize_t n = hits->first[end]; good && n; n = hits->all[n].next) {
            PyObject *span = span_of(type, hits->all[n].start, end);
            good = span && give(self, hits->all[n].term, span, owned, order, &met);
            Py_XDECREF(span);
        }
    for (Py_ssize_t n = 0; n < met; n++) {
        good = good && !PyDict_SetItem(out, PyTuple_GET_ITEM(self->owners, order[n]), owned[order[n]].list);
        Py_DECREF(owned[order[n]].list);
    }
    PyMem_Free(order);
    PyMem_Free(owned);
    if (!good) Py_CLEAR(out);
    return out;
}

/* hits(text, type) -> spans of this type of each owner of the terms in a text, owners in the order in which they are met
   by end and start */
static PyObject *terms_hits(Terms *self, PyObject *args) {
    PyObject *string, *type, *out = NULL;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "UO", &string, &type) || !is_pair_type(type)) return NULL;
    uint32_t *text = codes_of(string, 0, &length);
    if (!text) return NULL;
    Hits hits = {PyMem_Malloc(((size_t)length + 2) * sizeof *hits.all), 0, length + 2,
                 PyMem_Calloc((size_t)length + 1, sizeof *hits.first)};
    if (!hits.all || !hits.first) PyErr_NoMemory();
    else if (find_terms(self, string, text, length, &hits)) out = by_owners(self, &hits, length, (PyTypeObject *)type);
    PyMem_Free(hits.all);
    PyMem_Free(hits.first);
    PyMem_Free(text);
    return out;
}

static PyMethodDef terms_methods[] = {
    {"hits", (PyCFunction)terms_hits, METH_VARARGS, "Where the terms of each owner stand in a text."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot terms_slots[] = {
    {Py_tp_doc, "Terms, each once, and their owners."},
    {Py_tp_new, terms_new},
    {Py_tp_dealloc, terms_dealloc},
    {Py_tp_methods, terms_methods},
    {0, NULL},
};

static PyType_Spec terms_spec = {"tousu._kernel.Terms", sizeof(Terms), 0, Py_TPFLAGS_DEFAULT, terms_slots};
