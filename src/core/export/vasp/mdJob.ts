/**
 * Shell functions of the job that runs dynamics in folders one after the other, and goes on where a former
 * job was ended by its time limit. Steps are counted in OSZICAR, one line with "T=" each.
 * @see https://vasp.at/wiki/OSZICAR
 * @see https://vasp.at/wiki/CONTCAR, which is written after every step, velocities included
 */
const FUNCTIONS: readonly string[] = [
  'steps_in() { cat "$@" 2>/dev/null | awk \'/T=/ { n++ } END { print n + 0 }\'; }',
  '# Runs the steps of a folder that are left. What former jobs did is kept in part-01, part-02, ...',
  'run_stage() (',
  '  cd "$1" || exit 1',
  '  make_potcar || exit 1',
  "  [ -s steps.total ] || sed -n 's/^NSW *= *\\([0-9][0-9]*\\).*/\\1/p' INCAR > steps.total",
  '  total=$(cat steps.total)',
  '  if [ "$(steps_in part-*/OSZICAR OSZICAR)" -ge "$total" ] && [ -s CONTCAR ]; then',
  '    echo "$1: all $total steps are done"; exit 0',
  '  fi',
  '  if [ "$(steps_in OSZICAR)" -gt 0 ] && [ -s CONTCAR ]; then',
  '    k=1',
  '    while [ -e "$(printf \'part-%02d/OSZICAR\' "$k")" ]; do k=$((k + 1)); done',
  '    part=$(printf \'part-%02d\' "$k")',
  '    mkdir -p "$part" && cp CONTCAR POSCAR || exit 1',
  '    for file in OUTCAR XDATCAR vasp.out; do [ ! -e "$file" ] || mv "$file" "$part/"; done',
  '    # Last, for it says that the part is complete.',
  '    mv OSZICAR "$part/" || exit 1',
  '  fi',
  '  left=$((total - $(steps_in part-*/OSZICAR)))',
  '  sed "s/^\\(NSW *= *\\)[0-9]*/\\1$left/" INCAR > INCAR.next && mv INCAR.next INCAR || exit 1',
  '  run_code > vasp.out || exit 1',
  '  ran=$(steps_in part-*/OSZICAR OSZICAR)',
  '  if [ "$ran" -lt "$total" ] || [ ! -s CONTCAR ]; then',
  '    echo "$1: $ran of $total steps; see $1/vasp.out, then submit again to go on" >&2; exit 1',
  '  fi',
  ')',
  '# One trajectory of all parts: of each as many frames as it has steps.',
  'join_xdatcar() {',
  '  head -n 7 XDATCAR',
  '  for folder in part-*/ ./; do',
  '    [ -s "$folder/XDATCAR" ] || continue',
  '    awk -v steps="$(steps_in "$folder/OSZICAR")" \'FNR > 7 { if (/^ *Direct configuration/) n++; if (n <= steps) print }\' "$folder/XDATCAR"',
  '  done',
  '}',
];

/** Body of the job: heating, then NVE from its last positions and velocities. */
export const MD_BODY: readonly string[] = [
  ...FUNCTIONS,
  'run_stage 1-heat',
  '# Once: a later job must not throw away what 2-nve has done.',
  '[ -s 2-nve/POSCAR ] || cp 1-heat/CONTCAR 2-nve/POSCAR',
  '[ -s 2-nve/POTCAR ] || cp 1-heat/POTCAR 2-nve/POTCAR',
  'run_stage 2-nve',
  '(cd 2-nve && join_xdatcar > XDATCAR.all)',
];
