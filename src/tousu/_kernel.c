/* The sums of the exported models, for a first draft that can't wait for NumPy and a thousandth that can't wait at all.

   tousu.native calls it where it was built; where it was not (no compiler), the classes over NumPy give the same answers.
   A test holds one against the other. Keys are those of tousu.features; texts come folded. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define VERSION 10 /* rises when a function changes what it takes or gives: see compiled.py */
#define PRIME 0x9E3779B97F4A7C15ULL
#define MIX 0xBF58476D1CE4E5B9ULL
#define PAD 8
#define LONGEST_WORD 24
#define MOST_LABELS 64
#define TOGETHER 256 /* keys that are looked up at once */

/* One unit of translation: no name of the kernel is seen outside. A file uses only what those above it hold. */
#include "kernel/keys.c"
#include "kernel/spans.c"
#include "kernel/sums.c"
#include "kernel/layer.c"
#include "kernel/tagging.c"
#include "kernel/tone.c"
#include "kernel/words.c"
#include "kernel/planes.c"
#include "kernel/terms.c"
#include "kernel/records.c"

static PyMethodDef index_methods[] = {
    {"weighed", (PyCFunction)index_weighed, METH_VARARGS, "The n-grams of a text with their TF-IDF."},
    {"odds", (PyCFunction)index_odds, METH_VARARGS, "Sums of the weights of the words in stretches."},
    {"tone", (PyCFunction)index_tone, METH_VARARGS, "Chances of the kinds of each stretch."},
    {"shares", (PyCFunction)index_shares, METH_VARARGS, "What each character of a stretch adds to a kind."},
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

static PyMethodDef functions[] = {
    {"plane", plane, METH_VARARGS, "Marks of groups of spans over a text."},
    {"apart", (PyCFunction)(void (*)(void))apart, METH_FASTCALL, "Items in order of place, when they lie apart."},
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
    struct {
        const char *name;
        PyType_Spec *spec;
        PyTypeObject **kept; /* by those that take one of them */
    } types[] = {
        {"Index", &index_spec, &index_type},
        {"Tagger", &tagger_spec, NULL},
        {"Words", &words_spec, &words_type},
        {"Surroundings", &surroundings_spec, NULL},
        {"Terms", &terms_spec, NULL},
    };
    for (size_t n = 0; module && n < sizeof types / sizeof *types; n++) {
        PyObject *type = PyType_FromSpec(types[n].spec);
        if (type && types[n].kept) *types[n].kept = (PyTypeObject *)Py_NewRef(type);
        if (!type || PyModule_AddObject(module, types[n].name, type)) {
            Py_XDECREF(type);
            Py_CLEAR(module);
        }
    }
    if (module && PyModule_AddIntConstant(module, "VERSION", VERSION)) Py_CLEAR(module);
    return module;
}
