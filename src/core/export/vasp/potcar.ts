import { EpistackError } from '#core/errors.ts';
import { pseudoLabel, type Species } from '#core/io/species.ts';

/** The release of potentials that the names are of, as a job script and a README say it. */
export const POTCAR_LIST =
  'recommended for DFT in potpaw PBE.54 and later (vasp.at/wiki, Available pseudopotentials)';

/**
 * Suffixes of the PBE potentials that VASP recommends for DFT in potpaw PBE.54 and later; an element that is not listed
 * has none. PBE.54 has no W_pv, and the first Yb_3; At_d is only in older releases. Lanthanides have their f electrons
 * in the core, for the valence that most of their compounds have.
 * @see https://vasp.at/wiki/Available_pseudopotentials; each name stands in the list of PBE.54 files that pymatgen keeps
 * (MPScanRelaxSet) or is older than it (ase/calculators/vasp/setups.py, "recommended")
 */
const SUFFIX: Readonly<Record<string, string>> = {
  Li: '_sv',
  Na: '_pv',
  K: '_sv',
  Ca: '_sv',
  Sc: '_sv',
  Ti: '_sv',
  V: '_sv',
  Cr: '_pv',
  Mn: '_pv',
  Ga: '_d',
  Ge: '_d',
  Rb: '_sv',
  Sr: '_sv',
  Y: '_sv',
  Zr: '_sv',
  Nb: '_sv',
  Mo: '_sv',
  Tc: '_pv',
  Ru: '_pv',
  Rh: '_pv',
  In: '_d',
  Sn: '_d',
  Cs: '_sv',
  Ba: '_sv',
  Pr: '_3',
  Nd: '_3',
  Pm: '_3',
  Sm: '_3',
  Eu: '_2',
  Gd: '_3',
  Tb: '_3',
  Dy: '_3',
  Ho: '_3',
  Er: '_3',
  Tm: '_3',
  Yb: '_3',
  Lu: '_3',
  Hf: '_pv',
  Ta: '_pv',
  W: '_sv',
  Tl: '_d',
  Pb: '_d',
  Bi: '_d',
  Po: '_d',
  Fr: '_sv',
  Ra: '_sv',
};

/**
 * Nuclear charges of the pseudo-hydrogen that potpaw PBE.54 and later has, e: "H.25" to "H1.75".
 * @see https://vasp.at/wiki/Available_pseudopotentials
 */
const HYDROGEN_E = [0.25, 0.33, 0.42, 0.5, 0.58, 0.66, 0.75, 1.25, 1.33, 1.5, 1.66, 1.75] as const;

/** Thirds and twelfths have two decimals in the list: 2/3 is 0.66. */
const SAME_CHARGE_E = 0.01;

/** The potential of VASP for pseudo-hydrogen and the charge that it has, e; null where there is none so near. */
export function hydrogenPotential(
  valenceE: number,
): { readonly name: string; readonly chargeE: number } | null {
  const chargeE = HYDROGEN_E.find((e) => Math.abs(e - valenceE) < SAME_CHARGE_E);
  return chargeE === undefined ? null : { name: pseudoLabel(chargeE), chargeE };
}

/** What a potential is chosen by: the symbol, or the name that pseudo-hydrogen has without a choice. */
export const potcarKey = ({ symbol, valenceE }: Pick<Species, 'symbol' | 'valenceE'>): string =>
  valenceE === null ? symbol : (hydrogenPotential(valenceE)?.name ?? pseudoLabel(valenceE));

/**
 * Names of potentials in the order of the POSCAR's species, one a line. Only names: POTCAR is licensed. Pseudo-hydrogen
 * of a charge that VASP has no potential for is named all the same, and job.sh stops at the name.
 * @param chosen names in place of the recommended ones, by {@link potcarKey}: {Pb: "Pb", "H1.25": "H1.25_mine"}
 * @throws `setting` for a name that is not of its element
 */
export function potcarSpec(
  species: readonly Pick<Species, 'symbol' | 'valenceE'>[],
  chosen: Readonly<Record<string, string>> = {},
): string {
  const names = species.map((one) => {
    const key = potcarKey(one);
    const name = chosen[key] ?? key + (SUFFIX[key] ?? '');
    if (!isOfElement(name, one.symbol) || !/^[A-Za-z0-9_.]+$/.test(name))
      throw new EpistackError({
        code: 'setting',
        field: `potential of ${key}`,
        expected: `a name such as ${key} or ${key}_sv`,
      });
    return name;
  });
  return `${names.join('\n')}\n`;
}

/** Pb, Pb_d; of hydrogen also those of other nuclear charges: H.5, H1.25. */
const isOfElement = (name: string, symbol: string): boolean =>
  name.split(/[_.]/)[0] === symbol || (symbol === 'H' && /^H\d?\.\d+(_\w+)?$/.test(name));

/**
 * Joins POTCAR from the user's own licensed copy when it is not there yet. A name that is missing stops the
 * job, and a POTCAR with fewer potentials than POTCAR.spec has names is never used: each ends on the line
 * "End of Dataset". Failures are returned by hand: `set -e` is off in a function called before `||`.
 * @see https://vasp.at/wiki/POTCAR
 */
export const POTCAR_LINES: readonly string[] = [
  '# POTCAR is licensed and never part of a bundle: it is joined here from your own copy.',
  `# The names in POTCAR.spec are those ${POTCAR_LIST}, but for names that you chose.`,
  'make_potcar() {',
  '  if [ ! -s POTCAR ]; then',
  '    : "$' +
    '{VASP_PP_PATH:?set it to your folder of PBE potentials, which holds NAME/POTCAR for each line of POTCAR.spec}"',
  '    missing=0',
  '    while read -r name; do',
  '      [ -s "$VASP_PP_PATH/$name/POTCAR" ] || { echo "no potential $VASP_PP_PATH/$name/POTCAR" >&2; missing=1; }',
  '    done < POTCAR.spec',
  '    [ "$missing" = 0 ] || return 1',
  '    : > POTCAR.part || return 1',
  '    while read -r name; do',
  '      cat "$VASP_PP_PATH/$name/POTCAR" >> POTCAR.part || return 1',
  '    done < POTCAR.spec',
  '    mv POTCAR.part POTCAR || return 1',
  '  fi',
  "  found=$(awk '/End of Dataset/ { n++ } END { print n + 0 }' POTCAR)",
  "  wanted=$(awk 'NF { n++ } END { print n + 0 }' POTCAR.spec)",
  '  [ "$found" = "$wanted" ] || { echo "$PWD/POTCAR holds $found potentials, POTCAR.spec names $wanted: remove POTCAR and submit again" >&2; return 1; }',
  '}',
];
