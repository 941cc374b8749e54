"""Reads files with another code and prints what it found as JSON: {path: [frame, ...]}."""

import json
import os
import sys


def with_ase(path, kind):
    import ase.io
    import numpy

    if kind == "py":
        scope = {"__name__": "imported"}
        exec(compile(open(path).read(), path, "exec"), scope)
        images = [scope["atoms"]]
    elif kind == "lammps-data":
        images = [ase.io.read(path, format=kind, style="atomic", sort_by_id=True)]
    else:
        images = ase.io.read(path, index=":", **({"format": kind} if kind else {}))
    out = []
    for atoms in images:
        # What a constraint does says more than what it is called: a held atom feels no force.
        forces = numpy.ones((len(atoms), 3))
        for constraint in atoms.constraints:
            constraint.adjust_forces(atoms, forces)
        fixed = [i for i in range(len(atoms)) if not forces[i].any()]
        frame = {
            "numbers": atoms.numbers.tolist(),
            "cell": atoms.cell[:].tolist(),
            "scaled": atoms.get_scaled_positions(wrap=False).tolist(),
            "pbc": [bool(p) for p in atoms.pbc],
            "fixed": fixed,
            "tags": atoms.get_tags().tolist(),
            "info": {k: str(v) for k, v in atoms.info.items()},
        }
        for name in ("layer", "slab"):
            if name in atoms.arrays:
                frame[name] = atoms.arrays[name].tolist()
        out.append(frame)
    return out


def with_pymatgen(path, kind):
    if kind == "incar":
        from pymatgen.io.vasp import Incar

        return [{k: str(v) for k, v in Incar.from_file(path).items()}]
    if kind == "kpoints":
        from pymatgen.io.vasp import Kpoints

        k = Kpoints.from_file(path)
        return [{"style": str(k.style), "kpts": [list(map(int, n)) for n in k.kpts]}]
    from pymatgen.core import Structure

    s = Structure.from_file(path)
    return [
        {
            "numbers": list(s.atomic_numbers),
            "cell": s.lattice.matrix.tolist(),
            "scaled": s.frac_coords.tolist(),
        }
    ]


code, root, *files = sys.argv[1:]
os.chdir(root)
read = {"ase": with_ase, "pymatgen": with_pymatgen}[code]
pairs = (f.split("=") for f in files)
print(json.dumps({path: read(path, kind) for path, kind in pairs}))
