"""The project sheets: opened by four words, written, given new words, erased."""
