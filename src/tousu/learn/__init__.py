"""Corpus, training, evaluation, export: the only door to scikit-learn and snownlp. Nothing at run time comes here."""
