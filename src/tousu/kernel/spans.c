/* Places in a text, as tousu.spans has them. */

static int pair_of(PyObject *pair, Py_ssize_t *start, Py_ssize_t *end) {
    if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2) {
        PyErr_SetString(PyExc_TypeError, "a span is a pair");
        return 0;
    }
    *start = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 0));
    *end = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 1));
    return !PyErr_Occurred();
}

/* Drafts are short, and their spans the same few thousand again and again: each is made once, and kept where its numbers
   put it until another comes there. */
#define SPANS 8192 /* of eight lengths at a thousand places */

static struct {
    Py_ssize_t start, end;
    PyObject *span;
} kept_spans[SPANS];

/* A span as tuple.__new__(type, (start, end)) makes it. */
static PyObject *new_span(PyTypeObject *type, Py_ssize_t start, Py_ssize_t end) {
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

/* The same, made or kept; one that can hold more than its numbers is not shared. */
static PyObject *span_of(PyTypeObject *type, Py_ssize_t start, Py_ssize_t end) {
    size_t place = ((size_t)start << 3 ^ ((size_t)(end - start) & 7)) % SPANS;
    PyObject *span = kept_spans[place].span;
    if (span && Py_TYPE(span) == type && kept_spans[place].start == start && kept_spans[place].end == end)
        return Py_NewRef(span);
    PyObject *made = new_span(type, start, end);
    if (!made || type->tp_dictoffset) return made;
    span = kept_spans[place].span; /* anew: the collector may have run, and code that asks for spans with it */
    kept_spans[place].start = start;
    kept_spans[place].end = end;
    kept_spans[place].span = Py_NewRef(made);
    Py_XDECREF(span);
    return made;
}

static int is_pair_type(PyObject *type) {
    if (PyType_Check(type) && PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) return 1;
    PyErr_SetString(PyExc_TypeError, "expected a kind of tuple");
    return 0;
}
