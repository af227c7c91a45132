/* Keys of tousu.features, and where each stands in a model: what all models are read by. */

static uint64_t salt(uint64_t number) { return (number + 1) * 0xD6E8FEB86659FD93ULL; }

static uint64_t finish(uint64_t key) {
    key ^= key >> 32;
    key *= MIX;
    return key ^ (key >> 29);
}

static uint64_t with(uint64_t key, uint64_t code) { return (key ^ (code + 1)) * PRIME; }

/* Which of 64 neighbouring values of their first bits some keys have, and how many keys have lower ones. */
typedef struct {
    uint64_t bits;
    uint32_t before;
} Slots;

/* Keys in ascending order. They are hashes, so their first bits say where each stands, but for those few that share
   them; and of what is asked for most is in none, which a look into a few kilobytes tells. */
typedef struct {
    PyObject_HEAD
    Py_buffer keys;
    Py_ssize_t count;
    Slots *slots;
    int shift;
} Index;

static uint32_t ones(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555ULL;
    bits = (bits & 0x3333333333333333ULL) + (bits >> 2 & 0x3333333333333333ULL);
    return (uint32_t)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FULL) * 0x0101010101010101ULL >> 56);
}

/* The row of a key that stands at a place or shortly behind it; -1 where it does not. */
static int32_t row_from(const Index *self, uint64_t key, int64_t at) {
    const uint64_t *keys = self->keys.buf;
    for (; at < self->count && keys[at] <= key; at++)
        if (keys[at] == key) return (int32_t)at;
    return -1;
}

/* Where a key stands at the least; -1 where no key has its first bits. */
static int64_t place_of(const Index *self, uint64_t key) {
    uint64_t slot = key >> self->shift, bit = 1ULL << (slot & 63);
    const Slots *slots = self->slots + (slot >> 6);
    return slots->bits & bit ? (int64_t)slots->before + ones(slots->bits & (bit - 1)) : -1;
}

static int32_t find(const Index *self, uint64_t key) {
    int64_t place = place_of(self, key);
    return place < 0 ? -1 : row_from(self, key, place);
}

#if defined(__GNUC__) || defined(__clang__)
#define SOON(place) __builtin_prefetch(place)
#else
#define SOON(place) ((void)(place))
#endif

/* Rows of many keys: each look into memory is announced before the next key waits for its own. */
static void find_all(const Index *self, const uint64_t *keys, Py_ssize_t count, int32_t *rows) {
    const uint64_t *known = self->keys.buf;
    for (Py_ssize_t at = 0; at < count; at++) SOON(self->slots + (keys[at] >> self->shift >> 6));
    for (Py_ssize_t at = 0; at < count; at++) {
        int64_t place = place_of(self, keys[at]);
        rows[at] = (int32_t)place;
        if (place >= 0) SOON(known + place);
    }
    for (Py_ssize_t at = 0; at < count; at++)
        if (rows[at] >= 0) rows[at] = row_from(self, keys[at], rows[at]);
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
    int bits = 6;
    while (bits < 32 && ((Py_ssize_t)1 << bits) < 4 * self->count) bits++; /* three of four stay empty, or more */
    self->shift = 64 - bits;
    self->slots = PyMem_Calloc((size_t)1 << (bits - 6), sizeof(Slots));
    if (!self->slots) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    const uint64_t *key = keys.buf;
    uint64_t next = 0;
    for (Py_ssize_t at = 0; at < self->count; at++) {
        if (at && key[at] <= key[at - 1]) {
            Py_DECREF(self);
            PyErr_SetString(PyExc_ValueError, "keys must ascend");
            return NULL;
        }
        uint64_t slot = key[at] >> self->shift;
        for (; next <= slot >> 6; next++) self->slots[next].before = (uint32_t)at;
        self->slots[slot >> 6].bits |= 1ULL << (slot & 63);
    }
    return (PyObject *)self;
}

static void index_dealloc(Index *self) {
    PyMem_Free(self->slots);
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

static uint64_t ngram(const uint32_t *codes, int size) {
    uint64_t key = salt((uint64_t)size);
    for (int at = 0; at < size; at++) key = with(key, codes[at]);
    return finish(key);
}
