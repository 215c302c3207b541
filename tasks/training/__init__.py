"""Make the data under `seeds/` that is derived from open corpora and packages; never part of a run."""
