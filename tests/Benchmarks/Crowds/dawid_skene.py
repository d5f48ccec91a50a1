#!/usr/bin/env python3
"""A plain NumPy Dawid-Skene: what `crowd-big` is measured beside.

    dawid_skene.py FOLDER ROUNDS

FOLDER holds task.bin, worker.bin, label.bin and truth.bin (int32). Maximum a posteriori, rows under Dirichlet 4/1, started
from smoothed shares of the votes: the same rounds as ours. Prints one JSON line; the CPU time is that of the fit alone.
"""
import json
import resource
import sys
import time

import numpy as np


def fit(task, worker, label, tasks, workers, classes, rounds):
    votes = np.bincount(task * classes + label, minlength=tasks * classes).reshape(tasks, classes)
    posterior = (votes + 1 / classes) / (votes.sum(1, keepdims=True) + 1)
    cell = worker * classes + label
    prior = np.ones((classes, classes)) + 3 * np.eye(classes)
    for _ in range(rounds):
        counts = np.stack([np.bincount(cell, weights=posterior[task, k], minlength=workers * classes)
                           .reshape(workers, classes) for k in range(classes)], 2) + prior
        logs = np.log(counts / counts.sum(1, keepdims=True)).reshape(workers * classes, classes)
        shares = np.log((posterior.sum(0) + 1) / (tasks + classes))
        belief = np.stack([np.bincount(task, weights=logs[cell, k], minlength=tasks) for k in range(classes)], 1) + shares
        belief = np.exp(belief - belief.max(1, keepdims=True))
        posterior = belief / belief.sum(1, keepdims=True)
    return posterior


def main():
    folder, rounds = sys.argv[1], int(sys.argv[2])
    task, worker, label, truth = (np.fromfile(f"{folder}/{name}.bin", dtype=np.int32).astype(np.int64)
                                  for name in ("task", "worker", "label", "truth"))
    started = time.process_time()
    posterior = fit(task, worker, label, len(truth), int(worker.max()) + 1, int(label.max()) + 1, rounds)
    print(json.dumps({"cpuSeconds": round(time.process_time() - started, 3),
                      "accuracy": round(float((posterior.argmax(1) == truth).mean()), 5),
                      "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


main()
