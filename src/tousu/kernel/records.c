/* What a draft makes by the hundred: items in order of place, and named tuples. */

/* The place of an item, and its number among all. */
typedef struct {
    Py_ssize_t start, end, number;
} Placed;

static int by_place(const void *one, const void *other) {
    const Placed *a = one, *b = other;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* apart(items, span) -> the items of a list in order of place, when none overlaps another and none is empty; else None
   span: from an item to its place, a pair. */
static PyObject *apart(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    if (count != 2 || !PyList_Check(args[0])) return PyErr_Format(PyExc_TypeError, "expected a list and a function");
    PyObject *items = args[0], *out = NULL;
    Py_ssize_t size = PyList_GET_SIZE(items), reach = -1;
    Placed *placed = PyMem_Malloc(((size_t)size + 1) * sizeof *placed);
    int good = placed != NULL, ordered = 1, disjoint = 1;
    if (!good) PyErr_NoMemory();
    for (Py_ssize_t n = 0; good && n < size; n++) {
        PyObject *pair = PyObject_CallOneArg(args[1], PyList_GET_ITEM(items, n));
        good = pair && pair_of(pair, &placed[n].start, &placed[n].end);
        Py_XDECREF(pair);
        placed[n].number = n;
        ordered = ordered && (!n || by_place(placed + n - 1, placed + n) < 0);
        if (good && PyList_GET_SIZE(items) != size) {
            PyErr_SetString(PyExc_RuntimeError, "the list changed while it was walked");
            good = 0;
        }
    }
    if (good && !ordered) qsort(placed, (size_t)size, sizeof *placed, by_place);
    for (Py_ssize_t n = 0; good && disjoint && n < size; n++) {
        disjoint = placed[n].start >= reach && placed[n].start != placed[n].end;
        reach = placed[n].end;
    }
    if (good && !disjoint) out = Py_NewRef(Py_None);
    else if (good && (out = PyList_New(size)))
        for (Py_ssize_t n = 0; n < size; n++)
            PyList_SET_ITEM(out, n, Py_NewRef(PyList_GET_ITEM(items, placed[n].number)));
    PyMem_Free(placed);
    return out;
}

/* Named tuples. Their own __new__ is a function in Python that takes longer than all else that one costs; a draft makes
   hundreds. What comes by keyword, or does not fit, still goes through it. */
#define MOST_FIELDS 8

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

/* The record of these fields. */
static PyObject *record_of(PyObject *type, PyObject *const *fields, Py_ssize_t count) {
    PyObject *out = ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, count);
    int simple = !((PyTypeObject *)type)->tp_dictoffset;
    for (Py_ssize_t at = 0; out && at < count; at++) {
        simple = simple && !PyObject_IS_GC(fields[at]);
        Py_INCREF(fields[at]);
        PyTuple_SET_ITEM(out, at, fields[at]);
    }
    if (out && simple) PyObject_GC_UnTrack(out); /* as in span_of */
    return out;
}

/* All fields of a record, those that are not given at their defaults; whether each has one. The type keeps what is put
   into all. */
static int with_defaults(PyObject *type, PyObject *const *given, Py_ssize_t count, Py_ssize_t fields, PyObject **all) {
    PyObject *names = PyObject_GetAttrString(type, "_fields");
    PyObject *defaults = names ? PyObject_GetAttrString(type, "_field_defaults") : NULL;
    int good = defaults && PyTuple_Check(names) && PyTuple_GET_SIZE(names) == fields && PyDict_Check(defaults);
    for (Py_ssize_t at = 0; good && at < fields; at++) {
        all[at] = at < count ? given[at] : PyDict_GetItemWithError(defaults, PyTuple_GET_ITEM(names, at));
        good = all[at] != NULL;
    }
    Py_XDECREF(names);
    Py_XDECREF(defaults);
    return good;
}

/* record._replace(field=value, …) */
static PyObject *record_replace(PyObject *self, PyObject *const *given, Py_ssize_t count, PyObject *names) {
    PyObject *all[MOST_FIELDS], *fields, *out = NULL, *unknown = NULL;
    if (count || Py_SIZE(self) > MOST_FIELDS) {
        PyErr_SetString(PyExc_TypeError, "_replace() takes 1 positional argument");
        return NULL;
    }
    if (!(fields = PyObject_GetAttrString((PyObject *)Py_TYPE(self), "_fields"))) return NULL;
    Py_ssize_t size = PyTuple_Check(fields) && PyTuple_GET_SIZE(fields) == Py_SIZE(self) ? Py_SIZE(self) : 0;
    for (Py_ssize_t at = 0; at < size; at++) all[at] = PyTuple_GET_ITEM(self, at);
    for (Py_ssize_t n = 0; names && n < PyTuple_GET_SIZE(names); n++) {
        PyObject *name = PyTuple_GET_ITEM(names, n);
        Py_ssize_t at = 0;
        while (at < size && PyTuple_GET_ITEM(fields, at) != name) at++; /* names of fields are interned, as a rule */
        for (int same = 0; at == size && same < size; same++)
            if (!PyUnicode_Compare(PyTuple_GET_ITEM(fields, same), name)) at = same;
        if (PyErr_Occurred()) goto done;
        if (at < size) all[at] = given[n];
        else if ((!unknown && !(unknown = PyList_New(0))) || PyList_Append(unknown, name)) goto done;
    }
    if (unknown) PyErr_Format(PyExc_ValueError, "Got unexpected field names: %R", unknown);
    else out = record_of((PyObject *)Py_TYPE(self), all, size);
done:
    Py_XDECREF(unknown);
    Py_DECREF(fields);
    return out;
}

static PyMethodDef replace_definition = {"_replace", (PyCFunction)(void (*)(void))record_replace,
                                         METH_FASTCALL | METH_KEYWORDS, "The record with new values for some fields."};

static PyObject *record(PyObject *type, PyObject *const *given, size_t flags, PyObject *names, Py_ssize_t fields) {
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    PyObject *all[MOST_FIELDS];
    if (names || count > fields || (count < fields && !with_defaults(type, given, count, fields, all)))
        return PyErr_Occurred() ? NULL : record_by_new(type, given, count, names);
    return record_of(type, count < fields ? all : given, fields);
}

#define RECORD(fields)                                                                                          \
    static PyObject *record_##fields(PyObject *type, PyObject *const *given, size_t flags, PyObject *names) {   \
        return record(type, given, flags, names, fields);                                                       \
    }
RECORD(1)
RECORD(2)
RECORD(3)
RECORD(4)
RECORD(5)
RECORD(6)
RECORD(7)
RECORD(8)

static const vectorcallfunc records[MOST_FIELDS] = {record_1, record_2, record_3, record_4,
                                                    record_5, record_6, record_7, record_8};

/* quick(type): calling this named tuple makes one here, and replacing fields of one too */
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
    PyObject *replace = PyDescr_NewMethod((PyTypeObject *)type, &replace_definition);
    int set = replace && !PyObject_SetAttrString(type, "_replace", replace);
    Py_XDECREF(replace);
    if (!set) return NULL;
    ((PyTypeObject *)type)->tp_vectorcall = records[count - 1];
    Py_RETURN_NONE;
}
