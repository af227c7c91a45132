/* The weights of a model: rows of bytes, a scale and a bias for each label. */

typedef struct {
    Py_buffer weights, scale, bias;
    int labels;
} Layer;

/* Whether the arrays have their lengths. */
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

/* Adds the weights of rows. Weights are bytes, which may be part of anything for all that the compiler knows: told that
   they are not, it adds several at once. */
static void add_all(int32_t *restrict sums, const Layer *layer, const int32_t *rows, Py_ssize_t count) {
    const int8_t *restrict weights = layer->weights.buf;
    const int labels = layer->labels;
    for (Py_ssize_t at = 0; at < count; at++)
        if (rows[at] >= 0) SOON(weights + (Py_ssize_t)rows[at] * labels);
    for (Py_ssize_t at = 0; at < count; at++) {
        if (rows[at] < 0) continue;
        const int8_t *restrict row = weights + (Py_ssize_t)rows[at] * labels;
        for (int label = 0; label < labels; label++) sums[label] += row[label];
    }
}
