#!/usr/bin/env python3
"""A screen on Dask or Ray, which call the command: one task for each shard.

    python docs/screening/distribute.py --engine dask --shards 64 crystals/ --max-index 2
    python docs/screening/distribute.py --engine ray  --shards 64 crystals/ --max-index 2

Without --address both start workers on this machine; with it they use a running cluster, whose machines
must see the same folder. --engine threads needs no package. Run it again after a crash: what is done is
skipped. EPISTACK is the command (default: epistack). Other options go to `screen` as they are.

Run with Ray 2.58.0 and Python 3.11, four shards on one machine: the table was that of --engine threads, byte
for byte. A Ray cluster of several machines was not tried.
"""
import argparse
import os
import pathlib
import shlex
import subprocess
import sys


def run_shard(index, shards, out, command, arguments):
    """Runs one shard to its end and gives back the line it says of itself."""
    call = [*command, "screen", *arguments, "--shard", f"{index}/{shards}"]
    done = subprocess.run(
        [*call, "--out", str(pathlib.Path(out) / f"shard-{index}.jsonl")],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"shard {index}: {done.stderr.strip()}")
    return done.stdout.strip()


def with_dask(tasks, address):
    from dask.distributed import Client, as_completed

    with Client(address) if address else Client(threads_per_worker=1) as client:
        # Not pure: the result is a file, so a task is never answered from memory.
        futures = [client.submit(run_shard, *task, pure=False) for task in tasks]
        for future in as_completed(futures):
            yield future.result()


def with_ray(tasks, address):
    import ray

    ray.init(address=address)
    remote = ray.remote(num_cpus=1, max_retries=3)(run_shard)
    waiting = [remote.remote(*task) for task in tasks]
    while waiting:
        done, waiting = ray.wait(waiting)
        yield ray.get(done[0])


def with_threads(tasks, _address):
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for future in as_completed([pool.submit(run_shard, *task) for task in tasks]):
            yield future.result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=["dask", "ray", "threads"], default="dask")
    parser.add_argument("--address", help="of a scheduler that is running")
    parser.add_argument("--shards", type=int, default=4 * (os.cpu_count() or 1))
    parser.add_argument("--out", default="results", help="folder of results")
    ours, arguments = parser.parse_known_args()
    command = shlex.split(os.environ.get("EPISTACK", "epistack"))
    pathlib.Path(ours.out).mkdir(parents=True, exist_ok=True)
    tasks = [(i, ours.shards, ours.out, command, arguments) for i in range(1, ours.shards + 1)]
    engine = {"dask": with_dask, "ray": with_ray, "threads": with_threads}[ours.engine]
    for said in engine(tasks, ours.address):
        print(said, flush=True)
    files = [f"{ours.out}/shard-{i}.jsonl" for i in range(1, ours.shards + 1)]
    table = ["--csv", f"{ours.out}/table.csv", "--recipes", f"{ours.out}/recipes"]
    sys.exit(subprocess.run([*command, "screen", "--rank", *files, *table]).returncode)


if __name__ == "__main__":
    main()
