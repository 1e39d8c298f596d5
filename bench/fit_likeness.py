"""Fits the coefficients of classification/likeness.cpp and tells how well they do on other patients.

    non_chromosomes DATA/gband_metaphases docs/splits/gband_metaphases.csv train cut-train      # and validation
    pinnacle classify cut-train/KIND --alone --json > train/KIND.json                           # for each kind, and crops
    python3 bench/fit_likeness.py train validation

Folders of JSON files, one a kind; `chromosome` and `crop` are true ones. Needs numpy.
"""
import json
import pathlib
import sys

import numpy

NAMES = ["slenderness", "unevenness", "roughness", "border_share", "contrast", "noise_share", "banding"]
TRUE_KINDS = {"chromosome", "crop"}


def read(folder):
    kinds, rows = [], []
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        for image in json.loads(file.read_text())["images"]:
            confidence = image["top"][0]["probability"]
            values = [image["appearance"][name] for name in NAMES]
            # Squares, because most of these are wrong on either side.
            rows.append([1, *values, confidence, values[0] ** 2, values[4] ** 2, values[6] ** 2, values[2] ** 0.5])
            kinds.append(file.stem)
    return numpy.array(kinds), numpy.array(rows)


def fit(kinds, rows):
    truth = numpy.array([kind in TRUE_KINDS for kind in kinds], float)
    weight = numpy.zeros(len(kinds))
    for kind in set(kinds):  # Each kind counts alike within its side.
        side = len({k for k in kinds if (k in TRUE_KINDS) == (kind in TRUE_KINDS)})
        weight[kinds == kind] = 1 / (side * (kinds == kind).sum())
    scale = numpy.maximum(rows.std(axis=0), 1e-9)
    x, w = rows / scale, numpy.zeros(rows.shape[1])
    for _ in range(60):  # Newton's method, a little ridge.
        p = 1 / (1 + numpy.exp(-x @ w))
        gradient = x.T @ (weight * (truth - p)) - 1e-4 * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-4 * numpy.eye(len(w))
        w = w + numpy.linalg.solve(hessian, gradient)
    w = w / scale
    true_scores = numpy.concatenate([rows[kinds == k] @ w for k in sorted(TRUE_KINDS & set(kinds))])
    w[0] -= numpy.quantile(true_scores, 0.035)  # So many true ones are below one half.
    return w


def main():
    kinds, rows = read(sys.argv[1])
    w = fit(kinds, rows)
    print("{" + ", ".join(f"{v:.4g}" for v in w) + "}")
    for folder in sys.argv[1:]:
        kinds, rows = read(folder)
        for kind in sorted(set(kinds)):
            marked = (rows[kinds == kind] @ w < 0).mean()
            print(f"{folder} {kind:12s} {(kinds == kind).sum():6d} marked {marked:.3f}")


if __name__ == "__main__":
    main()
