/* Keys of tousu.features, and where each stands in a model: what all models are read by. */

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
